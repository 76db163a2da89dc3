"""What is under embargo is in no answer, and in every one from its instant on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.release import Office, Release
from search.engines.embedded import EmbeddedEngine
from search.request import SearchRequest
from tests.search.releases import engine, release

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HELD = "2026-11-24T13:00:00+00:00"
PEOPLE = ["ann-arden", "bob-baker", "zoe-zander"]
WORDS = ["memorandum", "hospital", "zirconium", "signed"]


def answers(corpus: EmbeddedEngine, now: datetime, ids: list[str]) -> list[Any]:
    """Everything the engine gives away, but for scores, which other releases may colour."""
    given_away: list[Any] = []
    for q in ("", "memorandum", "zirconium", "zirconum", "person:zander", "date:2026", "publisher:secret"):
        for fold in (True, False):
            answer = corpus.search(
                SearchRequest(q=q, now=now, fold=fold, sort="newest", any_of={"person": ("zoe-zander",)})
            )
            plain = corpus.search(SearchRequest(q=q, now=now, fold=fold, sort="newest"))
            for found in (answer, plain):
                results = [replace(result, score=None) for result in found.results]
                given_away += [found.total, found.releases, results, found.facets, found.histogram, found.suggestion]
                given_away += [found.notes, found.labels, found.relaxed]
        given_away.append([r.id for r in corpus.export(SearchRequest(q=q, now=now, sort="newest"))])
    for q in ("z", "zir", "mem", "ann", "min", "sec", "title"):
        given_away.append(corpus.suggest(q, now=now))
    for person in PEOPLE:
        given_away.append(corpus.entity("person", person, now=now))
    given_away += [corpus.entity("ministry", "az/interior", now=now), corpus.entity("country", "AZ", now=now)]
    given_away.append(replace(corpus.stats(now=now), index_bytes=0))
    given_away.append(corpus.facet("person", prefix="z", request=SearchRequest(now=now)))
    for id in ids:
        view = corpus.release(id, now=now)
        given_away.append(view and replace(view, related=()))
        given_away.append(view and sorted(r.release.id for r in view.related))
    return given_away


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[Release, int]]:
    made = []
    for n in range(draw(st.integers(1, 6))):
        person = draw(st.sampled_from(PEOPLE))
        fields: dict[str, Any] = {
            "date": draw(st.sampled_from([None, "2026-11-01", "2026-11-02"])),
            "people": [(person, draw(st.sampled_from([person, "The Other Name"])))],
            "ministries": draw(st.sampled_from([[], ["az/interior"]])),
            "publisher": draw(st.sampled_from([None, "Secret Office", "Open Office"])),
            "title": draw(st.sampled_from([None, "Title of it", "Zirconium found"])),
            "embargo": draw(st.sampled_from([None, HELD])),
            "offices": {person: [Office("Minister", "az/interior", "AZ")]},
            "countries": draw(st.sampled_from([(), ("AZ",)])),
        }
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)))
        made.append((release(f"r{n}", text, **fields), draw(st.sampled_from([-1, 0]))))
    return made


@settings(max_examples=25)
@given(corpora())
def test_answers_are_those_of_a_corpus_without_it(made: list[tuple[Release, int]]) -> None:
    open_now = [(r, group) for r, group in made if r.embargo is None]
    ids = [r.id for r, _ in made]
    whole = engine(*(r for r, _ in made), groups=[g for _, g in made])
    without = engine(*(r for r, _ in open_now), groups=[g for _, g in open_now])
    assert answers(whole, NOW, ids) == answers(without, NOW, ids)


def test_it_appears_at_its_instant_without_a_reindex() -> None:
    corpus = engine(release("held", "zirconium", embargo=HELD), release("open", "zirconium"))
    instant = datetime.fromisoformat(HELD)
    assert corpus.last_freed(now=NOW) is None
    assert corpus.search(SearchRequest(q="zirconium", now=NOW)).total == 1
    assert corpus.search(SearchRequest(q="zirconium", now=instant)).total == 2
    assert corpus.release("held", now=NOW) is None
    assert corpus.release("held", now=instant) is not None
    assert corpus.last_freed(now=instant) == instant


def test_a_preview_shows_it() -> None:
    corpus = engine(release("held", "zirconium", embargo=HELD))
    assert corpus.search(SearchRequest(q="zirconium", now=NOW, preview=True)).total == 1
    assert corpus.release("held", now=NOW, preview=True) is not None
    assert corpus.stats(now=NOW).releases == 0
    assert corpus.stats(now=NOW, preview=True).releases == 1


@pytest.mark.parametrize("embargo", ["2026-11-24T15:00:00+02:00", "2026-11-24T13:00:00", "2026-11-25"])
def test_an_instant_is_read_with_its_offset_and_as_utc_without(embargo: str) -> None:
    corpus = engine(release("held", embargo=embargo))
    assert corpus.search(SearchRequest(now=NOW)).total == 0
    assert corpus.search(SearchRequest(now=datetime(2026, 11, 25, tzinfo=UTC))).total == 1
