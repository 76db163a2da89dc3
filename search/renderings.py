"""Answers as JSON values and rows of a table: the same for the terminal, the API and exports."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from corpus.release import Release
from search.engines.port import Stats
from search.request import SearchRequest
from search.results import Facet, Result, SearchResults

RESULT_FIELDS = (
    "id", "title", "date", "place", "publisher", "kind", "language", "ministries", "people", "countries",
    "score", "highlights", "also",
)  # fmt: skip
_CSV = (
    "id", "date", "title", "place", "publisher", "kind", "language", "ministries", "people", "countries",
    "reference", "url", "text",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def results_json(results: SearchResults, *, fields: Collection[str] | None = None) -> dict[str, Any]:
    """The answer as JSON-ready values; of each result the keys in ``fields``, by default RESULT_FIELDS."""
    return {
        "query": query_json(results.request),
        "total": results.total,
        "releases": results.releases,
        "took_ms": round(results.took_ms, 2),
        "page": results.request.page,
        "per_page": results.request.per_page,
        "generation": results.generation,
        "results": [result_json(result, fields=fields) for result in results.results],
        "facets": {name: facet_json(facet) for name, facet in results.facets.items()},
        "histogram": None
        if results.histogram is None
        else {
            "interval": results.histogram.interval,
            "buckets": [
                {"from": bucket.first.isoformat(), "to": bucket.last.isoformat(), "count": bucket.count}
                for bucket in results.histogram.buckets
            ],
        },
        "suggestion": None
        if results.suggestion is None
        else {"q": results.suggestion.q, "total": results.suggestion.total},
        "relaxed": results.relaxed,
        "notes": list(results.notes),
        "next_cursor": results.next_cursor,
    }


def query_json(request: SearchRequest) -> dict[str, Any]:
    """The question as it was understood; the sort that was left open is said."""
    filters = {
        f"{field}{suffix}": list(values)
        for suffix, chosen in (("", request.any_of), ("_all", request.all_of), ("_not", request.none_of))
        for field, values in chosen.items()
        if values
    }
    return {
        "q": request.q,
        "match": request.match,
        "filters": filters,
        "from": request.date_from and request.date_from.isoformat(),
        "to": request.date_to and request.date_to.isoformat(),
        "sort": request.sort or ("relevance" if request.q.strip() else "newest"),
        "fold": request.fold,
    }


def result_json(result: Result, *, fields: Collection[str] | None = None) -> dict[str, Any]:
    """A result; keys of the record that are not usual in a result come when ``fields`` names them."""
    release = result.release
    known: dict[str, Any] = {
        "id": release.id,
        "title": release.title,
        "date": release.date,
        "place": release.dateline.place if release.dateline else None,
        "publisher": release.publisher,
        "kind": release.kind,
        "language": release.language,
        "ministries": [{"id": ministry.id, "name": ministry.name} for ministry in release.ministries],
        "people": [{"id": person.id, "name": person.name} for person in release.people],
        "countries": list(release.countries),
        "score": None if result.score is None else round(result.score, 4),
        "highlights": {"title": result.highlights.title, "text": list(result.highlights.text)},
        "also": result.also,
    }
    if fields is not None:
        record = release.to_json()
        wanted = [*dict.fromkeys(("id", *fields))]
        known = {key: known[key] if key in known else record[key] for key in wanted if key in known or key in record}
    if result.explanation is not None:
        known["explanation"] = dict(result.explanation)
    return known


def facet_json(facet: Facet) -> dict[str, Any]:
    """A facet's values with their counts."""
    return {
        "buckets": [
            {"value": bucket.value, "label": bucket.label, "count": bucket.count, "selected": bucket.selected}
            for bucket in facet.buckets
        ],
        "more": facet.more,
        "missing": facet.missing,
    }


def csv_header() -> list[str]:
    return list(_CSV)


def csv_row(release: Release) -> list[str]:
    """One release as cells that no spreadsheet takes for a formula; several values of a field are joined by "; "."""
    cells = (
        release.id,
        release.date,
        release.headline,
        release.dateline.place if release.dateline else None,
        release.publisher,
        release.kind,
        release.language,
        "; ".join(ministry.id for ministry in release.ministries),
        "; ".join(person.name for person in release.people),
        "; ".join(release.countries),
        release.reference,
        release.url,
        release.text,
    )
    return [_inert(cell or "") for cell in cells]


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def stats_json(stats: Stats) -> dict[str, Any]:
    """What the corpus holds; ``rejects`` with their reasons, ``problems`` by code."""
    return {
        "generation": stats.generation,
        "built_at": stats.built_at and stats.built_at.isoformat(),
        "built_seconds": stats.built_seconds,
        "releases": stats.releases,
        "first_date": stats.first_date,
        "last_date": stats.last_date,
        "facets": {name: facet_json(facet) for name, facet in stats.facets.items()},
        "publishers_by_month": {name: dict(months) for name, months in stats.publishers_by_month.items()},
        "rejects": [{"path": path, "reason": reason} for path, reason in stats.rejects],
        "problems": dict(stats.problems),
        "index_bytes": stats.index_bytes,
    }
