"""What the API takes and gives, as OpenAPI 3.1. The tests hold every answer against it."""

from __future__ import annotations

from functools import cache
from typing import Any

from corpus.release import DATE_SOURCES, KINDS
from search.query.limits import LENGTH
from search.renderings import RESULT_FIELDS
from search.request import DEEPEST, FACETS, MATCHES, NONE, SORTS
from web.parameters import DAY_PATTERN, FIELDS, MOST_PER_PAGE, MOST_VALUES, RECORD_FIELDS
from web.questions import SUFFIXES

Schema = dict[str, Any]

MOST_SUGGESTIONS = 20
_DAY = {"type": "string", "pattern": DAY_PATTERN}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_MEANING = {
    "ministry": "id of a ministry or other public body, such as az/interior",
    "person": "id of a person, such as vilayat-eyvazov",
    "country": "ISO 3166-1 alpha-2 code, in either case",
    "place": "place of the dateline",
    "publisher": "publisher",
    "kind": f"kind of release: {', '.join(KINDS)}",
    "language": "ISO 639-1 code",
    "year": "year of the date",
}
_HOW = {
    "any_of": "Any of these values",
    "all_of": "All of these values",
    "none_of": "None of these values",
}
_GENERAL = """Reads the index of Dateline: searching, releases, people, ministries, countries and counts.

Everything is read with GET (or HEAD), from any origin, without a key. Answers are JSON in UTF-8, compressed with gzip
for clients that accept it. Each carries an `ETag`; sent back in `If-None-Match` it saves the transfer of an answer that
has not changed. Parameters are read strictly: the first one that is unknown, repeated or out of range is answered
with a problem (RFC 9457) naming it, what was given, what is accepted and what was probably meant. A value that
no release has is no error: the answer is empty and its `notes` say so. What is under embargo does not exist here until the embargo ends.

The same search comes as a table, lines and a feed under `/search.csv`, `/search.jsonl` and `/search.atom`, with the
same parameters but for those that shape pages."""
PROBLEMS = {
    "invalid-parameter": "A parameter is unknown, given twice or has a value that can't be taken.",
    "no-such-page": "Pages do not reach so far, or the cursor is not one that this question's answers gave.",
    "cursor-expired": "A cursor by relevance is bound to one generation of the index, which is gone: start again without it.",
    "not-found": "There is nothing at this address. What is under embargo is not there either.",
    "method-not-allowed": "The address can only be read.",
    "index-unavailable": "There is no index, or it is damaged. `Retry-After` says when to ask again.",
    "internal-error": "A fault of the server. It has been logged.",
}  # fmt: skip


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of everything under /api/v1. Shared: not to be changed."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": "1.0.0",
            "summary": "Full-text search of government press releases",
            "description": _GENERAL,
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "Searching", "description": "Releases by words, filters and dates."},
            {"name": "Reading", "description": "One release, person, ministry or country."},
            {"name": "About", "description": "The corpus and this description."},
        ],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "headers": _HEADERS, "responses": _RESPONSES},
    }


# Parameters


def _query(name: str, schema: Schema, says: str, **others: Any) -> Schema:
    return {"name": name, "in": "query", "description": says, "schema": schema, **others}


def _list(names: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": {"enum": list(names)}, "minItems": 1}


def _filters() -> list[Schema]:
    values = {"type": "array", "items": _TEXT, "maxItems": MOST_VALUES}
    examples = {"ministry": ["az/interior"], "country": ["KZ"], "kind": ["press-release"]}
    found = []
    for attribute, suffix in SUFFIXES.items():
        for name in FACETS:
            says = f"{_HOW[attribute]}: {_MEANING[name]}; `{NONE}` stands for releases without one. Repeat it for more."
            example = {"example": examples[name]} if name in examples and not suffix else {}
            found.append(_query(f"{name}{suffix}", values, says, style="form", explode=True, **example))
    return found


def _question() -> list[Schema]:
    words = {"type": "string", "maxLength": LENGTH}
    return [
        _query("q", words, 'Words, "phrases", fields such as `title:` and `person:`, OR, NOT and brackets.', example="memorandum"),
        _query("match", {"enum": list(MATCHES), "default": "all"}, "How many of the words a release must have."),
        _query("from", _DAY, "First day, month or year.", example="2023"),
        _query("to", _DAY, "Last day, month or year, inclusive.", example="2023-02-28"),
        *_filters(),
        _query("fold", _TRUTH | {"default": "true"}, "Whether the same announcement of several publishers is one result."),
    ]  # fmt: skip


_TRUTH: Schema = {"type": "string", "enum": ["true", "false", "1", "0", "yes", "no"]}
_PATH_ID = {"type": "string", "minLength": 1}
_IF_NONE_MATCH = {
    "name": "If-None-Match", "in": "header", "schema": _TEXT,
    "description": "An ETag that an earlier answer had; the answer is 304 while nothing has changed.",
}  # fmt: skip


def _shaping() -> list[Schema]:
    number = {"type": "integer", "minimum": 1}
    facets: Schema = {
        "type": "array", "minItems": 1,
        "anyOf": [{"items": {"enum": list(FACETS)}}, {"items": {"const": NONE}, "maxItems": 1}],
    }  # fmt: skip
    return [
        _query("sort", {"enum": list(SORTS)}, "By relevance where there is a question, newest first where none."),
        _query("page", number | {"maximum": DEEPEST, "default": 1}, f"Pages reach the first {DEEPEST:,} results together; a cursor goes on."),
        _query("per_page", number | {"maximum": MOST_PER_PAGE, "default": 20}, "Results of a page.", example=2),
        _query("cursor", {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"},
               "`next_cursor` of the answer before: goes through all results, of any number. By date it outlives commits, "
               "each release that was there throughout coming exactly once; by relevance it holds one generation."),
        _query("facets", facets, f"Which facets to count, with commas between; `{NONE}` saves the counting and the histogram.",
               style="form", explode=False, example=["ministry", "country"]),
        _query("facet_size", {"type": "integer", "minimum": 0, "maximum": MOST_VALUES, "default": 10}, "Values of each facet."),
        _query("fields", _list(FIELDS), "Keys of each result, with commas between; `id` and `url` always come.",
               style="form", explode=False, example=["title", "date"]),
        _query("explain", _TRUTH | {"default": "false"}, "Adds to each result how its score came about."),
    ]  # fmt: skip


def _path(name: str, says: str, example: str, **schema: Any) -> Schema:
    return {
        "name": name, "in": "path", "required": True, "description": says,
        "schema": {**_PATH_ID, **schema}, "example": example,
    }  # fmt: skip


# Paths


def _paths() -> Schema:
    of_page = {"operationId": "search", "parameters": {"cursor": "$response.body#/next_cursor"}}
    first = "$response.body#/results/0/"
    person = _path("id", "Id of the person", "vilayat-eyvazov")
    ministry = _path("id", "Id of the ministry, with the country before it", "az/interior")
    country = _path("id", "ISO 3166-1 alpha-2 code, in either case", "KZ")
    limit = {"type": "integer", "minimum": 1}
    return {
        "/api/v1/search": _get(
            "search", "Searching", "Releases that a question finds", "SearchAnswer", [*_question(), *_shaping()],
            links={
                "release": {"operationId": "release", "parameters": {"release_id": f"{first}id"}},
                "person": {"operationId": "person", "parameters": {"id": f"{first}people/0/id"}},
                "ministry": {"operationId": "ministry", "parameters": {"id": f"{first}ministries/0/id"}},
                "country": {"operationId": "country", "parameters": {"id": f"{first}countries/0"}},
                "next": of_page,
            },
            example=EXAMPLE, deep=True,
        ),
        "/api/v1/facets/{field}": _get(
            "facet", "Searching", "Values of one facet with their counts, for a question", "FacetValues",
            [
                {**_path("field", "The facet", "ministry"), "schema": {"enum": list(FACETS)}},
                *_question(),
                _query("prefix", _TEXT, "What a word of the name begins with; its first 200 characters count.", example="int"),
                _query("limit", limit | {"maximum": 1000, "default": 100}, "Most values."),
            ],
            missing=True,
        ),
        "/api/v1/suggest": _get(
            "suggest", "Searching", "What a person who is typing may go on to mean", "Suggestions",
            [
                _query("q", _TEXT, "What has been typed; its first 200 characters count.", example="min"),
                _query("limit", limit | {"maximum": MOST_SUGGESTIONS, "default": 10}, "Most suggestions."),
            ],
        ),
        "/api/v1/releases/{release_id}": _get(
            "release", "Reading", "A release with what is around it", "ReleaseAnswer",
            [_path("release_id", "Id of the release", EXAMPLE["results"][0]["id"])], missing=True,
            links={"person": {"operationId": "person", "parameters": {"id": "$response.body#/people/0/id"}}},
        ),
        "/api/v1/people/{id}": _get("person", "Reading", "A person as all releases know them", "Entity", [person], missing=True),
        "/api/v1/ministries/{id}": _get("ministry", "Reading", "A ministry or other public body", "Entity", [ministry], missing=True),
        "/api/v1/countries/{id}": _get("country", "Reading", "A country", "Entity", [country], missing=True),
        "/api/v1/stats": _get("stats", "About", "What the corpus holds, what was rejected and why", "Stats", []),
        "/api/v1/openapi.json": _get("openapi", "About", "This description", "Description", []),
        "/api/v1/docs": {"get": {
            "operationId": "docs", "tags": ["About"], "summary": "This description as a page",
            "parameters": [_IF_NONE_MATCH],
            "responses": {
                "200": {"description": "The page", "headers": _headers(), "content": {"text/html": {"schema": _TEXT}}},
                "304": _ref("responses", "Unchanged"),
            },
        }},
    }  # fmt: skip


def _get(
    id: str, tag: str, summary: str, schema: str, parameters: list[Schema], *,
    missing: bool = False, deep: bool = False, links: Schema | None = None, example: Schema | None = None,
) -> Schema:  # fmt: skip
    media: Schema = {"schema": _ref("schemas", schema)} | ({"example": example} if example else {})
    answer: Schema = {"description": summary, "headers": _headers(), "content": {"application/json": media}}
    if links:
        answer["links"] = links
    responses = {
        "200": answer,
        "304": _ref("responses", "Unchanged"),
        "400": _ref("responses", "BadRequest"),
        **({"404": _ref("responses", "NotFound")} if missing else {}),
        **({name: _ref("responses", part) for name, part in _DEEP.items()} if deep else {}),
        "503": _ref("responses", "Unavailable"),
    }
    return {"get": {"operationId": id, "tags": [tag], "summary": summary,
                    "parameters": [*parameters, _IF_NONE_MATCH], "responses": responses}}  # fmt: skip


_DEEP = {"404": "NoSuchPage", "409": "CursorExpired"}


def _ref(kind: str, name: str) -> Schema:
    return {"$ref": f"#/components/{kind}/{name}"}


def _headers() -> Schema:
    return {name: _ref("headers", name) for name in ("ETag", "Cache-Control", "Vary", "Link")}


_HEADERS: Schema = {
    "ETag": {"description": "Weak tag of the answer: question, generation, day.", "schema": _TEXT},
    "Cache-Control": {"description": "Keep, and ask each time whether it still holds.", "schema": _TEXT},
    "Vary": {"description": "Accept-Encoding", "schema": _TEXT},
    "Link": {"description": "The links of the body (RFC 8288): self, next, prev, alternate.", "schema": _TEXT},
    "Retry-After": {"description": "Seconds", "schema": {"type": "integer"}},
}


def _failing(says: str, example: Schema, **others: Any) -> Schema:
    media = {"schema": _ref("schemas", "Problem"), "example": example}
    return {"description": says, "content": {"application/problem+json": media}, **others}


def _example(kind: str, title: str, status: int, detail: str, **members: Any) -> Schema:
    return {"type": f"/api/v1/docs#{kind}", "title": title, "status": status, "detail": detail, **members}


_RESPONSES: Schema = {
    "Unchanged": {
        "description": "The client has the answer: the ETag is still that of If-None-Match.",
        "headers": {name: _ref("headers", name) for name in ("ETag", "Cache-Control", "Vary")},
    },
    "BadRequest": _failing(
        "A parameter can't be taken",
        _example("invalid-parameter", "Bad Request", 400, "The parameter sort is one of relevance, newest, oldest.",
                 parameter="sort", given="newst", accepted=list(SORTS), nearest="newest"),
    ),
    "NotFound": _failing("Nothing is there", _example("not-found", "Not Found", 404, PROBLEMS["not-found"])),
    "NoSuchPage": _failing(
        "Pages do not reach so far, or the cursor is of another question",
        _example("no-such-page", "Not Found", 404, "cursor: belongs to another question; start again without it.",
                 parameter="cursor", given="WyJkNDRi"),
    ),
    "CursorExpired": _failing(
        "The cursor by relevance is of an older generation",
        _example("cursor-expired", "Conflict", 409,
                 "cursor: the index has changed since; start the search again without it.", parameter="cursor"),
    ),
    "Unavailable": _failing(
        "No index can be read",
        _example("index-unavailable", "Service Unavailable", 503, "There is no index yet. Build it with: dateline reindex"),
        headers={"Retry-After": _ref("headers", "Retry-After")},
    ),
}  # fmt: skip


# Schemas


def _object(_says: str = "", *, _optional: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """An object with exactly these keys."""
    names = {name.removesuffix("_"): schema for name, schema in properties.items()}
    required = [name for name in names if name not in _optional]
    said = {"description": _says} if _says else {}
    return {"type": "object", **said, "properties": names, "required": required, "additionalProperties": False}


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _map(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


def _schemas() -> Schema:
    record = _record()
    result = _result(record)
    around: Schema = {name: _many(_ref("schemas", "Brief")) for name in ("elsewhere", "translations", "corrections")}
    return {
        "Problem": _PROBLEM,
        "SearchAnswer": _search_answer(),
        "Result": result,
        "Explanation": _EXPLANATION,
        "Bucket": _object(value=_TEXT, label=_TEXT, count=_COUNT, selected={"type": "boolean"}),
        "Facet": _object(**_FACET),
        "FacetValues": _object(field={"enum": list(FACETS)}, **_FACET),
        "Histogram": _object(
            interval={"enum": ["year", "month", "week", "day"]},
            buckets=_many(_object(from_=_ISO_DAY, to=_ISO_DAY, count=_COUNT)),
        ),
        "Suggestions": _object(q=_TEXT, suggestions=_many(_ref("schemas", "Suggestion")) | {"maxItems": MOST_SUGGESTIONS}),
        "Suggestion": _object(
            kind={"enum": ["person", "ministry", "place", "country", "title", "word"]},
            text=_TEXT, value=_TEXT | {"description": "Id or facet value; for a title the id of the release"},
            count=_COUNT, url=_ADDRESS,
        ),
        "ReleaseAnswer": _object(**record, related=_many(_ref("schemas", "Result")), **around, links=_object(page=_ADDRESS)),
        "Brief": _object(id=_TEXT, title=_NAME, date=_DATE, publisher=_NAME, language=_NAME, url=_ADDRESS),
        "Entity": _entity(),
        "OfficeHeld": _object(
            office=_TEXT, ministry=_NAME, ministry_name=_NAME, country=_CODE, person=_TEXT, person_name=_TEXT,
            first=_or_null(_ISO_DAY), last=_or_null(_ISO_DAY), count=_COUNT,
        ),
        "Stats": _object(
            generation=_COUNT, built_at=_or_null({"type": "string", "format": "date-time"}), releases=_COUNT,
            first_date=_DATE, last_date=_DATE, facets=_map(_ref("schemas", "Facet")),
            publishers_by_month=_map(_map(_COUNT)), rejects=_many(_object(path=_TEXT, reason=_TEXT)),
            problems=_map(_COUNT), index_bytes=_COUNT,
        ),
        "Description": {"type": "object", "required": ["openapi", "info", "paths"]},
    }  # fmt: skip


_NAME = _or_null(_TEXT)
_DATE = _or_null(_DAY | {"description": "A day, or a month or year where the release says no more"})
_CODE = _or_null({"type": "string", "description": "ISO 3166-1 alpha-2"})
_ISO_DAY: Schema = {"type": "string", "format": "date"}
_ADDRESS: Schema = {"type": "string", "format": "uri-reference", "pattern": "^/"}
_SPAN = {"type": "array", "prefixItems": [_COUNT, _COUNT], "minItems": 2, "maxItems": 2}
_SPANS = _many(_SPAN) | {"description": "First and one past the last code point of each mention in text"}
_FACET: Schema = {
    "buckets": _many(_ref("schemas", "Bucket")) | {"description": "By count; selected values always among them"},
    "more": _COUNT | {"description": "Further values"},
    "missing": _COUNT | {"description": "Releases without a value"},
}
_PROBLEM = _object(
    "Problem details (RFC 9457).", _optional=("parameter", "given", "accepted", "nearest"),
    type={"type": "string", "format": "uri-reference", "description": "Says which problem; leads to its explanation"},
    title=_TEXT, status={"type": "integer", "minimum": 400, "maximum": 599}, detail=_TEXT,
    parameter=_TEXT, given=_TEXT, accepted=_many(_TEXT), nearest=_TEXT,
)  # fmt: skip
_NUMBER: Schema = {"type": "number"}
_EXPLANATION = _object(
    "The sum of the words' scores and of what the words of the best answers changed (feedback).",
    score=_NUMBER, feedback=_NUMBER,
    words=_many(_object(
        score=_NUMBER, releases=_COUNT, fields=_map(_object(score=_NUMBER, matched=_many(_TEXT))),
    )),
)  # fmt: skip


def _search_answer() -> Schema:
    filters = {f"{name}{suffix}" for name in FACETS for suffix in SUFFIXES.values()}
    return _object(
        query=_object(
            "The question as it was understood", q=_TEXT, match={"enum": list(MATCHES)},
            filters={"type": "object", "properties": {name: _many(_TEXT) for name in sorted(filters)}, "additionalProperties": False},
            from_=_or_null(_ISO_DAY), to=_or_null(_ISO_DAY), sort={"enum": list(SORTS)}, fold={"type": "boolean"},
        ),
        total=_COUNT | {"description": "Results"},
        releases=_COUNT | {"description": "Releases behind them, more where announcements are folded"},
        took_ms={"type": "number", "minimum": 0},
        page={"type": "integer", "minimum": 1},
        per_page={"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
        generation=_COUNT | {"description": "Of the index, new with each commit"},
        results=_many(_ref("schemas", "Result")) | {"maxItems": MOST_PER_PAGE},
        facets={"type": "object", "properties": {name: _ref("schemas", "Facet") for name in FACETS}, "additionalProperties": False},
        histogram=_or_null(_ref("schemas", "Histogram")),
        suggestion=_or_null(_object(q=_TEXT, total=_COUNT)),
        relaxed={"type": "boolean", "description": "Whether most of the words were asked for because no release has all"},
        notes=_many(_TEXT),
        next_cursor=_NAME,
        links=_object(self=_ADDRESS, next=_or_null(_ADDRESS), prev=_or_null(_ADDRESS), page=_ADDRESS, atom=_ADDRESS),
    )  # fmt: skip


def _record() -> Schema:
    contact = _object(name=_NAME, role=_NAME, phone=_NAME, email=_NAME)
    office = _object(office=_TEXT, ministry=_NAME, country=_CODE)
    source = _object(path=_TEXT, format=_TEXT, encoding=_NAME, sha256=_TEXT, bytes=_COUNT, item=_COUNT)
    return {
        "id": _TEXT,
        "title": _NAME,
        "subtitle": _NAME,
        "date": _DATE,
        "date_from": _or_null({"enum": list(DATE_SOURCES)}),
        "dateline": _or_null(_object(text=_TEXT, place=_NAME, country=_CODE, date=_NAME)),
        "publisher": _NAME,
        "kind": _or_null({"enum": list(KINDS)}),
        "language": _or_null({"type": "string", "description": "ISO 639-1"}),
        "ministries": _many(_object(id=_TEXT, name=_TEXT, country=_CODE, mentions=_SPANS)),
        "people": _many(_object(id=_TEXT, name=_TEXT, titles=_many(_TEXT), offices=_many(office), mentions=_SPANS)),
        "countries": _many(_TEXT),
        "reference": _NAME,
        "embargo": _or_null(
            {"type": "string", "description": "The instant with its offset from which it may be shown"}
        ),
        "url": _NAME,
        "contacts": _many(contact),
        "text": _TEXT,
        "source": source,
        "problems": _many(_object(field=_TEXT, code=_TEXT, message=_TEXT)),
    }


def _result(record: Schema) -> Schema:
    """A result: the usual keys, or those that ``fields`` names."""
    named = _many(_object(id=_TEXT, name=_TEXT))
    usual: Schema = {
        **{name: record[name] for name in RESULT_FIELDS if name in record},
        "ministries": named,
        "people": named,
        "place": _NAME | {"description": "Of the dateline"},
        "score": _or_null({"type": "number"}),
        "highlights": _object("HTML, escaped but for <mark>", title=_NAME, text=_many(_TEXT)),
        "also": _COUNT | {"description": "Further releases of the same announcement"},
    }
    properties = {
        **usual,
        **{name: record[name] for name in RECORD_FIELDS},
        "explanation": _ref("schemas", "Explanation"),
        "url": _ADDRESS | {"description": "The page of the release here"},
    }
    return _object(_optional=tuple(name for name in properties if name not in ("id", "url")), **properties)


def _entity() -> Schema:
    bucket = _object(value=_TEXT, label=_TEXT, count=_COUNT)
    return _object(
        kind={"enum": ["person", "ministry", "country"]},
        id=_TEXT,
        name=_TEXT,
        aliases=_many(_TEXT),
        country=_CODE,
        count=_COUNT,
        offices=_many(_ref("schemas", "OfficeHeld")),
        histogram=_or_null(_ref("schemas", "Histogram")),
        related=_map(_many(bucket)),
        latest=_many(_ref("schemas", "Result")),
        generation=_COUNT,
        links=_object(page=_ADDRESS),
    )


_MEMORANDUM = "2023-02-23-memorandum-with-kazakhstan-96599b2b"
_ASKED = "q=memorandum&ministry=az/interior&language=en&per_page=1"
EXAMPLE: dict[str, Any] = {
    "query": {
        "q": "memorandum",
        "match": "all",
        "filters": {"ministry": ["az/interior"], "language": ["en"]},
        "from": None,
        "to": None,
        "sort": "relevance",
        "fold": True,
    },
    "total": 3,
    "releases": 3,
    "took_ms": 0.9,
    "page": 1,
    "per_page": 1,
    "generation": 1,
    "results": [
        {
            "id": _MEMORANDUM,
            "title": "Interior ministers of Azerbaijan and Kazakhstan sign memorandum of cooperation",
            "date": "2023-02-23",
            "place": "Baku",
            "publisher": "Ministry of Internal Affairs of Azerbaijan",
            "kind": "press-release",
            "language": "en",
            "ministries": [
                {"id": "az/interior", "name": "Ministry of Internal Affairs"},
                {"id": "kz/interior", "name": "Ministry of Internal Affairs"},
            ],
            "people": [
                {"id": "vilayat-eyvazov", "name": "Vilayat Eyvazov"},
                {"id": "marat-akhmetzhanov", "name": "Marat Akhmetzhanov"},
            ],
            "countries": ["AZ", "KZ"],
            "score": 4.6895,
            "highlights": {
                "title": "Interior ministers of Azerbaijan and Kazakhstan sign <mark>memorandum</mark> of cooperation",
                "text": [
                    "… put their names to a <mark>Memorandum</mark> of Cooperation between their ministries in Baku."
                ],
            },
            "also": 0,
            "url": f"/releases/{_MEMORANDUM}",
        }
    ],
    "facets": {
        "country": {
            "buckets": [
                {"value": "AZ", "label": "Azerbaijan", "count": 3, "selected": False},
                {"value": "KZ", "label": "Kazakhstan", "count": 3, "selected": False},
            ],
            "more": 2,
            "missing": 0,
        }
    },
    "histogram": {
        "interval": "day",
        "buckets": [
            {"from": "2023-02-23", "to": "2023-02-23", "count": 1},
            {"from": "2023-02-24", "to": "2023-02-24", "count": 2},
        ],
    },
    "suggestion": None,
    "relaxed": False,
    "notes": [],
    "next_cursor": "WyJkNDRiZWI5YzQ5NjQiLDEsLTQuNjg5NDc2MDEzMTgzNTk0LC0xOTQxMSwxNDYxOTA0MDgwMzg0NzA2MzAwNl0",
    "links": {
        "self": f"/api/v1/search?{_ASKED}&facets=country&facet_size=2",
        "next": f"/api/v1/search?{_ASKED}&page=2&facets=country&facet_size=2",
        "prev": None,
        "page": f"/search?{_ASKED}",
        "atom": f"/search.atom?{_ASKED}",
    },
}


# For reading


def resolved(part: Schema) -> Schema:
    """What a reference leads to; anything else as it is."""
    if "$ref" not in part:
        return part
    _, _, kind, name = part["$ref"].split("/")
    found: Schema = description()["components"][kind][name]
    return found


def in_words(schema: Schema) -> str:
    """A schema in a few words: its type and what limits it."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return "one of " + ", ".join(str(value) for value in schema["enum"])
    if "anyOf" in schema and "items" not in schema and schema.get("type") != "array":
        return " or ".join(in_words(choice) for choice in schema["anyOf"])
    kinds = schema.get("type", "anything")
    said = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema:
        said = said.replace("array", f"list of: {in_words(schema['items'])}")
    elif "anyOf" in schema:
        said = " or ".join(f"list of: {in_words(choice['items'])}" for choice in schema["anyOf"])
    elif isinstance(schema.get("additionalProperties"), dict):
        said = said.replace("object", f"object by name of: {in_words(schema['additionalProperties'])}")
    elif "properties" in schema:
        said = said.replace("object", "object with " + ", ".join(schema["properties"]))
    if "const" in schema:
        said = str(schema["const"])
    limits = [schema[name] for name in ("minimum", "maximum") if name in schema]
    if len(limits) == 2:
        said += f", {limits[0]:,} to {limits[1]:,}"
    if "maxLength" in schema:
        said += f", at most {schema['maxLength']:,} characters"
    if "default" in schema:
        said += f", otherwise {schema['default']}"
    return said
