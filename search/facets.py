"""How many results each value of a field has, and how they lie in time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from search.folding import Timeline
from search.ranking import near_the_front
from search.request import NONE
from search.results import Bucket, Facet, Histogram, HistogramBucket

Label = Callable[[str, str], str]
_EPOCH = date(1970, 1, 1).toordinal()


def facet(
    field: str,
    values: Sequence[str],
    counted: tuple[NDArray[np.int64], int],
    selected: Sequence[str],
    size: int,
    label: Label,
) -> Facet:
    """The ``size`` values with the most results and all selected ones, by count, then label."""
    counts, missing = counted
    filled = (counts > 0).nonzero()[0]  # a good deal faster than to look for numbers
    found = counts.take(filled)
    top = filled
    if len(filled) > size:
        places = _largest(found, size)
        top, found = filled.take(places), found.take(places)
    shown = dict(zip(map(values.__getitem__, top.tolist()), found.tolist(), strict=True))
    hidden = len(filled) - len(shown)
    for value in selected:
        if value == NONE:
            shown[NONE] = missing
        elif value not in shown:
            ordinal = ordinal_of(values, value)
            shown[value] = 0 if ordinal is None else int(counts[ordinal])
            hidden -= shown[value] > 0
    buckets = [
        Bucket(value, "None" if value == NONE else label(field, value), count, value in selected)
        for value, count in shown.items()
    ]
    buckets.sort(key=lambda bucket: (-bucket.count, bucket.label, bucket.value))
    return Facet(tuple(buckets), hidden, missing)


def _largest(counts: NDArray[np.int64], size: int) -> NDArray[np.intp]:
    """Places of the ``size`` largest of more counts, in any order; of those that tie the first."""
    if size <= 0:
        return np.zeros(0, dtype=np.intp)
    places = near_the_front(-counts, size)
    counts = counts.take(places)
    bound = np.partition(counts, len(counts) - size)[len(counts) - size]
    above = (counts > bound).nonzero()[0]
    return places.take(np.concatenate((above, (counts == bound).nonzero()[0][: size - len(above)])))


def ordinal_of(values: Sequence[str], value: str) -> int | None:
    """Place of a value in a column's dictionary, which is in order."""
    from bisect import bisect_left

    at = bisect_left(values, value)
    return at if at < len(values) and values[at] == value else None


def histogram(timeline: Timeline) -> Histogram | None:
    """Results over time in the interval that fits their span; None where none has a date."""
    span = timeline.span()
    if span is None:
        return None
    interval, edges, days = _intervals(*span)
    buckets = map(HistogramBucket, *days, timeline.between(edges).tolist())
    return Histogram(interval, tuple(buckets))


@lru_cache(maxsize=100)
def _intervals(first: int, last: int) -> tuple[str, NDArray[np.int64], tuple[list[date], list[date]]]:
    """The interval that fits a span, its edges, and the first and last days of what lies between them."""
    interval = fitting_interval(first, last)
    edges = interval_edges(interval, first, last)
    return interval, edges, ([*map(_date, edges[:-1].tolist())], [*map(_date, (edges[1:] - 1).tolist())])


def fitting_interval(first: int, last: int) -> str:
    """Days for up to seven weeks, weeks for a year, months for ten years, else years."""
    span = last - first + 1
    return "day" if span <= 49 else "week" if span <= 366 else "month" if span <= 3660 else "year"


def interval_edges(interval: str, first: int, last: int) -> NDArray[np.int64]:
    """First days of the intervals that hold ``first`` to ``last``, and the day after the last: int64[b+1]."""
    day, end = _date(first), _date(last)
    if interval == "day":
        return np.arange(first, last + 2, dtype=np.int64)
    if interval == "week":
        monday = first - day.weekday()
        return np.arange(monday, last + 8, 7, dtype=np.int64)[: (last - monday) // 7 + 2]
    years = range(day.year, end.year + 1)
    if interval == "month":
        starts = [
            date(y, m, 1)
            for y in years
            for m in range(1, 13)
            if (day.year, day.month) <= (y, m) <= (end.year, end.month)
        ]
        final = date(end.year, end.month, monthrange(end.year, end.month)[1])
    else:
        starts, final = [date(y, 1, 1) for y in years], date(end.year, 12, 31)
    return np.array([start.toordinal() for start in starts] + [final.toordinal() + 1], dtype=np.int64) - _EPOCH


def _date(day: int) -> date:
    return date.fromordinal(min(day + _EPOCH, date.max.toordinal()))
