"""Names of months and weekdays, and the reckonings of years, that dates are written in."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from corpus.authority.wordlists import word_lists
from corpus.extracting.tokens import Tokens, fold

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_THAI = ("\u0e00", "\u0e7f")
_BUDDHIST = 543  # years from the Buddhist era to the common one
_SOLAR_MONTHS = (
    "فروردين", "ارديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "ابان", "اذر", "دي", "بهمن", "اسفند",
)  # fmt: skip
_LEAPS_OF_33 = (1, 5, 9, 13, 17, 22, 26, 30)


@cache
def months() -> dict[str, int]:
    """Folded names of the months of the common calendar; names of two words are joined by ``_``."""
    lists = word_lists("dates")
    return {form: month for month in range(1, 13) for word in lists[str(month)] for form in (fold(word), word)}


@cache
def month_openers() -> frozenset[str]:
    """First words of the months named by two words."""
    return frozenset(name.split("_")[0] for name in months() if "_" in name)


@cache
def weekdays() -> dict[str, int]:
    """Folded names of weekdays, Monday 0."""
    lists = word_lists("dates")
    return {fold(word): day for day in range(7) for word in lists[f"weekday-{day}"]}


@cache
def date_words(section: str) -> frozenset[str]:
    """A section of the word list of dates, folded; ``_`` within an entry stands for a blank."""
    return frozenset(fold(word.replace("_", " ")) for word in word_lists("dates")[section])


@cache
def solar_months() -> dict[str, int]:
    """Folded names of the months of the Solar Hijri calendar, from 1."""
    return {fold(name): place for place, name in enumerate(_SOLAR_MONTHS, start=1)}


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the common calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def common_year(number: int, month_name: str) -> int | None:
    """The year of the common era that a number beside a month's name means; None where it is no year."""
    if 1900 <= number <= 2199:
        return number
    if _THAI[0] <= month_name[:1] <= _THAI[1] and 2400 <= number <= 2700:
        return number - _BUDDHIST
    return None


def era_year(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The year and first token of 令和5 or 民國113 whose number is token ``at``; None where no era stands before it."""
    era = "".join(tokens.texts[max(0, at - 2) : at])
    if era not in _ERAS:
        return None
    number = 1 if tokens.texts[at] == "元" else int(tokens.texts[at])
    first = at - 2
    if "".join(tokens.texts[max(0, at - 4) : at - 2]) in ("中華", "中华"):
        first = at - 4
    return number + _ERAS[era], first


def from_solar(year: int, month: int, day: int) -> date | None:
    """The day of the common calendar of a Solar Hijri date from 1300 to 1500; None for a day that calendar lacks.

    Leap years by the cycle of 33 years, which agrees with the observed calendar over that span.
    """
    if not (1300 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    # 1 Farvardin 1400 was 21 March 2021; whole years are counted from there.
    start = date(2021, 3, 21)
    step = 1 if year >= 1400 else -1
    for passed in range(min(year, 1400), max(year, 1400)):
        start += timedelta(days=step * (366 if passed % 33 in _LEAPS_OF_33 else 365))
    days_before = (month - 1) * 31 if month < 8 else 186 + (month - 7) * 30
    return start + timedelta(days=days_before + day - 1)
