"""The JSON API, version 1. Its description is `web.openapi`."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from corpus.release import Release
from search.engines.port import Entity, OfficeHeld
from search.renderings import facet_json, result_json, stats_json
from search.request import FACETS, SearchRequest
from search.results import Result
from web import problems
from web.answers import json_answer, search_answer
from web.openapi import description
from web.openapi.responses import PROBLEMS
from web.openapi.wording import in_words, resolved
from web.parameters import MOST_SUGGESTIONS, InvalidParameter, read_strictly, refuse_unknown
from web.presenting import entity_url, release_url, search_url
from web.site import engine, preview, previewed, site

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
_get = partial(blueprint.get, strict_slashes=True)  # an address is answered as it is written, or is not one

_NOT_FOR_FACETS = ("sort", "page", "per_page", "cursor", "facets", "facet_size", "fields", "explain")


@_get("/search")
def search() -> Response:
    return search_answer()


@_get("/releases/<release_id>")
def release(release_id: str) -> Response:
    refuse_unknown(request.args, ())
    view = engine().release(release_id, preview=preview())
    if view is None:
        abort(404)
    around: dict[str, Any] = {
        "related": [_result(result) for result in view.related],
        "elsewhere": [_brief(other) for other in view.elsewhere],
        "translations": [_brief(other) for other in view.translations],
        "corrections": [_brief(other) for other in view.corrections],
    }
    page = release_url(view.release)
    return json_answer({**view.release.to_json(), **around, "links": {"page": page}}, {"alternate": page})


@_get("/facets/<field>")
def facet(field: str) -> Response:
    if field not in FACETS:
        unknown = InvalidParameter("field", field, f"is one of {', '.join(FACETS)}.", FACETS)
        return problems.answer_invalid(unknown, 404, "not-found")
    asked = read_strictly(request.args, also=("prefix", "limit"), without=_NOT_FOR_FACETS)
    limit = _number("limit", 1, 1_000, 100)
    found = engine().facet(
        field, prefix=request.args.get("prefix", "")[:200], request=previewed(asked.request), limit=limit
    )
    return json_answer({"field": field, **facet_json(found)})


@_get("/suggest")
def suggest() -> Response:
    refuse_unknown(request.args, ("q", "limit"))
    q = request.args.get("q", "")[:200]
    completions = engine().suggest(q, limit=_number("limit", 1, MOST_SUGGESTIONS, 10), preview=preview())
    found = [
        {"kind": c.kind, "text": c.text, "value": c.value, "count": c.count, "url": _leads_to(c.kind, c.value)}
        for c in completions
    ]
    return json_answer({"q": q, "suggestions": found})


@_get("/people/<path:id>")
def person(id: str) -> Response:
    return _entity("person", id)


@_get("/ministries/<path:id>")
def ministry(id: str) -> Response:
    return _entity("ministry", id)


@_get("/countries/<path:id>")
def country(id: str) -> Response:
    return _entity("country", id.upper())


@_get("/stats")
def stats() -> Response:
    refuse_unknown(request.args, ())
    return json_answer(stats_json(site().stats()))


@_get("/openapi.json")
def openapi() -> Response:
    refuse_unknown(request.args, ())
    return json_answer(description())


@_get("/docs")
def docs() -> str:
    return render_template("docs.html", api=description(), problems=PROBLEMS, resolved=resolved, in_words=in_words)


def _number(name: str, low: int, high: int, usual: int) -> int:
    text = request.args.get(name)
    if text is None:
        return usual
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise InvalidParameter(name, text, f"is a number from {low} to {high:,}.")
    return int(text)


def _entity(kind: str, id: str) -> Response:
    refuse_unknown(request.args, ())
    found = engine().entity(kind, id, preview=preview())
    if found is None:
        abort(404)
    page = entity_url(kind, id)
    return json_answer({**_entity_json(found), "links": {"page": page}}, {"alternate": page})


def _entity_json(entity: Entity) -> dict[str, Any]:
    histogram = entity.histogram
    return {
        "kind": entity.kind,
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "country": entity.country,
        "count": entity.count,
        "offices": [_office(held) for held in entity.offices],
        "histogram": histogram and {
            "interval": histogram.interval,
            "buckets": [
                {"from": b.first.isoformat(), "to": b.last.isoformat(), "count": b.count} for b in histogram.buckets
            ],
        },
        "related": {
            field: [{"value": b.value, "label": b.label, "count": b.count} for b in buckets]
            for field, buckets in entity.related.items()
        },
        "latest": [_result(result) for result in entity.latest],
        "generation": entity.generation,
    }  # fmt: skip


def _office(held: OfficeHeld) -> dict[str, Any]:
    return {
        "office": held.office,
        "ministry": held.ministry,
        "ministry_name": held.ministry_name,
        "country": held.country,
        "person": held.person,
        "person_name": held.person_name,
        "first": held.first,
        "last": held.last,
        "count": held.count,
    }


def _result(result: Result) -> dict[str, Any]:
    return {**result_json(result), "url": release_url(result.release)}


def _brief(release: Release) -> dict[str, Any]:
    """What names a release and leads to it."""
    facts = {name: getattr(release, name) for name in ("id", "title", "date", "publisher", "language")}
    return {**facts, "url": release_url(release)}


def _leads_to(kind: str, value: str) -> str:
    """Where a completion takes a person: a word to the search, the rest to their pages or filters."""
    if kind == "title":
        return release_url(value)
    if kind in ("person", "ministry", "country"):
        return entity_url(kind, value)
    if kind == "place":
        return search_url(SearchRequest(any_of={"place": (value,)}))
    return search_url(SearchRequest(q=value))
