"""What a run has to do: the files on disk held against the manifest of the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Rejected
from corpus.normalising import EXTRACTOR_VERSION
from corpus.source import Source
from corpus.walking import FoundFile
from search.indexing.manifest import FileEntry, Manifest
from search.schema import INDEX_VERSION


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read. ``known`` is its entry in the index, where its bytes decide whether it is read again."""

    path: Path
    relative: str
    size: int
    mtime_ns: int
    source: Source
    fingerprint: int
    known: FileEntry | None
    new: bool  # the index holds nothing of a file at this path


@dataclass(frozen=True, slots=True)
class Plan:
    tasks: list[Task]  # new and changed
    kept: list[int]  # rows of the manifest: files unchanged, and those that this run must not judge
    removed: list[FileEntry]
    unreadable: list[Rejected]  # folders and files that can't even be listed


class Fingerprints:
    """Fingerprint of everything but the file's bytes that a record depends on, one computation a source."""

    def __init__(self, root: Path) -> None:
        authority = root / "authority.toml"
        self._base = f"{EXTRACTOR_VERSION}/{INDEX_VERSION}/".encode() + (
            authority.read_bytes() if authority.is_file() else b""
        )
        self._known: dict[int, tuple[Source, int]] = {}

    def of(self, source: Source) -> int:
        cached = self._known.get(id(source))
        if cached is None:
            digest = hashlib.sha256(self._base + source.fingerprint().encode()).digest()
            cached = self._known[id(source)] = (source, int.from_bytes(digest[:8], "little"))
        return cached[1]


def plan(
    found: Iterable[FoundFile | Rejected], manifest: Manifest, root: Path, *, full: bool, only: tuple[str, ...] = ()
) -> Plan:
    """Compares by path, size, mtime and fingerprint.

    ``only``: prefixes of relative paths outside which nothing is judged. What lies in a folder that can't be listed
    is kept as it is in the index. A file whose mtime is not older than the run that indexed it is read again, since a
    later write could carry the same date (the "racy git" problem).
    """
    fingerprints = Fingerprints(root)
    tasks: list[Task] = []
    kept: list[int] = []
    unreadable: list[Rejected] = []
    seen: set[str] = set()
    rows, states, trusted = manifest.rows, manifest.states, manifest.started_ns
    source, fingerprint = None, 0
    for file in found:
        if isinstance(file, Rejected):
            unreadable.append(file)
            continue
        if only and not file.relative.startswith(only):
            continue
        seen.add(file.relative)
        if file.source is not source:
            source, fingerprint = file.source, fingerprints.of(file.source)
        row = rows.get(file.relative)
        same = row is not None and states[row] == (file.size, file.mtime_ns, fingerprint) and file.mtime_ns < trusted
        if same and row is not None and not full:
            kept.append(row)
            continue
        entry = None if row is None else manifest.entry(row)
        known = entry if entry is not None and entry.fingerprint == fingerprint and not full else None
        tasks.append(
            Task(file.path, file.relative, file.size, file.mtime_ns, file.source, fingerprint, known, entry is None)
        )
    hidden = tuple(reject.path.removeprefix("./") for reject in unreadable)
    removed: list[FileEntry] = []
    for path in sorted(rows.keys() - seen):
        outside = bool(only) and not path.startswith(only)
        if outside or (hidden and path.startswith(hidden)):
            kept.append(rows[path])
        else:
            removed.append(manifest.entry(rows[path]))
    return Plan(tasks, kept, removed, unreadable)
