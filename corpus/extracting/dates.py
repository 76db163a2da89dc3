"""Dates as people write them, found over tokens: a grammar of day, month and year in two dozen languages.

What a date means for the release (day of issue, dateline, embargo) is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from corpus.extracting.tokens import Tokens, fold, tokenise
from corpus.extracting.wordlists import word_lists

Order = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at the tokens ``first`` up to and without ``last``. ``readings`` are (year, month, day) with what is not
    written as None; there are two where day and month can't be told apart."""

    first: int
    last: int
    readings: tuple[tuple[int | None, int, int | None], ...]
    weekday: int | None = None  # 0 Monday, as written beside it
    rule: str = ""

    @property
    def full(self) -> bool:
        return all(year is not None and day is not None for year, _, day in self.readings)


def iso(year: int, month: int, day: int | None) -> str:
    """ISO 8601, with as much as is known."""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def chosen(found: DateFound, order: Order | None) -> tuple[int | None, int, int | None] | None:
    """The reading by the order of day and month; None where there are two and the order is not known."""
    if len(found.readings) == 1:
        return found.readings[0]
    for reading, kind in zip(found.readings, ("dmy", "mdy"), strict=True):
        if kind == order:
            return reading
    return None


def nearest_year(month: int, day: int, near: date) -> date | None:
    """The day of that month and day that is not after ``near``; None for 29 February far from a leap year."""
    for year in range(near.year, near.year - 8, -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= near + timedelta(days=1):
            return candidate
    return None


def find_dates(tokens: Tokens, first: int = 0, last: int | None = None) -> list[DateFound]:
    """All dates in a run of tokens, in order, none over another."""
    last = len(tokens) if last is None else min(last, len(tokens))
    found: list[DateFound] = []
    at = first
    months, folds, shapes = _months(), tokens.folds, tokens.shapes
    while at < last:
        shape, word = shapes[at], folds[at]
        date_found = None
        if shape == "9" or (shape == "m" and word[:1].isdigit()):
            date_found = _numeric(tokens, at) or _eastern(tokens, at, last)
        if date_found is None and word in months:
            date_found = _by_month(tokens, at, max(first, found[-1].last if found else 0), last)
        if date_found is None:
            at += 1
            continue
        if found and date_found.first < found[-1].last:
            at += 1
            continue
        found.append(_with_weekday(tokens, date_found, first, last))
        at = date_found.last
    return found


def dates_in(text: str) -> list[DateFound]:
    """The dates of a short text of its own: a metadata value, a file name."""
    return find_dates(tokenise(text))


@cache
def _months() -> dict[str, int]:
    lists = word_lists("dates")
    return {form: month for month in range(1, 13) for word in lists[str(month)] for form in (fold(word), word)}


@cache
def _weekdays() -> dict[str, int]:
    lists = word_lists("dates")
    return {fold(word): day for day in range(7) for word in lists[f"weekday-{day}"]}


@cache
def _joints() -> frozenset[str]:
    return frozenset(map(fold, word_lists("dates")["joint"])) | {",", "."}


_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)\Z")


def _numeric(tokens: Tokens, at: int) -> DateFound | None:
    text = tokens.texts[at]
    match = _NUMERIC.match(text)
    if match is None:
        compact = _COMPACT.match(text)
        if compact is None:
            return None
        readings = _possible([(int(compact[1]), int(compact[2]), int(compact[3]))])
        return DateFound(at, at + 1, readings, rule="numeric date") if readings else None
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        readings = _possible([(a, b, c)])
    elif len(match[4]) == 3 or len(match[1]) == 3:
        return None
    else:
        year = c if len(match[4]) == 4 else c + (2000 if c < 70 else 1900)
        # With full stops the day comes first everywhere.
        orders = [(year, b, a)] if match[2] == "." else [(year, b, a), (year, a, b)]
        readings = _possible(orders)
        if len(set(readings)) == 1:
            readings = readings[:1]
    return DateFound(at, at + 1, readings, rule="numeric date") if readings else None


def _possible(readings: list[tuple[int, int, int]]) -> tuple[tuple[int | None, int, int | None], ...]:
    return tuple((y, m, d) for y, m, d in readings if 1900 <= y <= 2199 and 1 <= m <= 12 and _valid(y, m, d))


def _valid(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_UNITS = (("年", "년"), ("月", "월"), ("日", "일"))


def _eastern(tokens: Tokens, at: int, last: int) -> DateFound | None:
    """2024年3月12日, 令和5年3月12日, 2024년 3월 12일."""
    texts = tokens.texts
    parts: list[int] = []
    place = at
    for units in _UNITS:
        if place + 1 < last and tokens.shapes[place] == "9" and texts[place + 1] in units:
            parts.append(int(texts[place]))
            place += 2
        else:
            break
    if len(parts) < 2:
        return None
    year, first = parts[0], at
    era = "".join(texts[max(0, at - 2) : at])
    if year < 100 and era in _ERAS:
        year, first = year + _ERAS[era], at - 2
    day = parts[2] if len(parts) > 2 else None
    if not 1900 <= year <= 2199 or not 1 <= parts[1] <= 12 or (day and not _valid(year, parts[1], day)):
        return None
    return DateFound(first, place, ((year, parts[1], day),), rule="year month day in Chinese, Japanese or Korean")


def _by_month(tokens: Tokens, at: int, first: int, last: int) -> DateFound | None:
    month = _months()[tokens.folds[at]]
    begin, end = at, at + 1
    # The same month in two calendars' names: آذار/مارس.
    while end + 1 < last and tokens.texts[end] == "/" and _months().get(tokens.folds[end + 1]) == month:
        end += 2
    day, year = None, None
    before = _skipped_back(tokens, at - 1, first)
    if before >= first:
        number = _number(tokens, before)
        if number is not None and 1 <= number <= 31 and not _year_like(tokens, before):
            day, begin = number, before
            earlier = _skipped_back(tokens, before - 1, first)
            if earlier >= first and before - earlier > 1 and _year_like(tokens, earlier):
                year, begin = _number(tokens, earlier), earlier
        elif number is not None and _year_like(tokens, before) and at - before <= 2:
            year, begin = number, before
    after = _skipped(tokens, end, last)
    if day is None and after < last and not _year_like(tokens, after):
        number = _number(tokens, after)
        if number is not None and 1 <= number <= 31:
            day, end = number, after + 1
            after = _skipped(tokens, end, last)
    if year is None and after < last and _year_like(tokens, after):
        year, end = _number(tokens, after), after + 1
    if day is None and year is None:
        return None
    if day is not None and not _valid(year or 2000, month, day):
        return None
    return DateFound(begin, end, ((year, month, day),), rule="month by name")


def _number(tokens: Tokens, at: int) -> int | None:
    digits = re.match(r"\d{1,4}(?!\d)", tokens.texts[at])
    if digits is None or (tokens.shapes[at] != "9" and not _ordinal(tokens.texts[at][digits.end() :])):
        return None
    rest = tokens.texts[at][digits.end() :]
    return int(digits[0]) if rest in ("", ".") or _ordinal(rest) else None


def _ordinal(ending: str) -> bool:
    return fold(ending).strip("-.'’") in _ordinals()


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(fold(word).strip("-.'’") for word in word_lists("dates")["ordinal"])


def _year_like(tokens: Tokens, at: int) -> bool:
    text = tokens.texts[at][:4]
    number = _number(tokens, at)
    return number is not None and len(text) == 4 and 1900 <= number <= 2199


def _skipped(tokens: Tokens, at: int, last: int) -> int:
    for _ in range(2):
        if at < last and tokens.folds[at] in _joints():
            at += 1
    return at


def _skipped_back(tokens: Tokens, at: int, first: int) -> int:
    for _ in range(2):
        if at >= first and tokens.folds[at] in _joints():
            at -= 1
    return at


def _with_weekday(tokens: Tokens, found: DateFound, first: int, last: int) -> DateFound:
    """A weekday directly before or behind belongs to the date."""
    days, folds = _weekdays(), tokens.folds
    before = found.first - 1
    while before >= first and folds[before] in {",", ".", "den", "am", "le", "the"} and found.first - before < 3:
        before -= 1
    if before >= first and folds[before] in days:
        return DateFound(before, found.last, found.readings, days[folds[before]], found.rule)
    if found.last < last and folds[found.last] in days:
        return DateFound(found.first, found.last + 1, found.readings, days[folds[found.last]], found.rule)
    return found


def words_of(found: DateFound, tokens: Tokens) -> Iterator[str]:
    yield from tokens.texts[found.first : found.last]
