"""The same announcement of several publishers as one result.

All orders that need sorting are made once a generation; a question then only picks from them, so that folding costs
a few gathers over the grouped documents that match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.snapshot import DocIds, Snapshot

Mask = NDArray[np.bool_]
UNKNOWN_DAY = -(2**31)


@dataclass(frozen=True, slots=True)
class Folded:
    """A set of documents, and what is left of it where each group is one result."""

    docs: DocIds  # of each group its earliest, intp[m], ascending
    kept: Mask | None  # which of the set they are, bool[n]; None where they are all
    first: DocIds  # the earliest of each group that has more than one in the set, intp[g]
    members: DocIds  # all documents of those groups, group by group, earliest first, intp[k]
    starts: NDArray[np.intp]  # where each group begins in members, intp[g]
    rows: NDArray[np.intp]  # where members stand in the folding's own order, intp[k]
    single: DocIds  # all but members: intp[n-k], ascending


def unfolded(docs: DocIds) -> Folded:
    """A set of documents of which each is a result."""
    none = np.empty(0, dtype=np.intp)
    return Folded(docs, None, docs[:0], docs[:0], none, none, docs)


@dataclass(frozen=True, slots=True)
class Timeline:
    """On which days the results of a folded set were."""

    days: NDArray[np.int64]  # distinct days, ascending
    counts: NDArray[np.int64]  # documents of one result each on those days
    groups: NDArray[np.intp]  # of the others, in order
    group_days: NDArray[np.int64]  # ascending within a group

    def span(self) -> tuple[int, int] | None:
        """First and last day; None where no day is known."""
        held = self.days.take(self.counts.nonzero()[0][[0, -1]]) if self.counts.any() else self.days[:0]
        ends = np.concatenate((held, self.group_days))
        return (int(ends.min()), int(ends.max())) if len(ends) else None

    def between(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """Per interval between ``edges`` (days, int64[b+1]), in how many results a document has its date there."""
        upto = np.concatenate(([0], self.counts.cumsum())).take(self.days.searchsorted(edges))
        counts: NDArray[np.int64] = upto[1:] - upto[:-1]
        if len(self.groups):
            places = np.searchsorted(edges, self.group_days, side="right") - 1
            new = np.ones(len(places), dtype=np.bool_)
            new[1:] = (self.groups[1:] != self.groups[:-1]) | (places[1:] != places[:-1])
            counts += np.bincount(places[new], minlength=len(counts))
        return counts


class Folding:
    """The groups of one snapshot. Made once, read by any number of threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        live = snapshot.live()
        groups = snapshot.groups(live)
        grouped = live[groups >= 0]
        days = snapshot.days(grouped)
        known = np.where(days == UNKNOWN_DAY, np.iinfo(np.int32).max, days)
        order = np.lexsort((snapshot.keys(grouped), known, groups[groups >= 0]))
        self.docs: DocIds = grouped[order]  # by group, earliest first
        self.groups = np.unique(groups[groups >= 0][order], return_inverse=True)[1]  # dense numbers, ascending
        self.days = days[order]
        self._snapshot = snapshot
        self._live = live
        self._alive = np.zeros(snapshot.size, dtype=np.bool_)
        self._alive[live] = True
        self._totals: dict[str, tuple[NDArray[np.int64], int]] = {}
        self._columns: dict[str, _Column] = {}

    def fold(self, docs: DocIds) -> Folded:
        """``docs`` ascending."""
        if not len(self.docs):
            return unfolded(docs)
        mask = np.zeros(self._snapshot.size, dtype=np.bool_)
        mask[docs] = True
        rows = mask.take(self.docs).nonzero()[0]
        groups = self.groups[rows]
        same = groups[1:] == groups[:-1]  # as the one before
        if not same.any():
            return unfolded(docs)
        later = np.concatenate(([False], same))
        several = later | np.concatenate((same, [False]))
        rows, later = rows[several], later[several]
        members, starts = self.docs[rows], np.flatnonzero(~later)
        mask[members] = False
        single = docs.compress(mask.take(docs))
        mask[members[starts]] = True
        kept = mask.take(docs)
        return Folded(docs.compress(kept), kept, members[starts], members, starts, rows, single)

    def counts(self, fields: Sequence[str], folded: Folded) -> list[tuple[NDArray[np.int64], int]]:
        """For each field as ``Snapshot.counts``, a group counting once a value, as missing where a member has none."""
        rest = self._rest(folded.single)
        return [self._counts(field, folded, rest) for field in fields]

    def _counts(self, field: str, folded: Folded, rest: DocIds | None) -> tuple[NDArray[np.int64], int]:
        counts, missing = self._snapshot.counts(field, folded.single if rest is None else rest)
        if rest is not None:
            all_counts, all_missing = self._all_counts(field)
            counts, missing = all_counts - counts, all_missing - missing
        if len(folded.members):
            ordinals = self._distinct(field, folded)
            found = np.bincount(ordinals + 1, minlength=len(counts) + 1)
            counts = counts + found[1:]
            missing += int(found[0])
        return counts, missing

    def _rest(self, docs: DocIds) -> DocIds | None:
        """The live documents that are not in ``docs``, where they are fewer: then what they lack is counted faster."""
        if 2 * len(docs) < len(self._live):
            return None
        left = self._alive.copy()
        left[docs] = False
        return left.nonzero()[0]

    def _all_counts(self, field: str) -> tuple[NDArray[np.int64], int]:
        if field not in self._totals:
            self._totals[field] = self._snapshot.counts(field, self._live)
        return self._totals[field]

    def _distinct(self, field: str, folded: Folded) -> NDArray[np.int32]:
        """Values of the members, each once a group: the groups' values lie in order, so equal ones are neighbours."""
        column = self._column(field)
        groups = self.groups[folded.rows[folded.starts]]
        sizes = column.offsets[groups + 1] - column.offsets[groups]
        shift = column.offsets[groups] - np.concatenate(([0], np.cumsum(sizes)[:-1]))
        places = np.arange(int(sizes.sum())) + np.repeat(shift, sizes)
        member = np.zeros(len(self.docs), dtype=np.bool_)
        member[folded.rows] = True
        rows = column.rows[places]
        chosen = member[rows]
        ordinals, owners = column.ordinals[places[chosen]], self.groups[rows[chosen]]
        new = (ordinals[1:] != ordinals[:-1]) | (owners[1:] != owners[:-1])
        distinct: NDArray[np.int32] = ordinals[np.concatenate(([True], new))]
        return distinct

    def timeline(self, folded: Folded) -> Timeline:
        days, ranks, totals = self._by_day
        rest = self._rest(folded.single)
        counts = np.bincount(ranks.take(folded.single if rest is None else rest), minlength=len(days))
        if rest is not None:
            counts = totals - counts
        unknown = int(len(days) > 0 and days[0] == UNKNOWN_DAY)
        group_days = self.days[folded.rows]
        known = group_days != UNKNOWN_DAY
        groups = self.groups[folded.rows[known]]
        return Timeline(days[unknown:], counts[unknown:], groups, group_days[known].astype(np.int64))

    @cached_property
    def _by_day(self) -> tuple[NDArray[np.int64], NDArray[np.unsignedinteger], NDArray[np.int64]]:
        """The distinct days, each document's place among them, and how many live documents each has."""
        distinct, ranks = np.unique(self._snapshot.days(np.arange(self._snapshot.size)), return_inverse=True)
        totals = np.bincount(ranks[self._live], minlength=len(distinct))
        return distinct.astype(np.int64), ranks.astype(np.uint16 if len(distinct) < 1 << 16 else np.uint32), totals

    def siblings(self, doc: int) -> DocIds:
        """The other documents of a document's group, earliest first."""
        if self._snapshot.groups(np.array([doc]))[0] < 0:
            return self.docs[:0]
        own = self.groups[np.flatnonzero(self.docs == doc)[0]]
        members: DocIds = self.docs[(self.groups == own) & (self.docs != doc)]
        return members

    def _column(self, field: str) -> _Column:
        if field not in self._columns:
            rows, ordinals = self._snapshot.ordinals(field, self.docs)
            without = np.setdiff1d(np.arange(len(self.docs)), rows)
            rows = np.concatenate((rows, without)).astype(np.int32)
            ordinals = np.concatenate((ordinals, np.full(len(without), -1))).astype(np.int32)
            order = np.lexsort((ordinals, self.groups[rows]))
            sizes = np.bincount(self.groups[rows], minlength=1)
            offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.intp)
            self._columns[field] = _Column(offsets, rows[order], ordinals[order])
        return self._columns[field]


@dataclass(frozen=True, slots=True)
class _Column:
    """The values of a facet that the grouped documents have, by group, then ordinal; -1 stands for none."""

    offsets: NDArray[np.intp]  # of each group, intp[g+1]
    rows: NDArray[np.int32]  # of the document in the folding's order
    ordinals: NDArray[np.int32]
