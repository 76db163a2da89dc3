"""What kind of text a release is: by the document type its publisher states, its title and labels, and its opening."""

from __future__ import annotations

import re
from functools import cache

from corpus.document import Document
from corpus.extracting.title import Found
from corpus.extracting.tokens import fold
from corpus.extracting.wordlists import word_lists
from corpus.extracting.zones import Zones
from corpus.release import KINDS

_STATED = {
    "press_release": "press-release", "pressrelease": "press-release", "news_story": "news", "news": "news",
    "world_news_story": "news", "government_response": "statement", "speech": "speech", "oral_statement": "statement",
    "written_statement": "statement", "authored_article": "statement", "transcript": "transcript",
    "newsarticle": None, "article": None, "website": None,
}  # fmt: skip


def kind_of(document: Document, title: str | None, zones: Zones, text: str) -> Found:
    """The kind, with the rule that gave it. Without any other evidence a government's text is a press release."""
    for metadatum in document.metadata_values("kind"):
        stated = _stated(metadatum.value)
        if stated:
            return Found(stated, "type stated by the publisher", metadatum.where)
    titled = _worded(title or "", _TITLE)
    if titled:
        return Found(titled, "words of the title", "title")
    for line in (*zones.header, *zones.body[:1]):
        if len(line) < 200:
            labelled = _worded(line, _LABEL)
            if labelled:
                return Found(labelled, "label above the text", "header")
    opening = text[:600]
    if any(phrase in f" {fold(opening)} " for phrase in _phrases()["agency"]):
        return Found("news", "an agency reports it", "text")
    if re.search(r"\b(?:I|we|my|our)\b", opening[:400]) and len(re.findall(r"\bI\b", text[:3000])) > 5:
        return Found("speech", "spoken in the first person", "text")
    if re.search(
        r"(?i)\b(?:made|issued|released) the following (?:statement|comment)|\bstatement (?:today|on)\b", opening
    ):
        return Found("statement", "announces a statement", "text")
    return Found("press-release", "a government's text without another kind", "text")


def _stated(value: str) -> str | None:
    folded = re.sub(r"[\s-]+", "_", fold(value).strip())
    if folded in _STATED:
        return _STATED[folded]
    hyphened = folded.replace("_", "-")
    return hyphened if hyphened in KINDS else None


_LABEL = (
    "readout",
    "transcript",
    "interview",
    "speech",
    "statement",
    "communique",
    "advisory",
    "announcement",
    "press-release",
)
_TITLE = ("readout", "transcript", "interview", "speech", "statement", "communique", "advisory", "press-release")


def _worded(text: str, kinds: tuple[str, ...]) -> str | None:
    words = re.sub(r"[^\w-]+", " ", fold(text)).strip()
    folded = f" {words} "
    for kind in kinds:
        for phrase in _phrases()[kind]:
            at = folded.find(phrase)
            if at == 0 or (
                at > 0 and (" " in phrase.strip() or kind in ("readout", "transcript", "communique", "advisory"))
            ):
                return kind
    return None


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(f" {fold(phrase.replace('_', ' '))} " for phrase in sorted(phrases))
        for kind, phrases in word_lists("kinds").items()
    }
