"""Evaluation over arrays finds, counts and ranks what the slow twin does."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.query import Query

from search.arrays import ArraySnapshot
from search.document import IndexDocument
from tests.search.arrays.corpora import document, documents, indexed, queries
from tests.search.twin import TwinSnapshot


@settings(max_examples=300)
@given(documents, st.lists(queries, min_size=1, max_size=4), st.lists(st.integers(1, 13), max_size=2), st.data())
def test_hits_and_scores_are_those_of_the_twin(
    found: list[IndexDocument], asked: list[Query], bounds: list[int], data: st.DataObject
) -> None:
    deleted = data.draw(st.frozensets(st.integers(0, len(found) - 1), max_size=3))
    twin = TwinSnapshot(found, deleted=deleted)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = indexed(Path(folder), found, bounds, deleted)
        for query in asked:
            expected, actual = twin.match(query, scored=True), snapshot.match(query, scored=True)
            assert actual.docs.tolist() == expected.docs.tolist(), query
            assert actual.docs.dtype == np.intp
            assert actual.scores is not None and expected.scores is not None
            np.testing.assert_allclose(actual.scores, expected.scores, rtol=1e-4, err_msg=repr(query))
            assert snapshot.match(query, scored=False).docs.tolist() == expected.docs.tolist()


def ids(snapshot: ArraySnapshot, query: Query) -> list[int]:
    found: list[int] = snapshot.match(query, scored=False).docs.tolist()
    return found


def scores(snapshot: ArraySnapshot, query: Query) -> list[float]:
    found = snapshot.match(query, scored=True).scores
    assert found is not None
    return [round(score, 4) for score in found.tolist()]


def test_nodes_that_questions_do_not_make(tmp_path: Path) -> None:
    texts = [["peace"], ["peace", "pact"], ["pact"], ["treaty"]]
    snapshot = indexed(tmp_path, [document(f"r{n}", text, day=n) for n, text in enumerate(texts)], [2])
    peace, pact = q.Term("text_exact", "peace"), q.Term("text_exact", "pact")
    assert ids(snapshot, q.AndMaybe(peace, pact)) == [0, 1]
    both = scores(snapshot, q.And([peace, pact]))[0]
    assert scores(snapshot, q.AndMaybe(peace, pact))[1] == both
    assert scores(snapshot, q.Require(peace, pact)) == [scores(snapshot, peace)[1]]
    assert scores(snapshot, q.ConstantScoreQuery(peace, 3.0)) == [3.0, 3.0]
    assert scores(snapshot, q.DisjunctionMax([peace, pact]))[1] < both
    assert ids(snapshot, q.And([peace, q.Not(pact)])) == [0]
    assert ids(snapshot, q.TermRange("text_exact", "pad", "peacf")) == [0, 1]
    assert ids(snapshot, q.NumericRange("day", 1, 3, startexcl=True, endexcl=True)) == [2]
    assert ids(snapshot, q.DateRange("day", datetime(1970, 1, 2), datetime(1970, 1, 3))) == [1, 2]
    assert ids(snapshot, q.Regex("text_exact", "p.*e$")) == [0, 1]


def test_phrases_with_slop_and_repeated_words(tmp_path: Path) -> None:
    texts = [["bora", "bora"], ["bora", "x", "bora"], ["bora"], ["x", "bora", "y", "bora", "bora"]]
    snapshot = indexed(tmp_path, [document(f"r{n}", text) for n, text in enumerate(texts)], [])
    assert ids(snapshot, q.Phrase("text_exact", ["bora", "bora"])) == [0, 3]
    assert ids(snapshot, q.Phrase("text_exact", ["bora", "bora"], slop=2)) == [0, 1, 3]
    assert ids(snapshot, q.Phrase("text_exact", ["x", "y"], slop=2)) == [3]
    assert ids(snapshot, q.Phrase("text_exact", ["y", "x"], slop=2)) == []


def test_one_snapshot_serves_many_threads(tmp_path: Path) -> None:
    texts = [["peace", f"own{n % 7}", "treaty"] for n in range(300)]
    snapshot = indexed(tmp_path, [document(f"r{n}", text, day=n) for n, text in enumerate(texts)], [100, 200], [5])
    asked = [q.Phrase("text_exact", [f"own{n}", "treaty"]) for n in range(7)] * 20

    def answer(query: Query) -> tuple[list[int], list[bytes]]:
        docs = snapshot.match(query, scored=True).docs.tolist()
        return docs, [snapshot.stored(doc) for doc in docs]

    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(answer, asked)]
    assert answers == [answer(query) for query in asked]
    assert sorted(doc for docs, _ in answers[:7] for doc in docs) == [n for n in range(300) if n != 5]
