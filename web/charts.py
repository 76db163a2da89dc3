"""Histograms, time spans and heat maps as shapes of an SVG drawing: numbers only, the templates write the markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from search.engines.port import OfficeHeld
from search.results import Histogram
from web import questions
from web.presenting import MONTHS

WIDTH, HEIGHT = 720, 72
_WIDEST = 48  # of a column: two years are no two walls


class Bar(NamedTuple):
    x: str
    label: str
    span: str  # its dates in a query string


@dataclass(frozen=True, slots=True)
class Columns:
    """A histogram: ``path`` draws all columns, ``bars`` are the areas to point at, those without releases left out."""

    interval: str
    first: date
    last: date
    highest: int
    step: float  # from one area to the next, which are as wide
    path: str
    bars: tuple[Bar, ...]
    ticks: tuple[str, ...]


def columns(histogram: Histogram | None) -> Columns | None:
    """The shapes of a histogram in a box of WIDTH × HEIGHT; None where there is nothing to compare."""
    if histogram is None or sum(bucket.count > 0 for bucket in histogram.buckets) < 2:
        return None
    buckets = histogram.buckets
    step = WIDTH / len(buckets)
    highest = max(bucket.count for bucket in buckets)
    wide = min(step - min(2.0, step * 0.2), _WIDEST)
    path, bars = [], []
    for place, bucket in enumerate(buckets):
        if bucket.count:
            tall = max(2.0, bucket.count / highest * (HEIGHT - 2))
            path.append(f"M{place * step + (step - wide) / 2:.1f} {HEIGHT}v{-tall:.1f}h{wide:.1f}v{tall:.1f}z")
            name, span = _named(histogram.interval, bucket.first, bucket.last)
            bars.append(Bar(f"{place * step:.1f}", f"{name}: {bucket.count:,}", span))
    return Columns(
        histogram.interval,
        buckets[0].first,
        buckets[-1].last,
        highest,
        round(step, 1),
        "".join(path),
        tuple(bars),
        _ticks(histogram),
    )


@lru_cache(maxsize=10_000)
def _named(interval: str, first: date, last: date) -> tuple[str, str]:
    """An interval as people call it, and in a query string."""
    return span_name(interval, first), questions.span(first, last)


def span_name(interval: str, first: date) -> str:
    """An interval that begins on a day as people call it."""
    if interval == "year":
        return str(first.year)
    if interval == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    day = f"{first.day} {MONTHS[first.month - 1][:3]} {first.year}"
    return f"week of {day}" if interval == "week" else day


def _ticks(histogram: Histogram) -> tuple[str, ...]:
    buckets = histogram.buckets
    places = [0] if len(buckets) == 1 else [0, len(buckets) - 1]
    if len(buckets) >= 5:
        places.insert(1, len(buckets) // 2)
    short = {"year": 4, "month": 0}.get(histogram.interval)
    return tuple(
        str(buckets[p].first.year) if short == 4
        else f"{MONTHS[buckets[p].first.month - 1][:3]} {buckets[p].first.year}" if short == 0
        else f"{buckets[p].first.day} {MONTHS[buckets[p].first.month - 1][:3]} {buckets[p].first.year}"
        for p in places
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeatRow:
    name: str
    total: int
    years: tuple[tuple[str, int, tuple[tuple[int, str], ...]], ...]  # year, releases, (level, path of its months)


def heat_map(months: Mapping[str, Mapping[str, int]]) -> tuple[list[str], list[HeatRow]]:
    """The years, newest last, and for each publisher a strip of twelve months a year; levels 1 to 4 by count."""
    counts = {name: {m: c for m, c in by_month.items() if c} for name, by_month in months.items()}
    named = sorted({int(month[:4]) for by_month in counts.values() for month in by_month})
    years = [str(year) for year in range(named[0], named[-1] + 1)] if named else []
    highest = max((count for by_month in counts.values() for count in by_month.values()), default=1)
    rows = []
    for name, by_month in sorted(counts.items(), key=lambda row: -sum(row[1].values())):
        cells = []
        for year in years:
            paths: dict[int, list[str]] = {}
            total = 0
            for month in range(1, 13):
                count = by_month.get(f"{year}-{month:02}", 0)
                if count:
                    total += count
                    paths.setdefault(_level(count, highest), []).append(f"M{(month - 1) * 4} 0h3v14h-3z")
            cells.append((year, total, tuple((level, "".join(p)) for level, p in sorted(paths.items()))))
        rows.append(HeatRow(name, sum(by_month.values()), tuple(cells)))
    return years, rows


def _level(count: int, highest: int) -> int:
    """1 to 4 by the square root, so that small counts can be told apart."""
    return min(4, 1 + int((count / highest) ** 0.5 * 3.999))


@dataclass(frozen=True, slots=True)
class Held:
    office: OfficeHeld
    x: float  # of 100
    width: float


def spans(offices: Sequence[OfficeHeld]) -> tuple[list[Held], tuple[str, str] | None]:
    """The offices on one line of time of 100 units, and its two ends; offices without a date have no width."""
    days = [date.fromisoformat(day) for held in offices for day in (held.first, held.last) if day]
    if not days:
        return [Held(held, 0, 0) for held in offices], None
    first, last = min(days), max(days)
    length = max(1, (last - first).days)
    rows = []
    for held in offices:
        if held.first and held.last:
            x = (date.fromisoformat(held.first) - first).days / length * 100
            width = max(1.5, (date.fromisoformat(held.last) - date.fromisoformat(held.first)).days / length * 100)
            rows.append(Held(held, round(min(x, 98.5), 1), round(width, 1)))
        else:
            rows.append(Held(held, 0, 0))
    return rows, (first.isoformat(), last.isoformat())
