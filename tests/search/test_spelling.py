from __future__ import annotations

from datetime import date

import pytest

from search.query.dates import Span, read_span
from search.request import SearchRequest
from tests.search.releases import engine, release

CORPUS = engine(
    release("en", "President Tokayev met President Zelenskyy at the climate change conference COP29.", kind="news"),
    release("ru", "Президент Токаев провёл встречу.", language="ru"),
    release("gas", "Exports of gas were 1,000 tons. The change of climate was discussed at the conference."),
    release("ministers", "The foreign minister spoke about Karabakh.", kind="report"),
    release("jets", "The F-22 was flown after 9/11."),
    release("emergency", "Dial 911; it was 9 degrees on day 11."),
    release("covid", "The COVID-19 rules have changed; the ministers said so at a conference."),
)


def found(q: str) -> set[str]:
    return {result.release.id for result in CORPUS.search(SearchRequest(q=q)).results}


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("Токаев", {"en", "ru"}),
        ("Tokayev", {"en", "ru"}),
        ("Зеленский", {"en"}),
        ("covid19", {"covid"}),
        ("1,000", {"gas"}),
        ("F22", {"jets"}),
        ("9/11", {"jets"}),
        ("9-11", {"jets"}),
        ("what did the foreign minister say about karabakh?", {"ministers"}),
    ],
)
def test_a_word_is_found_in_its_other_spellings(q: str, ids: set[str]) -> None:
    assert found(q) == ids


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("climate chnage confrence", "climate change conference"),
        ("COP 29", "COP29"),
        ("kimd:report", "kind:report"),
        ("date:foo", None),
        ("muller", None),
    ],
)
def test_a_correction_is_offered_where_it_finds_more(q: str, meant: str | None) -> None:
    answer = CORPUS.search(SearchRequest(q=q))
    assert (answer.suggestion and answer.suggestion.q) == meant
    assert meant is None or answer.suggestion is None or answer.suggestion.total > 0


def test_other_spellings_are_marked_where_they_were_found() -> None:
    for q, marked in (("Токаев", "<mark>Tokayev</mark>"), ("covid19", "<mark>COVID-19</mark>")):
        texts = [text for result in CORPUS.search(SearchRequest(q=q)).results for text in result.highlights.text]
        assert any(marked in text for text in texts), q


@pytest.mark.parametrize("q", ["[2023 to]", "2023 to", "2023 -"])
def test_a_span_without_an_end_is_open(q: str) -> None:
    assert read_span(q, date(2026, 3, 1)) == Span(date(2023, 1, 1), None)
