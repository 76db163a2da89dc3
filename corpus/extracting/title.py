"""The release's own headline: metadata's best witness, else the lines that stand apart above the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.document import Document, Metadatum
from corpus.extracting.dates import find_dates
from corpus.extracting.frames import frame_of, is_wholly
from corpus.extracting.tokens import fold, tokenise

_PAGE_TITLES = ("title", "og:title", "twitter:title")
_SUFFIX = re.compile(r"\s+[|•·»«]\s+|\s+::\s+|\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """A value with what found it and where."""

    value: str
    rule: str
    where: str


def title_of(document: Document) -> Found | None:
    """The headline that metadata tell; None where no witness gives more than a label, a date or the site's name."""
    witnesses = document.metadata_values("title")
    if not witnesses:
        return None
    values = [_one_line(m.value) for m in witnesses]
    cleaned = [
        _without_site(value, values[:place] + values[place + 1 :]) if m.where in _PAGE_TITLES else value
        for place, (m, value) in enumerate(zip(witnesses, values, strict=True))
    ]
    votes = Counter(map(_key, cleaned))
    ranked = sorted(range(len(witnesses)), key=lambda place: witnesses[place].where == "title")
    for place in ranked:
        value = cleaned[place]
        if _is_headline(value) and not _is_site(witnesses[place], value, values, cleaned, votes):
            return Found(value, "headline in the metadata", witnesses[place].where)
    return None


def title_of_header(headlines: tuple[str, ...]) -> Found | None:
    """The headline printed above the text."""
    for line in headlines:
        value = _one_line(line)
        if _is_headline(value):
            return Found(value, "line that stands apart above the text", "header")
    return None


def _is_headline(value: str) -> bool:
    return bool(value) and any(map(str.isalpha, value)) and not is_wholly(value, "label") and not _is_date(value)


def _is_site(metadatum: Metadatum, value: str, values: list[str], cleaned: list[str], votes: Counter[str]) -> bool:
    """Whether an h1 is the site's or publisher's name: others end with it, or agree on another headline."""
    if metadatum.where != "h1":
        return False
    key = _key(value)
    others = [other for other in values if other != value]
    if any(_key(other).endswith(key) or (_key(other).startswith(key) and _SUFFIX.search(other)) for other in others):
        behind = [other for other in cleaned if _key(other) != key]
        return bool(behind) and frame_of(value)[0] == "banner"
    agreed = max((votes[_key(other)] for other in cleaned if _key(other) != key), default=0)
    return votes[key] == 1 and (agreed > 1 or (bool(others) and frame_of(value)[0] == "banner"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _without_site(title: str, others: list[str]) -> str:
    """A page's title without the name of its site, which other witnesses do not have."""
    for other in others:
        if len(other) > 8 and other in title and other != title and frame_of(other)[0] != "banner":
            before, _, behind = title.partition(other)
            if (not before or _SUFFIX.search(before[-3:] + " ")) and (not behind or _SUFFIX.match(behind)):
                return other
    if "|" in title:
        first, _, last = (part.strip() for part in title.partition("|"))
        return last if first and last and frame_of(first)[0] == "banner" and "|" not in last else first
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and len(parts[-1]) < 60 and frame_of(parts[-1])[0] in ("banner", "label"):
        return title[: title.rfind(parts[-1])].rstrip(" –—-|:•·»«")
    return title


def _is_date(text: str) -> bool:
    """Whether a title is a date, a label beside it or not: "April 15, 2019 Press Release"."""
    if len(text) > 60 or not any(map(str.isdigit, text)):
        return False
    tokens = tokenise(text)
    dates = [found for found in find_dates(tokens) if found.full]
    if not dates:
        return False
    rest = " ".join(
        tokens.texts[at] for at in range(len(tokens)) if not any(found.first <= at < found.last for found in dates)
    )
    return not any(map(str.isalpha, rest)) or len(rest) < 4 or is_wholly(rest, "label")
