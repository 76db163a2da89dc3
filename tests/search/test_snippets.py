from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import Highlighter, spans_of
from search.query.parser import parse
from search.request import SearchRequest
from search.snippets import passages
from tests.search.releases import engine, release

TEXT = (
    "BAKU, Azerbaijan. A memorandum was signed between the ministries of internal affairs. Dr. O’Brien of the U.S. "
    'said "COP-27 <b>was</b>" good. Minister Əliyev met minister Akhmetzhanov.\n\n'
    "L'accord sur Müller. 中国政府は決定した。次の文。"
)


def marks(q: str, text: str = TEXT, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in spans_of(q, text, language)]


@pytest.mark.parametrize(
    ("q", "marked"),
    [
        ("ministry", ["ministries"]),
        ("sign memorandums", ["memorandum", "signed"]),
        ('"internal affairs"', ["internal affairs"]),
        ('"internal ministries"', []),
        ('"ministries affairs"~5', ["ministries", "affairs"]),
        ("us obrien cop-27", ["O’Brien", "U.S.", "COP-27"]),
        ("eliyev", ["Əliyev"]),
        ("accord muller", ["accord", "Müller"]),
        ("min*", ["ministries", "Minister", "minister"]),
        ("mem?randum", ["memorandum"]),
        ("akhmetzanov~", ["Akhmetzhanov"]),
        ("政府", ["政府"]),
        ("中国政府", ["中国政府"]),
        ("-memorandum person:eliyev title:signed", []),
        ("", []),
    ],
)
def test_what_was_searched_for_is_marked(q: str, marked: list[str]) -> None:
    assert marks(q) == marked


def test_of_words_that_every_line_has_only_the_first_are_marked() -> None:
    text = "It was to be of use and in a harbour at the end of it."
    marked = [text[start:end] for start, end in spans_of("it was to be of and in a at harbour", text, "en")]
    assert marked == ["It", "was", "to", "be", "of", "and", "harbour", "of", "it"]


def test_other_languages_are_marked_by_their_own_stems() -> None:
    assert marks("министерство", "Встреча в министерстве", "ru") == ["министерстве"]
    assert marks("tokaev", "Президент Токаев", "ru") == ["Токаев"]


def test_snippets_are_escaped_but_for_their_marks() -> None:
    corpus = engine(release("a", TEXT, title="<script>alert(1)</script> memorandum"))
    found = corpus.search(SearchRequest(q="memorandum cop-27")).results[0].highlights
    assert found.title == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>memorandum</mark>"
    assert any("<mark>COP-27</mark> &lt;b&gt;was&lt;/b&gt;" in passage for passage in found.text)


def test_a_passage_keeps_to_its_sentences_and_shows_the_most_words() -> None:
    text = (
        "First one here. " * 30
        + "The memorandum was signed in Baku. "
        + "Then more of it. " * 30
        + "A memorandum again."
    )
    found = passages(text, Highlighter(parse("baku memorandum", date.today()).nodes).spans(text, "en"))
    assert "The <mark>memorandum</mark> was signed in <mark>Baku</mark>." in found[0]


def test_without_a_match_the_beginning_is_shown() -> None:
    assert passages("The beginning. The rest of it.", [])[0].startswith("The beginning.")
    assert passages("", []) == []


@given(st.text(alphabet="ab <>&\"'.\n", max_size=400), st.text(alphabet='ab*"~ ', max_size=12))
def test_a_passage_is_never_markup(text: str, q: str) -> None:
    spans = Highlighter(parse(q, date.today()).nodes).spans(text, "en")
    for passage in passages(text, spans):
        bare = re.sub(r"</?mark>", "", passage)
        assert "<" not in bare
        assert ">" not in bare
        assert passage.count("<mark>") == passage.count("</mark>")


@given(st.text(max_size=200), st.text(max_size=30), st.sampled_from(["en", "ru", "zh", None]))
def test_marks_lie_in_the_text_in_order_and_apart(text: str, q: str, language: str | None) -> None:
    end = 0
    for start, stop in spans_of(q, text, language):
        assert end <= start < stop <= len(text)
        end = stop
