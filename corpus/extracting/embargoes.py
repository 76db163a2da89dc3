"""Embargoes: the instant until which a release must not be seen, when the text or metadata set one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from corpus.document import Document
from corpus.extracting.dates import chosen, dates_in, nearest_year
from corpus.extracting.title import Found
from corpus.extracting.tokens import fold

_WORDS = re.compile(
    r"(?:embargo(?:ed|ado|e)?\b|sperrfrist|gesperrt bis|sous embargo|эмбарго|ambargo|not for (?:publication|release) before)"
)
_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:.h](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|uhr|hrs?|hours|noon|h\b)?", re.IGNORECASE)
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "ist": 330, "jst": 540,
    "sgt": 480, "aest": 600, "aedt": 660, "sast": 120, "eat": 180, "brt": -180,
}  # fmt: skip


def embargo_of(
    document: Document, lines: Iterable[str], zone: str | None, order: object, issued: str | None
) -> Found | None:
    """The instant with its offset, ISO 8601. A word without a day is no embargo, nor is an embargo on trade."""
    for metadatum in document.metadata_values("embargo"):
        value = _instant(metadatum.value, zone, issued)
        if value:
            return Found(value, "embargo key of the file", metadatum.where)
    for line in lines:
        folded = fold(line[:300])
        match = _WORDS.search(folded)
        if match is None or match.start() > 60:
            continue
        value = _instant(line[max(0, match.start()) : match.start() + 140], zone, issued)
        if value:
            return Found(value, "embargo line", "text")
    return None


def _instant(text: str, zone: str | None, issued: str | None) -> str | None:
    try:
        whole = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        if whole.tzinfo is not None:
            return whole.isoformat()
    except ValueError:
        pass
    day = _day(text, issued)
    if day is None:
        return None
    offset = re.search(r"(?<![A-Za-z])(" + "|".join(_ZONES) + r")(?![A-Za-z])", text, re.IGNORECASE)
    clock = _clock(text)
    if offset:
        tz: timezone | ZoneInfo = timezone(timedelta(minutes=_ZONES[offset[1].lower()]))
    elif zone:
        tz = ZoneInfo(zone)
    else:
        return None
    return datetime.combine(day, clock, tz).isoformat()


def _day(text: str, issued: str | None) -> date | None:
    for found in dates_in(text):
        reading = chosen(found, "dmy")
        if reading is None or reading[2] is None:
            continue
        year, month, day = reading
        if year is not None:
            return date(year, month, day)
        if issued and len(issued) == 10:
            near = nearest_year(month, day, date.fromisoformat(issued) + timedelta(days=300))
            if near is not None:
                return near
    return None


def _clock(text: str) -> time:
    if re.search(r"(?i)\bnoon\b", text):
        return time(12)
    for match in _TIME.finditer(text):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower().replace(".", "")
        if not match[2] and not half:
            continue
        if half == "pm" and hour < 12:
            hour += 12
        if half == "am" and hour == 12:
            hour = 0
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return time(0)
