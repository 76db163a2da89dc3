"""When a release was last edited: told where its own words changed, and by nothing else that is done to the index."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

import corpus.normalising
from search.engines import open_engine
from search.indexing.reindex import reindex
from search.request import SearchRequest


class Corpus:
    """A folder of releases, and how the index over it says they were edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "corpus"
        self.index = folder / "index"
        self.folder.mkdir()

    def write(self, name: str, *numbers: int, text: str = "The port of Gdansk is open.", **others: Any) -> None:
        """A file of releases, each known by its address."""
        items = [{"title": f"Port {n}", "date": "2023-03-02", "url": f"https://example.gov/{n}", "body": text}
                 for n in numbers]  # fmt: skip
        (self.folder / name).write_text(json.dumps(items, **others))

    def edited(self, **options: Any) -> dict[str, float | None]:
        """Brings the index up to date; title -> instant of the last edit."""
        reindex(self.folder, self.index, **options)
        engine = open_engine(self.index)
        found = engine.search(SearchRequest(fold=False, per_page=100)).results
        engine.close()
        return {result.release.title or "": result.edited and result.edited.timestamp() for result in found}


@pytest.fixture
def releases(tmp_path: Path) -> Corpus:
    made = Corpus(tmp_path)
    made.write("one.json", 1)
    made.write("more.json", 2, 3)
    assert made.edited() == {"Port 1": None, "Port 2": None, "Port 3": None}
    return made


def test_a_release_is_edited_when_its_words_change(releases: Corpus) -> None:
    releases.write("one.json", 1, text="The port of Gdansk is closed.")
    began = int(time.time())
    found = releases.edited()
    assert began <= (found.pop("Port 1") or 0) <= time.time()
    assert found == {"Port 2": None, "Port 3": None}


def test_what_lies_in_the_same_file_is_not_edited(releases: Corpus) -> None:
    releases.write("more.json", 2, 3, 4)
    assert set(releases.edited().values()) == {None}


def test_no_other_reindexing_edits_a_release(releases: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    never = {"Port 1": None, "Port 2": None, "Port 3": None}
    os.utime(releases.folder / "one.json")
    assert releases.edited() == never
    releases.write("one.json", 1, indent=2)  # other bytes, the same words
    assert releases.edited() == never
    (releases.folder / "one.json").rename(releases.folder / "port.json")
    assert releases.edited() == never
    assert releases.edited(full=True) == never
    (releases.folder / "source.toml").write_text('publisher = "Port of Gdansk"\n')
    assert releases.edited() == never
    monkeypatch.setattr("search.indexing.plan.EXTRACTOR_VERSION", corpus.normalising.EXTRACTOR_VERSION + 1)
    assert releases.edited() == never


def test_an_edit_is_remembered_until_the_next(releases: Corpus) -> None:
    releases.write("one.json", 1, text="The port of Gdansk is closed.")
    first = releases.edited()
    assert releases.edited(full=True) == first
    releases.write("others.json", *range(10, 40))  # merged with the rest
    assert releases.edited() | first == releases.edited()
    releases.write("one.json", 1, text="The port of Gdansk is open once more.")
    assert (releases.edited()["Port 1"] or 0) > (first["Port 1"] or 0)


def test_an_edit_is_later_than_the_one_before_whatever_the_clock_says(
    releases: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.write("one.json", 1, text="The port of Gdansk is closed.")
    first = releases.edited()["Port 1"] or 0
    monkeypatch.setattr("search.indexing.reindex.time.time_ns", lambda: int((first - 86_400) * 10**9))
    releases.write("one.json", 1, text="The port of Gdansk is open once more.")
    assert (releases.edited()["Port 1"] or 0) > first


def test_a_release_that_went_and_came_back_is_new(releases: Corpus) -> None:
    releases.write("one.json", 1, text="The port of Gdansk is closed.")
    assert releases.edited()["Port 1"] is not None
    (releases.folder / "one.json").unlink()
    assert "Port 1" not in releases.edited()
    releases.write("one.json", 1)
    assert releases.edited()["Port 1"] is None
