"""Requests written as query strings, and what a link changes of a request: it never forgets the rest of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from search.request import FACETS, SearchRequest

SUFFIXES = {"any_of": "", "all_of": "_all", "none_of": "_not"}


def pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters that stand for a request, those that say what is usual left out, in one order."""
    found = [("q", request.q)] if request.q else []
    if request.match != "all":
        found.append(("match", request.match))
    for attribute, suffix in SUFFIXES.items():
        chosen: Mapping[str, Iterable[str]] = getattr(request, attribute)
        found += [(f"{field}{suffix}", value) for field in FACETS for value in chosen.get(field, ())]
    if request.date_from:
        found.append(("from", first_day(request.date_from)))
    if request.date_to:
        found.append(("to", last_day(request.date_to)))
    if request.sort:
        found.append(("sort", request.sort))
    if request.per_page != 20:
        found.append(("per_page", str(request.per_page)))
    if not request.fold:
        found.append(("fold", "false"))
    if request.explain:
        found.append(("explain", "true"))
    if request.cursor:
        found.append(("cursor", request.cursor))
    if request.page != 1:
        found.append(("page", str(request.page)))
    return found


def query_string(request: SearchRequest) -> str:
    """The pairs as a query string."""
    return encoded(pairs(request))


def encoded(parameters: Sequence[tuple[str, str]]) -> str:
    """Names and values as a query string, with what reads well left as it is."""
    return "&".join(_encoded(name, value) for name, value in parameters)


def _encoded(name: str, value: str) -> str:
    return f"{name}={quoted(value)}"


@lru_cache(maxsize=20_000)
def quoted(value: str) -> str:
    """A value as it stands in a query string."""
    return quote(value, safe="/:, ", errors="replace").replace(" ", "+")


def first_day(day: date) -> str:
    """A beginning as shortly as it can be said: 2023 for 2023-01-01, 2023-02 for 2023-02-01."""
    text = day.isoformat()
    return text.removesuffix("-01").removesuffix("-01") if day.day == 1 and day.month == 1 else text.removesuffix("-01")


def last_day(day: date) -> str:
    """An end as shortly as it can be said: 2023 for 2023-12-31, 2023-02 for 2023-02-28."""
    if (day.month, day.day) == (12, 31):
        return day.isoformat()[:4]
    if day != date.max and (day + timedelta(days=1)).day == 1:
        return day.isoformat()[:7]
    return day.isoformat()


# What a link changes of a question. Each begins again at page 1.


def chosen(request: SearchRequest, field: str, value: str, attribute: str = "any_of") -> SearchRequest:
    """The request with a value more."""
    values = getattr(request, attribute)
    return _with(request, attribute, {**values, field: (*values.get(field, ()), value)})


def dropped(request: SearchRequest, field: str, value: str, attribute: str = "any_of") -> SearchRequest:
    """The request with a value less."""
    values = getattr(request, attribute)
    left = tuple(other for other in values.get(field, ()) if other != value)
    kept = {name: others for name, others in values.items() if name != field}
    return _with(request, attribute, {**kept, field: left} if left else kept)


def dated(request: SearchRequest, first: date | None, last: date | None) -> SearchRequest:
    return replace(request, date_from=first, date_to=last, page=1, cursor=None)


def spans(request: SearchRequest) -> tuple[str, str]:
    """What stands before and after a span of dates in the query string of a request; ``span`` writes what is between.

    A histogram has a hundred links that differ in nothing else.
    """
    before, after = query_string(dated(request, date.min, date.max)).split(span(date.min, date.max))
    return before, after


def span(first: date, last: date) -> str:
    """A span of dates as it stands in a query string."""
    return f"from={first_day(first)}&to={last_day(last)}"


def cleared(request: SearchRequest) -> SearchRequest:
    """The question alone, without filters and dates."""
    return SearchRequest(q=request.q, match=request.match, sort=request.sort, fold=request.fold)


def _with(request: SearchRequest, attribute: str, values: Mapping[str, tuple[str, ...]]) -> SearchRequest:
    changed: dict[str, Any] = {attribute: values}
    return replace(request, page=1, cursor=None, **changed)


def sorted_by(request: SearchRequest, sort: str) -> SearchRequest:
    """The request in another order; the usual order is left unsaid."""
    usual = "relevance" if request.q.strip() else "newest"
    return replace(request, sort=None if sort == usual else sort, page=1, cursor=None)  # type: ignore[arg-type]


def asking(request: SearchRequest, q: str) -> SearchRequest:
    """The request with other words."""
    return replace(request, q=q, page=1, cursor=None)


def unfolded(request: SearchRequest) -> SearchRequest:
    return replace(request, fold=False, page=1, cursor=None)


def refolded(request: SearchRequest) -> SearchRequest:
    return replace(request, fold=True, page=1, cursor=None)


def only(field: str, value: str, year: str | None = None) -> SearchRequest:
    """A search for one value, of one year if it is given."""
    span = (date(int(year), 1, 1), date(int(year), 12, 31)) if year else (None, None)
    return SearchRequest(any_of={field: (value,)}, date_from=span[0], date_to=span[1])


def only_q(q: str) -> SearchRequest:
    return SearchRequest(q=q)


def together(*entities: tuple[str, str]) -> SearchRequest:
    """A search for releases that have all of these values."""
    chosen: dict[str, tuple[str, ...]] = {}
    for facet, value in dict.fromkeys(entities):
        chosen[facet] = (*chosen.get(facet, ()), value)
    return SearchRequest(all_of=chosen)
