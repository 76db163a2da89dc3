"""Dates as people type them: "2023", "february 2023", "last month", "since may 2022", "[2023-02 to 2023-05]".

Every reading is a span of days, and a reading that fills something in says so. What is not understood is None: a date
is never guessed from a part of what was typed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from search.analysis import fold

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"sept": 9}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_RELATIVE = {
    "day": ("days", 1),
    "week": ("weeks", 1),
    "fortnight": ("weeks", 2),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "year": ("years", 1),
}
_UNIT = "(day|week|fortnight|month|quarter|year)s?"
_SEPARATORS = tuple(
    map(
        re.compile,
        (r"\s*\.\.+\s*", r"\s+(?:to|until|till|through|and)\s+", r"\s+-+\s*|\s*-+\s+", r"(?<=\d{4})-(?=\d{4}$)"),
    )
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, inclusive; None is open. ``assumed`` says what the reading filled in."""

    first: date | None
    last: date | None
    assumed: str | None = None


def read_span(text: str, today: date) -> Span | None:
    """The span of days a text speaks of, seen from ``today``; None where it speaks of none."""
    words = _plain(text)
    if not words or len(words) > 80:
        return None
    return _range(words, today) or _one(words, today, None)


def read_day(text: str, today: date, *, end: bool) -> date | None:
    """One end of a span: the first day of what a text speaks of, or with ``end`` its last."""
    span = read_span(text, today)
    if span is None:
        return None
    return span.last if end else span.first


def _plain(text: str) -> str:
    """Folded, without brackets, weekdays, ordinal endings and words that carry no date."""
    text = fold(text).strip().strip("[](){}\"'").replace("–", "-").replace("—", "-").replace("−", "-")
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)
    text = re.sub(rf"\b({'|'.join(_DAYS)}),?\s+(?=\S)", "", text)
    text = re.sub(r"\b(the|in|on|during|of|year|dates?)\s+(?=\S)", "", text)
    text = re.sub(r"(?<=[^\W\d_])-(?=\d)|(?<=\d)-(?=[^\W\d_])", " ", text.replace(",", " "))
    return re.sub(r"(?<!\.)\.$", "", re.sub(r"\s+", " ", text).strip())


def _range(words: str, today: date) -> Span | None:
    one_sided = re.fullmatch(r"(since|from|after|>=?|before|until|till|up to|to|through|<=?|by)\s*(.+)", words)
    if one_sided and not re.search(r"\s(to|until|till|through|and)\s|\.\.", one_sided[2]):
        return _one_sided(one_sided[1], _one(one_sided[2], today, None))
    words = re.sub(r"^(from|between)\s+", "", words)
    open_ended = re.fullmatch(r"(.+?)\s*(?:\s(?:to|until|till|through)|-)", words)
    if open_ended:
        return _one_sided("since", _one(open_ended[1], today, None))
    for separator in (
        r"\s*\.\.+\s*",
        r"\s+(?:to|until|till|through|and)\s+",
        r"\s+-+\s*|\s*-+\s+",
        r"(?<=\d{4})-(?=\d{4}$)",
    ):
        ends = re.split(separator, words)
        if len(ends) == 2:
            return _two_sided(ends[0].strip(), ends[1].strip(), today)
    return None


def _one_sided(word: str, span: Span | None) -> Span | None:
    if span is None or span.first is None or span.last is None:
        return None
    if word in ("since", "from", ">="):
        return replace(span, last=None)
    if word in ("after", ">"):
        return Span(_next_day(span.last), None, span.assumed)
    if word in ("before", "<"):
        return Span(None, _day_before(span.first), span.assumed)
    return replace(span, first=None)


def _two_sided(left: str, right: str, today: date) -> Span | None:
    """Both ends, either open (nothing, ``*``); an end without a year takes the other's."""
    opens = ("", "*", "?")
    if left in opens and right in opens:
        return None
    first = None if left in opens else _one(left, today, _year_in(right))
    last = None if right in opens else _one(right, today, _year_in(left))
    if (first is None) != (left in opens) or (last is None) != (right in opens):
        return None
    if first and last and first.first and last.last and first.first > last.last:
        swapped = f"from {last.first} to {first.last}: the ends stood the other way round"
        return Span(last.first, first.last, swapped)
    assumed = "; ".join(span.assumed for span in (first, last) if span and span.assumed) or None
    return Span(first.first if first else None, last.last if last else None, assumed)


def _one(words: str, today: date, year: int | None) -> Span | None:
    """A day, month, year or stretch; ``year`` is for those that name none, else the latest one not ahead of today."""
    for pattern, reading in _READINGS:
        found = pattern.fullmatch(words)
        if found:
            try:
                return reading(found, today, year)
            except (ValueError, OverflowError):
                return None
    return None


def _year_in(words: str) -> int | None:
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)", words)
    return int(found[1]) if found else None


def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _day(year: int, month: int, day: int) -> Span:
    return Span(date(year, month, day), date(year, month, day))


def _slashed(found: re.Match[str], today: date, year: int | None) -> Span:
    """Day and month in figures: day first, unless only the other way round is a date; said where both would be."""
    first, second, number = int(found[1]), int(found[2]), int(found[3])
    number += 2000 if number < 70 else 1900 if number < 100 else 0
    if second > 12:
        return _day(number, first, second)
    span = _day(number, second, first)
    if first > 12 or first == second:
        return span
    return replace(span, assumed=f"{found[0]} as {first} {MONTHS[second - 1].capitalize()} {number}, the day first")


def _bare_month(found: re.Match[str], today: date, year: int | None) -> Span:
    month = _month_number(found[1])
    if year is not None:
        return _month(year, month)
    year = today.year if month <= today.month else today.year - 1
    return replace(_month(year, month), assumed=f"{found[1]} as {MONTHS[month - 1].capitalize()} {year}")


def _bare_day(found: re.Match[str], today: date, year: int | None) -> Span:
    named = found.groupdict()
    month, day = _month_number(named["m"]), int(named["d"])
    if year is not None:
        return _day(year, month, day)
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    return replace(_day(year, month, day), assumed=f"{found[0]} as {day} {MONTHS[month - 1].capitalize()} {year}")


def _month_number(name: str) -> int:
    if name not in _MONTH:
        raise ValueError(name)
    return _MONTH[name]


def _number(word: str | None) -> int:
    return 1 if not word else _COUNTS[word] if word in _COUNTS else int(word)


def _quarter(year: int, quarter: int) -> Span:
    return Span(_month(year, 3 * quarter - 2).first, _month(year, 3 * quarter).last)


def _calendar(unit: str, day: date) -> Span:
    """The week (from Monday), month, quarter or year that a day lies in."""
    if unit == "day":
        return Span(day, day)
    if unit in ("week", "fortnight"):
        monday = day - timedelta(day.weekday())
        return Span(monday, monday + timedelta(6))
    if unit == "month":
        return _month(day.year, day.month)
    return _quarter(day.year, (day.month + 2) // 3) if unit == "quarter" else _year(day.year)


def _back(day: date, unit: str, count: int) -> date:
    """The day ``count`` units before; the month's last day where it has fewer days."""
    name, size = _RELATIVE[unit]
    back: date = day - relativedelta(**{name: size * count})
    return back


def _last(found: re.Match[str], today: date, year: int | None) -> Span:
    """ "last month" is the one before this; "last 3 months" the stretch that ends today."""
    if found[2]:
        return Span(_next_day(_back(today, found[3], _number(found[2]))), today)
    if found[1] in ("past", "recent"):
        return Span(_next_day(_back(today, found[3], 1)), today)
    return _calendar(found[3], _back(today, found[3], 1))


def _ago(found: re.Match[str], today: date, year: int | None) -> Span:
    day = _back(today, found[2], _number(found[1]))
    return Span(day, day) if found[2] in ("day", "week", "fortnight") else _calendar(found[2], day)


def _weekday(found: re.Match[str], today: date, year: int | None) -> Span:
    back = (today.weekday() - _DAYS.index(found[2])) % 7 or (7 if found[1] else 0)
    return Span(today - timedelta(back), today - timedelta(back))


def _half(found: re.Match[str], today: date, year: int | None) -> Span:
    half = 1 if found[1] in ("h1", "first half") else 2
    return Span(_month(int(found[2]), 6 * half - 5).first, _month(int(found[2]), 6 * half).last)


_Reading = Callable[[re.Match[str], date, int | None], Span]
_NAME = "([^\\W\\d_]+)\\.?"
_READINGS: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"(\d{4})", lambda f, today, year: _year(int(f[1]))),
        (r"(\d{3}0)'?s", lambda f, today, year: Span(date(int(f[1]), 1, 1), date(int(f[1]) + 9, 12, 31))),
        (r"(\d{4})[-/.](\d\d?)", lambda f, today, year: _month(int(f[1]), int(f[2]))),
        (r"(\d\d?)[-/.](\d{4})", lambda f, today, year: _month(int(f[2]), int(f[1]))),
        (r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)", lambda f, today, year: _day(int(f[1]), int(f[2]), int(f[3]))),
        (r"(\d{4})(\d\d)(\d\d)", lambda f, today, year: _day(int(f[1]), int(f[2]), int(f[3]))),
        (r"(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)", _slashed),
        (rf"{_NAME} (\d{{4}})", lambda f, today, year: _month(int(f[2]), _month_number(f[1]))),
        (rf"(\d{{4}}) {_NAME}", lambda f, today, year: _month(int(f[1]), _month_number(f[2]))),
        (rf"(\d\d?) {_NAME} (\d{{4}})", lambda f, today, year: _day(int(f[3]), _month_number(f[2]), int(f[1]))),
        (rf"{_NAME} (\d\d?) (\d{{4}})", lambda f, today, year: _day(int(f[3]), _month_number(f[1]), int(f[2]))),
        (rf"(\d{{4}}) {_NAME} (\d\d?)", lambda f, today, year: _day(int(f[1]), _month_number(f[2]), int(f[3]))),
        (r"q([1-4]) (\d{4})", lambda f, today, year: _quarter(int(f[2]), int(f[1]))),
        (r"(\d{4})[- ]?q([1-4])", lambda f, today, year: _quarter(int(f[1]), int(f[2]))),
        (r"(h1|h2|first half|second half) (\d{4})", _half),
        (r"today|now", lambda f, today, year: Span(today, today)),
        (r"yesterday", lambda f, today, year: Span(_day_before(today), _day_before(today))),
        (rf"(?:this|current) {_UNIT}", lambda f, today, year: _calendar(f[1], today)),
        (rf"(last|past|previous|recent) (?:({'|'.join(_COUNTS)}|\d{{1,4}}) )?{_UNIT}", _last),
        (rf"({'|'.join(_COUNTS)}|\d{{1,4}}) {_UNIT} ago", _ago),
        (rf"(last )?({'|'.join(_DAYS)})", _weekday),
        (_NAME, _bare_month),
        (r"(?P<d>\d\d?) (?P<m>[^\W\d_]+)\.?", _bare_day),
        (r"(?P<m>[^\W\d_]+)\.? (?P<d>\d\d?)", _bare_day),
    )
)


def _next_day(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _day_before(day: date) -> date:
    return day - timedelta(1) if day > date.min else day
