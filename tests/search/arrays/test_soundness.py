"""What a crash, a bad disk or a bad neighbour can do to an index: nothing that goes unnoticed."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import random
import signal
import sys
import time
from hashlib import blake2b
from pathlib import Path

import pytest
from whoosh.query import Every, Phrase, Prefix, Term

from search.arrays import ArraySnapshot, IndexWriter, build_segment, open_snapshot, verify
from search.arrays.files import ArrayFile
from search.errors import IndexCorrupt, IndexLocked, IndexMissing
from tests.search.arrays.corpora import document

BATCH = 40


def batch(number: int) -> list[object]:
    return [document(f"b{number}-{n}", ["word", f"own{n}", "more", "words"], day=n) for n in range(BATCH)]


def build(folder: Path) -> None:
    with IndexWriter(folder) as writer:
        for number in range(2):
            writer.add(build_segment(batch(number), folder, f"s{number}"))  # type: ignore[arg-type]
        writer.commit({"manifest": b"all of it"})
        writer.delete([3])
        writer.commit({"manifest": b"all of it"})


def commit_for_ever(folder: Path) -> None:
    """Each commit takes the batch before out and puts one of the same size in."""
    number = 0
    while True:
        with IndexWriter(folder) as writer:
            if writer.snapshot is not None:
                writer.delete(writer.snapshot.live())
            writer.add(build_segment(batch(number), folder, "s"))  # type: ignore[arg-type]
            writer.commit({})
        number += 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_writer_killed_at_any_moment_leaves_the_last_commit_in_service(tmp_path: Path) -> None:
    chance = random.Random(7)
    context = multiprocessing.get_context("fork")
    generation = kills = 0
    while kills < 10 or not generation:  # on a busy machine the first ones come before there is anything
        kills += 1
        writer = context.Process(target=commit_for_ever, args=(tmp_path,))
        writer.start()
        time.sleep(0.02 + chance.random() * 0.15)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        try:
            snapshot = open_snapshot(tmp_path)
        except IndexMissing:
            continue
        assert verify(tmp_path) == []
        assert snapshot.generation >= generation
        generation = snapshot.generation
        assert snapshot.live_count == BATCH and snapshot.frequency("text", "word") == BATCH
    with IndexWriter(tmp_path) as last:
        assert last.snapshot is not None and last.snapshot.contents is not None
        used = last.snapshot.contents.files()
        assert {path.name for path in tmp_path.iterdir()} == used | {"contents.json", "write.lock"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_worker_that_outlives_its_writer_does_not_hold_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    pids = context.SimpleQueue()
    writer = context.Process(target=fork_and_hang, args=(tmp_path, pids))
    writer.start()
    worker = pids.get()
    try:
        with pytest.raises(IndexLocked, match=str(writer.pid)), IndexWriter(tmp_path):
            pass
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        with IndexWriter(tmp_path) as own:
            assert own.snapshot is None
    finally:
        os.kill(worker, signal.SIGKILL)


def fork_and_hang(folder: Path, pids: multiprocessing.SimpleQueue[int]) -> None:
    with IndexWriter(folder):
        child = os.fork()
        if child:
            pids.put(child)
        time.sleep(60)


def answers(snapshot: ArraySnapshot) -> list[object]:
    """Something of everything that an index is asked."""
    live = snapshot.live()
    queries = [Every(), Term("text", "word"), Prefix("text_exact", "own1"), Phrase("text_exact", ["more", "words"])]
    return [
        *(snapshot.match(query, scored=True).docs.tolist() for query in queries),
        *(float(snapshot.match(query, scored=True).scores.sum()) for query in queries),  # type: ignore[union-attr]
        [snapshot.stored(doc) for doc in live.tolist()],
        snapshot.counts("person", live)[1],
        snapshot.days(live).tolist(),
        snapshot.keys(live).tolist(),
        [*snapshot.terms("text_exact")],
        snapshot.extra("manifest"),
    ]


def test_a_flipped_bit_is_found_and_never_served(tmp_path: Path) -> None:
    build(tmp_path)
    expected = answers(open_snapshot(tmp_path))
    chance = random.Random(11)
    files = [path for path in sorted(tmp_path.iterdir()) if path.name != "write.lock"]
    assert len(files) == 7
    for path in files:
        whole = path.read_bytes()
        places = {0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(12))}
        for place in places:
            broken = bytearray(whole)
            broken[place] ^= 1 << chance.randrange(8)
            path.write_bytes(broken)
            problems = verify(tmp_path)
            assert len(problems) == 1 and path.name in problems[0], (path.name, place)
            try:
                served = answers(open_snapshot(tmp_path))
            except IndexCorrupt as error:
                assert path.name in str(error)
            else:
                assert served == expected, (path.name, place)
        path.write_bytes(whole)


@pytest.mark.parametrize("part", ["terms", "postings", "positions", "columns", "records", "state"])
def test_a_file_that_is_missing_or_cut_short_is_named(tmp_path: Path, part: str) -> None:
    build(tmp_path)
    [path] = tmp_path.glob(f"*.{part}")
    whole = path.read_bytes()
    for content in (b"", whole[:10], whole[:-1], whole + b"x"):
        path.write_bytes(content)
        with pytest.raises(IndexCorrupt, match=path.name):
            open_snapshot(tmp_path)
    path.unlink()
    with pytest.raises(IndexCorrupt, match=path.name):
        open_snapshot(tmp_path)
    assert len(verify(tmp_path)) == 1


class Trap:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("echo sprung > trap",)


def test_no_file_of_an_index_is_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    index = tmp_path / "index"
    build(index)
    for path in sorted(index.iterdir()):
        whole = path.read_bytes()
        path.write_bytes(pickle.dumps(Trap()))
        if path.name != "write.lock":
            with pytest.raises(IndexCorrupt, match=path.name):
                open_snapshot(index)
        path.write_bytes(whole)
    (index / "MAIN_WRITELOCK").write_bytes(pickle.dumps(Trap()))
    (index / "_MAIN_1.toc").write_bytes(pickle.dumps(Trap()))
    assert open_snapshot(index).live_count == 2 * BATCH - 1
    assert not (tmp_path / "trap").exists()


def test_a_forged_table_of_contents_leads_to_no_file_outside(tmp_path: Path) -> None:
    build(tmp_path)
    path = tmp_path / "contents.json"
    table = json.loads(path.read_bytes().partition(b"\n")[2])
    for change in ({"state": "../g1.state"}, {"format": 99}, {"segments": [{"name": 3}]}, {"segments": None}):
        body = json.dumps({**table, **change}).encode()
        path.write_bytes(blake2b(body, digest_size=16).hexdigest().encode() + b"\n" + body)
        with pytest.raises(IndexCorrupt, match=r"contents\.json"):
            open_snapshot(tmp_path)


def test_a_forged_array_points_at_nothing_outside_its_file(tmp_path: Path) -> None:
    build(tmp_path)
    [path] = tmp_path.glob("*.columns")
    whole = path.read_bytes()
    for forged in (b'["<i4", [9999999], 64]', b'["<i4", [-1], 64]', b'["|O", [1], 64]', b'["<i4", [1], -8]', b"7"):
        path.write_bytes(with_directory(whole, b'{"day": ' + forged + b"}"))
        with pytest.raises(IndexCorrupt, match="columns"):
            ArrayFile(path)


def with_directory(whole: bytes, directory: bytes) -> bytes:
    """A file of arrays with another directory and checksums that fit it."""
    import struct
    import zlib

    data_end, length = struct.unpack("<QQ", whole[-24:-8])
    checksums = whole[data_end : len(whole) - 24 - length]
    footer = struct.pack("<QQI", data_end, len(directory), zlib.crc32(checksums + directory))
    return whole[:data_end] + checksums + directory + footer + struct.pack("<I", zlib.crc32(footer))


def test_a_corrupt_index_is_replaced_when_that_is_asked_for(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "contents.json").write_bytes(b"spoilt")
    with pytest.raises(IndexCorrupt, match="full"), IndexWriter(tmp_path):
        pass
    with IndexWriter(tmp_path, anew=True) as writer:
        assert writer.snapshot is None
        writer.add(build_segment(batch(5), tmp_path, "a"))  # type: ignore[arg-type]
        writer.commit({})
    snapshot = open_snapshot(tmp_path)
    assert snapshot.live_count == BATCH and snapshot.generation > 2
    assert len([*tmp_path.iterdir()]) == 8
