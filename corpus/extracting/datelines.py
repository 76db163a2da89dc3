"""The dateline: the place, perhaps a region, a date and an agency, that open the text before a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.authority import place_country
from corpus.extracting.dates import DateFound, find_dates
from corpus.extracting.tokens import Tokens, fold, tokenise

_REACH = 130  # characters within which a dateline ends
_MARK = re.compile(r"\s*(?:--+|[–—―‒]|\s-|-\s|\s\u0097|:\s|/\s?-)\s*")


@dataclass(frozen=True, slots=True)
class DatelineFound:
    text: str
    end: int  # offset in the text behind the dateline and its mark
    place: str | None
    country: str | None
    date: DateFound | None
    tokens: Tokens
    rule: str


def dateline_of(text: str, country: str | None) -> DatelineFound | None:
    """The dateline at the beginning of a text; None where it opens with a sentence. ``country`` is the publisher's."""
    head = text[:_REACH].split("\n", 1)[0]
    tokens = tokenise(head)
    dates = find_dates(tokens)
    for end, rule in _ends(head, tokens, dates, len(text)):
        found = _read(head, end, tokens, dates, country, rule)
        if found is not None:
            return found
    return None


def _ends(head: str, tokens: Tokens, dates: list[DateFound], length: int) -> list[tuple[int, str]]:
    """Offsets at which a dateline could end, the clearest first."""
    ends: list[tuple[int, str]] = []
    for mark in _MARK.finditer(head):
        if mark.start() > 0:
            ends.append((mark.start(), "place before a dash or colon"))
            if len(ends) > 3:
                break
    if dates and tokens.starts[dates[0].first] < 70:
        end = tokens.ends[dates[0].last - 1]
        if head[end : end + 2].strip() in (".", ")") or head[end : end + 1] in ".)":
            ends.append((end, "place and date before a stop"))
    gap = re.match(r"[A-Z][A-Z.' ]{2,25}(?:, ?[A-Z][A-Za-z.]{1,8})?(?=\s{2,}[A-Z\"“])", head)
    if gap:
        ends.append((gap.end(), "place in capitals before a gap"))
    shouted = re.match(r"[A-Z]{3,}(?: [A-Z]{3,}){0,2}(?:, (?:[A-Z]\.){2}|, [A-Z][a-z]{2,5}\.)?(?=\s+(?:[A-Z][a-z]|A ))", head)
    if shouted:
        ends.append((shouted.end(), "known place in capitals"))
    capitals = re.match(r"[A-Z]{3,}(?: [A-Z]{3,}){0,2}, (?:[A-Z]\.){2}(?=\s?[A-Z])", head)
    if capitals:
        ends.append((capitals.end(), "place in capitals with its state"))
    region = re.match(r"Washington, D\.?C\.?(?=\s?[A-Z])", head)
    if region:
        ends.append((region.end(), "place with its region"))
    return ends


def _read(
    head: str, end: int, tokens: Tokens, dates: list[DateFound], country: str | None, rule: str
) -> DatelineFound | None:
    found = next((d for d in dates if tokens.ends[d.last - 1] <= end + 1), None)
    opening = head[:end]
    words = opening
    if found is not None:
        begin, stop = tokens.starts[found.first], tokens.ends[found.last - 1]
        words = head[:begin] + " " + head[stop:end]
    words = re.sub(r"\([^)]*\)?", lambda m: m[0] if m.start() == 0 else "", words.strip(" ,."))
    words = words.strip(" ,.;:()/–—-\u0097\t")
    place, region = _place(words)
    if place is None:
        if words or found is None or rule.endswith("stop"):
            return None
        return _made(head, end, None, None, found, tokens, rule)
    known = place_country(place, region, country)
    shouted = place.isupper() and len(place) > 2
    if known is None and not (found is not None or (shouted and len(place.split()) <= 3)):
        return None
    if known is None and shouted and found is None and ("dash" not in rule or "known" in rule):
        return None
    return _made(head, end, place, known, found, tokens, rule)


def _made(
    head: str, end: int, place: str | None, country: str | None, found: DateFound | None, tokens: Tokens, rule: str
) -> DatelineFound:
    mark = re.compile(r"\W*").match(head, end)
    behind = mark.end() if mark else end
    opened = head[end:behind].rstrip('"“„«( ') if mark else ""
    text = head[: end + 1] if head[end : end + 1] in (".", ")") else head[:end]
    return DatelineFound(re.sub(r"\s+", " ", text).strip(), end + len(opened), _cased(place), country, found, tokens, rule)


_PLACE = re.compile(r"[^\W\d_][\w.'’ʻ-]*(?: [^\W\d_][\w.'’-]*){0,3}\Z")
_SMALL = frozenset(["de", "la", "le", "du", "of", "the", "den", "der", "am", "im", "an", "sur", "upon", "und", "et", "e", "y", "and", "del", "do", "da", "dos", "von", "van", "en", "al", "el"])


def _place(words: str) -> tuple[str | None, str | None]:
    """Place and region of a dateline's words: the first place, and what follows it behind a comma."""
    words = re.sub(r"\s+", " ", words)
    parts = [
        part.strip(" .") if "." not in part[:-1] else part.strip() for part in re.split(r"[,،/]| und | et | & ", words)
    ]
    parts = [part for part in parts if part]
    if not parts or len(parts) > 4:
        return None, None
    place = re.sub(r"\A(?:in|a|à|w|г\.|le) ", "", parts[0])
    if not _PLACE.match(place) or not all(
        w[0].isupper() or fold(w) in _SMALL or not w[0].islower() for w in place.split()
    ):
        return None, None
    return place, parts[1] if len(parts) > 1 else None


def _cased(place: str | None) -> str | None:
    if place is None or not place.isupper() or len(place) < 3:
        return place
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), place.lower()) if place.isascii() else place.title()
