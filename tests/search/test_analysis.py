from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import chunks, exact_of, exact_terms, fold, latin, romanised, terms, words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("U.N", ["un"]),
        ("COP-27 in 17-1128", ["cop", "27", "in", "17", "1128"]),
        ("F&B", ["f", "b"]),
        ("Azerbaijan's plan, the ministers' plan", ["azerbaijan", "plan", "the", "ministers", "plan"]),
        ("l’accord d'Alma", ["l", "accord", "d", "alma"]),
        ("O’Brien don't", ["obrien", "dont"]),
        ("Əliyev, Straße, İçişləri, ёлка", ["eliyev", "strasse", "icisleri", "елка"]),
        ("中国政府", ["中国", "国政", "政府", "府"]),
        ("COVID对策", ["covid", "对策", "策"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("فِي الوزارة", ["في", "الوزاره"]),
        ("المادة ١٢", ["الماده", "12"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, words: list[str]) -> None:
    assert exact_terms(text) == words


def test_stems_carry_the_language_that_made_them() -> None:
    assert terms("ministries signed", "en")[1] == ["en:ministri", "en:sign"]
    assert terms("les ministères", "fr")[1] == ["fr:le", "fr:minister"]


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    exact, stems, _ = terms("Nazirlik əməkdaşlıq", "az")
    assert stems == exact == ["nazirlik", "emekdasliq"]


def test_names_in_cyrillic_are_also_known_in_latin_letters() -> None:
    assert terms("Президент Токаев подписал", "ru")[2] == ["prezident", "tokaev"]
    assert latin("Баку") == "baku"
    assert latin("Baku") == ""


@given(st.text(), st.sampled_from(["en", "ru", "ar", "de", "hi", "az", None]))
def test_every_word_has_a_stem_in_its_place(text: str, language: str | None) -> None:
    exact, stems, _ = terms(text, language)
    assert len(exact) == len(stems)


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text()))
def test_words_do_not_depend_on_what_stands_around_them(parts: list[str]) -> None:
    assert exact_terms(" ".join(parts)) == [word for part in parts for word in exact_terms(part)]


@given(st.text() | st.text("国務大臣、は。 Токаев", min_size=30))
def test_the_pieces_of_a_text_have_its_words(text: str) -> None:
    pieces = chunks(text)
    assert [*exact_of(word for piece in pieces for word in words(piece))] == exact_terms(text)
    assert [word for piece in pieces for word in romanised(piece)] == terms(text, None)[2]


def test_a_letter_that_stands_for_several_words_is_those_words() -> None:
    exact, stems, _ = terms("ﷺ", "ar")
    assert exact == ["صلي", "الله", "عليه", "وسلم"]
    assert all(stem.startswith("ar:") for stem in stems) and len(stems) == 4
