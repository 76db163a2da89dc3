from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.dates import read_day, read_span

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02-23", "2023-02-23", "2023-02-23"),
        ("february 2023", "2023-02-01", "2023-02-28"),
        ("Feb. 2023", "2023-02-01", "2023-02-28"),
        ("february-2023", "2023-02-01", "2023-02-28"),
        ("23 February 2023", "2023-02-23", "2023-02-23"),
        ("Thursday, February 23rd, 2023", "2023-02-23", "2023-02-23"),
        ("31.01.2020", "2020-01-31", "2020-01-31"),
        ("q1 2023", "2023-01-01", "2023-03-31"),
        ("first half of 2023", "2023-01-01", "2023-06-30"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("[2023-02 to 2023-05]", "2023-02-01", "2023-05-31"),
        ("[2020-01-31 to 2020-02-01]", "2020-01-31", "2020-02-01"),
        ("2023-02-01 - 2023-03-01", "2023-02-01", "2023-03-01"),
        ("2020-2022", "2020-01-01", "2022-12-31"),
        ("january to march 2023", "2023-01-01", "2023-03-31"),
        ("between may 2020 and june 2021", "2020-05-01", "2021-06-30"),
        ("today", "2026-11-24", "2026-11-24"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last 3 months", "2026-08-25", "2026-11-24"),
        ("two weeks ago", "2026-11-10", "2026-11-10"),
        ("last friday", "2026-11-20", "2026-11-20"),
    ],
)
def test_dates_as_people_type_them(text: str, first: str, last: str) -> None:
    span = read_span(text, TODAY)
    assert span is not None
    assert (str(span.first), str(span.last), span.assumed) == (first, last, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since may 2022", date(2022, 5, 1), None),
        (">=2023-05", date(2023, 5, 1), None),
        ("after 2023-05", date(2023, 6, 1), None),
        ("before 2020", None, date(2019, 12, 31)),
        ("until 2020", None, date(2020, 12, 31)),
        ("[* to 2020]", None, date(2020, 12, 31)),
        ("2020..", date(2020, 1, 1), None),
    ],
)
def test_a_span_may_be_open(text: str, first: date | None, last: date | None) -> None:
    span = read_span(text, TODAY)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "said"),
    [
        ("february", date(2026, 2, 1), "february as February 2026"),
        ("december", date(2025, 12, 1), "december as December 2025"),
        ("23 december", date(2025, 12, 23), "23 december as 23 December 2025"),
        ("03/04/2023", date(2023, 4, 3), "03/04/2023 as 3 April 2023, the day first"),
        ("2023-05 to 2023-02", date(2023, 2, 1), "the ends stood the other way round"),
    ],
)
def test_what_a_reading_fills_in_is_said(text: str, first: date, said: str) -> None:
    span = read_span(text, TODAY)
    assert span is not None
    assert span.first == first
    assert span.assumed is not None
    assert said in span.assumed


@pytest.mark.parametrize(
    "text", ["", "rubbish", "30 february 2023", "2023-13", "0000", "10 of them", "may or may not", "1"]
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert read_span(text, TODAY) is None


def test_one_end_of_a_span() -> None:
    assert read_day("february 2023", TODAY, end=False) == date(2023, 2, 1)
    assert read_day("february 2023", TODAY, end=True) == date(2023, 2, 28)
    assert read_day("rubbish", TODAY, end=True) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_written_out_is_that_day(day: date) -> None:
    for written in (
        day.isoformat(),
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"{day:%d.%m.%Y}" if day.day > 12 else day.isoformat(),
    ):
        span = read_span(written, TODAY)
        assert span is not None
        assert (span.first, span.last) == (day, day)


@given(st.text(alphabet="0123456789-/., abcdefghijklmnopqrstuvwxyz><*[]") | st.text())
def test_nothing_typed_as_a_date_is_an_error(text: str) -> None:
    span = read_span(text, TODAY)
    assert span is None or span.first is None or span.last is None or span.first <= span.last
