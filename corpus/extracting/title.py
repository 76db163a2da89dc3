"""The release's own headline: metadata's best witness, else the lines that stand apart above the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.document import Document
from corpus.extracting.dates import dates_in
from corpus.extracting.tokens import fold
from corpus.extracting.wordlists import word_lists


@dataclass(frozen=True, slots=True)
class Found:
    """A value with what found it and where."""

    value: str
    rule: str
    where: str


_SITE = re.compile(r"\s+[|•·»]\s+|\s+::\s+|\s+[–—-]\s+(?=[^–—|-]{3,60}\Z)")


def title_of(document: Document) -> Found | None:
    """The headline that metadata tell; None where no witness gives more than a label, a date or the site's name."""
    witnesses = document.metadata_values("title")
    votes = Counter(_key(_without_site(m.value)) for m in witnesses)
    plain = [m for m in witnesses if m.where != "title"]
    for metadatum in [*plain, *[m for m in witnesses if m.where == "title"]]:
        value = _one_line(metadatum.value)
        if metadatum.where in ("title", "og:title", "twitter:title"):
            value = _without_site_of(value, [m.value for m in witnesses if m is not metadatum])
        if not value or _is_label(value) or _is_date(value):
            continue
        if metadatum.where == "h1" and votes[_key(value)] == 1 and len(witnesses) > 2 and len(plain) > 1:
            continue
        return Found(value, "headline in the metadata", metadatum.where)
    return None


def title_of_header(headlines: tuple[str, ...]) -> Found | None:
    """The headline printed above the text."""
    for line in headlines:
        value = _one_line(line)
        if value and not _is_label(value) and not _is_date(value):
            return Found(value, "line that stands apart above the text", "header")
    return None


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def _without_site(text: str) -> str:
    return _SITE.split(text, maxsplit=1)[0]


def _without_site_of(title: str, others: list[str]) -> str:
    """A page's title without the name of its site, which other witnesses do not have."""
    for other in others:
        value = _one_line(other)
        if len(value) > 8 and title.startswith(value) and title != value:
            return value
    if "|" in title:
        return title.split("|", 1)[0].strip()
    return title


def _is_label(text: str) -> bool:
    folded = fold(text).strip(" .:!-–—")
    labels = {fold(phrase.replace("_", " ")).strip(" :") for phrase in word_lists("zones")["label"]}
    return folded in labels


def _is_date(text: str) -> bool:
    if len(text) > 60:
        return False
    rest = fold(text)
    if not dates_in(text):
        return False
    return len(re.sub(r"press release|news release|[\W\d_]+", "", rest)) <= 24 and len(rest.split()) <= 6
