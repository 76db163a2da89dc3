"""Stock Whoosh: its own codec, BM25F, facets by ``groupedby``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from whoosh import __version__, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import DATETIME, ID, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import And, DateRange, Not, Or

from bench.corpus import BenchRelease
from bench.peers import Answer, Peer
from bench.questions import ALL_FACETS, PER_PAGE, Question

_FIELDS = ("title", "text")


class Whoosh:
    name = "Whoosh " + ".".join(map(str, __version__))

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        text = {field: TEXT(analyzer=StemmingAnalyzer()) for field in _FIELDS}
        facets = {field: ID(sortable=True) for field in ALL_FACETS}
        index = create_in(folder, Schema(id=ID(), date=DATETIME(), record=STORED(), **text, **facets))
        writer = index.writer(limitmb=512)
        for one in releases:
            values = {field: getattr(one, field) for field in ALL_FACETS}
            writer.add_document(
                id=one.id,
                title=one.title,
                text=one.text,
                date=datetime.fromisoformat(one.date),
                record=one.stored,
                **values,
            )
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        index = open_dir(folder)
        self._schema = index.schema
        self._searcher = index.searcher()

    def ask(self, question: Question) -> Answer:
        upto = question.page * PER_PAGE
        results = self._searcher.search(self._query(question), limit=upto, groupedby=list(question.facets))
        records = [json.loads(hit["record"]) for hit in results[upto - PER_PAGE : upto]]
        facets = {}
        for field in question.facets:
            counted = {value: len(docs) for value, docs in results.groups(field).items()}
            facets[field] = dict(sorted(counted.items(), key=lambda item: -item[1])[:10])
        return Answer(len(results), records, facets)

    def _query(self, question: Question) -> query.Query:
        word, words = question.words[0], " ".join(question.words)
        if question.how == "fuzzy":
            found = Or([query.FuzzyTerm(field, word) for field in _FIELDS])
        elif question.how in ("prefix", "wildcard"):
            make = query.Prefix if question.how == "prefix" else query.Wildcard
            found = Or([make(field, word) for field in _FIELDS])
        else:
            options = {"group": OrGroup} if question.how == "any" else {}
            fields = ["title"] if question.how == "title" else list(_FIELDS)
            parser = MultifieldParser(fields, self._schema, **options)
            found = parser.parse(f'"{words}"' if question.how == "phrase" else words)
            if question.without:
                found = And([found, Not(parser.parse(question.without))])
        if question.ministry:
            found = And([found, query.Term("ministry", question.ministry)])
        if question.dates:
            first, last = (datetime.fromisoformat(day) for day in question.dates)
            found = And([found, DateRange("date", first, last)])
        return found


def make() -> Peer:
    return Whoosh()
