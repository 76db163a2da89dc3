"""What may be asked: the parameters of queries, paths and headers."""

from __future__ import annotations

from typing import Any

from corpus.release import KINDS
from search.query.limits import LENGTH
from search.request import DEEPEST, FACETS, MATCHES, NONE, SORTS
from web.openapi.forms import TEXT, Schema, many
from web.parameters import DAY_PATTERN, FIELDS, MOST_PER_PAGE, MOST_VALUES
from web.questions import SUFFIXES

DAY: Schema = {"type": "string", "pattern": DAY_PATTERN}
_TRUTH: Schema = {"type": "string", "enum": ["true", "false", "1", "0", "yes", "no"]}
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
_VALUES_FOR_EXAMPLE = {"ministry": ["az/interior"], "country": ["KZ"], "kind": ["press-release"]}

IF_NONE_MATCH: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "description": "An ETag that an earlier answer had; the answer is 304 while nothing has changed.",
    "schema": TEXT,
}


def query(name: str, schema: Schema, says: str, **others: Any) -> Schema:
    return {"name": name, "in": "query", "description": says, "schema": schema, **others}


def in_path(name: str, says: str, example: str, schema: Schema | None = None) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": says,
        "schema": schema or {"type": "string", "minLength": 1},
        "example": example,
    }


def number(most: int, usual: int | None = None, *, least: int = 1) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most} | ({} if usual is None else {"default": usual})


def question() -> list[Schema]:
    """What narrows down: words, dates, filters."""
    return [
        query(
            "q",
            {"type": "string", "maxLength": LENGTH},
            'Words, "phrases", fields such as `title:` and `person:`, OR, NOT and brackets.',
            example="memorandum",
        ),
        query("match", {"enum": list(MATCHES), "default": "all"}, "How many of the words a release must have."),
        query("from", DAY, "First day, month or year.", example="2023"),
        query("to", DAY, "Last day, month or year, inclusive.", example="2023-02-28"),
        *_filters(),
        query(
            "fold",
            _TRUTH | {"default": "true"},
            "Whether the same announcement of several publishers is one result.",
        ),
    ]


def _filters() -> list[Schema]:
    values = many(TEXT, maxItems=MOST_VALUES)
    found = []
    for attribute, suffix in SUFFIXES.items():
        for name in FACETS:
            says = f"{_HOW[attribute]}: {_MEANING[name]}; `{NONE}` stands for releases without one. Repeat it for more."
            given = _VALUES_FOR_EXAMPLE.get(name) if not suffix else None
            example = {"example": given} if given else {}
            found.append(query(f"{name}{suffix}", values, says, style="form", explode=True, **example))
    return found


def shaping() -> list[Schema]:
    """What an answer holds of that which was found."""
    return [
        query("sort", {"enum": list(SORTS)}, "By relevance where there is a question, newest first where none."),
        query(
            "page",
            number(DEEPEST, 1),
            f"Pages reach the first {DEEPEST:,} results together; a cursor goes on.",
        ),
        query("per_page", number(MOST_PER_PAGE, 20), "Results of a page.", example=2),
        query(
            "cursor",
            {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"},
            "`next_cursor` of the answer before: goes through all results, of any number. By date it outlives commits, "
            "each release that was there throughout coming exactly once; by relevance it holds one generation.",
        ),
        query(
            "facets",
            {
                "type": "array",
                "minItems": 1,
                "anyOf": [{"items": {"enum": list(FACETS)}}, {"items": {"const": NONE}, "maxItems": 1}],
            },
            f"Which facets to count, with commas between; `{NONE}` saves the counting and the histogram.",
            style="form",
            explode=False,
            example=["ministry", "country"],
        ),
        query("facet_size", number(MOST_VALUES, 10, least=0), "Values of each facet."),
        query(
            "fields",
            many({"enum": list(FIELDS)}, minItems=1),
            "Keys of each result, with commas between; `id` and `url` always come.",
            style="form",
            explode=False,
            example=["title", "date"],
        ),
        query("explain", _TRUTH | {"default": "false"}, "Adds to each result how its score came about."),
    ]
