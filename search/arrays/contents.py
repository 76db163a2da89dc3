"""The table of contents: which segments there are. One small file, replaced as a whole, is what a commit is.

It is JSON behind a checksum. Everything that belongs to one generation and to no segment (deletions, groups, what the
caller keeps beside the documents) is in one file of arrays that it names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from search.arrays.segment import SegmentInfo
from search.errors import IndexCorrupt, IndexMissing

NAME = "contents.json"
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Contents:
    generation: int
    segments: tuple[SegmentInfo, ...]
    state: str  # file name of the generation's own arrays
    state_size: int

    def files(self) -> set[str]:
        """Names of all files that make up the generation, without the table of contents itself."""
        return {self.state, *(name for segment in self.segments for name in segment.files())}

    def bytes(self) -> int:
        return self.state_size + sum(size for segment in self.segments for size in segment.sizes.values())


def read_contents(folder: Path) -> Contents:
    """Raises IndexMissing where there is no index, IndexCorrupt where the table is not what was written."""
    path = folder / NAME
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(f"{folder}: no index here; build it with: dateline reindex") from None
    except OSError as error:
        raise IndexCorrupt(str(path), f"can't be read: {error.strerror or error}") from None
    head, _, body = data.partition(b"\n")
    if head != _checksum(body):
        raise IndexCorrupt(str(path), "is not what was written; build the index anew with reindex --full")
    try:
        return _contents(json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise IndexCorrupt(str(path), "is of another version of the index; build it anew with reindex --full") from None


def _contents(table: Mapping[str, Any]) -> Contents:
    if table["format"] != FORMAT:
        raise ValueError
    segments = tuple(SegmentInfo(**segment) for segment in table["segments"])
    contents = Contents(int(table["generation"]), segments, str(table["state"]), int(table["state_size"]))
    if any(Path(name).name != name for name in contents.files()):
        raise ValueError  # a file of the index is in its folder
    return contents


def replace_contents(folder: Path, contents: Contents) -> None:
    """Makes ``contents`` what readers see, at once and for good: files it names must be on disk before."""
    table = {
        "format": FORMAT,
        "generation": contents.generation,
        "state": contents.state,
        "state_size": contents.state_size,
        "segments": [asdict(segment) for segment in contents.segments],
    }
    body = json.dumps(table).encode()
    draft = folder / f"{NAME}.draft"
    with draft.open("wb") as file:
        file.write(_checksum(body) + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / NAME)
    sync_folder(folder)


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes names in the folder durable, where the system has a way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def current_generation(folder: Path) -> int:
    """The number of the generation that a reader would open now. Raises as ``read_contents``."""
    return read_contents(folder).generation


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
