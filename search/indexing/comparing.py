"""Comparing texts in the worker processes, which have nothing to do once all files are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from search.arrays import SegmentInfo
from search.arrays.files import ArrayFile
from search.arrays.records import Records
from search.duplicates import Pair, same

FEWEST = 500  # pairs that are worth being handed out


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of documents of segments that lie side by side, in their numbering."""

    folder: Path
    segments: Sequence[SegmentInfo]
    pairs: list[Pair]

    def made(self) -> Compared:
        return Compared(same(_Stored(self.folder, self.segments), self.pairs))


@dataclass(frozen=True, slots=True)
class Compared:
    same: list[Pair]


class _Stored:
    """The records of segments, and nothing else of them: a worker may map only so much."""

    def __init__(self, folder: Path, segments: Sequence[SegmentInfo]) -> None:
        self._records = [Records(ArrayFile(folder / f"{segment.name}.records")) for segment in segments]
        self._bases: list[int] = []
        size = 0
        for segment in segments:
            self._bases.append(size)
            size += segment.documents

    def stored(self, doc: int) -> bytes:
        number = bisect_right(self._bases, doc) - 1
        return self._records[number].record(doc - self._bases[number])


def shared_out(pairs: list[Pair], among: int) -> list[list[Pair]]:
    """``pairs`` in up to ``among`` runs of about the same length."""
    length = max(1, -(-len(pairs) // among))
    return [pairs[start : start + length] for start in range(0, len(pairs), length)]
