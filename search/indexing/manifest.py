"""What is indexed from which file: kept in the index itself, so that the two can't disagree.

As bytes: a JSON header line, then the columns one after the other, little-endian. In memory they stay columns, of which
a run compares three and copies the rest: 57,000 entries as objects would cost it a tenth of a second.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FORMAT = 1

Rejects = tuple[tuple[str, str], ...]  # (path with item, reason)


class FileEntry(NamedTuple):
    path: str  # POSIX, relative to the corpus folder
    size: int  # bytes
    mtime_ns: int
    sha256: str  # of the bytes, hex
    fingerprint: int  # 64 bits of what else the records depend on: extractor version, source.toml, authority.toml
    releases: int  # records made of it; 0 for a reject
    rejects: Rejects = ()


class _Columns(NamedTuple):
    """One row a file, in the order that they are written in."""

    size: NDArray[np.int64]
    mtime_ns: NDArray[np.int64]
    fingerprint: NDArray[np.uint64]
    releases: NDArray[np.int32]
    sha256: NDArray[np.uint8]  # [files, 32]

    @classmethod
    def of(cls, entries: Sequence[FileEntry]) -> _Columns:
        return cls(
            np.array([entry.size for entry in entries], "<i8"),
            np.array([entry.mtime_ns for entry in entries], "<i8"),
            np.array([entry.fingerprint for entry in entries], "<u8"),
            np.array([entry.releases for entry in entries], "<i4"),
            np.frombuffer(bytes.fromhex("".join(entry.sha256 for entry in entries)), "u1").reshape(-1, 32),
        )

    @classmethod
    def read(cls, data: bytes, files: int) -> _Columns:
        """Raises ValueError where there are fewer or more bytes than ``files`` take."""
        columns: list[NDArray[Any]] = []
        start = 0
        for dtype, width in (("<i8", 1), ("<i8", 1), ("<u8", 1), ("<i4", 1), ("u1", 32)):
            column = np.frombuffer(data[start : start + files * width * np.dtype(dtype).itemsize], dtype)
            if len(column) != files * width:
                raise ValueError("manifest is cut short")
            columns.append(column if width == 1 else column.reshape(files, width))
            start += column.nbytes
        if start != len(data):
            raise ValueError("manifest is longer than its files")
        return cls(*columns)

    def taken(self, rows: NDArray[np.intp]) -> _Columns:
        columns: list[NDArray[Any]] = [column.take(rows, axis=0) for column in self]
        return _Columns(*columns)

    def followed_by(self, others: _Columns) -> _Columns:
        pairs: Iterable[tuple[NDArray[Any], NDArray[Any]]] = zip(self, others, strict=True)
        columns: list[NDArray[Any]] = [np.concatenate(pair) for pair in pairs]
        return _Columns(*columns)


class Manifest:
    """The files of one generation, a row each, in the order of their paths."""

    def __init__(self, entries: Iterable[FileEntry] = (), started_ns: int = 0) -> None:
        """``started_ns``: when the run that wrote it began; files touched later than that are not trusted by mtime."""
        ordered = sorted(entries, key=lambda entry: entry.path)
        rejects = {entry.path: entry.rejects for entry in ordered if entry.rejects}
        self._fill([entry.path for entry in ordered], _Columns.of(ordered), rejects, started_ns)

    def _fill(self, paths: list[str], columns: _Columns, rejects: Mapping[str, Rejects], started_ns: int) -> None:
        self.paths = paths
        self._columns = columns
        self._rejects = rejects
        self.started_ns = started_ns

    @classmethod
    def _made(cls, paths: list[str], columns: _Columns, rejects: Mapping[str, Rejects], started_ns: int) -> Manifest:
        manifest = cls.__new__(cls)
        manifest._fill(paths, columns, rejects, started_ns)
        return manifest

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[FileEntry]:
        return map(self.entry, range(len(self)))

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each path."""
        return dict(zip(self.paths, range(len(self)), strict=True))

    @cached_property
    def states(self) -> Sequence[tuple[int, int, int]]:
        """Of each row size, mtime_ns and fingerprint: what has to be the same for a file to be the same."""
        size, mtime_ns, fingerprint, *_ = self._columns
        return [*zip(size.tolist(), mtime_ns.tolist(), fingerprint.tolist(), strict=True)]

    def entry(self, row: int) -> FileEntry:
        path = self.paths[row]
        size, mtime_ns, fingerprint, releases, sha256 = (column[row] for column in self._columns)
        return FileEntry(
            path,
            int(size),
            int(mtime_ns),
            sha256.tobytes().hex(),
            int(fingerprint),
            int(releases),
            self._rejects.get(path, ()),
        )

    def get(self, path: str) -> FileEntry | None:
        row = self.rows.get(path)
        return None if row is None else self.entry(row)

    def rejects(self) -> list[tuple[str, str]]:
        """(path, reason) of everything rejected, by path."""
        return sorted(reject for rejects in self._rejects.values() for reject in rejects)

    def followed(self, kept: Sequence[int], entries: Sequence[FileEntry], started_ns: int) -> Manifest:
        """The manifest of a run that left the rows ``kept`` as they are, and read the files of ``entries``."""
        rows = np.array(kept, dtype=np.intp)
        paths = [*map(self.paths.__getitem__, kept), *(entry.path for entry in entries)]
        columns = self._columns.taken(rows).followed_by(_Columns.of(entries))
        rejects = {entry.path: entry.rejects for entry in entries if entry.rejects}
        if self._rejects:
            rejects.update((path, self._rejects[path]) for path in paths[: len(kept)] if path in self._rejects)
        order = sorted(range(len(paths)), key=paths.__getitem__)
        return self._made([paths[row] for row in order], columns.taken(np.array(order, np.intp)), rejects, started_ns)

    def to_bytes(self) -> bytes:
        header = {
            "format": FORMAT,
            "files": len(self),
            "started_ns": self.started_ns,
            "paths": self.paths,
            "rejects": self._rejects,
        }
        columns = (column.tobytes() for column in self._columns)
        return json.dumps(header, ensure_ascii=True).encode() + b"\n" + b"".join(columns)

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest back from ``to_bytes``. Raises ValueError where it is of another format or cut short."""
        line, _, body = data.partition(b"\n")
        header = json.loads(line)
        if header.get("format") != FORMAT:
            raise ValueError(f"manifest of format {header.get('format')}, this version reads {FORMAT}")
        columns = _Columns.read(body, header["files"])
        rejects = {path: tuple((p, why) for p, why in rows) for path, rows in header["rejects"].items()}
        return cls._made(header["paths"], columns, rejects, header["started_ns"])
