"""A release to read, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort, render_template, request, url_for

from corpus.release import Release
from search.engines.port import ReleaseView
from search.errors import BadRequest
from search.highlighting import spans_of
from search.request import DEEPEST, SearchRequest
from search.results import SearchResults
from search.snippets import marked
from web import citing, questions
from web.comparing import compare
from web.marking import match_count, mention_counts, paragraphs
from web.parameters import read_leniently
from web.presenting import release_url, search_url
from web.site import engine, preview, previewed

blueprint = Blueprint("reading", __name__)

_ONE_EVENT = 3  # days within which several report it


@blueprint.get("/releases/<release_id>")
def release(release_id: str) -> str:
    view = _found(release_id)
    asked = read_leniently(request.args).request
    text = paragraphs(view.release, _matches(view.release, asked.q))
    address = request.host_url.rstrip("/") + url_for("reading.release", release_id=release_id)
    led = questions.pairs(asked)
    return render_template(
        "release.html",
        view=view,
        release=view.release,
        asked=asked,
        title=_title(view.release, asked.q),
        paragraphs=text,
        matches=match_count(text),
        mentions=mention_counts(text),
        back=search_url(asked) if led else None,
        place=_place(view.release, asked) if led else None,
        address=address,
        cite=citing.plain(view.release, address),
        bibtex=citing.bibtex(view.release, address),
        corrects=_corrects,
        near=_near,
    )


@blueprint.get("/releases/<release_id>/beside/<other_id>")
def beside(release_id: str, other_id: str) -> str:
    left, right = _found(release_id).release, _found(other_id).release
    return render_template("beside.html", left=left, right=right, comparison=compare(left.text, right.text))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a release stands among the results that led to it, and the addresses of its neighbours there."""

    number: int
    total: int
    previous: str | None
    next: str | None


def _place(release: Release, asked: SearchRequest) -> Place | None:
    """The place on the page of results that the question names; None where the release is not on it."""
    try:
        found = _listed(asked)
    except BadRequest:  # no such page, or a question too long to be one
        return None
    ids = [result.release.id for result in found.results]
    if release.id not in ids:
        return None
    at = ids.index(release.id)
    number = (asked.page - 1) * asked.per_page + at + 1
    around: list[str | None] = []
    for step in (-1, 1):
        if not 1 <= number + step <= min(found.total, DEEPEST):
            around.append(None)
        elif 0 <= at + step < len(ids):
            around.append(release_url(ids[at + step], asked))
        else:
            page = replace(asked, page=asked.page + step)
            over = _listed(page).results
            around.append(release_url(over[min(step, 0)].release, page) if over else None)
    return Place(number, found.total, *around)


def _listed(asked: SearchRequest) -> SearchResults:
    return engine().search(previewed(replace(asked, cursor=None, facets=(), histogram=False, snippets=False)))


def _corrects(release: Release, other: Release) -> bool:
    """Of a release and its correction, whether the first is the correction: the later one, or the one that says so."""
    if release.date != other.date:
        return (release.date or "") > (other.date or "")
    return len(release.reference or "") > len(other.reference or "")


def _near(release: Release, other: Release) -> bool:
    """Whether two releases may tell of one event, so that comparing their words makes sense."""
    try:
        apart = date.fromisoformat(release.date or "") - date.fromisoformat(other.date or "")
    except ValueError:
        return False
    return release.language == other.language and abs(apart.days) <= _ONE_EVENT


def _found(release_id: str) -> ReleaseView:
    view = engine().release(release_id, preview=preview())
    if view is None:
        abort(404)
    return view


def _matches(release: Release, q: str) -> list[tuple[int, int]]:
    try:
        return spans_of(q, release.text, release.language) if q.strip() else []
    except BadRequest:  # a question too long to be one has no words to show
        return []


def _title(release: Release, q: str) -> str:
    """The headline as HTML, the words searched for marked."""
    try:
        found = spans_of(q, release.headline, release.language, field="title") if q.strip() else []
    except BadRequest:
        found = []
    return marked(release.headline, 0, len(release.headline), [(start, end, 0) for start, end in found])
