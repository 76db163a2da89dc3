from __future__ import annotations

import gc
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.release import Release
from search.arrays import ArraySnapshot, IndexWriter, build_segment, current_generation, open_snapshot
from search.engines.embedded import EmbeddedEngine
from search.errors import BadRequest, CursorExpired, IndexCorrupt
from search.fields import index_document
from search.request import SearchRequest
from tests.search.releases import engine, release, snapshot

DATES = [None, "2023-01-01", "2023-01-02", "2023-01"]


def through(on: EmbeddedEngine, request: SearchRequest) -> list[str]:
    """Ids of all results, page after page by cursor."""
    from dataclasses import replace

    found: list[str] = []
    answer = on.search(request)
    while True:
        found += [r.release.id for r in answer.results]
        if answer.next_cursor is None:
            return found
        answer = on.search(replace(request, cursor=answer.next_cursor))


@settings(max_examples=25)
@given(
    dates=st.lists(st.sampled_from(DATES), min_size=1, max_size=12),
    sort=st.sampled_from(["newest", "oldest", "relevance"]),
    per_page=st.integers(1, 4),
)
def test_a_cursor_goes_through_every_result_once_in_the_order_of_the_pages(
    dates: list[str | None], sort: str, per_page: int
) -> None:
    corpus = engine(*(release(f"r{n}", "word " * (n % 3 + 1), date=day) for n, day in enumerate(dates)))
    request = SearchRequest(q="word", sort=sort, per_page=per_page, facets=(), histogram=False)  # type: ignore[arg-type]
    by_cursor = through(corpus, request)
    pages = [
        r.release.id
        for page in range(1, len(dates) + 1)
        for r in corpus.search(
            SearchRequest(q="word", sort=sort, per_page=per_page, page=page, facets=())  # type: ignore[arg-type]
        ).results
    ]
    assert by_cursor == pages
    assert sorted(by_cursor) == sorted(f"r{n}" for n in range(len(dates)))


def test_a_commit_in_between_neither_repeats_nor_skips_what_was_there_throughout() -> None:
    old = [release(f"r{n}", "word", date=f"2023-01-{n % 4 + 1:02}") for n in range(10)]
    new = [release(f"n{n}", "word", date=f"2023-01-{n % 4 + 1:02}") for n in range(10)]
    made = [snapshot(old), snapshot(new[:5] + old[::-1] + new[5:], generation=2)]
    for sort in ("newest", "oldest"):
        before = EmbeddedEngine(lambda: made[0], lambda: 1)
        after = EmbeddedEngine(lambda: made[1], lambda: 2)
        first = before.search(SearchRequest(sort=sort, per_page=5))  # type: ignore[arg-type]
        rest = after.search(SearchRequest(sort=sort, per_page=100, cursor=first.next_cursor))  # type: ignore[arg-type]
        seen = [r.release.id for r in (*first.results, *rest.results) if r.release.id.startswith("r")]
        assert sorted(seen) == sorted(r.id for r in old)


def test_a_cursor_by_relevance_expires_with_its_generation() -> None:
    releases = [release(f"r{n}", "word") for n in range(3)]
    before, after = snapshot(releases), snapshot(releases, generation=2)
    cursor = EmbeddedEngine(lambda: before, lambda: 1).search(SearchRequest(q="word", per_page=1)).next_cursor
    with pytest.raises(CursorExpired):
        EmbeddedEngine(lambda: after, lambda: 2).search(SearchRequest(q="word", per_page=1, cursor=cursor))


def test_a_cursor_belongs_to_its_question() -> None:
    corpus = engine(release("a", "word other"), release("b", "word other"))
    cursor = corpus.search(SearchRequest(q="word", per_page=1)).next_cursor
    with pytest.raises(BadRequest, match="another question"):
        corpus.search(SearchRequest(q="other", per_page=1, cursor=cursor))


@given(st.text())
def test_no_cursor_is_worse_than_a_bad_request(cursor: str) -> None:
    corpus = engine(release("a", "word"))
    if cursor:
        with pytest.raises(BadRequest):
            corpus.search(SearchRequest(q="word", cursor=cursor))


def test_the_engine_follows_new_generations() -> None:
    now = [snapshot([release("a")])]
    corpus = EmbeddedEngine(lambda: now[-1], lambda: now[-1].generation)
    corpus.LOOK_EVERY = 0.0
    assert corpus.search(SearchRequest()).generation == 1
    now.append(snapshot([release("a"), release("b")], generation=2))
    answer = corpus.search(SearchRequest())
    assert (answer.generation, answer.total) == (2, 2)


def test_a_followed_generation_is_opened_by_no_request() -> None:
    made, threads = [snapshot([release("a", "word")])], []

    def opened() -> Any:
        threads.append(threading.current_thread().name)
        return made[-1]

    corpus = EmbeddedEngine(opened, lambda: made[-1].generation)
    corpus.LOOK_EVERY = 0.01  # type: ignore[misc]
    corpus.follow()
    before = weakref.ref(made[0])
    made[:] = [snapshot([release("a", "word"), release("b", "word")], generation=2)]
    for _ in range(1000):
        answer = corpus.search(SearchRequest(q="word"))
        if answer.generation == 2 and before() is None:
            break
        time.sleep(0.01)
    corpus.close()
    assert answer.total == 2
    assert before() is None
    assert threads == [threading.main_thread().name, "generations"]


def test_a_generation_is_let_go_of_when_the_next_one_is_open() -> None:
    made = [snapshot([release("a", "word")])]
    corpus = EmbeddedEngine(lambda: made[-1], lambda: made[-1].generation)
    corpus.LOOK_EVERY = 0.0  # type: ignore[misc]
    assert corpus.search(SearchRequest(q="word")).total == 1
    before = weakref.ref(made[0])
    made[:] = [snapshot([release("b", "word")], generation=2)]
    corpus.search(SearchRequest(q="word"))
    assert before() is None


def mapped(folder: Path) -> list[str]:
    """What the system says of the files in a folder that this process has mapped."""
    maps = Path("/proc/self/maps")
    return [line for line in maps.read_text().splitlines() if str(folder) in line] if maps.exists() else []


def test_an_old_generation_goes_at_once_with_the_last_answer_that_is_made_from_it(tmp_path: Path) -> None:
    def commit(*releases: Release) -> None:
        with IndexWriter(tmp_path) as writer:
            writer.add(build_segment(map(index_document, releases), tmp_path, "a"))
            writer.commit({})

    commit(release("a", "word"), release("b", "word"))
    opened: list[weakref.ref[ArraySnapshot]] = []

    def open_newest() -> ArraySnapshot:
        newest = open_snapshot(tmp_path)
        opened.append(weakref.ref(newest))
        return newest

    corpus = EmbeddedEngine(open_newest, lambda: current_generation(tmp_path))
    corpus.LOOK_EVERY = 0.0  # type: ignore[misc]
    gc.disable()
    try:
        corpus.search(SearchRequest(q="word~", explain=True))
        answer = corpus.export(SearchRequest(sort="newest"))
        next(answer)
        commit(release("c", "word"))
        assert corpus.search(SearchRequest(q="word")).total == 3
        assert opened[0]() is not None
        assert len(list(answer)) == 1
        del answer
        assert opened[0]() is None
        assert not any("(deleted)" in line for line in mapped(tmp_path))
    finally:
        gc.enable()


def test_a_damaged_commit_leaves_the_last_whole_generation_in_service() -> None:
    whole, state = snapshot([release("a", "word")]), {"generation": 1}

    def opened() -> Any:
        if state["generation"] > 1:
            raise IndexCorrupt("g2.state", "is not what was written")
        return whole

    corpus = EmbeddedEngine(opened, lambda: state["generation"])
    corpus.LOOK_EVERY = 0.0  # type: ignore[misc]
    state["generation"] = 2
    assert [corpus.search(SearchRequest(q="word")).total for _ in range(3)] == [1, 1, 1]
    assert corpus.generation == 1
