"""Xapian with its English stemmer; facets by match spies over value slots."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import xapian

from bench.corpus import BenchRelease
from bench.peers import Answer, Peer
from bench.questions import ALL_FACETS, PER_PAGE, Question

_DATE = len(ALL_FACETS)


class Xapian:
    name = f"Xapian {xapian.version_string()}"

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for one in releases:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(one.title, 1, "S")
            generator.index_text(one.title)
            generator.increase_termpos()
            generator.index_text(one.text)
            for slot, field in enumerate(ALL_FACETS):
                document.add_value(slot, getattr(one, field))
            document.add_value(_DATE, one.date)
            document.add_boolean_term("XM" + one.ministry)
            document.set_data(one.stored)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder))

    def ask(self, question: Question) -> Answer:
        """Raises NotImplementedError for what Xapian's parser has no way to ask."""
        if question.how == "fuzzy" or question.label.startswith("*"):
            raise NotImplementedError
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._query(question))
        spies = {field: xapian.ValueCountMatchSpy(ALL_FACETS.index(field)) for field in question.facets}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        found = enquire.get_mset((question.page - 1) * PER_PAGE, PER_PAGE, self._database.get_doccount())
        records = [json.loads(match.document.get_data()) for match in found]
        facets = {
            field: {item.term.decode(): item.termfreq for item in spy.top_values(10)} for field, spy in spies.items()
        }
        return Answer(found.get_matches_estimated(), records, facets)

    def _query(self, question: Question) -> xapian.Query:
        parser = xapian.QueryParser()
        parser.set_stemmer(xapian.Stem("en"))
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        parser.set_database(self._database)
        parser.add_prefix("title", "S")
        parser.set_default_op(xapian.Query.OP_OR if question.how == "any" else xapian.Query.OP_AND)
        words = " ".join(question.words)
        text = {"phrase": f'"{words}"', "prefix": f"{words}*", "title": f"title:{words}"}.get(question.how, words)
        text += f" -{question.without}" if question.without else ""
        flags = xapian.QueryParser.FLAG_DEFAULT | xapian.QueryParser.FLAG_WILDCARD
        query = parser.parse_query(text, flags)
        if question.ministry:
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query("XM" + question.ministry))
        if question.dates:
            span = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DATE, *question.dates)
            query = xapian.Query(xapian.Query.OP_FILTER, query, span)
        return query


def make() -> Peer:
    return Xapian()
