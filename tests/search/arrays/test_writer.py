"""What is committed is what is read: over any history of additions, deletions and merges."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Every, Prefix, Query, Term

from search.arrays import IndexWriter, build_segment, build_segments, current_generation, open_snapshot, verify
from search.arrays.writer import plan_merges
from search.document import IndexDocument
from search.errors import IndexLocked, IndexMissing, IndexUnwritable
from tests.search.arrays.corpora import document, documents, queries
from tests.search.twin import TwinSnapshot


@settings(max_examples=60)
@given(documents, st.lists(queries, min_size=1, max_size=2), st.lists(st.integers(1, 13), max_size=3), st.data())
def test_an_index_made_in_many_commits_is_the_one_made_in_one(
    found: list[IndexDocument], asked: list[Query], bounds: list[int], data: st.DataObject
) -> None:
    deleted = data.draw(st.frozensets(st.sampled_from(found).map(lambda d: d.id), max_size=3))
    edges = sorted({*(bound for bound in bounds if bound < len(found)), len(found)})
    with tempfile.TemporaryDirectory() as folder:
        start = 0
        for number, stop in enumerate(edges):
            with IndexWriter(Path(folder)) as writer:
                writer.add(build_segment(found[start:stop], writer.folder, f"s{number}"))
                staged = writer.staged()
                gone = [staged.find(id) for id in deleted]
                writer.delete([doc for doc in gone if doc is not None])
                groups = np.arange(staged.size, dtype=np.int32) % 3
                expected = {json_id(staged.stored(d)): int(groups[d]) for d in range(staged.size)}
                assert writer.commit({"n": str(number).encode()}, groups) == number + 1
            start = stop
        snapshot = open_snapshot(Path(folder))
        kept = [found[int(json_id(snapshot.stored(doc))[1:])] for doc in range(snapshot.size)]
        left = [doc for doc in range(snapshot.size) if kept[doc].id not in deleted]
        assert sorted(d.id for d in kept if d.id not in deleted) == sorted(d.id for d in found if d.id not in deleted)
        assert snapshot.live().tolist() == left
        assert snapshot.extra("n") == str(len(edges) - 1).encode() and snapshot.extra("other") is None
        assert {kept[doc].id: int(snapshot.groups(np.array([doc]))[0]) for doc in left}.items() <= expected.items()
        assert verify(Path(folder)) == []
        twin = TwinSnapshot(kept, deleted=frozenset(range(snapshot.size)) - frozenset(left))
        for query in asked:
            actual, wanted = snapshot.match(query, scored=True), twin.match(query, scored=True)
            assert actual.docs.tolist() == wanted.docs.tolist()
            assert actual.scores is not None and wanted.scores is not None
            np.testing.assert_allclose(actual.scores, wanted.scores, rtol=1e-4)
        live = snapshot.live()
        assert snapshot.days(live).tolist() == twin.days(live).tolist()
        assert snapshot.keys(live).tolist() == twin.keys(live).tolist()
        assert snapshot.signatures(live).tolist() == twin.signatures(live).tolist()
        assert [array.tolist() for array in snapshot.embargoes()] == [array.tolist() for array in twin.embargoes()]
        for field in ("person", "kind"):
            counts, missing = snapshot.counts(field, live)
            counted = {v: n for v, n in zip(snapshot.values(field), counts.tolist(), strict=True) if n}
            wanted_counts, wanted_missing = twin.counts(field, live)
            values = zip(twin.values(field), wanted_counts.tolist(), strict=True)
            assert (counted, missing) == ({v: n for v, n in values if n}, wanted_missing)
            assert [*snapshot.values(field)] == sorted(snapshot.values(field))
            rows, ordinals = snapshot.ordinals(field, live[::-1])
            named = [snapshot.values(field)[ordinal] for ordinal in ordinals.tolist()]
            pairs = [(row, value) for row, doc in enumerate(live[::-1].tolist()) for value in kept[doc].values[field]]
            assert [*zip(rows.tolist(), named, strict=True)] == pairs
            assert dict(snapshot.terms(field)) == counted
            assert all(snapshot.frequency(field, value) == n for value, n in counted.items())


def json_id(stored: bytes) -> str:
    return stored.decode().split('"')[3]


def test_many_small_commits_leave_few_segments(tmp_path: Path) -> None:
    for number in range(12):
        with IndexWriter(tmp_path) as writer:
            writer.add(build_segment([document(f"r{number}", ["word"])], writer.folder, "new"))
            writer.commit({})
    snapshot = open_snapshot(tmp_path)
    assert (snapshot.generation, snapshot.live_count, len(snapshot.segments)) == (12, 12, 1)
    assert snapshot.match(Term("text", "word"), scored=False).docs.tolist() == [*range(12)]


def test_merging_joins_equals_and_takes_along_what_fits() -> None:
    assert plan_merges([10, 20]) == [[0, 1]]
    assert plan_merges([50_000, 10]) == [[0], [1]]
    assert plan_merges([50_000, 10, 10]) == [[0], [1, 2]]
    assert plan_merges([12_000] * 5 + [100]) == [[0, 1, 2, 3, 4, 5]]
    assert plan_merges([3_000, 3_000, 0, 3_000]) == [[0], [1], [3]]
    assert plan_merges([60_000, 60_000]) == [[0], [1]]
    assert plan_merges([]) == []


def test_space_of_deleted_documents_is_given_back(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        writer.add(build_segment([document(f"r{n}", ["word", f"own{n}"]) for n in range(8)], tmp_path, "a"))
        writer.commit({})
        writer.delete([0, 1, 2, 3, 4])
        writer.commit({})
    snapshot = open_snapshot(tmp_path)
    assert snapshot.size == 3
    assert [term for term, _ in snapshot.terms("text", "own")] == ["own5", "own6", "own7"]


def test_deleting_everything_leaves_an_index_that_answers(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        writer.add(build_segment([document("a", ["word"])], tmp_path, "a"))
        writer.commit({})
        writer.delete([0])
        writer.commit({})
    snapshot = open_snapshot(tmp_path)
    assert snapshot.match(Every(), scored=True).docs.tolist() == []
    assert snapshot.match(Prefix("text", "w"), scored=False).docs.tolist() == []
    assert [*snapshot.terms("text")] == [] and snapshot.find("a") is None and [*snapshot.values("person")] == []
    assert snapshot.counts("person", snapshot.live())[1] == 0


def test_a_reader_keeps_its_generation_while_others_are_written(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        writer.add(build_segment([document("a", ["old"])], tmp_path, "a"))
        writer.commit({})
        before = open_snapshot(tmp_path)
        writer.delete([0])
        writer.add(build_segment([document("b", ["new"])], tmp_path, "b"))
        writer.commit({})
    assert current_generation(tmp_path) == 2
    assert before.stored(0) == b'{"id":"a"}' and before.frequency("text", "old") == 1
    assert open_snapshot(tmp_path).frequency("text", "old") == 0


def test_without_a_commit_everything_is_as_it_was(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        writer.add(build_segment([document("a")], tmp_path, "a"))
        writer.commit({"kept": b"1"})
    with IndexWriter(tmp_path) as writer:
        writer.add(build_segment([document("b")], tmp_path, "b"))
        writer.delete([0])
        assert writer.staged().live().tolist() == [1]
    snapshot = open_snapshot(tmp_path)
    assert (snapshot.generation, snapshot.live().tolist(), snapshot.extra("kept")) == (1, [0], b"1")
    assert not [*tmp_path.glob("b.*")]


def test_documents_are_spilled_to_further_segments(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        infos = [*build_segments((document(f"r{n}", ["word"] * 50) for n in range(20)), tmp_path, "part", memory=8_000)]
        for info in infos:
            writer.add(info)
        writer.commit({})
    assert len(infos) > 2 and sum(info.documents for info in infos) == 20
    assert open_snapshot(tmp_path).frequency("text", "word") == 20


def test_there_is_no_index_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="reindex"):
        open_snapshot(tmp_path)
    with pytest.raises(IndexMissing):
        current_generation(tmp_path / "none")


def test_two_writers_at_once_the_second_is_told_who_writes(tmp_path: Path) -> None:
    with IndexWriter(tmp_path):
        with pytest.raises(IndexLocked, match=str(os.getpid())), IndexWriter(tmp_path):
            pass
        context = multiprocessing.get_context("spawn")
        answers = context.Queue()
        other = context.Process(target=try_to_write, args=(tmp_path, answers))
        other.start()
        assert f"process {os.getpid()} is writing" in answers.get(timeout=60)
        other.join()
    with IndexWriter(tmp_path):
        pass


def try_to_write(folder: Path, answers: multiprocessing.Queue[str]) -> None:
    try:
        with IndexWriter(folder):
            answers.put("written")
    except IndexLocked as error:
        answers.put(str(error))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnwritable, match="file"), IndexWriter(tmp_path / "file" / "index"):
        pass
