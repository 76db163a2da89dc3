"""What the corpus holds, how to ask it, and how to follow a search."""

from __future__ import annotations

from flask import Blueprint, render_template

from search.results import Bucket
from web import charts
from web.site import moment, site

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
    return render_template("help.html", stats=stats, example=first)


def _most_usual(buckets: tuple[Bucket, ...]) -> Bucket | None:
    return next((bucket for bucket in buckets if bucket.value != "none"), None)
