"""The home page, the search in all its forms, and the list of all values of a facet."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from search.request import FACETS, SearchRequest
from search.results import Result, SearchResults
from web import charts, feeds, questions
from web.answers import search_answer
from web.examples import beginnings
from web.parameters import Asked, read_leniently, read_strictly
from web.search_view import SearchView
from web.site import engine, previewed, site

blueprint = Blueprint("searching", __name__)

_FEED_ENTRIES = 50
_MOST_LISTED = 300
_OPEN_FACETS = ("ministry", "person", "country")
_AT_HOME = ("ministry", "person", "country")


@blueprint.get("/")
def home() -> str:
    latest = site().kept("latest", _latest)
    return render_template(
        "home.html",
        latest=latest,
        stats=site().stats(),
        columns=charts.columns(latest.histogram),
        beginnings=site().kept("beginnings", lambda: beginnings(site().stats())),
        joint=site().kept("joint", _joint),
    )


def _latest() -> SearchResults:
    return engine().search(previewed(SearchRequest(per_page=8, facet_size=7, facets=_AT_HOME)))


def _joint() -> list[Result]:
    """The newest announcements that several publishers made."""
    newest = SearchRequest(per_page=100, facets=(), histogram=False, snippets=False)
    return [result for result in engine().search(previewed(newest)).results if result.also][:3]


@blueprint.get("/search")
def search_page() -> str:
    asked = read_leniently(request.args)
    answer = engine().search(previewed(asked.request))
    return render_template("search.html", view=SearchView(asked, answer))


@blueprint.get("/search.json")
def search_json() -> Response:
    return search_answer()


@blueprint.get("/search.atom")
def search_atom() -> Response:
    asked = read_strictly(request.args, without=("facets", "facet_size", "fields", "explain"))
    return feeds.answer(_feed_of(asked), asked.request)


@blueprint.get(f"/search/<any({','.join(FACETS)}):field>")
def values(field: str) -> str:
    """All values of a facet for a question, with a search among their names: "show more" without JavaScript."""
    asked = read_leniently(request.args)
    prefix = request.args.get("prefix", "")[:200]
    facet = engine().facet(field, prefix=prefix, request=previewed(asked.request), limit=_MOST_LISTED)
    return render_template("values.html", field=field, facet=facet, prefix=prefix, view=asked.request,
                           carried=questions.pairs(replace(asked.request, page=1, cursor=None)))  # fmt: skip


def _feed_of(asked: Asked) -> SearchResults:
    newest = replace(
        asked.request, sort="newest", page=1, per_page=_FEED_ENTRIES, cursor=None, facets=(), histogram=False
    )
    return engine().search(previewed(newest))
