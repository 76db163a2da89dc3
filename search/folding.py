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
    """What is left of a set of documents: one of each group, with the documents it stands for."""

    docs: DocIds  # int32[n], ascending
    first: DocIds  # of the groups with more than one match: its earliest document, int32[g]
    members: DocIds  # all documents of those groups, group by group, int32[m]
    starts: NDArray[np.intp]  # where each group begins in members, intp[g]


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
        self.groups = groups[groups >= 0][order]
        self.days = days[order]
        self.alone: Mask = np.ones(snapshot.size, dtype=np.bool_)
        self.alone[self.docs] = False
        self._snapshot = snapshot
        self._pairs: dict[str, tuple[DocIds, NDArray[np.int32], NDArray[np.int32]]] = {}

    def fold(self, docs: DocIds, mask: Mask) -> Folded:
        """``docs`` ascending, and the same as a mask over the snapshot."""
        chosen = mask[self.docs]
        members, groups = self.docs[chosen], self.groups[chosen]
        if not len(members):
            return Folded(docs, members, members, np.empty(0, dtype=np.intp))
        starts = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))
        first = np.zeros(len(members), dtype=np.bool_)
        first[starts] = True
        if first.all():
            empty = members[:0]
            return Folded(docs, empty, empty, np.empty(0, dtype=np.intp))
        kept = mask.copy()
        kept[members[~first]] = False
        sizes = np.diff(np.append(starts, len(members)))
        several = np.repeat(sizes > 1, sizes)
        sizes = sizes[sizes > 1]
        members = members[several]
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        return Folded(docs[kept[docs]], members[starts], members, starts)

    def counts(self, field: str, docs: DocIds, mask: Mask) -> tuple[NDArray[np.int64], int]:
        """As ``Snapshot.counts``, a group counting once a value, and once as missing where a member has none."""
        if not len(self.docs):
            return self._snapshot.counts(field, docs)
        counts, missing = self._snapshot.counts(field, docs[self.alone[docs]])
        pair_docs, pair_groups, ordinals = self._grouped_values(field)
        chosen = mask[pair_docs]
        groups, ordinals = pair_groups[chosen], ordinals[chosen]
        if len(groups):
            new = np.concatenate(([True], (groups[1:] != groups[:-1]) | (ordinals[1:] != ordinals[:-1])))
            found = np.bincount(ordinals[new] + 1, minlength=len(counts) + 1)
            counts = counts + found[1:]
            missing += int(found[0])
        return counts, missing

    def buckets(self, edges: NDArray[np.int64], docs: DocIds, mask: Mask) -> NDArray[np.int64]:
        """Per interval between ``edges`` (days, int64[b+1]), in how many results a document has its date there."""
        days = self._snapshot.days(docs[self.alone[docs]] if len(self.docs) else docs)
        counts = days_between(edges, days)
        chosen = mask[self.docs] & (self.days >= edges[0]) & (self.days < edges[-1])
        if chosen.any():
            groups, places = self.groups[chosen], np.searchsorted(edges, self.days[chosen], side="right") - 1
            new = np.concatenate(([True], (groups[1:] != groups[:-1]) | (places[1:] != places[:-1])))
            counts = counts + np.bincount(places[new], minlength=len(counts))
        return counts

    def siblings(self, doc: int) -> DocIds:
        """The other documents of a document's group, earliest first."""
        if self.alone[doc]:
            return self.docs[:0]
        group = self.groups[np.flatnonzero(self.docs == doc)[0]]
        members: DocIds = self.docs[(self.groups == group) & (self.docs != doc)]
        return members

    def _grouped_values(self, field: str) -> tuple[DocIds, NDArray[np.int32], NDArray[np.int32]]:
        """Document, group and ordinal (-1 for none) of each value of the grouped documents, by group and ordinal."""
        if field not in self._pairs:
            rows, ordinals = self._snapshot.ordinals(field, self.docs)
            without = np.setdiff1d(np.arange(len(self.docs)), rows)
            rows = np.concatenate((rows, without))
            ordinals = np.concatenate((ordinals, np.full(len(without), -1))).astype(np.int32)
            order = np.lexsort((ordinals, self.groups[rows]))
            rows = rows[order]
            self._pairs[field] = self.docs[rows], self.groups[rows], ordinals[order]
        return self._pairs[field]


def days_between(edges: NDArray[np.int64], days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Counts of ``days`` between ``edges`` by a table of days, which is faster than a search for each."""
    first, last = int(edges[0]), int(edges[-1])
    by_day = np.bincount(days[(days >= first) & (days < last)] - first, minlength=last - first)
    return np.add.reduceat(by_day, edges[:-1] - first)
