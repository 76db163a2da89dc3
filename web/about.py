"""What the corpus holds, how to ask it, and how to follow a search."""

from __future__ import annotations

from flask import Blueprint, render_template

from web import charts
from web.examples import examples
from web.site import moment, site

blueprint = Blueprint("about", __name__)

PROBLEMS = {
    "dates-differ": "The file gives more than one date; the best attested is taken.",
    "encoding-repaired": "The letters had been garbled on the way to the file and were put right.",
    "main-text-weak": "Little of the web page reads as a release; menus may be among the text.",
    "no-text": "The file gives a title but no text.",
    "pages-unreadable": "Pages of the file are damaged.",
    "weekday-differs": "The day of the week in the text is not that of the date.",
    "year-inferred": "The dateline has no year; it is taken from elsewhere in the file.",
}


@blueprint.get("/about")
def about() -> str:
    stats = site().stats()
    years, rows = charts.heat_map(stats.publishers_by_month)
    age = (moment().date() - stats.built_at.date()).days if stats.built_at else None
    return render_template("about.html", stats=stats, years=years, rows=rows, age=age, problems=PROBLEMS)


@blueprint.get("/help")
def help() -> str:
    found = site().kept(f"examples of {moment().date()}", lambda: examples(site().stats()))
    return render_template("help.html", examples=found)
