"""Whose release it is where no source.toml says it: "the ministry" and "our country" are that state's."""

from collections.abc import Callable

import pytest

from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]
MET = "The Minister of Health, Jane Roe, met the governor of the central bank and thanked all who had come."


def state_of_minister(release: Release) -> str | None:
    return release.people[0].offices[0].country


@pytest.mark.parametrize(
    ("opening", "state"),
    [
        ("Accra, March 14, GNA – ", "GH"),
        ("NEW YORK, 3 May (BNA): ", "BH"),
        ("NAIROBI, Kenya, May 15 – ", "KE"),
        ("Pretoria – ", "ZA"),
        # where every state has envoys the town tells nothing
        ("GENEVA, 3 May 2022 – ", None),
    ],
)
def test_an_agency_or_the_town_of_the_dateline_tells_the_state(
    release_of: ReleaseOf, opening: str, state: str | None
) -> None:
    assert state_of_minister(release_of(opening + MET, title="T")) == state


def test_the_publishers_name_goes_before_the_dateline(release_of: ReleaseOf) -> None:
    release = release_of("ROME, 3 May 2022 – " + MET, title="T", publisher="Ministry of Health of Malta")
    assert state_of_minister(release) == "MT"


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://www.moh.gov.gh/news/1", "GH"),
        ("https://www.health.gov/news/1", "US"),
        ("https://news.gov.uk/1", "GB"),
        ("https://ministry.gouv.fr/1", "FR"),
        ("https://start-up.io/1", None),
    ],
)
def test_the_host_of_its_address_tells_the_state(release_of: ReleaseOf, url: str, state: str | None) -> None:
    assert state_of_minister(release_of(MET, title="T", url=url)) == state


def test_the_senders_address_tells_the_state(release_of: ReleaseOf) -> None:
    assert state_of_minister(release_of(MET, title="T", author="Press <news@moh.gov.gh>")) == "GH"
    assert state_of_minister(release_of(MET, title="T", author="Jane Roe")) is None


def test_the_source_named_at_the_end_tells_the_state(release_of: ReleaseOf) -> None:
    assert state_of_minister(release_of(MET, "Source: Bahrain News Agency", title="T")) == "BH"


def test_the_source_toml_goes_before_all(release_of: ReleaseOf) -> None:
    assert state_of_minister(release_of("ROME, 3 May 2022 – " + MET, title="T", source=Source(country="NZ"))) == "NZ"


def test_georgia_is_the_state_in_what_the_state_publishes(release_of: ReleaseOf) -> None:
    text = "The Ministry of Defence of Georgia thanked all who had come to the ceremony in the capital."
    assert [m.id for m in release_of(text, title="T", source=Source(country="GE")).ministries] == ["ge/defence"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (
            "Közölte a hét elején Nagy Péter belügyminiszter, aki szerint a program az egész országban folytatódik.",
            "HU",
        ),
        ("Sağlık Bakanı Ali Kaya, yeni programın ülkede binlerce aileye destek olacağını bildirdi.", "TR"),
        # many states write French
        ("La ministre de la Santé, Anne Roux, a indiqué que le programme aidera des milliers de familles.", None),
    ],
)
def test_a_language_that_one_state_writes_tells_the_state(release_of: ReleaseOf, text: str, state: str | None) -> None:
    assert state_of_minister(release_of(text, title="T")) == state
