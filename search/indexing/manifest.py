"""What is indexed from which file: kept in the index itself, so that the two can't disagree.

As bytes: a JSON header line, then the columns one after the other, little-endian. Columns instead of a record a file
keep reading 57,000 entries to some milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

FORMAT = 1


class FileEntry(NamedTuple):
    path: str  # POSIX, relative to the corpus folder
    size: int  # bytes
    mtime_ns: int
    sha256: str  # of the bytes, hex
    fingerprint: int  # 64 bits of what else the records depend on: extractor version, source.toml, authority.toml
    releases: int  # records made of it; 0 for a reject
    rejects: tuple[tuple[str, str], ...] = ()  # (path with item, reason)


class Manifest:
    """The files of one generation, by path."""

    def __init__(self, entries: Iterable[FileEntry] = (), started_ns: int = 0) -> None:
        """``started_ns``: when the run that wrote it began; files touched later than that are not trusted by mtime."""
        self._entries = {entry.path: entry for entry in entries}
        self.started_ns = started_ns

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[FileEntry]:
        return iter(self._entries.values())

    def get(self, path: str) -> FileEntry | None:
        return self._entries.get(path)

    def rejects(self) -> list[tuple[str, str]]:
        """(path, reason) of everything rejected, by path."""
        return sorted(reject for entry in self for reject in entry.rejects)

    def to_bytes(self) -> bytes:
        entries = sorted(self, key=lambda entry: entry.path)
        header = {
            "format": FORMAT,
            "files": len(entries),
            "started_ns": self.started_ns,
            "paths": [entry.path for entry in entries],
            "rejects": {entry.path: entry.rejects for entry in entries if entry.rejects},
        }
        columns = (
            np.array([entry.size for entry in entries], "<i8").tobytes(),
            np.array([entry.mtime_ns for entry in entries], "<i8").tobytes(),
            np.array([entry.fingerprint for entry in entries], "<u8").tobytes(),
            np.array([entry.releases for entry in entries], "<i4").tobytes(),
            bytes.fromhex("".join(entry.sha256 for entry in entries)),
        )
        return json.dumps(header, ensure_ascii=True).encode() + b"\n" + b"".join(columns)

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest back from ``to_bytes``. Raises ValueError where it is of another format or cut short."""
        line, _, body = data.partition(b"\n")
        header = json.loads(line)
        if header.get("format") != FORMAT:
            raise ValueError(f"manifest of format {header.get('format')}, this version reads {FORMAT}")
        n = header["files"]
        if len(body) != n * (8 + 8 + 8 + 4 + 32):
            raise ValueError("manifest is cut short")
        sizes = np.frombuffer(body, "<i8", n, 0).tolist()
        mtimes = np.frombuffer(body, "<i8", n, 8 * n).tolist()
        fingerprints = np.frombuffer(body, "<u8", n, 16 * n).tolist()
        releases = np.frombuffer(body, "<i4", n, 24 * n).tolist()
        hashes = body[28 * n :].hex("\n", 32).split("\n") if n else []
        rejects = {path: tuple((p, why) for p, why in rows) for path, rows in header["rejects"].items()}
        found = [rejects.get(path, ()) for path in header["paths"]] if rejects else [()] * n
        rows = zip(header["paths"], sizes, mtimes, hashes, fingerprints, releases, found, strict=True)
        return cls(map(FileEntry._make, rows), header["started_ns"])
