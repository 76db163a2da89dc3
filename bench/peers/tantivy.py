"""tantivy: one thread, English stemming, facets as terms aggregations over fast fields."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import tantivy

from bench.corpus import BenchRelease
from bench.peers import Answer, Peer
from bench.questions import ALL_FACETS, PER_PAGE, Question

_FIELDS = ("title", "text")


class Tantivy:
    name = "tantivy"

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        for field in _FIELDS:
            builder.add_text_field(field, tokenizer_name="en_stem")
        for field in ("id", *ALL_FACETS):
            builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=field != "id")
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_bytes_field("record", stored=True, indexed=False)
        self._schema = builder.build()

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(heap_size=512 << 20, num_threads=1)
        for one in releases:
            facets = {field: getattr(one, field) for field in ALL_FACETS}
            document = tantivy.Document(id=one.id, title=one.title, text=one.text, record=one.stored, **facets)
            document.add_integer("day", date.fromisoformat(one.date).toordinal())
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> Answer:
        query = self._query(question)
        offset = (question.page - 1) * PER_PAGE
        found = self._searcher.search(query, PER_PAGE, count=True, offset=offset)
        records = [json.loads(bytes(self._searcher.doc(address)["record"][0])) for _, address in found.hits]
        wanted = {field: {"terms": {"field": field, "size": 10}} for field in question.facets}
        counted = self._searcher.aggregate(query, wanted)
        facets = {
            field: {bucket["key"]: bucket["doc_count"] for bucket in counted[field]["buckets"]}
            for field in question.facets
        }
        return Answer(found.count, records, facets)

    def _query(self, question: Question) -> tantivy.Query:
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        word = question.words[0]
        if question.how == "fuzzy":
            make = tantivy.Query.fuzzy_term_query
            leaves = [make(self._schema, field, word, distance=1) for field in _FIELDS]
        elif question.how in ("prefix", "wildcard"):
            pattern = word + ".*" if question.how == "prefix" else word.replace("*", ".*")
            leaves = [tantivy.Query.regex_query(self._schema, field, pattern) for field in _FIELDS]
        else:
            text = " ".join(question.words)
            fields = ["title"] if question.how == "title" else list(_FIELDS)
            text = f'"{text}"' if question.how == "phrase" else text
            parsed = self._index.parse_query(text, fields, conjunction_by_default=question.how != "any")
            leaves = [parsed]
        parts = [(must, tantivy.Query.boolean_query([(should, leaf) for leaf in leaves]) if leaves[1:] else leaves[0])]
        if question.ministry:
            parts.append((must, tantivy.Query.term_query(self._schema, "ministry", question.ministry)))
        if question.dates:
            first, last = (date.fromisoformat(day).toordinal() for day in question.dates)
            kind = tantivy.FieldType.Integer
            parts.append((must, tantivy.Query.range_query(self._schema, "day", kind, first, last)))
        if question.without:
            excluded = self._index.parse_query(question.without, list(_FIELDS))
            parts.append((tantivy.Occur.MustNot, excluded))
        return tantivy.Query.boolean_query(parts) if parts[1:] else parts[0][1]


def make() -> Peer:
    return Tantivy()
