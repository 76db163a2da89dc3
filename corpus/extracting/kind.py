"""What kind of text a release is: by the document type its publisher states, its title and labels, and its opening."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.authority import country_code, place_country
from corpus.authority.wordlists import word_lists
from corpus.document import Document
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.title import Found
from corpus.extracting.tokens import fold, tokenise
from corpus.extracting.zones import Zones
from corpus.release import KINDS

_STATED = {
    "press_release": "press-release", "pressrelease": "press-release", "news_release": "press-release",
    "news_story": "news", "news": "news", "world_news_story": "news", "government_response": "statement",
    "speech": "speech", "oral_statement": "statement", "written_statement": "statement",
    "authored_article": "statement", "transcript": "transcript", "readout": "readout", "interview": "interview",
    "media_advisory": "advisory", "advisory": "advisory", "statement": "statement", "report": "report",
}  # fmt: skip
_TITLED = (
    "readout", "transcript", "interview", "advisory", "communique", "speech", "statement", "report", "announcement",
    "press-release",
)  # fmt: skip
_LABELLED = tuple(kind for kind in _TITLED if kind != "report")
_OPENING = 600  # characters in which an agency names its source
# NAIROBI, Kenya, May 15 –
_ABROAD = re.compile(
    r"[A-Z][A-Z .'-]{2,24}, ([A-Z][a-z]{3,12}(?: [A-Z][a-z]+)?)(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? ?[–—]"
)
_BYLINE = re.compile(
    r"By (?!The\b|Office\b)[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}(?:\W|\Z)(?!Office|Ministry|Department)"
)
_COLON = re.compile(r"\W*\w+\s*[:：–—]")
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|my|we|our)\b")
_SAYS_STATEMENT = re.compile(
    r"\b(?:made|issued|released|delivered) the following (?:statement|comment|remarks)"
    r"|following (?:statement|comments?) (?:today|on|regarding|after)|\bstatement today\b",
    re.IGNORECASE,
)
_ATTEND = re.compile(
    r"\bmedia (?:wishing|interested|are invited|is invited|representatives are)"
    r"|\bmust (?:contact|rsvp)|\bphoto opportunity\b",
    re.IGNORECASE,
)


def kind_of(
    document: Document,
    title: str | None,
    zones: Zones,
    text: str,
    publisher: str | None,
    agency: str | None = None,
    language: str | None = None,
) -> Found:
    """The kind, with the rule that gave it. Without any other evidence a government's text is a press release.

    ``agency`` is the one that signs the dateline or the end.
    """
    for metadatum in document.metadata_values("kind"):
        stated = _stated(metadatum.value)
        if stated:
            return Found(stated, "type stated by the publisher", metadatum.where)
    titled = _worded(title, _TITLED) if title else None
    if titled:
        return Found(titled, "words of the title", "title")
    for line in (*zones.header, *zones.body[:1]):
        if len(line) < 200 and line != title:
            labelled = _worded(line, _LABELLED)
            if labelled:
                return Found(labelled, "label above the text", "header")
    if agency is not None and agency not in word_lists("agencies")["services"]:
        return Found("news", "signed by a news agency", "text")
    if publisher is None and any(_names_agency(line) for line in zones.header):
        return Found("news", "an agency's name above the text", "header")
    if publisher is None and zones.body and _dated_abroad(zones.body[0]):
        return Found("news", "dated for readers abroad", "text")
    if any(_BYLINE.match(line) for line in (*zones.header, *zones.body[:2])):
        return Found("news", "signed by a journalist", "header")
    urls = tuple(metadatum.value for metadatum in document.metadata_values("url"))
    return _by_opening(text, publisher, urls, language)


def _dated_abroad(opening: str) -> bool:
    """A town in capitals with its own state behind it, as agencies write for readers abroad, no region of a state."""
    match = _ABROAD.match(opening)
    return match is not None and country_code(match[1]) is not None and place_country("", match[1]) != "US"


def _names_agency(line: str) -> bool:
    return len(line) < 60 and any(phrase in f" {_plain(line)} " for phrase in _phrases()["publisher"])


def _by_opening(text: str, publisher: str | None, urls: tuple[str, ...], language: str | None) -> Found:
    opening = text[:_OPENING]
    lower = text[: 4 * _OPENING].lower()
    # Searches from every character on: only where a word of theirs is seen.
    if ("media " in lower or "must " in lower or "photo " in lower) and _ATTEND.search(text[: 4 * _OPENING]):
        return Found("advisory", "asks the media to come", "text")
    folded = f" {_plain(opening)} {_plain(text[-_OPENING // 2 :])} "
    if any(phrase in folded for phrase in _phrases()["agency"]):
        return Found("news", "an agency reports it", "text")
    if publisher and _of_the_press(publisher):
        return Found("news", "published by an agency or a newspaper", "source")
    if ("following " in lower or "statement " in lower) and _SAYS_STATEMENT.search(opening):
        return Found("statement", "announces a statement", "text")
    if text.count(" I ", 0, 3000) > 4 and _FIRST_PERSON.search(opening[:400]) and opening.lstrip()[:1] not in '"“':
        return Found("speech", "spoken in the first person", "text")
    if _of_an_outlet(publisher, urls, text, language):
        return Found("news", "published by no authority", "source")
    return Found("press-release", "a government's text without another kind", "text")


def _of_an_outlet(publisher: str | None, urls: tuple[str, ...], text: str, language: str | None) -> bool:
    """Whether a publisher whose name tells nothing is one that writes about others: its name or its address is a
    company's, or its own text never names it."""
    sold = any(_sold(url) for url in urls)
    if publisher is None:
        return sold
    if _is_authority(publisher, language):
        return False
    return sold or _DOMAIN.fullmatch(publisher) is not None or f" {_plain(publisher)} " not in f" {_plain(text)} "


@lru_cache(maxsize=256)
def _is_authority(publisher: str, language: str | None) -> bool:
    """Whether words of authorities, offices or organisations are in a name, or the name of a state."""
    name = fold(publisher)
    if any(stem in name for stem in _phrases()["government stems"]):
        return True
    if any(phrase in f" {_plain(publisher.replace('.', ' '))} " for phrase in _phrases()["government"]):
        return True
    if _DOMAIN.fullmatch(publisher):
        return False
    kinds = {hit.kind for hit in find_hits(tokenise(publisher[:200]), [language or "en"])}
    return not kinds.isdisjoint(_ORGANISED)


_ORGANISED = frozenset((
    "body", "head", "ministry-of", "minister", "minister-of", "office", "holder", "not-body", "country", "region",
    "capital",
))  # fmt: skip
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,6}")
_COMPANY = re.compile(
    r"https?://[^/:]+?\.(?:com|news|media|press|today|tv|fm|co(?:m)?\.[a-z]{2})(?:[:/?#]|\Z)", re.IGNORECASE
)


def _sold(url: str) -> bool:
    """Whether a page's address is under a name that is sold to companies."""
    return _COMPANY.match(url) is not None


@lru_cache(maxsize=256)
def _of_the_press(publisher: str) -> bool:
    """Whether a publisher is a news agency, or by its name a paper or channel and no part of a government."""
    name, phrases = f" {_plain(publisher)} ", _phrases()
    if any(phrase in name for phrase in phrases["publisher"]):
        return True
    return any(phrase in name for phrase in phrases["outlet"]) and not any(p in name for p in phrases["government"])


def _stated(value: str) -> str | None:
    folded = "_".join(_plain(value).replace("-", " ").split())
    hyphened = folded.replace("_", "-")
    return _STATED.get(folded) or (hyphened if hyphened in KINDS else None)


def _worded(text: str, kinds: tuple[str, ...]) -> str | None:
    """The kind that a line names: with its first word or phrase, or anywhere with a phrase that means nothing else."""
    folded = f" {_plain(text[:300])} "
    phrases = _phrases()
    if folded.startswith(phrases["no kind"]):
        return None
    if folded.startswith(phrases["press-release"]):
        return "press-release"
    spaced = folded.isascii()
    for kind in kinds:
        words = _words()[kind]
        for phrase in words.anywhere:
            if phrase in folded:
                return kind
        if folded.startswith(words.first):
            for phrase in words.first:
                if folded.startswith(phrase) and (_names(folded, phrase) or _COLON.match(text)):
                    return kind
        if folded.endswith(words.last):
            return kind
        for character in () if spaced else words.unspaced:
            if character in folded[-14:] or folded.startswith(f" {character}"):
                return kind
    return None


def _names(folded: str, phrase: str) -> bool:
    """A kind's word alone at the head names it only before a preposition, an article or a number, or at the end."""
    if " " in phrase.strip():
        return True
    rest = folded[len(phrase) :].split()
    return not rest or rest[0] in word_lists("kinds")["followers"] or not rest[0].isascii() or rest[0].isdigit()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w-]+", fold(text)))


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(
            sorted(
                {fold(p.replace("_", " ")) if kind.endswith("stems") else f" {fold(p.replace('_', ' '))} " for p in ps}
            )
        )
        for kind, ps in word_lists("kinds").items()
    }


class _Words(NamedTuple):
    """Where in a line the phrases of a kind name it."""

    anywhere: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    unspaced: tuple[str, ...]


@cache
def _words() -> dict[str, _Words]:
    phrases = _phrases()
    return {
        kind: _Words(
            phrases.get(f"{kind} anywhere", ()),
            phrases.get(kind, ()),
            phrases.get(f"{kind} last", ()),
            tuple(character.strip() for character in phrases.get(f"{kind} unspaced", ())),
        )
        for kind in _TITLED
    }
