"""What is one token, where sentences end, and how words fold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extracting.tokens import fold, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Saint-Denis, COP-27 and F&B", ["Saint-Denis", ",", "COP-27", "and", "F&B"]),
        ("Azerbaijan's envoy", ["Azerbaijan", "'s", "envoy"]),
        ("Mr Dell’Ambrogio and O'Brien", ["Mr", "Dell’Ambrogio", "and", "O'Brien"]),
        ("l’Office dell'interno", ["l’", "Office", "dell'", "interno"]),
        ("Bakü'de Çavuşoğlu'nun", ["Bakü", "'de", "Çavuşoğlu", "'nun"]),
        ("Richard L. Durbin Jr.", ["Richard", "L.", "Durbin", "Jr."]),
        ("С.Жумангарин и А.Б.Иванов", ["С.", "Жумангарин", "и", "А.Б.", "Иванов"]),
        ("Raleigh, N.C. and the U.S. too", ["Raleigh", ",", "N.C.", "and", "the", "U.S.", "too"]),
        ("17-1128 and 1,000.5", ["17-1128", "and", "1,000.5"]),
        ("外务省发言人", ["外", "务", "省", "发", "言", "人"]),
        ("see https://example.org/a?b.", ["see", "https://example.org/a?b", "."]),
        ("Лук'янов don't", ["Лук'янов", "don't"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
    ],
)
def test_a_token_is(text: str, words: list[str]) -> None:
    assert tokenise(text).texts == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Richard L. Durbin Jr. of Texas spoke. He left.", 2),
        ("They met in the U.S. The talks went on.", 2),
        ("Gov. Tim Walz and Sen. Smith met.", 1),
        ("Well... perhaps. No?", 2),
        ("A line with no stop\n\nAnother paragraph", 2),
        ("Встреча прошла 5 марта 2025 г. в Астане. Подписан протокол.", 2),
        ("大家晚上好。欢迎。", 2),
        ("The treaty was signed.Then they left.", 2),
        ("“It is done.” She left.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert tokenise(text).sentences[-1] + 1 == count


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Əsədov", "esedov"),
        ("STRAẞE", "strasse"),
        ("İçişleri", "icisleri"),
        ("Işık", "isik"),
        ("Ёлкин", "елкин"),
        ("Йошкар", "йошкар"),
        ("Dell’Ambrogio", "dell'ambrogio"),
        ("Łódź", "lodz"),
        ("한국", "한국"),
    ],
)
def test_words_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Baku", "Xx"),
        ("BAKU", "X"),
        ("met", "x"),
        ("T.K.", "X."),
        ("2024", "9"),
        ("5G", "m"),
        ("iPhone", "m"),
        ("會", "c"),
    ],
)
def test_a_token_has_a_shape(word: str, shape: str) -> None:
    assert tokenise(word).shapes == [shape]


@given(st.text(max_size=300))
def test_tokens_cover_all_that_is_not_blank_in_order(text: str) -> None:
    tokens = tokenise(text)
    end = 0
    for token in tokens.items:
        assert text[end : token.start].strip() == ""
        assert text[token.start : token.end] == token.text
        assert token.end > token.start >= end
        end = token.end
    assert text[end:].strip() == ""
    assert tokens.sentences == sorted(tokens.sentences)
    assert tokens.paragraphs == sorted(tokens.paragraphs)
