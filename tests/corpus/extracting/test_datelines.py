"""Datelines in the manner of many countries: place, state and day, and the openings that are none."""

from collections.abc import Callable

import pytest

from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]


@pytest.mark.parametrize(
    ("opening", "language", "publisher", "place", "country", "day"),
    [
        ("NEW DELHI, March 3, 2023:", "en", "IN", "New Delhi", "IN", "2023-03-03"),
        ("ABUJA, Nigeria —", "en", "NG", "Abuja", "NG", None),
        ("OTTAWA, Ont., May 4, 2021 –", "en", "CA", "Ottawa", "CA", "2021-05-04"),
        ("May 4, 2021 – Ottawa, Ontario –", "en", "CA", "Ottawa", "CA", "2021-05-04"),
        ("NAIROBI, 7 March 2023 (PSCU) -", "en", "KE", "Nairobi", "KE", "2023-03-07"),
        ("Islamabad, 3rd May 2022:", "en", "PK", "Islamabad", "PK", "2022-05-03"),
        ("The Hague, 3 May 2022 -", "en", "NL", "The Hague", "NL", "2022-05-03"),
        ("ASTANA. KAZINFORM –", "en", None, "Astana", "KZ", None),
        ("YEREVAN, MAY 3, 2022, ARMENPRESS.", "en", None, "Yerevan", "AM", "2022-05-03"),
        ("Бишкек, 3 мая 2022 г. /Кабар/.", "ru", None, "Bishkek", "KG", "2022-05-03"),
        ("STATE HOUSE, NAIROBI, 18th December, 2023 –", "en", "KE", "Nairobi", "KE", "2023-12-18"),
        ("GENEVA (7 March 2023) –", "en", "CH", "Geneva", "CH", "2023-03-07"),
        ("(Washington, D.C.) –", "en", "US", "Washington", "US", None),
        ("RALEIGH, N.C. Today", "en", "US", "Raleigh", "US", None),
        ("WASHINGTON  ", "en", "US", "Washington", "US", None),
        ("LONDON/PARIS, 3 May 2024 (Agency) —", "en", None, "London", "GB", "2024-05-03"),
        ("Tbilisi, Georgia, 4 May 2021 –", "en", None, "Tbilisi", "GE", "2021-05-04"),
        ("Atlanta, Georgia, May 4, 2021 –", "en", None, "Atlanta", "US", "2021-05-04"),
        ("Paris, Texas, May 4, 2021 –", "en", None, "Paris", "US", "2021-05-04"),
        ("Dübendorf, St. Gallen und Thun, 26.04.2012 -", "de", "CH", "Dübendorf", "CH", "2012-04-26"),
        ("Berlin, 3. Mai 2022.", "de", "DE", "Berlin", "DE", "2022-05-03"),
        ("Wien (OTS) -", "de", "AT", "Vienna", "AT", None),
        ("Paris, le 1er août 2019 –", "fr", "FR", "Paris", "FR", "2019-08-01"),
        ("Le 4 mai 2021 – Ottawa (Ontario) –", "fr", "CA", "Ottawa", "CA", "2021-05-04"),
        ("(AGENPARL) – Roma, 12 luglio 2021 –", "it", "IT", "Rome", "IT", "2021-07-12"),
        ("Lima, 5 de setiembre de 2022.-", "es", "PE", "Lima", "PE", "2022-09-05"),
        ("Rio de Janeiro, 18 de novembro de 2024 –", "pt", "BR", "Rio de Janeiro", "BR", "2024-11-18"),
        ("Brasília (DF) –", "pt", "BR", "Brasília", "BR", None),
        ("Den Haag, 7 maart 2023 –", "nl", "NL", "The Hague", "NL", "2023-03-07"),
        ("Stockholm den 7 mars 2023 –", "sv", "SE", "Stockholm", "SE", "2023-03-07"),
        ("Warszawa, 7 marca 2023 r. –", "pl", "PL", "Warsaw", "PL", "2023-03-07"),
        ("İSTANBUL, 12 Şubat 2021 -", "tr", "TR", "Istanbul", "TR", "2021-02-12"),
        ("Bakı, 24 noyabr 2016-cı il –", "az", "AZ", "Baku", "AZ", "2016-11-24"),
        ("МОСКВА, 25 мая 2024 г. –", "ru", "RU", "Moscow", "RU", "2024-05-25"),
        ("м. Київ, 25 травня 2024 року –", "uk", "UA", "Kyiv", "UA", "2024-05-25"),
        ("القاهرة، ١٢ آذار/مارس ٢٠٢٤ –", "ar", "EG", "Cairo", "EG", "2024-03-12"),
        ("الرياض 9 رمضان 1445هـ الموافق 19 مارس 2024م واس", "ar", "SA", "Riyadh", "SA", "2024-03-19"),
        ("東京、2024年3月12日 —", "ja", "JP", "Tokyo", "JP", "2024-03-12"),
        ("北京，2024年3月12日 —", "zh", "CN", "Beijing", "CN", "2024-03-12"),
        ("(서울=연합뉴스) 2024년 3월 12일 —", "ko", "KR", "Seoul", "KR", "2024-03-12"),
    ],
)
def test_a_dateline_opens_the_text(
    release_of: ReleaseOf,
    prose: dict[str, str],
    opening: str,
    language: str,
    publisher: str | None,
    place: str,
    country: str,
    day: str | None,
) -> None:
    release = release_of(f"{opening} {prose[language]}", title="Programme extended", source=Source(country=publisher))
    assert release.dateline is not None
    assert (release.dateline.place, release.dateline.country, release.dateline.date) == (place, country, day)
    assert release.text.startswith(release.dateline.text)


@pytest.mark.parametrize(
    "opening",
    [
        "A Newport News, Va., federal grand jury has indicted three men -",
        "SENS. ROE, DOE ANNOUNCE -",
        "Paris welcomes the new law - it is good.",
        "Germany: a new start.",
        "In Kyiv, on 5 May 2023, the ministers met.",
        "Minister Jordan – who arrived on Monday – spoke.",
        "Today (27 March 2014) – the minister said.",
        "5 марта в Астане прошло совещание.",
    ],
)
def test_a_sentence_is_no_dateline(release_of: ReleaseOf, prose: dict[str, str], opening: str) -> None:
    release = release_of(f"{opening} {prose['en']}", title="Programme extended")
    assert release.dateline is None or release.dateline.place is None


def test_a_day_alone_may_open_the_text(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    dateline = release_of(f"8 October 2021 – {prose['en']}", title="Programme extended").dateline
    assert dateline is not None
    assert (dateline.place, dateline.date) == (None, "2021-10-08")


def test_a_dateline_without_a_year_is_the_nearest_day_not_after_the_header(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    release = release_of("2 January 2024", f"GENEVA, 30 December – {prose['en']}", title="Programme extended")
    assert release.dateline is not None
    assert (release.date, release.dateline.date) == ("2024-01-02", "2023-12-30")
    assert "year-inferred" in [problem.code for problem in release.problems]


def test_a_line_of_place_and_day_above_the_text_is_a_dateline(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of(
        "COMMUNIQUÉ DE PRESSE", "Paris, le 4 mai 2021", "Ouverture d'un hôpital", prose["fr"], prose["fr"]
    )
    assert release.dateline is not None
    assert (release.title, release.dateline.place, release.date) == ("Ouverture d'un hôpital", "Paris", "2021-05-04")
