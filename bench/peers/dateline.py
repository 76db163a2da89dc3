"""Dateline, by the call that pages and API make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bench.corpus import BenchRelease
from bench.peers import Answer, Peer
from bench.questions import PER_PAGE, Question
from search.arrays import IndexWriter, build_segments
from search.engines import open_engine
from search.fields import index_document
from search.request import SearchRequest

_MEMORY = 1 << 30  # bytes: enough for one segment of the bench's releases, as the others are left with one


class Dateline:
    name = "Dateline"

    def rereading(self) -> Rereading:
        return Rereading(self)

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        with IndexWriter(folder) as writer:
            documents = (index_document(one.release) for one in releases)
            for segment in build_segments(documents, folder, "bench", memory=_MEMORY):
                writer.add(segment)
            writer.commit({})

    def open(self, folder: Path) -> None:
        self._engine = open_engine(folder)

    def ask(self, question: Question) -> Answer:
        first, last = question.dates or (None, None)
        results = self._engine.search(
            SearchRequest(
                q=_text(question),
                any_of={"ministry": (question.ministry,)} if question.ministry else {},
                date_from=date.fromisoformat(first) if first else None,
                date_to=date.fromisoformat(last) if last else None,
                page=question.page,
                per_page=PER_PAGE,
                facets=question.facets,
                histogram=False,
                snippets=False,
            )
        )
        facets = {
            field: {bucket.value: bucket.count for bucket in facet.buckets} for field, facet in results.facets.items()
        }
        return Answer(results.total, [result.release for result in results.results], facets)


class Rereading:
    """The same index, asked with no record at hand that an earlier question decoded."""

    name = "Dateline, records read anew"

    def __init__(self, dateline: Dateline) -> None:
        self._dateline = dateline

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        """Nothing: it is built."""

    def open(self, folder: Path) -> None:
        """Nothing: it is open."""

    def ask(self, question: Question) -> Answer:
        self._dateline._engine._current().generation.release.cache_clear()
        return self._dateline.ask(question)


def _text(question: Question) -> str:
    words = " ".join(question.words)
    text = {
        "any": " OR ".join(question.words),
        "phrase": f'"{words}"',
        "prefix": f"{words}*",
        "fuzzy": f"{words}~1",
        "title": f"title:{words}",
    }.get(question.how, words)
    return f"{text} -{question.without}" if question.without else text


def make() -> Peer:
    return Dateline()
