"""The day of issue: weighed from metadata, header, dateline, body and file name, in that order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from corpus.document import Document
from corpus.extracting.datelines import DatelineFound
from corpus.extracting.dates import DateFound, Order, chosen, dates_in, find_dates, iso, nearest_year
from corpus.extracting.tokens import Tokens, fold, tokenise
from corpus.extracting.zones import Zones
from corpus.release import Problem, Span
from corpus.source import Source


@dataclass(frozen=True, slots=True)
class Witness:
    value: str  # ISO 8601
    source: str  # metadata header dateline body filename
    where: str
    rule: str
    weekday: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    witness: Witness | None
    dateline_date: str | None
    problems: tuple[Problem, ...]


_EVENTS = frozenset(["updated", "modified", "last_updated", "aktualisiert", "mis_a_jour", "aggiornato", "обновлено"])


def issue_of(
    document: Document, source: Source, title: str | None, zones: Zones, dateline: DatelineFound | None, text: str
) -> Issue:
    """The day of issue. Where witnesses differ, one that a third agrees with wins, else the higher source."""
    order = source.date_order or _order_of(source.country)
    problems: list[Problem] = []
    witnesses = _of_metadata(document, source, order)
    witnesses += _of_header(zones, title, order)
    name = _of_filename(document.source.path, order)
    near = (witnesses + name)[:1]
    line = _of_dateline(dateline, order, near[0].value if near else None)
    dateline_date = line.value if line else None
    if line and (dateline is None or dateline.date is None or dateline.date.full or near):
        witnesses.append(line)
        if dateline is not None and dateline.date is not None and not dateline.date.full:
            witnesses[-1:] = []
            problems.append(
                Problem("dateline", "year-inferred", f"the dateline has no year; taken from the {near[0].source}")
            )
    if not witnesses:
        witnesses += _of_body(text, order)
    witnesses += name
    if not witnesses:
        return Issue(None, dateline_date, tuple(problems))
    best = _agreed(witnesses)
    others = {w.value for w in witnesses if w.source in ("metadata", "header", "dateline")} - {best.value}
    if others and any(not best.value.startswith(other) and not other.startswith(best.value) for other in others):
        problems.append(
            Problem(
                "date", "dates-differ", f"the {best.source} says {best.value}, others say {', '.join(sorted(others))}"
            )
        )
    if best.weekday is not None and len(best.value) == 10 and date.fromisoformat(best.value).weekday() != best.weekday:
        problems.append(Problem("date", "weekday-differs", f"{best.value} is another day of the week than written"))
    return Issue(best, dateline_date, tuple(problems))


def _agreed(witnesses: list[Witness]) -> Witness:
    first = witnesses[0]
    rivals = [w for w in witnesses if w.value != first.value]
    if not rivals:
        return first
    # A witness of another kind that repeats a rival's day makes two against one.
    support: dict[str, set[str]] = {}
    for witness in witnesses:
        support.setdefault(witness.value, set()).add(witness.source if witness.source != "metadata" else witness.where)
    best = max(support, key=lambda value: (len(support[value]), -[w.value for w in witnesses].index(value)))
    if len(support[best]) > len(support[first.value]):
        return next(w for w in witnesses if w.value == best)
    return first


def _order_of(country: str | None) -> Order | None:
    if country is None:
        return None
    return "mdy" if country in ("US", "PH", "FM", "PW", "MH") else "dmy"


def _of_metadata(document: Document, source: Source, order: Order | None) -> list[Witness]:
    found: list[Witness] = []
    for metadatum in document.metadata_values("date"):
        value = read_instant(metadatum.value, source.timezone, order)
        if value:
            found.append(Witness(value, "metadata", metadatum.where, "date key of the file"))
    for metadatum in document.metadata_values("title"):
        if metadatum.where == "title" and len(metadatum.value) < 60:
            for each in dates_in(metadatum.value):
                reading = chosen(each, order)
                if each.full and reading and reading[0]:
                    found.append(
                        Witness(iso(reading[0], *reading[1:]), "metadata", "title", "date in the page's title")
                    )
    return found


_INSTANT = re.compile(r"\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?(?:\.\d+)?)\s*(Z|[+-]\d\d:?\d\d)?\s*\Z")


def read_instant(value: str, timezone: str | None, order: Order | None) -> str | None:
    """A metadata value as the publisher's day, ISO 8601; None where it is no date or has two readings."""
    match = _INSTANT.match(value)
    if match and match[3] and timezone:
        offset = "+00:00" if match[3] == "Z" else match[3]
        try:
            instant = datetime.fromisoformat(f"{match[1]}T{match[2][:8]}{offset}")
            return instant.astimezone(_zone(timezone)).date().isoformat()
        except (ValueError, ZoneInfoNotFoundError):
            pass
    if re.fullmatch(r"\d{9,13}", value.strip()):
        seconds = int(value) / (1000 if len(value.strip()) > 11 else 1)
        return datetime.fromtimestamp(seconds, _zone(timezone or "UTC")).date().isoformat()
    if "," in value and re.search(r"\d\d:\d\d:\d\d", value) and timezone:
        from email.utils import parsedate_to_datetime

        try:
            instant = parsedate_to_datetime(value)
            if instant.tzinfo is not None:
                return instant.astimezone(_zone(timezone)).date().isoformat()
        except (TypeError, ValueError):
            pass
    for found in dates_in(value[:120]):
        reading = chosen(found, order)
        if reading and reading[0] is not None:
            return iso(reading[0], reading[1], reading[2])
    month = re.fullmatch(r"\s*(\d{4})-(\d\d)\s*", value)
    if month and 1 <= int(month[2]) <= 12:
        return f"{month[1]}-{month[2]}"
    return None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _of_header(zones: Zones, title: str | None, order: Order | None) -> list[Witness]:
    found: list[Witness] = []
    for line in zones.header:
        tokens = tokenise(line)
        for each in find_dates(tokens):
            reading = chosen(each, order)
            said = fold(line[: tokens.starts[each.first]])
            if not each.full or reading is None or reading[0] is None:
                continue
            if any(word.replace("_", " ") in said[-40:] for word in _EVENTS):
                continue
            if line in zones.headlines and not re.search(r"\b(?:on|am|le|il|vom|du)\b[\s\w,]{0,14}\Z", said):
                continue
            found.append(
                Witness(
                    iso(reading[0], reading[1], reading[2]), "header", "header", "date above the text", each.weekday
                )
            )
    return found


def _of_dateline(dateline: DatelineFound | None, order: Order | None, near: str | None) -> Witness | None:
    if dateline is None or dateline.date is None:
        return None
    reading = chosen(dateline.date, order)
    if reading is None or reading[2] is None:
        return None
    year, month, day = reading
    tokens = dateline.tokens
    span = tokens.span(dateline.date.first, dateline.date.last)
    if year is None:
        if near is None or len(near) < 10:
            return None
        nearest = nearest_year(month, day, date.fromisoformat(near))
        if nearest is None:
            return None
        return Witness(nearest.isoformat(), "dateline", "text", "date of the dateline, year inferred", None, span)
    return Witness(iso(year, month, day), "dateline", "text", "date of the dateline", dateline.date.weekday, span)


_TODAY = re.compile(r"(?i)\b(?:today|heute|aujourd.hui|oggi|hoy|hoje|сегодня|bu gün|bugün)\b[\s,(]{0,3}\Z")


def _of_body(text: str, order: Order | None) -> list[Witness]:
    """A day that the text calls today, or one that stands alone at its end or beginning."""
    tokens: Tokens = tokenise(text[:3000])
    for each in find_dates(tokens):
        reading = chosen(each, order)
        if not each.full or reading is None or reading[0] is None:
            continue
        start, end = tokens.span(each.first, each.last)
        if _TODAY.search(text[max(0, start - 14) : start]):
            return [
                Witness(iso(reading[0], reading[1], reading[2]), "body", "text", "today's date", None, (start, end))
            ]
    return []


def _of_filename(path: str, order: Order | None) -> list[Witness]:
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    numeric = re.search(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d)", name)
    if numeric:
        year, month, day = int(numeric[1]), int(numeric[2]), int(numeric[3])
        if _day(year, month, day):
            return [Witness(iso(year, month, day), "filename", "file name", "date in the file's name")]
    worded = re.search(r"(?<![0-9])(\d{1,2})[-_ ]?([A-Za-z]{3,9})[-_ ]?((?:19|20)\d\d)", name)
    if worded:
        for each in dates_in(f"{worded[1]} {worded[2]} {worded[3]}"):
            reading: tuple[int | None, int, int | None] = each.readings[0]
            if reading[0] and reading[2]:
                return [
                    Witness(iso(reading[0], reading[1], reading[2]), "filename", "file name", "date in the file's name")
                ]
    return []


def _day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def found_span(found: DateFound, tokens: Tokens) -> Span:
    return tokens.span(found.first, found.last)
