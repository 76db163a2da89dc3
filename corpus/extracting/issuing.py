"""The day of issue: weighed from metadata, header, dateline, body and file name, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from corpus.authority.wordlists import word_lists
from corpus.document import Document
from corpus.extracting.calendars import date_words, is_day
from corpus.extracting.datelines import DatelineFound, dateline_of
from corpus.extracting.dates import DateFound, Order, chosen, dates_in, find_dates, iso, nearest_year
from corpus.extracting.tokens import Tokens, fold, tokenise
from corpus.extracting.zones import Zones, is_date_line
from corpus.release import Problem, Span
from corpus.source import Source

_MONTH_FIRST = frozenset(("US", "PH", "FM", "PW", "MH"))
_BODY_REACH = 3000  # characters of the text in which a day is called today
_LONGEST_DATE = 100  # characters from a word for today to the end of the date behind it
_SUBTITLES = 6  # paragraphs at the top of the text that may stand above its dateline
_LONGEST_SUBTITLE = 260  # characters
_CLOSING_LINES = 4  # lines at the end of the text that may say where and when it was issued, and one
_LONGEST_CLOSING = 80  # characters
_ON_DAY = re.compile(r"\b(?:on|am|vom|le|du|il|del|el|em|at)\b[\s\w,]{0,14}\Z")


@dataclass(frozen=True, slots=True)
class Witness:
    value: str  # ISO 8601
    source: str  # metadata header dateline body filename
    where: str
    rule: str
    weekday: int | None = None
    span: Span | None = None  # in the line or text it was read from


@dataclass(frozen=True, slots=True)
class Issue:
    witness: Witness | None
    dateline_date: str | None
    problems: tuple[Problem, ...]


def order_of(source: Source) -> Order | None:
    """The order of day and month in a publisher's numeric dates; None where nothing tells."""
    if source.date_order is not None or source.country is None:
        return source.date_order
    return "mdy" if source.country in _MONTH_FIRST else "dmy"


def issue_of(document: Document, source: Source, zones: Zones, dateline: DatelineFound | None, text: str) -> Issue:
    """The day of issue. Where witnesses differ, one that a third agrees with wins, else the higher source."""
    order = order_of(source)
    problems: list[Problem] = []
    witnesses = _of_metadata(document, source, order) + _of_header(zones, order)
    named = _of_filename(document.source.path, order)
    near = (witnesses + named)[:1]
    line = _of_dateline(dateline, order, near[0] if near else None, f"{document.source.path} {text[:_BODY_REACH]}")
    if line is not None and dateline is not None and dateline.date is not None:
        if dateline.date.full:
            witnesses.append(line)
        else:
            origin = near[0].source if near else "text"
            problems.append(Problem("dateline", "year-inferred", f"the dateline has no year; taken from the {origin}"))
            if not near:
                witnesses.append(line)
    if not witnesses:
        witnesses += _of_body(text, order) or _of_last_line(zones, order)
    if not witnesses:
        witnesses += _months_of_header(zones, named)
    witnesses += named
    stated = line.value if line else None
    if not witnesses:
        return Issue(None, stated, tuple(problems))
    best = _agreed(witnesses, _events(document, source, order))
    return Issue(best, stated, (*problems, *_doubts(best, witnesses)))


def _doubts(best: Witness, witnesses: list[Witness]) -> Iterator[Problem]:
    """What speaks against the day that was chosen."""
    others = sorted({w.value for w in witnesses if w.source in ("metadata", "header", "dateline")} - {best.value})
    if any(not best.value.startswith(other) and not other.startswith(best.value) for other in others):
        yield Problem("date", "dates-differ", f"the {best.source} says {best.value}, others say {', '.join(others)}")
    if best.weekday is not None and len(best.value) == 10 and date.fromisoformat(best.value).weekday() != best.weekday:
        yield Problem("date", "weekday-differs", f"{best.value} is another day of the week than written")


def _agreed(witnesses: list[Witness], events: set[tuple[str, str]]) -> Witness:
    """The first witness, but for a day that more kinds of witness agree on. Keys of events count, but never alone."""
    support: dict[str, set[str]] = {}
    for witness in witnesses:
        kind = witness.where if witness.source == "metadata" else witness.source
        support.setdefault(witness.value, set()).add(kind)
    for value, where in events:
        if value in support:
            support[value].add(where)
    values = list(dict.fromkeys(witness.value for witness in witnesses))
    best = max(values, key=lambda value: (len(support[value]), -values.index(value)))
    first = witnesses[0].value
    chosen_value = best if len(support[best]) > len(support[first]) else first
    return next(witness for witness in witnesses if witness.value == chosen_value)


def _of_metadata(document: Document, source: Source, order: Order | None) -> list[Witness]:
    found: list[Witness] = []
    for metadatum in document.metadata_values("date"):
        value = read_instant(metadatum.value, source.timezone, order)
        if value:
            found.append(Witness(value, "metadata", metadatum.where, "date key of the file"))
    for metadatum in document.metadata_values("title"):
        if metadatum.where == "title" and len(metadatum.value) < 60:
            for each in dates_in(metadatum.value):
                value = _value(each, order)
                if each.full and value:
                    found.append(Witness(value, "metadata", "title", "date in the page's title"))
    return found


def _events(document: Document, source: Source, order: Order | None) -> set[tuple[str, str]]:
    values = ((read_instant(m.value, source.timezone, order), m.where) for m in document.metadata_values("date-event"))
    return {(value, where) for value, where in values if value}


def _value(found: DateFound, order: Order | None) -> str | None:
    reading = chosen(found, order)
    return iso(reading[0], reading[1], reading[2]) if reading is not None and reading[0] is not None else None


def read_instant(value: str, timezone: str | None, order: Order | None) -> str | None:
    """The day of a metadata value in the publisher's timezone, ISO 8601; None where it holds no date."""
    value = value.strip()
    instant = _as_instant(value, timezone)
    if instant is not None:
        return instant.date().isoformat()
    for found in dates_in(value[:120]):
        day = _value(found, order)
        if day:
            return day
    month = re.fullmatch(r"(\d{4})-(\d\d)", value)
    return value if month and 1 <= int(month[2]) <= 12 else None


def _as_instant(value: str, timezone: str | None) -> datetime | None:
    """An instant with its offset, in the publisher's timezone where that is known, or a local time."""
    instant: datetime | None = None
    try:
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d", value):
            instant = datetime.fromisoformat(value.replace("Z", "+00:00"))
        elif re.fullmatch(r"\d{9,13}", value):
            seconds = int(value) / (1000 if len(value) > 11 else 1)
            instant = datetime.fromtimestamp(seconds, _zone("UTC"))
        elif "," in value and re.search(r"\d\d:\d\d(?::\d\d)? ", value):
            from email.utils import parsedate_to_datetime

            instant = parsedate_to_datetime(value)
        if instant is not None and instant.tzinfo is not None and timezone:
            return instant.astimezone(_zone(timezone))
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None
    return instant


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _of_header(zones: Zones, order: Order | None) -> list[Witness]:
    found: list[Witness] = []
    for line in zones.header:
        if not any(map(str.isdigit, line)):
            continue
        tokens = tokenise(line[:400])
        for each in find_dates(tokens):
            value = _value(each, order)
            if not each.full or value is None or _is_other_day(tokens, each):
                continue
            said = fold(line[: tokens.starts[each.first]])
            if line in zones.headlines and not _ON_DAY.search(said):
                continue
            span = tokens.span(each.first, each.last)
            found.append(Witness(value, "header", "header", "date above the text", each.weekday, span))
    return found


def _is_other_day(tokens: Tokens, found: DateFound) -> bool:
    """Whether words before a date say that it is the day of an update or event."""
    before = [fold for fold in tokens.folds[max(0, found.first - 4) : found.first] if fold.isalnum()]
    other, issued = date_words("other"), date_words("issued")
    for at in range(len(before) - 1, -1, -1):
        if before[at] in other or " ".join(before[at : at + 3]) in other:
            return True
        if before[at] in issued and before[at] not in ("on", "le", "date", "data", "дата", "fecha", "datum"):
            return False
    return False


def _months_of_header(zones: Zones, named: list[Witness]) -> list[Witness]:
    """The month alone, where the header says no more and the file's name is silent."""
    if named:
        return []
    for line in zones.header:
        tokens = tokenise(line[:120])
        for each in find_dates(tokens):
            year, month, day = each.readings[0]
            if year is not None and day is None and not _is_other_day(tokens, each):
                return [Witness(iso(year, month, None), "header", "header", "month above the text")]
    return []


def _of_dateline(
    dateline: DatelineFound | None, order: Order | None, near: Witness | None, evidence: str
) -> Witness | None:
    if dateline is None or dateline.date is None:
        return None
    reading = chosen(dateline.date, order)
    year, month, day = reading if reading is not None else (None, 0, None)
    if day is None:
        return None
    span = dateline.tokens.span(dateline.date.first, dateline.date.last)
    weekday = dateline.date.weekday
    if year is not None:
        return Witness(iso(year, month, day), "dateline", "text", "date of the dateline", weekday, span)
    if near is not None and len(near.value) == 10:
        nearest = nearest_year(month, day, date.fromisoformat(near.value))
    else:
        nearest = _by_weekday(month, day, weekday, evidence) or _written_out(month, day, evidence)
    if nearest is None:
        return None
    return Witness(nearest.isoformat(), "dateline", "text", "date of the dateline, year inferred", None, span)


def _by_weekday(month: int, day: int, weekday: int | None, evidence: str) -> date | None:
    """The one year near those that the text names in which the day falls on its weekday."""
    if weekday is None:
        return None
    named = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", evidence)}
    years = named | {year - 1 for year in named}
    fitting = [year for year in years if is_day(year, month, day) and date(year, month, day).weekday() == weekday]
    return date(fitting[0], month, day) if len(fitting) == 1 else None


def _written_out(month: int, day: int, evidence: str) -> date | None:
    """The same day with its year, where the text has it once: "BEIJING, May 15 … on Wednesday, May 15, 2024"."""
    readings = [reading for found in find_dates(tokenise(evidence)) for reading in found.readings]
    years = {year for year, *rest in readings if year is not None and rest == [month, day]}
    return date(years.pop(), month, day) if len(years) == 1 else None


def _of_body(text: str, order: Order | None) -> list[Witness]:
    """A day that the text calls today."""
    today = date_words("today")
    reach = text[:_BODY_REACH]
    tokens = tokenise(reach if _may_date(reach) else "")
    for each in find_dates(tokens):
        value = _value(each, order)
        if not each.full or value is None:
            continue
        before = [
            fold for fold in tokens.folds[max(0, each.first - 3) : each.first] if fold not in (",", "(", "on", "-")
        ]
        if before and (before[-1] in today or " ".join(before[-2:]) in today):
            return [Witness(value, "body", "text", "today's date", None, tokens.span(each.first, each.last))]
    return []


_YEAR_AHEAD = re.compile(r"\d{4}|\d[./-]|\d[^\W\d_]{3}")


def _may_date(text: str) -> bool:
    """Whether numbers as a date has them stand close behind a word for today."""
    lower = text.lower().replace("’", "'")
    for word in _todays():
        at = lower.find(word)
        while at >= 0:
            if _YEAR_AHEAD.search(lower, at, at + _LONGEST_DATE):
                return True
            at = lower.find(word, at + 1)
    return False


@cache
def _todays() -> frozenset[str]:
    return date_words("today") | {word.replace("_", " ") for word in word_lists("dates")["today"]}


def _closing_lines(zones: Zones) -> Iterator[str]:
    """Short lines at the end of the text, from the last one up, then those below it that are nothing but a date."""
    for line in zones.body[:-_CLOSING_LINES:-1]:
        if len(line) > _LONGEST_CLOSING:
            break
        yield line
    yield from (line for line in zones.footer[:2] if len(line) <= _LONGEST_CLOSING)
    yield from (line for line in zones.contacts if len(line) <= _LONGEST_CLOSING and is_date_line(line))


def _of_last_line(zones: Zones, order: Order | None) -> list[Witness]:
    """The place and day that letters and statements close with."""
    if len(zones.body) < 2:
        return []
    for line in _closing_lines(zones):
        tokens = tokenise(line)
        for each in find_dates(tokens):
            value = _value(each, order)
            words = [t for t, s in zip(tokens.texts[: each.first], tokens.shapes, strict=False) if s != "."]
            closes = len(words) <= 4 and all(word[0].isupper() or len(word) < 5 for word in words)
            if each.full and value and closes and len(tokens) - each.last <= 2 and not _is_other_day(tokens, each):
                return [Witness(value, "body", "text", "place and day that the text closes with", each.weekday)]
    return []


_NUMERIC_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d)")
_WORDED_NAME = re.compile(r"(?<!\d)(\d{1,2})[-_ ]?([A-Za-z]{3,9})[-_ ]?((?:19|20)\d\d)(?!\d)")
_MONTH_FIRST_NAME = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})[-_ ](\d{1,2})[-_ ,]+((?:19|20)\d\d)(?!\d)")
_FOLDERS = re.compile(r"(?:\A|/)((?:19|20)\d\d)/(\d\d)/(\d\d)/")


def _of_filename(path: str, order: Order | None) -> list[Witness]:
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = next(filter(None, (_named_day(match) for match in _dates_of_name(name, path))), None)
    return [Witness(found, "filename", "file name", "date in the file's name")] if found else []


def _dates_of_name(name: str, path: str) -> Iterator[tuple[str, str, str]]:
    """Year, month, day as written."""
    for match in _NUMERIC_NAME.finditer(name):
        yield match[1], match[2], match[3]
    for match in _WORDED_NAME.finditer(name):
        yield match[3], match[2], match[1]
    for match in _MONTH_FIRST_NAME.finditer(name):
        yield match[3], match[1], match[2]
    for match in _FOLDERS.finditer(path):
        yield match[1], match[2], match[3]


def _named_day(parts: tuple[str, str, str]) -> str | None:
    year, month, day = parts
    if month.isdigit():
        return iso(int(year), int(month), int(day)) if is_day(int(year), int(month), int(day)) else None
    for each in dates_in(f"{day} {month} {year}"):
        value = _value(each, None)
        if each.full and value:
            return value
    return None


def dateline_of_zones(zones: Zones, country: str | None) -> tuple[DatelineFound | None, int | None]:
    """The dateline and the number of the paragraph it opens: the first, or one below subtitles; None for a line above
    the text of nothing but place and day."""
    opening: tuple[DatelineFound | None, int | None] = (None, None)
    for place, paragraph in enumerate(zones.body[:_SUBTITLES]):
        found = dateline_of(paragraph, country)
        if found is not None and (found.place is not None or opening[0] is None):
            if found.place is not None and (place == 0 or found.date is not None or "dash" in found.rule):
                return found, place
            if place == 0:
                opening = found, place
        if len(paragraph) > _LONGEST_SUBTITLE or paragraph.rstrip()[-1:] in ".:!?。":
            break
    for line in zones.header:
        if len(line) < 90 and line not in zones.headlines:
            found = dateline_of(line, country)
            if found is not None and found.place is not None and found.date is not None and found.end >= len(line) - 3:
                return found, None
    return opening
