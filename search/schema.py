"""The fields of the index: which there are, how each is weighed, and the Whoosh schema that says the same.

Words are looked for in ``title``, ``text`` and ``latin``: a term there is ``language:stem`` for languages that have a
stemmer and the folded word otherwise, so that one language's stem never finds another language's word. Phrases,
nearness, prefixes, wildcards and fuzzy words are looked for in ``title_exact`` and ``text_exact``: folded words as
written, with positions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from whoosh.fields import Schema


@dataclass(frozen=True, slots=True)
class Field:
    """``weight`` and ``b`` are BM25F's: how much an occurrence counts, how far the field's length counts against it."""

    name: str
    kind: Literal["text", "keyword", "number"]
    weight: float = 1.0
    b: float = 0.0
    positions: bool = False
    facet: bool = False  # has a column of ordinals; a keyword without one has postings only


INDEX_VERSION = 1  # of what is indexed of a release; releases indexed by another are indexed anew
K1 = 2.0  # BM25F's saturation, one for all fields together

FIELDS = (
    Field("title", "text", weight=3.0, b=0.5),
    Field("text", "text", weight=1.0, b=0.7),
    Field("latin", "text", weight=1.0, b=0.0),
    Field("title_exact", "text", weight=3.0, b=0.5, positions=True),
    Field("text_exact", "text", weight=1.0, b=0.7, positions=True),
    Field("ministry", "keyword", facet=True),
    Field("person", "keyword", facet=True),
    Field("country", "keyword", facet=True),
    Field("place", "keyword", facet=True),
    Field("publisher", "keyword", facet=True),
    Field("kind", "keyword", facet=True),
    Field("language", "keyword", facet=True),
    Field("year", "keyword", facet=True),
    Field("id", "keyword"),
    Field("path", "keyword"),
    Field("ref", "keyword"),
    Field("name", "keyword"),  # "person<TAB>id<TAB>name": the names under which a value was seen
    Field("lookup", "keyword"),  # "person<TAB>word<TAB>id": each folded word of those names
    Field("office", "keyword"),  # "person<TAB>id<TAB>office<TAB>ministry<TAB>country", and the same by ministry
    Field("problem", "keyword"),  # codes of what could not be understood
    Field("day", "number"),
    Field("embargo", "number"),
)
BY_NAME = {field.name: field for field in FIELDS}


def schema() -> Schema:
    """The Whoosh schema of ``FIELDS``: terms arrive analysed, so no field has an analyzer of its own."""
    from whoosh.analysis import IDAnalyzer
    from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema
    from whoosh.formats import Frequency, Positions

    fields = {}
    for field in FIELDS:
        if field.kind == "number":
            fields[field.name] = NUMERIC(int, bits=64, signed=True, sortable=False)
        elif field.kind == "keyword":
            fields[field.name] = ID(unique=field.name == "id")
        else:
            text = TEXT(analyzer=IDAnalyzer(), phrase=field.positions)
            text.format = Positions() if field.positions else Frequency()
            fields[field.name] = text
    return Schema(**fields, stored=STORED())
