"""The same announcement of several publishers as one result.

All orders that need sorting are made once a generation; a question then only picks from them, so that folding costs
a few gathers over the grouped documents that match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.snapshot import DocIds, Snapshot

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]  # places in the order of Folding.docs
UNKNOWN_DAY = -(2**31)
_MANY = 16  # times fewer: looking up the groups is then faster than going through all


@dataclass(frozen=True, slots=True)
class Folded:
    """A set of documents, and what is left of it where each group is one result."""

    docs: DocIds  # of each group its earliest, intp[m], ascending
    first: DocIds  # the earliest of each group that has more than one in the set, intp[g]
    members: DocIds  # all documents of those groups, group by group, earliest first, intp[k]
    starts: NDArray[np.intp]  # where each group begins in members, intp[g]
    rows: Rows  # where the documents of any group stand in the folding's own order, ascending
    others: DocIds  # the documents of no group, ascending; of an unfolded set all

    def sizes(self, docs: DocIds) -> dict[int, int]:
        """How many documents of the set each of a few results stands for, where more than one."""
        places = np.isin(self.first, docs).nonzero()[0]
        ends = np.append(self.starts, len(self.members))
        sizes = ends.take(places + 1) - ends.take(places)
        return dict(zip(self.first.take(places).tolist(), sizes.tolist(), strict=True))


def unfolded(docs: DocIds) -> Folded:
    """A set of documents of which each is a result."""
    none = np.empty(0, dtype=np.intp)
    return Folded(docs, docs[:0], docs[:0], none, none, docs)


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
        self.starts = np.searchsorted(self.groups, np.arange(self.groups.max(initial=-1) + 1))  # of each group
        self._snapshot = snapshot
        alive = np.zeros(snapshot.size, dtype=np.bool_)
        alive[live] = True
        ungrouped = alive.copy()
        ungrouped[self.docs] = False
        self._everything = _Whole(snapshot, alive)
        self._ungrouped = _Whole(snapshot, ungrouped)
        self._columns: dict[str, _Column] = {}

    def fold(self, docs: DocIds) -> Folded:
        """``docs`` ascending."""
        if not len(self.docs):
            return unfolded(docs)
        mask = np.zeros(self._snapshot.size, dtype=np.bool_)
        mask[docs] = True
        rows = mask.take(self.docs).nonzero()[0]
        groups = self.groups.take(rows)
        same = groups[1:] == groups[:-1]  # as the one before
        if not same.any():
            return unfolded(docs)
        later = np.concatenate(([False], same))
        several = later | np.concatenate((same, [False]))
        members, starts = self.docs.take(rows.compress(several)), np.flatnonzero(~later.compress(several))
        others = _those(docs, mask & self._ungrouped.mask)
        mask[self.docs.take(rows.compress(later))] = False
        return Folded(_those(docs, mask), members.take(starts), members, starts, rows, others)

    def counts(self, fields: Sequence[str], folded: Folded) -> list[tuple[NDArray[np.int64], int]]:
        """For each field as ``Snapshot.counts``, a group counting once a value, as missing where a member has none."""
        whole = self._ungrouped if len(folded.rows) else self._everything
        rest = whole.rest(folded.others)
        broken = self._broken(folded.rows) if 2 * len(folded.rows) > len(self.docs) else None
        counted = []
        for field in fields:
            counts, missing = whole.counts(field, folded.others, rest)
            if len(folded.rows):
                missing += self._column(field).add(counts, folded.rows, broken)
            counted.append((counts, missing))
        return counted

    def _broken(self, rows: Rows) -> tuple[Rows, Mask]:
        """All rows of the groups that are not whole in ``rows``, and which of all rows are there.

        Where most groups are whole, what all groups have is known, and these alone need to be looked at.
        """
        held = np.zeros(len(self.docs), dtype=np.bool_)
        held[rows] = True
        whole = np.logical_and.reduceat(held, self.starts)
        return (~whole).take(self.groups).nonzero()[0], held

    def timeline(self, folded: Folded) -> Timeline:
        whole = self._ungrouped if len(folded.rows) else self._everything
        days, counts = whole.days(folded.others, whole.rest(folded.others))
        group_days = self.days.take(folded.rows)
        known = group_days != UNKNOWN_DAY
        groups = self.groups.take(folded.rows).compress(known)
        return Timeline(days, counts, groups, group_days.compress(known).astype(np.int64))

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
            self._columns[field] = _Column(self.groups, rows, ordinals, len(self._snapshot.values(field)))
        return self._columns[field]


class _Whole:
    """A set of documents, and how its parts are counted: a large one by what it lacks, as that is less to count.

    ``rest`` of the methods is what a part lacks, or None where it is to be counted itself.
    """

    def __init__(self, snapshot: Snapshot, mask: Mask) -> None:
        self.mask = mask
        self._docs: DocIds = mask.nonzero()[0]
        self._snapshot = snapshot
        self._totals: dict[str, tuple[NDArray[np.int64], int]] = {}

    def rest(self, part: DocIds) -> DocIds | None:
        if 2 * len(part) < len(self._docs):
            return None
        left = self.mask.copy()
        left[part] = False
        return left.nonzero()[0]

    def counts(self, field: str, part: DocIds, rest: DocIds | None) -> tuple[NDArray[np.int64], int]:
        """As ``Snapshot.counts``."""
        if rest is None:
            return self._snapshot.counts(field, part)
        if field not in self._totals:
            self._totals[field] = self._snapshot.counts(field, self._docs)
        counts, missing = self._snapshot.counts(field, rest)
        all_counts, all_missing = self._totals[field]
        return all_counts - counts, all_missing - missing

    def days(self, part: DocIds, rest: DocIds | None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The distinct days that documents have, ascending, and how many of the part have each."""
        days, ranks, totals = self._by_day
        counts = np.bincount(ranks.take(part if rest is None else rest), minlength=len(days))
        if rest is not None:
            counts = totals - counts
        unknown = int(len(days) > 0 and days[0] == UNKNOWN_DAY)
        return days[unknown:], counts[unknown:]

    @cached_property
    def _by_day(self) -> tuple[NDArray[np.int64], NDArray[np.unsignedinteger], NDArray[np.int64]]:
        """The distinct days, each document's place among them, and how many of the set have each."""
        distinct, ranks = np.unique(self._snapshot.days(np.arange(len(self.mask))), return_inverse=True)
        totals = np.bincount(ranks[self._docs], minlength=len(distinct))
        return distinct.astype(np.int64), ranks.astype(np.uint16 if len(distinct) < 1 << 16 else np.uint32), totals


class _Column:
    """The values of a facet that the grouped documents have, by group, then ordinal; -1 stands for none."""

    def __init__(
        self, groups: NDArray[np.intp], rows: NDArray[np.int32], ordinals: NDArray[np.int32], values: int
    ) -> None:
        """``groups`` of the documents, ``rows`` and ``ordinals`` of what they have, of so many different values."""
        without = np.setdiff1d(np.arange(len(groups)), rows)
        rows = np.concatenate((rows, without)).astype(np.int32)
        ordinals = np.concatenate((ordinals, np.full(len(without), -1))).astype(np.int32)
        order = np.lexsort((ordinals, groups[rows]))
        self._groups = groups
        self._rows, self._ordinals = rows[order], ordinals[order]
        owners = groups[self._rows]
        self._offsets = owners.searchsorted(np.arange(groups.max(initial=-1) + 2))  # where each group's values begin
        new = _first_of_each(owners, self._ordinals)
        self._values = (new.cumsum() - 1).astype(np.int32)  # a number for each different value of a group
        of_all = self._ordinals[new]
        self._counts = np.bincount(of_all[of_all >= 0], minlength=values)  # of all groups: int64[values]
        self._missing = int((of_all < 0).sum())

    def add(self, counts: NDArray[np.int64], rows: Rows, broken: tuple[Rows, Mask] | None) -> int:
        """Adds the documents at ``rows`` to ``counts``, and returns how many groups one has none in.

        ``broken`` as `Folding._broken` has it, or None for them to be counted one by one.
        """
        if broken is None:
            places = self._places(rows)
            values = self._values.take(places)
            return _add(counts, 1, self._ordinals.take(places.compress(_first_of_each(values))))
        counts += self._counts
        of_broken, held = broken
        places = self._places(of_broken)
        if not len(places):
            return self._missing
        starts = _first_of_each(self._values.take(places)).nonzero()[0]
        lost = ~np.logical_or.reduceat(held.take(self._rows.take(places)), starts)
        return self._missing + _add(counts, -1, self._ordinals.take(places.take(starts).compress(lost)))

    def _places(self, rows: Rows) -> NDArray[np.intp]:
        """Where the values of the documents at ``rows``, ascending, stand in the column, ascending."""
        held = np.zeros(len(self._groups), dtype=np.bool_)
        held[rows] = True
        if len(rows) * _MANY > len(held):
            return held.take(self._rows).nonzero()[0]
        groups = self._groups.take(rows)
        groups = groups.compress(_first_of_each(groups))
        starts = self._offsets.take(groups)
        sizes = self._offsets.take(groups + 1) - starts
        places = np.arange(int(sizes.sum())) + np.repeat(starts - sizes.cumsum() + sizes, sizes)
        there: NDArray[np.intp] = places.compress(held.take(self._rows.take(places)))
        return there


def _first_of_each(*keys: NDArray[Any]) -> Mask:
    """Which are not as the one before, of rows in the order of their keys."""
    new = np.ones(len(keys[0]), dtype=np.bool_)
    if len(new):
        np.logical_or.reduce([key[1:] != key[:-1] for key in keys], out=new[1:])
    return new


def _add(counts: NDArray[np.int64], sign: int, ordinals: NDArray[np.int32]) -> int:
    """Counts each ordinal, and returns how many there are of -1, times ``sign``."""
    known = ordinals.compress(ordinals >= 0)
    np.add.at(counts, known, sign)
    return sign * (len(ordinals) - len(known))


def _those(docs: DocIds, mask: Mask) -> DocIds:
    """The documents of ``mask``, which are some of ``docs``, ascending."""
    return mask.nonzero()[0] if 2 * len(docs) > len(mask) else docs.compress(mask.take(docs))
