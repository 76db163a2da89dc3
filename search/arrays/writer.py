"""Changing the index: segments in, documents out, published at once as a new generation."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from search.arrays.building import LARGEST_SEGMENT
from search.arrays.contents import NAME as CONTENTS
from search.arrays.contents import Contents, replace_contents, sync_file
from search.arrays.files import ArrayFileWriter
from search.arrays.locking import NAME as LOCK
from search.arrays.locking import WriteLock
from search.arrays.merging import merge_segments
from search.arrays.segment import PARTS, Segment, SegmentInfo
from search.arrays.snapshot import ArraySnapshot, open_snapshot
from search.errors import IndexCorrupt, IndexMissing, IndexUnwritable

Mask = NDArray[np.bool_]

_SMALLEST_TIER = 2048  # documents: segments below it are merged at every commit
_TIER_FACTOR = 4  # how much larger each tier of segments is than the one before
_TIER_WIDTH = 4  # segments of a tier that make one of the next
_FILLED = 0.75  # of the largest segment: fewer segments are merged when they come to that
_DELETED_SHARE = 0.25  # of a segment, from which on it is written anew


class IndexWriter:
    """The one that may change the index in ``folder``, from ``__enter__`` to ``__exit__``.

    Nothing is seen by readers before ``commit``; without one, everything is as it was. Segments to be added are built
    between ``__enter__`` and ``commit``: what is in the folder before and belongs to no commit is removed.
    """

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        """``anew``: an index that can't be opened counts as none, so that the next commit takes its place."""
        self.folder = folder
        self._anew = anew
        self._unreadable = False
        self.snapshot: ArraySnapshot | None = None
        self._lock = WriteLock(folder)
        self._added: list[SegmentInfo] = []
        self._deleted: list[Mask | None] = []  # of the committed and then the added segments
        self._open: list[Segment] = []

    def __enter__(self) -> IndexWriter:
        """Raises IndexLocked, IndexUnwritable, IndexCorrupt."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexUnwritable(f"{self.folder}: can't be made ({error.strerror or error})") from error
        self._lock.acquire()
        try:
            self._load()
            self._remove_leftovers()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._load()
            self._remove_leftovers()
        finally:
            self._lock.release()

    def add(self, segment: SegmentInfo) -> None:
        """A segment that was built in ``folder`` becomes part of the next commit."""
        self._added.append(segment)
        self._open.append(Segment(self.folder, segment))
        self._deleted.append(None)

    def delete(self, docs: Iterable[int] | NDArray[np.integer]) -> None:
        """Takes documents out, numbered as in ``staged()``, which begins with those of ``snapshot``."""
        chosen = np.unique(np.asarray(docs if isinstance(docs, np.ndarray) else list(docs), dtype=np.int64))
        if not len(chosen):
            return
        bases = np.cumsum([0, *(segment.documents for segment in self._open)])
        if chosen[0] < 0 or chosen[-1] >= bases[-1]:
            raise IndexError(f"there are documents 0 to {bases[-1] - 1} only")
        bounds = np.searchsorted(chosen, bases).tolist()
        for number, (start, stop) in enumerate(itertools.pairwise(bounds)):
            if start < stop:
                before = self._deleted[number]
                mask = np.zeros(self._open[number].documents, np.bool_) if before is None else before.copy()
                mask[chosen[start:stop] - bases[number]] = True
                self._deleted[number] = mask

    def staged(self) -> ArraySnapshot:
        """What a commit would publish, before any merging: existing documents less the deleted, then added segments."""
        generation = self.snapshot.generation if self.snapshot is not None else 0
        return ArraySnapshot(generation, self._open, self._deleted, self._known_groups())

    def commit(self, extras: Mapping[str, bytes], groups: NDArray[np.int32] | None = None) -> int:
        """Publishes deletions and added segments; the number of the new generation.

        ``extras`` are kept with the generation, for ``snapshot.extra``. ``groups``: near-duplicate group of each
        document in the numbering of ``staged()``, -1 where it is alone; None keeps those of before.
        Raises IndexUnwritable, with the index as it was before.
        """
        if groups is None:
            groups = self._known_groups()
        try:
            return self._commit(extras, groups)
        except OSError as error:
            raise IndexUnwritable(f"{self.folder}: can't be written ({error.strerror or error})") from error

    def _known_groups(self) -> NDArray[np.int32]:
        """Of the staged documents; -1 for the added ones."""
        groups = np.full(sum(segment.documents for segment in self._open), -1, dtype=np.int32)
        if self.snapshot is not None:
            groups[: self.snapshot.size] = self.snapshot.all_groups()
        return groups

    def _commit(self, extras: Mapping[str, bytes], groups: NDArray[np.int32]) -> int:
        generation = self.snapshot.generation + 1 if self.snapshot is not None else 1
        if self._unreadable:
            generation = int(time.time())  # of no generation that a reader may have open
        bases = np.cumsum([0, *(segment.documents for segment in self._open)]).tolist()
        live = [
            segment.documents - (0 if deleted is None else int(deleted.sum()))
            for segment, deleted in zip(self._open, self._deleted, strict=True)
        ]
        published: list[tuple[SegmentInfo, Mask | None]] = []
        regrouped = [np.zeros(0, dtype=np.int32)]
        for number, members in enumerate(plan_merges(live)):
            first = members[0]
            if len(members) == 1 and live[first] == self._open[first].documents:
                published.append((self._open[first].info, None))
                regrouped.append(groups[bases[first] : bases[first + 1]])
            elif len(members) == 1 and not _is_worn(self._open[first].documents, live[first]):
                published.append((self._open[first].info, self._deleted[first]))
                regrouped.append(groups[bases[first] : bases[first + 1]])
            else:
                sources = [(self._open[member], self._deleted[member]) for member in members]
                published.append((merge_segments(self.folder, f"g{generation}-{number}", sources), None))
                for member in members:
                    own, deleted = groups[bases[member] : bases[member + 1]], self._deleted[member]
                    regrouped.append(own if deleted is None else own[~deleted])
        self._publish(generation, published, extras, np.concatenate(regrouped))
        self._load()
        self._remove_leftovers()
        return generation

    def _publish(
        self,
        generation: int,
        published: Sequence[tuple[SegmentInfo, Mask | None]],
        extras: Mapping[str, bytes],
        groups: NDArray[np.int32],
    ) -> None:
        state = ArrayFileWriter(self.folder / f"g{generation}.state")
        state.add("groups", groups.astype("<i4"))
        for info, deleted in published:
            if deleted is not None:
                state.add(f"deleted.{info.name}", np.packbits(deleted, bitorder="little"))
        for name, data in extras.items():
            state.add_bytes(f"extra.{name}", [data])
        size = state.finish()
        contents = Contents(generation, tuple(info for info, _ in published), state.path.name, size)
        known = self._committed_files()
        for name in sorted(contents.files() - known):
            sync_file(self.folder / name)
        replace_contents(self.folder, contents)

    def _load(self) -> None:
        """Back to what is committed."""
        try:
            self.snapshot = open_snapshot(self.folder)
            self._unreadable = False
        except IndexMissing:
            self.snapshot = None
        except IndexCorrupt:
            if not self._anew:
                raise
            self.snapshot = None
            self._unreadable = True
        self._added = []
        self._open = list(self.snapshot.segments) if self.snapshot is not None else []
        self._deleted = list(self.snapshot.deleted) if self.snapshot is not None else []

    def _committed_files(self) -> set[str]:
        contents = self.snapshot.contents if self.snapshot is not None else None
        return contents.files() if contents is not None else set()

    def _remove_leftovers(self) -> None:
        """Files of writers that did not live to commit, and of generations before this one.

        A reader that has one of them open keeps it, where the system lets go of open files; where it doesn't
        (Windows), the next writer tries again.
        """
        if self._unreadable:
            return
        kept = {CONTENTS, LOCK, *self._committed_files()}
        for path in self.folder.iterdir():
            ours = path.suffix[1:] in (*PARTS, "state") or path.name == f"{CONTENTS}.draft"
            if ours and path.name not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()


def plan_merges(live: Sequence[int]) -> list[list[int]]:
    """Which segments to publish, in order: each a list of the segments that become it. Those left empty are in none.

    Small ones are merged whenever there are two, larger ones when there are enough of about the same size, so that a
    document is copied about once a tier; and none grows past the size where document numbers fit two bytes. What is
    smaller and still fits goes along.
    """
    waiting = sorted((number for number, count in enumerate(live) if count), key=lambda number: -live[number])
    merges: list[list[int]] = []
    while waiting:
        tier = _tier(live[waiting[0]])
        batch, total, of_tier = [], 0, 0
        for number in waiting:
            if total + live[number] <= LARGEST_SEGMENT:
                batch.append(number)
                total += live[number]
                of_tier += _tier(live[number]) == tier
        enough = of_tier >= (2 if tier == 0 else _TIER_WIDTH)
        if len(batch) < 2 or not (enough or (of_tier > 1 and total >= _FILLED * LARGEST_SEGMENT)):
            batch = waiting[:1]
        merges.append(sorted(batch))
        waiting = [number for number in waiting if number not in batch]
    return sorted(merges)


def _tier(live: int) -> int:
    tier, bound = 0, _SMALLEST_TIER
    while live >= bound:
        tier, bound = tier + 1, bound * _TIER_FACTOR
    return tier


def _is_worn(documents: int, live: int) -> bool:
    return documents - live > _DELETED_SHARE * documents
