"""A release as the index takes it in: its texts, values for its facets, names to be looked up by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from corpus.release import Person, Release
from search.analysis import exact_terms
from search.document import IndexDocument
from search.names import country_name

_EPOCH = date(1970, 1, 1).toordinal()
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def index_document(release: Release) -> IndexDocument:
    """What is indexed of a release. Cost is linear in its text; raises nothing on any well-typed release."""
    return IndexDocument(
        id=release.id,
        title="\n".join(filter(None, (release.title, release.subtitle))),
        text=release.text,
        language=release.language,
        values=_values(release),
        day=day_number(release.date),
        embargo=instant(release.embargo),
        stored=_encode(release.to_json()).encode(),
        path=release.source.path.split("!/", 1)[0],
    )


def reference_term(reference: str) -> str:
    """A reference number as it is compared: its letters and digits, folded ("No. 17-1128" -> "no171128")."""
    return "".join(exact_terms(reference))


def day_number(iso: str | None) -> int | None:
    """Days since 1970-01-01 of "2023-02-23", of the first day for "2023-02" and "2023"; None for what is no date."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", iso or "")
    if not parts:
        return None
    try:
        return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)).toordinal() - _EPOCH
    except ValueError:
        return None


def instant(iso: str | None) -> int | None:
    """Unix seconds of an ISO 8601 instant, read as UTC where it names no offset; None for what is none."""
    if not iso:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def place_of(release: Release) -> str | None:
    return release.dateline.place if release.dateline else None


def _values(release: Release) -> dict[str, tuple[str, ...]]:
    place = place_of(release)
    values = {
        "ministry": [ministry.id for ministry in release.ministries],
        "person": [person.id for person in release.people],
        "country": list(release.countries),
        "place": [place] if place else [],
        "publisher": [release.publisher] if release.publisher else [],
        "kind": [release.kind] if release.kind else [],
        "language": [release.language] if release.language else [],
        "year": [release.date[:4]] if release.date else [],
        "id": [release.id],
        "path": [release.source.path.split("!/", 1)[0]],
        "ref": [reference_term(release.reference)] if release.reference else [],
        "problem": [problem.code for problem in release.problems],
    }
    names = [*_names(release)]
    values["name"] = ["\t".join(entry) for entry in names]
    values["lookup"] = [f"{kind}\t{word}\t{id}" for kind, id, name in names for word in _lookup_words(kind, id, name)]
    values["office"] = [entry for person in release.people for entry in _offices(person)]
    return {field: tuple(dict.fromkeys(_clean(value) for value in found)) for field, found in values.items() if found}


def _names(release: Release) -> Iterator[tuple[str, str, str]]:
    """(facet, value, name) of all that the release names; a place is its own name."""
    for ministry in release.ministries:
        yield "ministry", ministry.id, _flat(ministry.name)
    for person in release.people:
        yield "person", person.id, _flat(person.name)
    place = place_of(release)
    if place:
        yield "place", place, _flat(place)
    if release.publisher:
        yield "publisher", release.publisher, _flat(release.publisher)


def _lookup_words(kind: str, id: str, name: str) -> list[str]:
    """The words of a name, a ministry's with those of its country."""
    country = country_name(id.partition("/")[0].upper()) if kind == "ministry" else None
    return exact_terms(f"{name} {country}" if country else name)


def _offices(person: Person) -> Iterator[str]:
    """Each office of a person, to be found from the person and from the ministry."""
    for held in person.offices:
        office = _flat(held.office)
        yield "\t".join(("person", person.id, office, held.ministry or "", held.country or ""))
        if held.ministry:
            yield "\t".join(("ministry", held.ministry, office, person.id, held.country or ""))


def _flat(name: str) -> str:
    return " ".join(name.split())


def _clean(value: str) -> str:
    """Without lone surrogates, which no dictionary can hold as UTF-8."""
    return value.encode("utf-8", "replace").decode()
