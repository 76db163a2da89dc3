"""An answer, as a value: pages, JSON, CSV, feeds and the terminal are renderings of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from corpus.release import Release
from search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Highlights:
    """HTML, escaped but for <mark>."""

    title: str | None
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    release: Release
    score: float | None
    highlights: Highlights
    also: int = 0  # further releases folded into this one
    explanation: Mapping[str, Any] | None = None
    edited: datetime | None = None  # when it was last seen to differ from before; None where it never did


@dataclass(frozen=True, slots=True)
class Bucket:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    buckets: tuple[Bucket, ...]  # by count, then label; selected values always among them, zero counts included
    more: int  # further values not shown
    missing: int  # releases without a value


@dataclass(frozen=True, slots=True)
class HistogramBucket:
    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    interval: str  # year month week day
    buckets: tuple[HistogramBucket, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that finds more: the corrected q and how many results it has."""

    q: str
    total: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    request: SearchRequest
    total: int  # results, after folding where the request folds
    releases: int  # releases behind them
    took_ms: float
    generation: int
    results: tuple[Result, ...]
    facets: Mapping[str, Facet]
    histogram: Histogram | None
    suggestion: Suggestion | None = None
    notes: tuple[str, ...] = ()  # how the question was read where that is not obvious, what was relaxed
    next_cursor: str | None = None
    relaxed: bool = False
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # field -> value -> label of filter values
