"""The day of issue: which dates of a release count, in which order, and how days are written in many countries."""

from collections.abc import Callable

import pytest

from corpus.extracting.dates import dates_in
from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("2nd of May, 2023", [(2023, 5, 2)]),
        ("Feb. 12, 2021", [(2021, 2, 12)]),
        ("12-Feb-2021", [(2021, 2, 12)]),
        ("am 1. Jänner 2020", [(2020, 1, 1)]),
        ("le 1er août 2019", [(2019, 8, 1)]),
        ("1º luglio 2021", [(2021, 7, 1)]),
        ("5 de setiembre de 2022", [(2022, 9, 5)]),
        ("7 de março de 2023", [(2023, 3, 7)]),
        ("25 мая 2024 г.", [(2024, 5, 25)]),
        ("25 травня 2024 року", [(2024, 5, 25)]),
        ("2016-cı il 24 noyabr", [(2016, 11, 24)]),
        ("12 Şubat 2021 Cuma", [(2021, 2, 12)]),
        ("12. 5. 2021", [(2021, 5, 12)]),
        ("2021. május 12.", [(2021, 5, 12)]),
        ("ngày 12 tháng 3 năm 2024", [(2024, 3, 12)]),
        ("١٢ آذار/مارس ٢٠٢٤", [(2024, 3, 12)]),
        ("١٢ كانون الثاني ٢٠٢٤", [(2024, 1, 12)]),
        ("9 رمضان 1445هـ الموافق 19 مارس 2024م", [(2024, 3, 19)]),
        ("۲۲ اسفند ۱۴۰۲", [(2024, 3, 12)]),
        ("12 มีนาคม 2567", [(2024, 3, 12)]),
        ("2024年3月12日", [(2024, 3, 12)]),
        ("令和元年5月1日", [(2019, 5, 1)]),
        ("中華民國113年3月12日", [(2024, 3, 12)]),
        ("2024년 3월 12일", [(2024, 3, 12)]),
        ("2024. 3. 12.", [(2024, 3, 12)]),
        ("RELEASEOctober 5  2006", [(2006, 10, 5)]),
        ("February 2023", [(2023, 2, None)]),
        ("March 17", [(None, 3, 17)]),
        ("13/04/07", [(2007, 4, 13)]),
        ("03/04/07", [(2007, 4, 3), (2007, 3, 4)]),
        ("31 June 2021", []),
        ("may 2 go on", [(None, 5, 2)]),
        ("10 of them set 5 goals", []),
    ],
)
def test_days_as_people_write_them(written: str, readings: list[tuple[int | None, int, int | None]]) -> None:
    assert [reading for found in dates_in(written) for reading in found.readings] == readings


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Published 4 May 2021 · Last updated 9 June 2023", "2021-05-04"),
        ("Fecha de publicación: 12 de febrero de 2021", "2021-02-12"),
        ("Posted On: 03 MAR 2023 5:12PM by PIB Delhi", "2023-03-03"),
        ("Erschienen am 12.02.2021", "2021-02-12"),
        ("Annual report, February 2023", "2023-02"),
        ("٢٠٢٤/٣/١٢", "2024-03-12"),
        ("12.02.2021 r.", "2021-02-12"),
    ],
)
def test_a_line_above_the_text_dates_it(release_of: ReleaseOf, prose: dict[str, str], header: str, day: str) -> None:
    release = release_of(header, prose["en"], title="Programme extended")
    assert (release.date, release.date_from) == (day, "header")
    assert release.text == prose["en"]


@pytest.mark.parametrize(("order", "day"), [("dmy", "2007-04-03"), ("mdy", "2007-03-04"), (None, None)])
def test_three_readings_need_the_publishers_order(
    release_of: ReleaseOf, prose: dict[str, str], order: str | None, day: str | None
) -> None:
    source = Source(date_order=order)  # type: ignore[arg-type]
    assert release_of("03/04/07", prose["en"], title="Programme extended", source=source).date == day


def test_an_instant_is_turned_into_the_publishers_day(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of(prose["en"], date="2014-06-30T23:30:00Z", source=Source(timezone="Europe/London"))
    assert (release.date, release.date_from) == ("2014-07-01", "metadata")


def test_a_third_witness_decides_between_two(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    text = f"December 23, 2020 (SAINT PAUL) – {prose['en']}"
    release = release_of(
        text,
        path="us/2020_12_23_orders.html",
        title__title="December 22, 2020 Press Release",
        title__h1="Orders",
        source=Source(country="US"),
    )
    assert (release.date, release.date_from) == ("2020-12-23", "dateline")
    assert "dates-differ" in [problem.code for problem in release.problems]


def test_a_day_of_the_event_counts_beside_another_key_but_not_alone(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    keys = {"date__first": "2016-05-12", "date__public": "2016-12-20", "date_event__held": "2016-12-20"}
    assert release_of(prose["en"], **keys).date == "2016-12-20"
    assert release_of(prose["en"], date__first="2016-05-26", date_event__held="2016-05-24").date == "2016-05-26"


def test_a_weekday_finds_the_year_among_those_the_text_names(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    text = f"WASHINGTON  Thursday  March 17     The Senate adopted the FY 2006 Budget. {prose['en']}"
    release = release_of(text, title="Budget adopted", source=Source(country="US"))
    assert (release.date, release.date_from) == ("2005-03-17", "dateline")


def test_a_wrong_weekday_is_noted(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of("Monday, 3 May 2022", prose["en"], title="Programme extended")
    assert release.date == "2022-05-03"
    assert [problem.code for problem in release.problems] == ["weekday-differs"]


@pytest.mark.parametrize(
    ("blocks", "day", "source"),
    [
        (("The minister announced today, 4 May 2021, that it is done.",), "2021-05-04", "body"),
        (("It is done and well done.", "It will be kept.", "Berlin, 4 May 2021"), "2021-05-04", "body"),
        (
            ("It is done and well done.", "It will be kept.", "Ends/Tuesday, May 4, 2021", "At 17:00"),
            "2021-05-04",
            "body",
        ),
        (
            ("It is done and well done.", "It will be kept.", "Issued by: The Office", "4 May 2021"),
            "2021-05-04",
            "body",
        ),
        (("The order of 3 March 2019 is repealed on 5 June 2022.",), None, None),
        (("Министр проведет 28 сентября 2023 года встречи с жителями.",), None, None),
    ],
)
def test_days_inside_the_text_count_only_as_the_day_of_writing(
    release_of: ReleaseOf, blocks: tuple[str, ...], day: str | None, source: str | None
) -> None:
    release = release_of(*blocks, title="Programme extended")
    assert (release.date, release.date_from) == (day, source)


def test_the_files_name_is_the_last_witness(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    assert release_of(prose["en"], path="x/Roe-6Aug2007Roe1.txt").date_from == "filename"
    assert (
        release_of("# Speech at the launch on 4 May 2020", prose["en"], path="x/2020-05-05-speech.md", title="T").date
        == "2020-05-04"
    )


def test_the_day_stands_above_the_text_behind_a_few_lines_that_are_none(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    heads = ["Readout", "Office of the Spokesperson"]
    release = release_of("Minister Meets Her Counterpart", *heads, "February 10, 2023", prose["en"], prose["en"])
    assert (release.title, release.date, release.date_from) == (
        "Minister Meets Her Counterpart",
        "2023-02-10",
        "header",
    )
    assert release.text.startswith(prose["en"])


def test_a_page_saved_as_text_says_its_title_before_and_behind_its_menu(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    title = "Man Sentenced to Five Years for Fraud"
    menu = [f"{title} - The District Attorney", "HOME", "CONTACT US", "Skip to content", "Wednesday, April 8, 2015"]
    release = release_of(*menu, title, prose["en"], prose["en"])
    assert (release.title, release.date) == (title, "2015-04-08")
    assert release.text == f"{prose['en']}\n\n{prose['en']}"


def test_a_datelines_year_is_that_of_the_same_day_written_out_in_the_text(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    release = release_of(f"BEIJING, May 15 (Xinhua) -- They met on Wednesday, May 15, 2024. {prose['en']}", title="T")
    assert (release.date, release.date_from) == ("2024-05-15", "dateline")
    assert [problem.code for problem in release.problems] == ["year-inferred"]
