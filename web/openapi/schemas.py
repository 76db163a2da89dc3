"""What is answered: each answer, and the parts that they share, with exactly the keys that there are."""

from __future__ import annotations

from typing import Any

from corpus.release import DATE_SOURCES, KINDS
from search.renderings import RESULT_FIELDS
from search.request import FACETS, MATCHES, SORTS
from web.openapi.forms import COUNT, NUMBER, TEXT, Schema, by_name, many, or_null, ref, some, structure
from web.openapi.parameters import DAY
from web.parameters import MOST_PER_PAGE, MOST_SUGGESTIONS, RECORD_FIELDS
from web.questions import SUFFIXES


def _described(schema: Schema, says: str) -> Schema:
    return schema | {"description": says}


_NAME = or_null(TEXT)
_DATE = or_null(_described(DAY, "A day, or a month or year where the release says no more"))
_CODE = or_null(_described(TEXT, "ISO 3166-1 alpha-2"))
_ISO_DAY: Schema = {"type": "string", "format": "date"}
_TRUTH: Schema = {"type": "boolean"}
_ADDRESS: Schema = {"type": "string", "format": "uri-reference", "pattern": "^/"}
_SPAN: Schema = {"type": "array", "prefixItems": [COUNT, COUNT], "minItems": 2, "maxItems": 2}
_SPANS = many(_SPAN, description="First and one past the last code point of each mention in text")
_NAMED = many(structure(id=TEXT, name=TEXT))
_FACET: dict[str, Any] = {
    "buckets": many(ref("schemas", "Bucket"), description="By count; selected values always among them"),
    "more": _described(COUNT, "Further values"),
    "missing": _described(COUNT, "Releases without a value"),
}


def schemas() -> Schema:
    return {
        "Problem": _problem(),
        "SearchAnswer": _search_answer(),
        "Result": _result(),
        "Explanation": _explanation(),
        "Bucket": structure(value=TEXT, label=TEXT, count=COUNT, selected=_TRUTH),
        "Facet": structure(**_FACET),
        "FacetValues": structure(field={"enum": list(FACETS)}, **_FACET),
        "Histogram": structure(
            interval={"enum": ["year", "month", "week", "day"]},
            buckets=many(structure(from_=_ISO_DAY, to=_ISO_DAY, count=COUNT)),
        ),
        "Suggestions": structure(q=TEXT, suggestions=many(ref("schemas", "Suggestion"), maxItems=MOST_SUGGESTIONS)),
        "Suggestion": structure(
            kind={"enum": ["person", "ministry", "place", "country", "title", "word"]},
            text=TEXT,
            value=_described(TEXT, "Id or facet value; for a title the id of the release"),
            count=COUNT,
            url=_ADDRESS,
        ),
        "ReleaseAnswer": _release_answer(),
        "Brief": structure(id=TEXT, title=_NAME, date=_DATE, publisher=_NAME, language=_NAME, url=_ADDRESS),
        "Entity": _entity(),
        "OfficeHeld": _office_held(),
        "Stats": _stats(),
        "Description": {"type": "object", "required": ["openapi", "info", "paths"]},
    }


def _problem() -> Schema:
    return structure(
        "Problem details (RFC 9457).",
        _optional=("parameter", "given", "accepted", "nearest"),
        type=_described({"type": "string", "format": "uri-reference"}, "Says which problem; leads to its explanation"),
        title=TEXT,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=TEXT,
        parameter=TEXT,
        given=TEXT,
        accepted=many(TEXT),
        nearest=TEXT,
    )


def _search_answer() -> Schema:
    return structure(
        query=_query(),
        total=_described(COUNT, "Results"),
        releases=_described(COUNT, "Releases behind them, more where announcements are folded"),
        took_ms={"type": "number", "minimum": 0},
        page={"type": "integer", "minimum": 1},
        per_page={"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
        generation=_described(COUNT, "Of the index, new with each commit"),
        results=many(ref("schemas", "Result"), maxItems=MOST_PER_PAGE),
        facets=some({name: ref("schemas", "Facet") for name in FACETS}),
        histogram=or_null(ref("schemas", "Histogram")),
        suggestion=or_null(structure(q=TEXT, total=COUNT)),
        relaxed=_described(_TRUTH, "Whether most of the words were asked for because no release has all"),
        notes=many(TEXT),
        next_cursor=_NAME,
        links=structure(self=_ADDRESS, next=or_null(_ADDRESS), prev=or_null(_ADDRESS), page=_ADDRESS, atom=_ADDRESS),
    )


def _query() -> Schema:
    return structure(
        "The question as it was understood",
        q=TEXT,
        match={"enum": list(MATCHES)},
        filters=some({f"{name}{suffix}": many(TEXT) for suffix in SUFFIXES.values() for name in FACETS}),
        from_=or_null(_ISO_DAY),
        to=or_null(_ISO_DAY),
        sort={"enum": list(SORTS)},
        fold=_TRUTH,
    )


def _record() -> dict[str, Any]:
    """The keys of a release's record."""
    office = structure(office=TEXT, ministry=_NAME, country=_CODE)
    return {
        "id": TEXT,
        "title": _NAME,
        "subtitle": _NAME,
        "date": _DATE,
        "date_from": or_null({"enum": list(DATE_SOURCES)}),
        "dateline": or_null(structure(text=TEXT, place=_NAME, country=_CODE, date=_NAME)),
        "publisher": _NAME,
        "kind": or_null({"enum": list(KINDS)}),
        "language": or_null(_described(TEXT, "ISO 639-1")),
        "ministries": many(structure(id=TEXT, name=TEXT, country=_CODE, mentions=_SPANS)),
        "people": many(structure(id=TEXT, name=TEXT, titles=many(TEXT), offices=many(office), mentions=_SPANS)),
        "countries": many(TEXT),
        "reference": _NAME,
        "embargo": or_null(_described(TEXT, "The instant with its offset from which it may be shown")),
        "url": _NAME,
        "contacts": many(structure(name=_NAME, role=_NAME, phone=_NAME, email=_NAME)),
        "text": TEXT,
        "source": structure(path=TEXT, format=TEXT, encoding=_NAME, sha256=TEXT, bytes=COUNT, item=COUNT),
        "problems": many(structure(field=TEXT, code=TEXT, message=TEXT)),
    }


def _release_answer() -> Schema:
    around: dict[str, Any] = {
        name: many(ref("schemas", "Brief")) for name in ("elsewhere", "translations", "corrections")
    }
    related = many(ref("schemas", "Result"))
    return structure(**_record(), related=related, **around, links=structure(page=_ADDRESS))


def _result() -> Schema:
    """A result: the usual keys, or those that ``fields`` names."""
    record = _record()
    usual: dict[str, Any] = {
        **{name: record[name] for name in RESULT_FIELDS if name in record},
        "ministries": _NAMED,
        "people": _NAMED,
        "place": _described(_NAME, "Of the dateline"),
        "score": or_null(NUMBER),
        "highlights": structure("HTML, escaped but for <mark>", title=_NAME, text=many(TEXT)),
        "also": _described(COUNT, "Further releases of the same announcement"),
    }
    properties: dict[str, Any] = {
        **usual,
        **{name: record[name] for name in RECORD_FIELDS},
        "explanation": ref("schemas", "Explanation"),
        "url": _described(_ADDRESS, "The page of the release here"),
    }
    return structure(_optional=tuple(name for name in properties if name not in ("id", "url")), **properties)


def _explanation() -> Schema:
    field = structure(score=NUMBER, matched=many(TEXT))
    return structure(
        "The sum of the words' scores and of what the words of the best answers changed (feedback).",
        score=NUMBER,
        feedback=NUMBER,
        words=many(structure(score=NUMBER, releases=COUNT, fields=by_name(field))),
    )


def _entity() -> Schema:
    return structure(
        kind={"enum": ["person", "ministry", "country"]},
        id=TEXT,
        name=TEXT,
        aliases=many(TEXT),
        country=_CODE,
        count=COUNT,
        offices=many(ref("schemas", "OfficeHeld")),
        histogram=or_null(ref("schemas", "Histogram")),
        related=by_name(many(structure(value=TEXT, label=TEXT, count=COUNT))),
        latest=many(ref("schemas", "Result")),
        generation=COUNT,
        links=structure(page=_ADDRESS),
    )


def _office_held() -> Schema:
    return structure(
        office=TEXT,
        ministry=_NAME,
        ministry_name=_NAME,
        country=_CODE,
        person=TEXT,
        person_name=TEXT,
        first=or_null(_ISO_DAY),
        last=or_null(_ISO_DAY),
        count=COUNT,
    )


def _stats() -> Schema:
    return structure(
        generation=COUNT,
        built_at=or_null({"type": "string", "format": "date-time"}),
        built_seconds=or_null(_described(NUMBER, "That the last run of reindex took")),
        releases=COUNT,
        first_date=_DATE,
        last_date=_DATE,
        facets=by_name(ref("schemas", "Facet")),
        publishers_by_month=by_name(by_name(COUNT)),
        rejects=many(structure(path=TEXT, reason=TEXT)),
        problems=by_name(COUNT),
        index_bytes=COUNT,
    )
