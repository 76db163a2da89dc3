"""Countries: by name, adjective, body and acting capital; not by what else bears a state's name."""

import pytest

from corpus.extracting.bodies import find_bodies
from corpus.extracting.countries import find_countries
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.tokens import tokenise


def countries(text: str, country: str | None = None, language: str = "en") -> list[str]:
    tokens = tokenise(text)
    hits = find_hits(tokens, [language])
    bodies = find_bodies(tokens, hits, country=country, languages=[language])
    return [found.code for found in find_countries(tokens, hits, bodies=bodies, country=country)]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("An Atlanta, Georgia man was sentenced", "US", ["US"]),
        ("Armenia, Moldova and Georgia ratified it", "CH", ["AM", "MD", "GE", "CH"]),
        ("beef, pork and turkey producers", "US", ["US"]),
        ("Turkish farmers sold to Liberians", None, ["TR", "LR"]),
        ("the Yakama Indian Reservation in Washington", "US", ["US"]),
        ("Deutsche Bank (Suisse) SA met Swiss regulators", "US", ["CH", "US"]),
        ("the Democratic Republic of the Congo and South Africa", None, ["CD", "ZA"]),
        ("Papua New Guinea and Ghana", None, ["PG", "GH"]),
        ("TWO NEW MEXICO PROJECTS", "US", ["US"]),
        ("Chad Roe and Jordan Doe flew Air France", None, []),
        ("aid for Chad and Jordan", None, ["TD", "JO"]),
        ("Tokyo and Seoul agreed", None, ["JP", "KR"]),
        ("Ottawa objects", None, ["CA"]),
        ("a conference in Ottawa", None, []),
        ("Burma and Swaziland", None, ["MM", "SZ"]),
        ("It cost US$ 5 million", "LK", ["LK"]),
        ("versions in French, German and Italian are online", "GB", ["GB"]),
        ("the European Commission", None, []),
    ],
)
def test_states_of_english_texts(text: str, country: str | None, found: list[str]) -> None:
    assert countries(text, country) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("schweizerisch-österreichische Grenze", "de", {"CH", "AT"}),
        ("торговля между США и КНР и Казахстаном", "ru", {"US", "CN", "KZ"}),
        ("la frontière franco-suisse et l'Allemagne", "fr", {"CH", "DE"}),
        ("Azərbaycanın və ABŞ-ın", "az", {"AZ", "US"}),
        ("日本と中国", "ja", {"JP", "CN"}),
        ("العلاقات المصرية مع ليبيا", "ar", {"EG", "LY"}),
    ],
)
def test_states_in_other_languages(text: str, language: str, found: set[str]) -> None:
    assert set(countries(text, None, language)) == found


def test_the_most_mentioned_comes_first_and_the_publishers_own_is_meant() -> None:
    assert countries("Kenya. Ghana and Ghana again.", "NG") == ["GH", "KE", "NG"]


def test_mentions_are_spans_of_the_text() -> None:
    text = "Ghana and Ghanaian cocoa"
    tokens = tokenise(text)
    (found,) = find_countries(tokens, find_hits(tokens, ["en"]))
    assert [text[start:end] for start, end in found.mentions] == ["Ghana", "Ghanaian"]
