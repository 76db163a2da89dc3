"""Look-ups over the authority tables, and what a user adds to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import authority
from corpus.authority import own, tables
from corpus.extracting.bodies import find_bodies
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.identity import person_id
from corpus.extracting.tokens import tokenise


@pytest.fixture
def own_authority(tmp_path: Path) -> Iterator[Path]:
    """A place for an authority.toml, all of which is forgotten after the test."""
    yield tmp_path / "authority.toml"
    own.forget()


def ids(text: str, language: str = "en") -> list[str]:
    tokens = tokenise(text)
    return [found.id for found in find_bodies(tokens, find_hits(tokens, [language]), languages=[language])]


def test_names_and_codes_of_countries() -> None:
    assert authority.country_name("KZ") == "Kazakhstan"
    assert authority.country_name("DE", "fr") == "Allemagne"
    assert authority.country_name("EU") == "European Union"
    assert authority.country_name("QQ") == "QQ"
    assert authority.country_code("Republic of Korea") == authority.country_code("Korea") == "KR"
    assert authority.country_code("казахстанский", "ru") == "KZ"
    assert authority.country_code("Atlantis") is None
    assert {"AZ", "GB", "XK"} <= set(authority.country_codes())


def test_names_of_bodies() -> None:
    assert authority.body_name("us/fbi") == "Federal Bureau of Investigation"
    assert authority.body_name("us/none-such") is None


@pytest.mark.parametrize(
    ("place", "region", "publisher", "country"),
    [
        ("Tbilisi", "Georgia", None, "GE"),
        ("Atlanta", "Georgia", None, "US"),
        ("Paris", "Texas", None, "US"),
        ("PARIS", None, None, "FR"),
        ("Raleigh", "N.C.", None, "US"),
        ("Saint Paul", None, "US", "US"),
        ("Берн", None, None, "CH"),
        ("Nowhere", None, None, None),
    ],
)
def test_the_country_of_a_place(place: str, region: str | None, publisher: str | None, country: str | None) -> None:
    assert authority.place_country(place, region, publisher) == country


def test_one_name_for_a_town() -> None:
    assert {authority.place_name(name, "CH") for name in ("Bern", "Berne", "Berna")} == {"Bern"}
    assert authority.place_name("Nowhere", "CH") == "Nowhere"


def test_a_user_adds_bodies_in_a_file(own_authority: Path) -> None:
    own_authority.write_text(
        """
        [[body]]
        id = "fj/reef-watch"
        name = "Reef Watch"
        acronyms = ["RWX"]
        fr = ["Veille des récifs"]
        """,
        encoding="utf-8",
    )
    own.extend(own_authority)
    assert ids("Reef Watch, or RWX in Fiji") == ["fj/reef-watch", "fj/reef-watch"]
    assert ids("La Veille des récifs aux Fidji", "fr") == ["fj/reef-watch"]
    assert authority.body_name("fj/reef-watch") == "Reef Watch"


def test_a_user_adds_people_in_a_file(own_authority: Path) -> None:
    assert person_id(("Ратима", "Кавеле"), "ru") == "ratima-kavele"
    own_authority.write_text(
        '[[person]]\nname = "Ratima Qawele"\nstate = "FJ"\nspellings = ["R. Q. Nui"]', encoding="utf-8"
    )
    own.extend(own_authority)
    assert person_id(("Ратима", "Кавеле"), "ru") == "ratima-qawele"
    assert person_id(("R.", "Q.", "Nui"), "en") == "ratima-qawele"


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[[body]", "not valid TOML"),
        ("body = 3", "listed as a [[body]]"),
        ("colour = 3", "unknown key colour"),
        ('[[body]]\nname = "A"', "id must be like"),
        ('[[body]]\nid = "fj/a"', "name is missing"),
        ('[[body]]\nid = "fj/a"\nname = "A"\nnames = "B"', "names must be a list"),
        ('[[body]]\nid = "fj/a"\nname = "A"\ncolour = ["B"]', "unknown key colour"),
        ('[[person]]\nstate = "FJ"', "name is missing"),
        ('[[person]]\nname = "A"\nstate = "Fiji"', "state must be a code"),
        ('[[person]]\nname = "A"\nspellings = "B"', "spellings must be a list"),
        ('[[person]]\nname = "A"\noffice = "B"', "unknown key office"),
    ],
)
def test_a_wrong_file_is_one_sentence(own_authority: Path, toml: str, reason: str) -> None:
    own_authority.write_text(toml, encoding="utf-8")
    with pytest.raises(own.InvalidAuthority, match=r"authority\.toml") as error:
        own.extend(own_authority)
    assert reason in str(error.value)


def test_every_listed_body_has_an_id_of_its_own_and_a_name() -> None:
    known = tables.bodies()
    assert len(known) > 1200
    assert all(body.name and body.country == ident.split("/")[0].upper() for ident, body in known.items())
    assert len({ident.split("/")[0] for ident in known}) >= 40


@pytest.mark.parametrize(
    ("names", "ident"),
    [
        (
            [
                ("en", "Bulgarian Ministry of Transport and Communications"),
                ("bg", "Министерството на транспорта и съобщенията на България"),
            ],
            "bg/transport",
        ),
        (
            [
                ("en", "Serbia's Ministry of Internal Affairs"),
                ("hr", "Ministarstvo unutrašnjih poslova Srbije"),
                ("sr", "Министарство унутрашњих послова Србије"),
            ],
            "rs/interior",
        ),
        (
            [("en", "Slovenian Ministry of Infrastructure"), ("sl", "Ministrstvo za infrastrukturo Slovenije")],
            "si/transport",
        ),
        (
            [
                ("en", "Croatian Ministry of the Sea, Transport and Infrastructure"),
                ("hr", "Ministarstvo mora, prometa i infrastrukture Hrvatske"),
            ],
            "hr/transport",
        ),
        (
            [("en", "Norwegian Ministry of Education and Research"), ("nb", "Norges kunnskapsdepartementet")],
            "no/education",
        ),
        (
            [("en", "Lithuanian Ministry of Transport and Communications"), ("lt", "Lietuvos susisiekimo ministerija")],
            "lt/transport",
        ),
        ([("en", "Estonian Ministry of Foreign Affairs"), ("et", "Eesti välisministeerium")], "ee/foreign-affairs"),
        ([("en", "China's commerce ministry"), ("en", "Ministry of Commerce of China")], "cn/commerce"),
        (
            [
                ("en", "Ministry of Electronics & Information Technology of India"),
                ("en", "Ministry of Electronics and Information Technology of India"),
            ],
            "in/digital",
        ),
    ],
)
def test_a_ministry_has_one_id_under_its_native_and_its_english_name(names: list[tuple[str, str]], ident: str) -> None:
    assert {found for language, name in names for found in ids(f"{name}.", language)} == {ident}
