"""Bringing the index in line with the corpus folder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import corpus.normalising
import search.indexing.workers
from search.arrays import open_snapshot
from search.errors import IndexLocked, SearchError
from search.indexing.reindex import reindex

MEMORANDUM = """Ministries sign memorandum

23 February 2023

BAKU, 23 February 2023 – The Ministry of Justice of Azerbaijan signed a memorandum with its counterparts.
"""
PORT = """Port reopens after storm

2 March 2023

GDANSK, 2 March 2023 – The Ministry of Infrastructure of Poland reopened the port after the storm had passed.
"""


@pytest.fixture
def corpus_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "pl").mkdir(parents=True)
    (folder / "memorandum.txt").write_text(MEMORANDUM)
    (folder / "pl" / "port.txt").write_text(PORT)
    long_ago = time.time_ns() - 10**12
    for file in folder.rglob("*.txt"):
        os.utime(file, ns=(long_ago, long_ago))
    return folder


def titles(index: Path) -> list[str]:
    snapshot = open_snapshot(index)
    return sorted(json.loads(snapshot.stored(doc))["title"] for doc in snapshot.live().tolist())


def test_the_first_run_indexes_every_file(corpus_folder: Path, tmp_path: Path) -> None:
    summary = reindex(corpus_folder, tmp_path / "index")
    assert (summary.new, summary.indexed, summary.total, summary.rejects) == (2, 2, 2, ())
    assert titles(tmp_path / "index") == ["Ministries sign memorandum", "Port reopens after storm"]


def test_a_second_run_finds_nothing_to_do_and_writes_nothing(corpus_folder: Path, tmp_path: Path) -> None:
    first = reindex(corpus_folder, tmp_path / "index")
    second = reindex(corpus_folder, tmp_path / "index")
    assert (second.unchanged, second.indexed, second.generation) == (2, 0, first.generation)


def test_a_touched_file_is_not_read_again(corpus_folder: Path, tmp_path: Path) -> None:
    reindex(corpus_folder, tmp_path / "index")
    os.utime(corpus_folder / "memorandum.txt")
    assert reindex(corpus_folder, tmp_path / "index").indexed == 0


def test_changed_removed_and_moved_files_are_followed(corpus_folder: Path, tmp_path: Path) -> None:
    reindex(corpus_folder, tmp_path / "index")
    (corpus_folder / "memorandum.txt").write_text(MEMORANDUM.replace("sign memorandum", "sign treaty"))
    (corpus_folder / "pl" / "port.txt").rename(corpus_folder / "pl" / "harbour.txt")
    summary = reindex(corpus_folder, tmp_path / "index")
    assert (summary.new, summary.changed, summary.moved, summary.removed) == (0, 1, 1, 0)
    assert titles(tmp_path / "index") == ["Ministries sign treaty", "Port reopens after storm"]
    (corpus_folder / "pl" / "harbour.txt").unlink()
    assert reindex(corpus_folder, tmp_path / "index").removed == 1
    assert titles(tmp_path / "index") == ["Ministries sign treaty"]


def test_an_edit_keeps_the_id(corpus_folder: Path, tmp_path: Path) -> None:
    def ids() -> list[str]:
        snapshot = open_snapshot(tmp_path / "index")
        return sorted(json.loads(snapshot.stored(doc))["id"] for doc in snapshot.live().tolist())

    reindex(corpus_folder, tmp_path / "index")
    before = ids()
    (corpus_folder / "memorandum.txt").write_text(MEMORANDUM + "\nA second paragraph was added to it later.\n")
    reindex(corpus_folder, tmp_path / "index")
    assert ids() == before


def test_a_run_on_one_folder_leaves_the_others_alone(corpus_folder: Path, tmp_path: Path) -> None:
    reindex(corpus_folder, tmp_path / "index")
    (corpus_folder / "memorandum.txt").unlink()
    (corpus_folder / "pl" / "port.txt").unlink()
    assert reindex(corpus_folder, tmp_path / "index", only=("pl/",)).removed == 1
    assert titles(tmp_path / "index") == ["Ministries sign memorandum"]


def test_a_new_source_toml_has_the_files_below_it_read_again(corpus_folder: Path, tmp_path: Path) -> None:
    reindex(corpus_folder, tmp_path / "index")
    (corpus_folder / "pl" / "source.toml").write_text('publisher = "Port of Gdansk"\ncountry = "PL"\n')
    summary = reindex(corpus_folder, tmp_path / "index")
    assert (summary.changed, summary.unchanged) == (1, 1)


def test_a_dry_run_says_what_it_would_do_and_does_nothing(corpus_folder: Path, tmp_path: Path) -> None:
    summary = reindex(corpus_folder, tmp_path / "index", dry_run=True)
    assert (summary.new, summary.indexed, summary.dry_run) == (2, 0, True)
    assert not (tmp_path / "index").exists()


def test_a_reject_is_kept_with_its_reason_until_the_file_is_mended(corpus_folder: Path, tmp_path: Path) -> None:
    (corpus_folder / "broken.json").write_text('{"title": "Half a fi')
    summary = reindex(corpus_folder, tmp_path / "index")
    assert [path for path, _ in summary.rejects] == ["broken.json"]
    assert summary.total == 2
    assert reindex(corpus_folder, tmp_path / "index").rejects == summary.rejects
    (corpus_folder / "broken.json").write_text(
        '{"title": "A whole file", "date": "2023-04-05", "body": "It is whole."}'
    )
    assert reindex(corpus_folder, tmp_path / "index").rejects == ()


def test_one_item_in_two_files_is_two_releases_with_two_ids(corpus_folder: Path, tmp_path: Path) -> None:
    item = {"title": "Twice published", "date": "2023-04-05", "url": "https://example.gov/1", "body": "One text."}
    (corpus_folder / "a.json").write_text(json.dumps(item))
    (corpus_folder / "b.json").write_text(json.dumps(item))
    reindex(corpus_folder, tmp_path / "index")
    snapshot = open_snapshot(tmp_path / "index")
    records = [json.loads(snapshot.stored(doc)) for doc in snapshot.live().tolist()]
    twins = {record["source"]["path"]: record["id"] for record in records if record["title"] == "Twice published"}
    assert set(twins) == {"a.json", "b.json"}
    assert twins["a.json"] != twins["b.json"]
    reindex(corpus_folder, tmp_path / "index", full=True)
    snapshot = open_snapshot(tmp_path / "index")
    records = [json.loads(snapshot.stored(doc)) for doc in snapshot.live().tolist()]
    assert {r["source"]["path"]: r["id"] for r in records if r["title"] == "Twice published"} == twins


def test_an_emptied_corpus_folder_does_not_empty_the_index(corpus_folder: Path, tmp_path: Path) -> None:
    reindex(corpus_folder, tmp_path / "index")
    for file in corpus_folder.rglob("*.txt"):
        file.unlink()
    with pytest.raises(SearchError, match="left as it was"):
        reindex(corpus_folder, tmp_path / "index")
    assert reindex(corpus_folder, tmp_path / "index", full=True).total == 0


def test_a_missing_corpus_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="--corpus"):
        reindex(tmp_path / "nowhere", tmp_path / "index")


@pytest.mark.parametrize("fewest", [1, 500], ids=["compared by workers", "compared by the run itself"])
def test_the_same_announcement_of_two_publishers_is_one_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    monkeypatch.setattr(search.indexing.workers, "FEWEST", fewest)
    for publisher in ("agency", "ministry"):
        folder = tmp_path / "corpus" / publisher
        folder.mkdir(parents=True)
        (folder / "source.toml").write_text(f'publisher = "{publisher}"\n')
        for town in ("Gdansk", "Lublin"):
            text = " ".join(f"{town} has {n} bridges over its {n}th river." for n in range(10, 40))
            (folder / f"{town}.txt").write_text(f"Bridges of {town}\n\n2 March 2023\n\n{text}\n")
    reindex(tmp_path / "corpus", tmp_path / "index")
    snapshot = open_snapshot(tmp_path / "index")
    groups: dict[int, set[str]] = {}
    for doc in snapshot.live().tolist():
        path = json.loads(snapshot.stored(doc))["source"]["path"]
        groups.setdefault(int(snapshot.all_groups()[doc]), set()).add(path)
    assert sorted(map(sorted, groups.values())) == [
        ["agency/Gdansk.txt", "ministry/Gdansk.txt"],
        ["agency/Lublin.txt", "ministry/Lublin.txt"],
    ]


@pytest.mark.parametrize(
    ("mishap", "reason"),
    [
        (lambda: time.sleep(60), "made no progress"),
        (lambda: sum(iter(int, 1)), "made no progress"),
        (lambda: os._exit(9), "crashed"),
        (lambda: 1 / 0, "ZeroDivision"),
    ],
    ids=["waits", "loops", "crashes", "raises"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the fault is planted in the parent, which only fork passes on")
def test_a_file_that_takes_its_reader_down_costs_only_itself(
    corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mishap: object, reason: str
) -> None:
    normalise = corpus.normalising.normalise

    def trapped(path: Path, **others: object) -> object:
        if path.name == "trap.txt":
            mishap()  # type: ignore[operator]
        return normalise(path, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus.normalising, "normalise", trapped)
    if reason == "made no progress":
        monkeypatch.setattr(search.indexing.workers, "STUCK_AFTER", 3.0)
    (corpus_folder / "trap.txt").write_text("anything")
    summary = reindex(corpus_folder, tmp_path / "index")
    assert summary.total == 2
    assert [path for path, _ in summary.rejects] == ["trap.txt"]
    assert reason in summary.rejects[0][1]


@pytest.mark.skipif(sys.platform != "linux", reason="the pause is planted in the parent, which only fork passes on")
def test_a_file_whose_reader_gets_no_processor_is_waited_for(
    corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    normalise = corpus.normalising.normalise

    def paused(path: Path, **others: object) -> object:
        subprocess.Popen(["sh", "-c", f"sleep 5; kill -CONT {os.getpid()}"])
        os.kill(os.getpid(), signal.SIGSTOP)
        return normalise(path, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus.normalising, "normalise", paused)
    monkeypatch.setattr(search.indexing.workers, "STUCK_AFTER", 2.0)
    summary = reindex(corpus_folder, tmp_path / "index", workers=2)
    assert (summary.total, summary.rejects) == (2, ())


def test_a_second_writer_is_told_who_holds_the_lock(corpus_folder: Path, tmp_path: Path) -> None:
    from search.arrays import IndexWriter

    with IndexWriter(tmp_path / "index"), pytest.raises(IndexLocked, match=str(os.getpid())):
        reindex(corpus_folder, tmp_path / "index")


def test_killed_at_any_moment_it_leaves_the_last_index_and_the_next_run_completes(
    corpus_folder: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    reindex(corpus_folder, index)
    for number in range(40):
        (corpus_folder / f"more-{number}.txt").write_text(PORT.replace("Port reopens", f"Port {number} reopens"))
    command = [sys.executable, "-m", "dateline", "--corpus", corpus_folder, "--index", index, "reindex", "--full"]
    for delay in (0.05, 0.3, 0.45, 0.6, 0.8):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(delay)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        assert len(titles(index)) in (2, 42)
    assert reindex(corpus_folder, index).total == 42
    assert len(titles(index)) == 42


@pytest.mark.skipif(sys.platform != "linux", reason="children are looked up where Linux lists them")
def test_its_workers_end_when_it_is_killed(corpus_folder: Path, tmp_path: Path) -> None:
    for number in range(400):
        (corpus_folder / f"more-{number}.txt").write_text(PORT.replace("Port reopens", f"Port {number} reopens"))
    command = [sys.executable, "-m", "dateline", "--corpus", corpus_folder, "--index", tmp_path / "index", "reindex"]
    run = subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    _wait_until(lambda: len(children.read_text().split()) == 2)
    workers = [Path(f"/proc/{pid}/stat") for pid in children.read_text().split()]
    run.kill()
    run.wait()
    _wait_until(lambda: not any(worker.exists() and ") Z " not in worker.read_text() for worker in workers))


def _wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("did not come about in 30 s")


def test_the_corpus_may_name_bodies_of_its_own(corpus_folder: Path, tmp_path: Path) -> None:
    (corpus_folder / "authority.toml").write_text('[[body]]\nid = "pl/harbour-watch"\nname = "Harbour Watch"\n')
    (corpus_folder / "pl" / "watch.txt").write_text(PORT.replace("Ministry of Infrastructure", "Harbour Watch"))
    reindex(corpus_folder, tmp_path / "index")
    snapshot = open_snapshot(tmp_path / "index")
    assert "pl/harbour-watch" in snapshot.values("ministry")


def test_a_wrong_authority_table_is_an_error_that_names_it(corpus_folder: Path, tmp_path: Path) -> None:
    (corpus_folder / "authority.toml").write_text("[[body]]\nname = 5\n")
    with pytest.raises(SearchError, match=r"authority\.toml"):
        reindex(corpus_folder, tmp_path / "index")
