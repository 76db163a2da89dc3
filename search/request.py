"""A question, as a value: what every way of asking (page, API, command line, feed) is turned into first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

FACETS = ("ministry", "person", "country", "place", "publisher", "kind", "language", "year")
SORTS = ("relevance", "newest", "oldest")
MATCHES = ("all", "most", "any")
NONE = "none"  # filter value that selects the releases without a value of the field
DEEPEST = 10_000  # results reachable by page; a cursor goes through all

Values = Mapping[str, tuple[str, ...]]
_EMPTY: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Values of one field are OR-ed in ``any_of``, AND-ed in ``all_of``, excluded in ``none_of``; fields are AND-ed."""

    q: str = ""
    match: Literal["all", "most", "any"] = "all"
    any_of: Values = field(default_factory=lambda: _EMPTY)
    all_of: Values = field(default_factory=lambda: _EMPTY)
    none_of: Values = field(default_factory=lambda: _EMPTY)
    date_from: date | None = None  # inclusive, both
    date_to: date | None = None
    sort: Literal["relevance", "newest", "oldest"] | None = (
        None  # None: relevance where there is a q, newest where none
    )
    page: int = 1
    per_page: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = FACETS
    facet_size: int = 10
    histogram: bool = True
    snippets: bool = True
    fold: bool = True  # the same announcement of several publishers as one result
    explain: bool = False
    now: datetime | None = None  # moment against which embargoes are judged; None: the clock
    preview: bool = False  # show what is under embargo, `dateline serve --preview` only
