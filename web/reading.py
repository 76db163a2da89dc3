"""A release to read, and two of them side by side."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from corpus.release import Release
from search.engines.port import ReleaseView
from search.errors import BadRequest
from search.highlighting import spans_of
from search.snippets import marked
from web import citing, questions
from web.comparing import compare
from web.marking import match_count, paragraphs
from web.parameters import read_leniently
from web.presenting import search_url
from web.site import engine, preview

blueprint = Blueprint("reading", __name__)


@blueprint.get("/releases/<release_id>")
def release(release_id: str) -> str:
    view = _found(release_id)
    asked = read_leniently(request.args).request
    text = paragraphs(view.release, _matches(view.release, asked.q))
    address = request.host_url.rstrip("/") + url_for("reading.release", release_id=release_id)
    return render_template(
        "release.html",
        view=view,
        release=view.release,
        asked=asked,
        title=_title(view.release, asked.q),
        paragraphs=text,
        matches=match_count(text),
        back=search_url(asked) if questions.pairs(asked) else None,
        address=address,
        cite=citing.plain(view.release, address),
        bibtex=citing.bibtex(view.release, address),
    )


@blueprint.get("/releases/<release_id>/beside/<other_id>")
def beside(release_id: str, other_id: str) -> str:
    left, right = _found(release_id).release, _found(other_id).release
    return render_template("beside.html", left=left, right=right, comparison=compare(left.text, right.text))


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
