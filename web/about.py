"""What the corpus holds, how to ask it, and how to follow a search."""

from __future__ import annotations

import re

from flask import Blueprint, render_template

from corpus.release import Release
from search.request import SearchRequest
from search.results import Bucket
from web import charts
from web.site import engine, moment, previewed, site

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> str:
    stats = site().stats()
    years, rows = charts.heat_map(stats.publishers_by_month)
    age = (moment() - stats.built_at).total_seconds() if stats.built_at else None
    return render_template("about.html", stats=stats, years=years, rows=rows, age=age)


@blueprint.get("/help")
def help() -> str:
    stats = site().stats()
    first = {field: _most_usual(facet.buckets) for field, facet in stats.facets.items()}
    newest = engine().search(previewed(SearchRequest(per_page=20, facets=(), histogram=False, snippets=False)))
    words = _telling([result.release for result in newest.results])
    return render_template("help.html", stats=stats, example=first, words=words)


def _telling(releases: list[Release]) -> list[str]:
    """Three words in a row of a title, as examples that find something."""
    for release in sorted(releases, key=lambda release: release.language != "en"):
        words = re.findall(r"\w+", release.title or "")
        for at in range(len(words) - 2):
            run = words[at : at + 3]
            if all(word.isalpha() for word in run) and min(len(run[0]), len(run[2])) >= 6:
                return run
    return ["memorandum", "of", "cooperation"]


def _most_usual(buckets: tuple[Bucket, ...]) -> Bucket | None:
    return next((bucket for bucket in buckets if bucket.value != "none"), None)
