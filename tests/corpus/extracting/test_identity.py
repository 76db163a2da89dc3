"""Under which id a person goes: one for all scripts, spellings and forms of a name that are known to be the same."""

import pytest

from corpus.authority.people import known_people
from corpus.extracting.identity import person_id
from corpus.extracting.well_known import known_name, leader_state


@pytest.mark.parametrize(
    ("name", "language", "states", "expected"),
    [
        # A slug in Latin letters, whatever the script
        ("Vilayat Eyvazov", "en", (), "vilayat-eyvazov"),
        ("Вилаят Эйвазов", "ru", (), "vilayat-eyvazov"),
        ("Vilayət Eyvazov", "az", (), "vilayat-eyvazov"),
        ("José Álvarez-Núñez", "es", (), "jose-alvarez-nunez"),
        ("Serjan Nurjanov", "az", (), "serzhan-nurzhanov"),
        # An initial between the names and a short form of the given one
        ("Harold T. Whitcombe", "en", (), "harold-whitcombe"),
        ("Bob Whitcombe", "en", (), "robert-whitcombe"),
        ("George H. W. Whitcombe", "en", (), "george-h-w-whitcombe"),
        ("J. Whitcombe", "en", (), "j-whitcombe"),
        # Well-known people, by listed spellings
        ("Joseph R. Biden", "en", ("US",), "joe-biden"),
        ("王毅", "zh", ("CN",), "wang-yi"),
        ("سامح شكري", "ar", ("EG",), "sameh-shoukry"),
        ("Wladimir Putin", "de", (), "vladimir-putin"),
        # … in another order of the names
        ("KISHIDA Fumio", "en", ("JP",), "fumio-kishida"),
        # … transliterated
        ("Урсула фон дер Ляйен", "ru", (), "ursula-von-der-leyen"),
        ("Мевлют Чавушоглу", "ru", ("TR",), "mevlut-cavusoglu"),
        ("Эммануэль Макрон", "ru", (), "emmanuel-macron"),
        ("Сергій Лавров", "uk", ("RU",), "sergey-lavrov"),
        ("Antonu Blinken", "az", ("US",), "antony-blinken"),
        # … spelt otherwise, with an office of the state
        ("Mukhtar Tileuberdi", "en", ("KZ",), "mukhtar-tleuberdi"),
        # … or in little otherwise, without
        ("Sergei Lavrov", "en", (), "sergey-lavrov"),
        # Others who sound like them are not taken for them
        ("Ilhem Alievi", "en", ("IR",), "ilhem-alievi"),
        ("Robert Hibeck", "en", (), "robert-hibeck"),
    ],
)  # fmt: skip
def test_a_person_has_one_id_in_every_script_and_spelling(
    name: str, language: str, states: tuple[str, ...], expected: str
) -> None:
    assert person_id(tuple(name.split()), language, frozenset(states)) == expected


def test_every_listed_spelling_leads_to_its_person() -> None:
    for person in known_people():
        for spelling in (person.name, *person.spellings):
            assert known_name(spelling, None, (person.state,)) == person.name, spelling


@pytest.mark.parametrize(
    ("name", "state"),
    [("Angela Merkel", "DE"), ("Joseph Robinette Biden", "US"), ("Merkel", "DE"), ("Jane Whitcombe", None)],
)
def test_a_head_of_state_or_government_is_known_by_given_and_family_name_or_the_latter(
    name: str, state: str | None
) -> None:
    assert leader_state(name) == state
