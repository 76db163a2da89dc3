"""The same announcement of several publishers as one result.

All orders that need sorting are made once a generation; a question then only picks from them, so that folding costs
a few gathers over the grouped documents that match.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.snapshot import DocIds, Snapshot

Mask = NDArray[np.bool_]
UNKNOWN_DAY = -(2**31)


@dataclass(frozen=True, slots=True)
class Folded:
    """A set of documents, and what is left of it where each group is one result."""

    all: DocIds  # intp[n], ascending
    docs: DocIds  # of each group its earliest, intp[m], ascending
    kept: Mask | None  # which of all they are, bool[n]; None where they are all
    first: DocIds  # the earliest of each group that has more than one in the set, intp[g]
    members: DocIds  # all documents of those groups, group by group, earliest first, intp[k]
    starts: NDArray[np.intp]  # where each group begins in members, intp[g]
    rows: NDArray[np.intp]  # where members stand in the folding's own order, intp[k]
    single: DocIds  # all but members: intp[n-k], ascending


def unfolded(docs: DocIds) -> Folded:
    """A set of documents of which each is a result."""
    none = np.empty(0, dtype=np.intp)
    return Folded(docs, docs, None, docs[:0], docs[:0], none, none, docs)


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
        self._columns: dict[str, _Column] = {}

    def fold(self, docs: DocIds, mask: Mask) -> Folded:
        """``docs`` ascending, and the same as a mask over the snapshot."""
        rows = np.flatnonzero(mask[self.docs])
        groups = self.groups[rows]
        same = groups[1:] == groups[:-1]  # as the one before
        if not same.any():
            return unfolded(docs)
        later = np.concatenate(([False], same))
        several = later | np.concatenate((same, [False]))
        rows, later = rows[several], later[several]
        members, starts = self.docs[rows], np.flatnonzero(~later)
        kept = mask.copy()
        kept[members] = False
        single = docs[kept[docs]]
        kept[members[starts]] = True
        left = kept[docs]
        return Folded(docs, docs[left], left, members[starts], members, starts, rows, single)

    def counts(self, field: str, folded: Folded) -> tuple[NDArray[np.int64], int]:
        """As ``Snapshot.counts``, a group counting once a value, and once as missing where a member has none."""
        counts, missing = self._snapshot.counts(field, folded.single)
        if len(folded.members):
            ordinals = self._distinct(field, folded)
            found = np.bincount(ordinals + 1, minlength=len(counts) + 1)
            counts = counts + found[1:]
            missing += int(found[0])
        return counts, missing

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

    def buckets(self, edges: NDArray[np.int64], folded: Folded) -> NDArray[np.int64]:
        """Per interval between ``edges`` (days, int64[b+1]), in how many results a document has its date there."""
        counts = days_between(edges, self._snapshot.days(folded.single))
        days = self.days[folded.rows]
        inside = (days >= edges[0]) & (days < edges[-1])
        if inside.any():
            groups, places = self.groups[folded.rows[inside]], np.searchsorted(edges, days[inside], side="right") - 1
            new = np.concatenate(([True], (groups[1:] != groups[:-1]) | (places[1:] != places[:-1])))
            counts = counts + np.bincount(places[new], minlength=len(counts))
        return counts

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


def days_between(edges: NDArray[np.int64], days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Counts of ``days`` between ``edges`` by a table of days, which is faster than a search for each."""
    first, last = int(edges[0]), int(edges[-1])
    by_day = np.bincount(days[(days >= first) & (days < last)] - first, minlength=last - first)
    return np.add.reduceat(by_day, edges[:-1] - first)
