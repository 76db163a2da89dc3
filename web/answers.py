"""Answers of the API as HTTP responses: links to what is next to them, and the addresses of what they speak of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, json, request, url_for

from search.renderings import results_json
from search.request import DEEPEST, SearchRequest
from search.results import SearchResults
from web import questions
from web.parameters import Asked, read_strictly
from web.presenting import release_url, search_url
from web.site import engine, previewed


def json_answer(value: Any, links: dict[str, str | None] | None = None) -> Response:
    """A value as JSON, with its links in the Link header (RFC 8288) too."""
    response = Response(json.dumps(value) + "\n", mimetype="application/json")
    found = [f'<{url}>; rel="{relation}"' for relation, url in (links or {}).items() if url]
    if found:
        response.headers["Link"] = ", ".join(found)
    return response


def search_answer() -> Response:
    """The search of the current request as JSON. Raises InvalidParameter, BadRequest."""
    asked = read_strictly(request.args)
    results = engine().search(previewed(asked.request))
    links = _links(asked, results)
    answer = results_json(results, fields=asked.fields)
    for result in answer["results"]:
        result["url"] = release_url(result["id"])
    answer["notes"] = [*asked.notes, *answer["notes"]]
    answer["links"] = links
    header = {relation: links[relation] for relation in ("self", "next", "prev")} | {"alternate": links["page"]}
    return json_answer(answer, header)


def _links(asked: Asked, results: SearchResults) -> dict[str, str | None]:
    """By cursor where the question came by one, by page otherwise until pages end."""
    here = asked.request
    following: SearchRequest | None = None
    before: SearchRequest | None = None
    if here.cursor is not None:
        following = replace(here, cursor=results.next_cursor) if results.next_cursor else None
    else:
        if here.page * here.per_page < results.total:
            following = replace(here, page=here.page + 1)
            if following.page * here.per_page > DEEPEST:
                following = replace(here, page=1, cursor=results.next_cursor)
        if here.page > 1:
            before = replace(here, page=here.page - 1)
    return {
        "self": _address(asked, here),
        "next": _address(asked, following) if following else None,
        "prev": _address(asked, before) if before else None,
        "page": search_url(replace(here, cursor=None, explain=False)),
        "atom": search_url(replace(here, cursor=None, explain=False, page=1), ".atom"),
    }


def _address(asked: Asked, changed: SearchRequest) -> str:
    """The current address with another page or cursor; what shapes the answer stays as it was given."""
    question = questions.query_string(changed)
    shaping = [
        (name, request.args[name]) for name in ("facets", "facet_size", "fields") if name in request.args
    ]  # fmt: skip
    shaped = questions.encoded(shaping)
    path = url_for(request.endpoint or "api.search", **(request.view_args or {}))
    joined = "&".join(part for part in (question, shaped) if part)
    return f"{path}?{joined}" if joined else path
