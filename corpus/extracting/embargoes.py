"""Embargoes: the instant until which a release must not be seen, when the text or metadata set one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from corpus.authority.wordlists import word_lists
from corpus.document import Document
from corpus.extracting.dates import Order, chosen, find_dates, nearest_year
from corpus.extracting.frames import frame_of
from corpus.extracting.title import Found
from corpus.extracting.tokens import fold, tokenise

_REACH = 160  # characters within which the instant stands
_TIME = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:\s?[:.h]\s?([0-5]\d))?(?![\d/]|[.-]\d)\s*"
    r"(a\.?m\b\.?|p\.?m\b\.?|uhr|hrs?\b|hours|horas|ore|h\b)?",
    re.IGNORECASE,
)
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "trt": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "ist": 330, "pkt": 300, "npt": 345, "jst": 540,
    "kst": 540, "sgt": 480, "hkt": 480, "myt": 480, "pht": 480, "wib": 420, "aest": 600, "aedt": 660, "awst": 480,
    "acst": 570, "nzst": 720, "nzdt": 780, "sast": 120, "cat": 120, "eat": 180, "wat": 60, "brt": -180, "art": -180,
}  # fmt: skip
# Letters that stand for summer and winter time alike.
_PLACES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_OFFSET = re.compile(
    r"(?<![A-Za-z])(?:(?:GMT|UTC)\s?([+\-−]\d{1,2})(?::?(\d\d))?|(" + "|".join([*_ZONES, *_PLACES]) + r"))(?![A-Za-z])",
    re.IGNORECASE,
)


def embargo_of(
    document: Document, lines: Iterable[str], zone: str | None, order: Order | None, issued: str | None
) -> Found | None:
    """The instant with its offset, ISO 8601. A word without a day is no embargo, nor is an embargo on trade."""
    for metadatum in document.metadata_values("embargo"):
        value = _instant(metadatum.value, zone, order, issued)
        if value:
            return Found(value, "embargo key of the file", metadatum.where)
    for line in lines:
        begin = _begins(line)
        value = _instant(line[begin : begin + _REACH], zone, order, issued) if begin is not None else None
        if value:
            return Found(value, "embargo line", "header")
    return None


def _begins(line: str) -> int | None:
    """Where the embargo's terms begin in a line; None where it sets none."""
    if frame_of(line)[0] == "embargo":
        return 0
    head = fold(line[:120])
    for phrase in _inner():
        at = head.find(phrase)
        if at >= 0 and (at < 40 or line[:at].isupper()):
            return at
    return None


@cache
def _inner() -> tuple[str, ...]:
    """Phrases that set an embargo wherever they stand in an opening line: the word with what makes it a term."""
    phrases = (phrase.replace("_", " ") for phrase in word_lists("zones")["embargo terms"])
    return tuple(sorted(map(fold, phrases)))


def _instant(text: str, zone: str | None, order: Order | None, issued: str | None) -> str | None:
    try:
        whole = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        if whole.tzinfo is not None:
            return whole.isoformat()
        if "T" in text and zone:
            return whole.replace(tzinfo=ZoneInfo(zone)).isoformat()
    except ValueError:
        pass
    found = _day(text, order, issued)
    if found is None:
        return None
    day, rest = found
    clock, next_day = _clock(rest)
    stated = _zone(text) or (ZoneInfo(zone) if zone else None)
    if stated is None:
        return None
    return datetime.combine(day + timedelta(days=next_day), clock, stated).isoformat()


def _zone(text: str) -> timezone | ZoneInfo | None:
    match = _OFFSET.search(text)
    if match is None:
        return None
    if match[1]:
        hours = int(match[1].replace("−", "-"))
        minutes = int(match[2] or 0) * (-1 if hours < 0 else 1)
        return timezone(timedelta(hours=hours, minutes=minutes)) if abs(hours) < 15 else None
    name = match[3].lower()
    return ZoneInfo(_PLACES[name]) if name in _PLACES else timezone(timedelta(minutes=_ZONES[name]))


def _day(text: str, order: Order | None, issued: str | None) -> tuple[date, str] | None:
    """The day, and the text without it; the year is the nearest to the day of issue where none is said."""
    tokens = tokenise(text)
    for found in find_dates(tokens):
        reading = chosen(found, order)
        if reading is None:
            continue
        start, end = tokens.span(found.first, found.last)
        rest = f"{text[:start]} , {text[end:]}"
        year, month, day = reading
        if day is None:
            continue
        if year is not None:
            return date(year, month, day), rest
        if issued and len(issued) == 10:
            near = nearest_year(month, day, date.fromisoformat(issued) + timedelta(days=300))
            if near is not None:
                return near, rest
    return None


def _clock(text: str) -> tuple[time, int]:
    """The hour, and the days to add: 24:00 is the next day. Without an hour it is the day's beginning."""
    if re.search(r"(?i)\b(?:noon|midday|12 mittags|mezzogiorno|mediod[ií]a|meio-dia)\b", text):
        return time(12), 0
    for match in _TIME.finditer(text):
        hour, minute = int(match[1]), int(match[2] or 0)
        half = (match[3] or "").lower().replace(".", "")
        if not match[2] and not half:
            continue
        if half == "pm" and hour < 12:
            hour += 12
        if half == "am" and hour == 12:
            hour = 0
        if hour == 24 and not minute:
            return time(0), 1
        if hour < 24:
            return time(hour, minute), 0
    return time(0), 0
