"""Dates as people write them, found over tokens: a grammar of day, month and year in some seventy languages.

What a date means for the release (day of issue, dateline, embargo) is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from corpus.extracting.calendars import (
    common_year,
    date_words,
    era_year,
    from_solar,
    is_day,
    month_openers,
    months,
    solar_months,
    weekdays,
)
from corpus.extracting.tokens import Tokens, fold, tokenise

Order = Literal["dmy", "mdy", "ymd"]
Reading = tuple[int | None, int, int | None]  # year, month, day; what is not written is None


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at the tokens ``first`` up to and without ``last``; two readings where day and month can't be told apart,
    the day first in the first of them."""

    first: int
    last: int
    readings: tuple[Reading, ...]
    weekday: int | None = None  # 0 Monday, as written beside it
    rule: str = ""

    @property
    def full(self) -> bool:
        return all(year is not None and day is not None for year, _, day in self.readings)


def iso(year: int, month: int, day: int | None) -> str:
    """ISO 8601, with as much as is known."""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def chosen(found: DateFound, order: Order | None) -> Reading | None:
    """The reading by the order of day and month; None where there are two and the order is not known."""
    if len(found.readings) == 1:
        return found.readings[0]
    for reading, kind in zip(found.readings, ("dmy", "mdy"), strict=True):
        if kind == order:
            return reading
    return None


def nearest_year(month: int, day: int, near: date) -> date | None:
    """The last such day that is not after ``near`` by more than one; None for 29 February far from a leap year."""
    for year in range(near.year + 1, near.year - 8, -1):
        if is_day(year, month, day) and date(year, month, day) <= near + timedelta(days=1):
            return date(year, month, day)
    return None


def find_dates(tokens: Tokens, first: int = 0, last: int | None = None) -> list[DateFound]:
    """All dates in a run of tokens, in order, none over another."""
    last = len(tokens) if last is None else min(last, len(tokens))
    found: list[DateFound] = []
    free = first
    for at in range(first, last):
        if at < free or not _may_tell(tokens.texts[at]):
            continue
        here = _date_at(tokens, at, free, last)
        if here is not None:
            here = _with_weekday(tokens, _with_other_calendar(tokens, here, free), free, last)
            found.append(here)
            free = here.last
    return found


@lru_cache(maxsize=1 << 16)
def _may_tell(text: str) -> bool:
    """Whether a word is a number or names a month, as far as the word alone can tell."""
    if text[0].isdigit() or not any(map(str.isalpha, text)):
        return any(map(str.isalnum, text))
    word = fold(text).rstrip(".")
    return (
        word in months()
        or word in month_openers()
        or word in solar_months()
        or word in ("thang", "元")
        or "-" in word
        or _GLUED.search(text) is not None
    )


def dates_in(text: str) -> list[DateFound]:
    """The dates of a short text of its own: a metadata value, a file name."""
    return find_dates(tokenise(text))


def _date_at(tokens: Tokens, at: int, first: int, last: int) -> DateFound | None:
    """A date whose number or month's name is token ``at``; its tokens lie in ``[first, last)``."""
    shape, word = tokens.shapes[at], tokens.folds[at]
    if shape == "9" or (shape == "m" and word[0].isdigit()):
        return _numeric(tokens, at) or _hyphened(tokens, at) or _eastern(tokens, at, last) or _spaced(tokens, at, last)
    if shape == ".":
        return None
    if word == "元":
        return _eastern(tokens, at, last)
    named = _month_at(tokens, at, last)
    if named is not None:
        return _by_month(tokens, at, named, first, last)
    if word in solar_months():
        return _solar(tokens, at, first, last)
    return _hyphened(tokens, at) if "-" in word else None


_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)\Z")


def _numeric(tokens: Tokens, at: int) -> DateFound | None:
    """12.03.2024, 2024-03-12, 3/12/24, 20240312, within one token."""
    text = tokens.texts[at]
    match = _NUMERIC.match(text)
    if match is not None:
        return _of_numbers(at, at + 1, match[1], match[3], match[4], match[2])
    compact = _COMPACT.match(text)
    return _of_numbers(at, at + 1, compact[1], compact[2], compact[3], "-") if compact else None


def _of_numbers(first: int, last: int, a: str, b: str, c: str, mark: str) -> DateFound | None:
    if len(a) == 4:
        candidates = [(int(a), int(b), int(c))]
        if 1300 <= int(a) <= 1500:
            day = from_solar(int(a), int(b), int(c))
            candidates = [(day.year, day.month, day.day)] if day else []
    elif len(a) == 3 or len(c) == 3 or len(b) > 2:
        return None
    else:
        year = int(c) if len(c) == 4 else int(c) + (2000 if int(c) < 70 else 1900)
        candidates = [(year, int(b), int(a))]
        # With full stops the day comes first everywhere.
        if mark != "." and a != b:
            candidates.append((year, int(a), int(b)))
    readings = tuple(r for r in candidates if 1900 <= r[0] <= 2199 and is_day(*r))
    return DateFound(first, last, readings, rule="numeric date") if readings else None


_HYPHENED = re.compile(r"(\d{1,2})[-.]?([^\W\d_]{3,12})[-.]?(\d{4}|\d\d)\Z")
_HYPHENED_MONTH = re.compile(r"([^\W\d_]{3,12})[-.](\d{1,2})[-.](\d{4})\Z")


def _hyphened(tokens: Tokens, at: int) -> DateFound | None:
    """12-Feb-2021, 12Feb2021, Feb-12-2021, within one token."""
    match = _HYPHENED.match(tokens.folds[at])
    if match:
        day, name, year = match[1], match[2], match[3]
    else:
        match = _HYPHENED_MONTH.match(tokens.folds[at])
        if match is None:
            return None
        day, name, year = match[2], match[1], match[3]
    month = months().get(name)
    number = int(year) + (2000 if len(year) == 2 else 0)
    if month is None or not 1900 <= number <= 2199 or not is_day(number, month, int(day)):
        return None
    return DateFound(at, at + 1, ((number, month, int(day)),), rule="month by name")


def _spaced(tokens: Tokens, at: int, last: int) -> DateFound | None:
    """12. 3. 2024, 2024. 3. 12, 3 / 12 / 2024, 12/Feb/2021, or 3 12 2024 where the marks were lost."""
    texts = tokens.texts
    mark = texts[at + 1] if at + 1 < last and texts[at + 1] in ("/", ".", "-") else ""
    step = 2 if mark else 1
    if at + 2 * step >= last or (mark and texts[at + 3] != mark):
        # "12.3" is one token where "2024г" is glued to the year.
        return _half_glued(tokens, at, last)
    a, b, c = texts[at], texts[at + step], texts[at + 2 * step]
    end = at + 2 * step + 1
    named = months().get(fold(b))
    year = _year(tokens, at + 2 * step)
    if named is not None and mark and a.isdigit() and len(a) < 3 and year is not None and is_day(year, named, int(a)):
        return DateFound(at, end, ((year, named, int(a)),), rule="month by name")
    if not (a.isdigit() and b.isdigit()) or len(b) > 2:
        return None
    if len(a) == 4 and mark and c.isdigit():
        return _of_numbers(at, end, a, b, c, mark)
    if year is None or len(a) > 2 or (not mark and tokens.starts[at + 1] - tokens.ends[at] > 2):
        return None
    return _of_numbers(at, end, a, b, str(year), mark)


def _half_glued(tokens: Tokens, at: int, last: int) -> DateFound | None:
    head = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", tokens.texts[at])
    if head is None or at + 2 >= last or tokens.texts[at + 1] != ".":
        return None
    year = _year(tokens, at + 2)
    return _of_numbers(at, at + 3, head[1], head[2], str(year), ".") if year is not None else None


_UNITS = (("年", "년"), ("月", "월"), ("日", "일"))


def _eastern(tokens: Tokens, at: int, last: int) -> DateFound | None:
    """2024年3月12日, 令和5年3月12日, 民國113年3月12日, 2024년 3월 12일, 3月12日."""
    texts, shapes = tokens.texts, tokens.shapes
    first, place = at, at
    year: int | None = None
    if at + 1 < last and texts[at + 1] in _UNITS[0]:
        era = era_year(tokens, at)
        if era is None and (shapes[at] != "9" or not texts[at].isdigit()):
            return None
        year, first = era if era else (int(texts[at]), at)
        place = at + 2
    parts: list[int] = []
    for units in _UNITS[1:]:
        if place + 1 >= last or not texts[place].isdigit() or texts[place + 1] not in units:
            break
        parts.append(int(texts[place]))
        place += 2
    if not parts or (year is None and len(parts) < 2):
        return None
    month, day = parts[0], parts[1] if len(parts) > 1 else None
    if (year is not None and not 1900 <= year <= 2199) or not is_day(year or 2000, month, day or 1):
        return None
    return DateFound(first, place, ((year, month, day),), rule="year month day in Chinese, Japanese or Korean")


_GLUED = re.compile(r"(?<=[A-Z]{3})[A-Z][a-z]{2,9}\Z")  # "WASHINGTONMarch": a lost line end


def _month_at(tokens: Tokens, at: int, last: int) -> tuple[int, int] | None:
    """Month and the token behind its name, which may be of two words (كانون الثاني, tháng 3)."""
    word, known = tokens.folds[at], months()
    month = known.get(word)
    end = at + 1
    if month is None and end < last:
        if word in month_openers():
            month, end = known.get(f"{word}_{tokens.folds[end]}"), end + 1
        elif word == "thang" and tokens.texts[end].isdigit() and int(tokens.texts[end]) <= 12:
            month, end = int(tokens.texts[end]) or None, end + 1
        else:
            glued = _GLUED.search(tokens.texts[at])
            month = known.get(glued[0].lower()) if glued else None
    if month is None:
        return None
    # The same month in two calendars' names: آذار/مارس.
    while end + 1 < last and tokens.texts[end] == "/" and known.get(tokens.folds[end + 1]) == month:
        end += 2
    return month, end


def _by_month(tokens: Tokens, at: int, named: tuple[int, int], first: int, last: int) -> DateFound | None:
    month, end = named
    begin = at
    name = tokens.texts[at]
    day, year = None, None
    before = _skipped_back(tokens, at - 1, first)
    if before >= first:
        day = _day(tokens, before)
        if day is not None:
            begin = before
            earlier = _skipped_back(tokens, before - 1, first)
            if earlier >= first and before - earlier > 1 and _year(tokens, earlier) is not None:
                year, begin = _year(tokens, earlier), earlier
        elif at - before <= 3 and _year(tokens, before, name) is not None:
            year, begin = _year(tokens, before, name), before
    after = _skipped(tokens, end, last)
    if day is None and after < last:
        pair = re.fullmatch(r"(\d{1,2})[.,](\d{4})", tokens.texts[after])
        if pair is not None:
            day, year, end = int(pair[1]), int(pair[2]), after + 1
        elif (day := _day(tokens, after)) is not None:
            end = after + 1
            after = _skipped(tokens, end, last)
            if after < last and _month_at(tokens, after, last) is not None:
                return None  # "Rio de Janeiro, 18 de novembro": the day is the next month's
    if year is None and after < last and (year := _year(tokens, after, name)) is not None:
        end = after + 1
    if (day is None and year is None) or (tokens.folds[at] in date_words("abbreviated") and not (day and year)):
        return None
    if year is not None and end < last and tokens.folds[end] in date_words("year") and tokens.shapes[end] != "X":
        end += 1
    if day is not None and not is_day(year or 2000, month, day):
        return None
    return DateFound(begin, end, ((year, month, day),), rule="month by name")


def _solar(tokens: Tokens, at: int, first: int, last: int) -> DateFound | None:
    if at - 1 < first or at + 1 >= last:
        return None
    day, year = _number(tokens, at - 1), _number(tokens, at + 1)
    common = from_solar(year, solar_months()[tokens.folds[at]], day) if day and year else None
    if common is None:
        return None
    return DateFound(at - 1, at + 2, ((common.year, common.month, common.day),), rule="Solar Hijri date")


def _number(tokens: Tokens, at: int) -> int | None:
    """The number of a token such as 12, 1er, 3rd, 2016-cı, 2024г; None where it is none or glued to other letters."""
    digits = re.match(r"\d{1,4}(?!\d)", tokens.texts[at])
    if digits is None:
        return None
    rest = tokens.texts[at][digits.end() :]
    known = not rest or rest == "." or fold(rest).strip("-.'’") in date_words("ordinal")
    return int(digits[0]) if known else None


def _day(tokens: Tokens, at: int) -> int | None:
    number = _number(tokens, at)
    return number if number is not None and 1 <= number <= 31 and not tokens.texts[at].startswith("00") else None


def _year(tokens: Tokens, at: int, month_name: str = "") -> int | None:
    text = tokens.texts[at]
    if len(text) < 4 or not text[:4].isdigit():
        return None
    number = _number(tokens, at)
    if number is None and len(text) > 4 and text[4].isupper():
        number = int(text[:4])  # "2005Contact": a lost line end
    return common_year(number, month_name) if number is not None else None


def _skipped(tokens: Tokens, at: int, last: int) -> int:
    for _ in range(3):
        if at < last and _joins(tokens, at):
            at += 1
    return at


def _skipped_back(tokens: Tokens, at: int, first: int) -> int:
    for _ in range(3):
        if at >= first and _joins(tokens, at):
            at -= 1
    return at


def _joins(tokens: Tokens, at: int) -> bool:
    return (
        tokens.folds[at] in date_words("joint")
        or tokens.texts[at] in (".", "،", "พ.ศ.")
        or (tokens.shapes[at] in ("x", "c") and tokens.folds[at] in date_words("ordinal"))
    )


def _with_other_calendar(tokens: Tokens, found: DateFound, first: int) -> DateFound:
    """Takes in the same day by the lunar calendar before it: 9 رمضان 1445هـ الموافق 19 مارس 2024م."""
    at = found.first - 1
    if at - 2 < first or tokens.folds[at] not in date_words("same"):
        return found
    year = at - 1
    month = year - 1
    while month >= first and tokens.folds[month] in date_words("lunar"):
        month -= 1
    if month == year - 1 or month < first or _number(tokens, month) is None or _number(tokens, year) is None:
        return found
    return replace(found, first=month)


_BEFORE_DATE = frozenset((",", ".", "den", "am", "le", "the", "،", "o", "dem", "المو"))


def _with_weekday(tokens: Tokens, found: DateFound, first: int, last: int) -> DateFound:
    """A weekday directly before or behind belongs to the date."""
    days, folds = weekdays(), tokens.folds
    before = found.first - 1
    while before >= first and folds[before] in _BEFORE_DATE and found.first - before < 3:
        before -= 1
    if before >= first and folds[before] in days:
        return replace(found, first=before, weekday=days[folds[before]])
    if found.last < last and folds[found.last] in days:
        return replace(found, last=found.last + 1, weekday=days[folds[found.last]])
    return found
