"""Evaluation over arrays finds, counts and ranks what the slow twin does."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Query

from search.document import IndexDocument
from tests.search.arrays.corpora import documents, indexed, queries
from tests.search.twin import TwinSnapshot


@settings(max_examples=300, deadline=None)
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
            assert actual.docs.dtype == np.int32
            assert actual.scores is not None and expected.scores is not None
            np.testing.assert_allclose(actual.scores, expected.scores, rtol=1e-4, err_msg=repr(query))
            assert snapshot.match(query, scored=False).docs.tolist() == expected.docs.tolist()
