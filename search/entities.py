"""A person, a ministry or a country by all the releases that name it."""

from __future__ import annotations

from datetime import date
from itertools import islice

import numpy as np
from whoosh.query import Term

from search import names
from search.engines.port import Entity, OfficeHeld
from search.facets import facet, histogram
from search.folding import UNKNOWN_DAY
from search.highlighting import Highlighter
from search.ranking import smallest, sort_keys
from search.results import Bucket, Result
from search.snapshot import DocIds
from search.snippets import highlights
from search.view import View

_KINDS = ("person", "ministry", "country")
_RELATED = ("person", "ministry", "country", "place", "publisher", "kind")
_MOST_OFFICES = 500
_EPOCH = date(1970, 1, 1).toordinal()


def entity(view: View, kind: str, id: str) -> Entity | None:
    """None for a kind that is none, and for an id that no visible release has."""
    if kind not in _KINDS:
        return None
    docs = view.match(Term(kind, id)).docs
    if not len(docs):
        return None
    folding = view.generation.folding
    folded = folding.fold(docs)
    aliases = tuple(name for name, _ in names.names(view, kind, id))
    related = {}
    for field, counted in zip(_RELATED, folding.counts(_RELATED, folded), strict=True):
        found = facet(field, view.snapshot.values(field), counted, (), 13, view.label)
        related[field] = tuple(bucket for bucket in found.buckets if (field, bucket.value) != (kind, id))[:12]
    name = view.label(kind, id)
    return Entity(
        kind=kind,
        id=id,
        name=name,
        aliases=tuple(alias for alias in aliases if alias != name),
        country=id if kind == "country" else _country(id, related) if kind == "ministry" else None,
        count=len(folded.docs),
        offices=_offices(view, kind, id),
        histogram=histogram(folding.timeline(folded)),
        related=related,
        latest=_latest(view, folded.docs),
        generation=view.snapshot.generation,
    )


def _country(ministry: str, related: dict[str, tuple[Bucket, ...]]) -> str | None:
    code = ministry.partition("/")[0].upper()
    return code if len(code) == 2 and code.isalpha() else None


def _offices(view: View, kind: str, id: str) -> tuple[OfficeHeld, ...]:
    """The offices of a person or at a ministry, the latest first, each with the days of the releases that say so."""
    if kind == "country":
        return ()
    held = []
    prefix = f"{kind}\t{id}\t"
    for term, _ in islice(view.terms("office", prefix), _MOST_OFFICES):
        docs = view.match(Term("office", term)).docs
        if not len(docs):
            continue
        office, other, country = term[len(prefix) :].split("\t")
        person, ministry = (id, other or None) if kind == "person" else (other, id)
        days = view.snapshot.days(docs)
        days = days[days != UNKNOWN_DAY]
        held.append(
            OfficeHeld(
                office=office,
                ministry=ministry,
                ministry_name=view.label("ministry", ministry) if ministry else None,
                country=country or None,
                person=person,
                person_name=view.label("person", person),
                first=_iso(days.min()) if len(days) else None,
                last=_iso(days.max()) if len(days) else None,
                count=len(docs),
            )
        )
    return tuple(sorted(held, key=lambda o: (o.last or "", o.first or "", o.count), reverse=True))


def _latest(view: View, docs: DocIds) -> tuple[Result, ...]:
    newest = smallest(sort_keys("newest", view.snapshot, docs, None), len(docs), 10)
    releases = [view.release(int(docs[place])) for place in newest]
    return tuple(Result(release, None, highlights(release, Highlighter(()))) for release in releases)


def _iso(day: np.int32) -> str:
    return date.fromordinal(int(day) + _EPOCH).isoformat()
