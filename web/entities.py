"""People, ministries and countries: an index of each kind and a page of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from anyascii import anyascii
from flask import Blueprint, abort, render_template, request

from search.engines.port import Entity
from search.request import NONE, SearchRequest
from search.results import Bucket
from web import charts
from web.site import engine, preview, previewed, site

blueprint = Blueprint("entities", __name__)

_MOST_LISTED = 300
_MOST_SCANNED = 5_000  # names of one letter that are put in order
_MATRIX = 8
_OFTEN = 10  # offices that are shown at once


@blueprint.get("/people")
def people() -> str:
    return _index("person")


@blueprint.get("/ministries")
def ministries() -> str:
    return _index("ministry")


@blueprint.get("/countries")
def countries() -> str:
    return _index("country")


@blueprint.get("/people/<path:id>")
def person(id: str) -> str:
    return _page("person", id)


@blueprint.get("/ministries/<path:id>")
def ministry(id: str) -> str:
    return _page("ministry", id)


@blueprint.get("/countries/<path:id>")
def country(id: str) -> str:
    return _page("country", id.upper())


def _index(kind: str) -> str:
    prefix = request.args.get("q", "").strip()[:200]
    letter = request.args.get("letter", "")[:1].upper()
    code = request.args.get("country", "").upper()[:2]
    listed = _listed(kind, prefix, letter if letter in ascii_uppercase else "", code)
    nations = site().kept("nations", lambda: engine().facet("country", request=_all(), limit=_MOST_LISTED))
    return render_template(
        "entities.html",
        kind=kind,
        found=listed[:_MOST_LISTED],
        more=max(0, len(listed) - _MOST_LISTED),
        prefix=prefix,
        letter=letter,
        code=code,
        letters=ascii_uppercase,
        nations=nations.buckets,
    )


def _all(code: str = "") -> SearchRequest:
    return previewed(SearchRequest(any_of={"country": (code,)} if code else {}))


def _listed(kind: str, prefix: str, letter: str, code: str) -> list[Bucket]:
    """The values of a kind: those of a letter by name, otherwise by the number of releases."""
    of_state = code if kind == "person" else ""  # a body's own state is in its id
    limit = _MOST_SCANNED if letter or code else _MOST_LISTED + 1
    found = engine().facet(kind, prefix=prefix or letter, request=_all(of_state), limit=limit)
    buckets = [bucket for bucket in found.buckets if bucket.value != NONE]
    if kind == "ministry" and code:
        buckets = [bucket for bucket in buckets if bucket.value.startswith(f"{code.lower()}/")]
    if letter:
        buckets = sorted(
            (b for b in buckets if _sorted_under(kind, b.label) == letter), key=lambda b: anyascii(b.label)
        )
    return buckets


def _sorted_under(kind: str, label: str) -> str:
    """The letter of a name: of a person's last word, as in the index of a book, else of the first."""
    words = anyascii(label).split() or ["?"]
    return (words[-1] if kind == "person" else words[0])[:1].upper()


def _page(kind: str, id: str) -> str:
    entity = engine().entity(kind, id, preview=preview())
    if entity is None:
        abort(404)
    held, ends = charts.spans(entity.offices)
    often = sorted(held, key=lambda row: -row.office.count)[:_OFTEN]
    return render_template(
        "entity.html",
        entity=entity,
        aliases=_apart(entity.aliases, entity.name),
        columns=charts.columns(entity.histogram),
        often=[row for row in held if row in often],
        seldom=[row for row in held if row not in often],
        ends=ends,
        matrix=_together(entity),
        this=SearchRequest(any_of={kind: (id,)}),
    )


def _apart(aliases: Sequence[str], name: str) -> list[str]:
    """The other names of an entity, each once: capitals alone make no other name."""
    names = {alias.casefold(): alias for alias in reversed(aliases)}
    names.pop(name.casefold(), None)
    return list(reversed(names.values()))


@dataclass(frozen=True, slots=True)
class Together:
    """Who is named with whom: ``rows`` hold a count for each of ``people``, None on the diagonal."""

    people: Sequence[Bucket]
    rows: Sequence[Sequence[int | None]]
    highest: int


def _together(entity: Entity) -> Together | None:
    """How often those named with an entity are named with each other there; None where there are not two."""
    others = entity.related.get("person", ())[:_MATRIX]
    if len(others) < 3:
        return None
    values = tuple(bucket.value for bucket in others)
    rows: list[list[int | None]] = []
    for value in values:
        both: dict[str, tuple[str, ...]] = {"person": (value,)}
        both[entity.kind] = (*both.get(entity.kind, ()), entity.id)
        asked = SearchRequest(all_of=both, any_of={"person": values}, facets=("person",), facet_size=0, per_page=1,
                              histogram=False, snippets=False)  # fmt: skip
        counts = {b.value: b.count for b in engine().search(previewed(asked)).facets["person"].buckets}
        rows.append([None if other == value else counts.get(other, 0) for other in values])
    highest = max((count for row in rows for count in row if count), default=0)
    return Together(others, rows, highest) if highest else None
