"""Stock Whoosh over the arrays finds what it finds over its own files."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.filedb.filestore import RamStorage
from whoosh.query.spans import SpanFirst, SpanNear

from search.arrays.codec import searcher
from search.document import IndexDocument
from search.schema import schema
from tests.search.arrays.corpora import WORDS, document, documents, indexed

term = st.builds(q.Term, st.just("text_exact"), st.sampled_from(WORDS))
nodes = st.one_of(
    st.builds(SpanNear, term, term, st.integers(1, 4), st.booleans()),
    st.builds(SpanFirst, term, st.integers(0, 4)),
    st.builds(q.Sequence, st.lists(term, min_size=2, max_size=3)),
    st.builds(q.Variations, st.just("text_exact"), st.sampled_from(["act", "treaty"])),
)


def stock(found: list[IndexDocument], query: q.Query, deleted: frozenset[int]) -> list[int]:
    index = RamStorage().create_index(schema())
    with index.writer() as writer:
        for one in found:
            fields = {name: list(values) for name, values in {**one.terms(), **one.values}.items() if values}
            writer.add_document(**fields, **({} if one.day is None else {"day": one.day}))
    with index.searcher() as stock_searcher:
        return sorted({*stock_searcher.docs_for_query(query)} - deleted)


@settings(max_examples=80)
@given(documents, nodes, st.lists(st.integers(1, 13), max_size=2), st.data())
def test_nodes_without_an_evaluation_of_their_own_are_matched_by_whoosh(
    found: list[IndexDocument], query: q.Query, bounds: list[int], data: st.DataObject
) -> None:
    deleted = data.draw(st.frozensets(st.integers(0, len(found) - 1), max_size=3))
    with tempfile.TemporaryDirectory() as folder:
        snapshot = indexed(Path(folder), found, bounds, deleted)
        both = q.And([query, q.Every()])
        assert snapshot.match(both, scored=True).docs.tolist() == stock(found, query, deleted)


def test_a_stock_searcher_ranks_reads_and_expands(tmp_path: Path) -> None:
    texts = [["peace", "treaty"], ["peace", "peace", "peace"], ["peach"], []]
    snapshot = indexed(tmp_path, [document(f"r{n}", text, day=n) for n, text in enumerate(texts)], [2], [0])
    with searcher(snapshot) as stock_searcher:
        results = stock_searcher.search(q.Prefix("text_exact", "pea"))
        assert sorted(hit["stored"] for hit in results) == [b'{"id":"r1"}', b'{"id":"r2"}']
        assert stock_searcher.search(q.FuzzyTerm("text_exact", "peacd")).docs() == {1, 2}
        assert [*stock_searcher.reader().field_terms("text_exact")] == ["peace", "peach", "treaty"]
        assert stock_searcher.search(q.NumericRange("day", 2, 5)).docs() == {2, 3}
