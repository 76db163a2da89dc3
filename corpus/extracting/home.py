"""Whose release it is: the state that "our country" and "the ministry" mean in it."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from corpus.authority import country_codes
from corpus.authority.wordlists import word_lists
from corpus.document import Document
from corpus.extracting.datelines import DatelineFound, agencies
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.tokens import fold, tokenise
from corpus.source import Source

_GOVERNMENTS = frozenset(("gov", "gob", "go", "gouv", "gub", "govt", "gc", "gv", "mil", "admin", "government"))
# Suffixes of states that are sold to anybody.
_SOLD = frozenset(
    ("ac", "ag", "ai", "am", "bz", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "sh", "to", "tv", "ws")
)


def home_of(
    document: Document, source: Source, dateline: DatelineFound | None, agency: str | None, language: str | None
) -> str | None:
    """ISO 3166-1 code of the publisher's state, "EU" for the Union; None where nothing tells.

    The folder's source.toml says it, else the publisher's name, the address of the page or of the sender, the agency
    that signs the dateline, the source named at the end, or the town it is written from, but for those where every
    state has envoys; at last a language that one state alone writes its releases in.
    """
    if source.country is not None:
        return source.country
    names = (
        *((source.publisher,) if source.publisher else ()),
        *(m.value for m in document.metadata_values("publisher")),
    )
    for name in names[:2]:
        tokens = tokenise(name[:200])
        for hit in find_hits(tokens, [language or "en"]):
            if hit.kind in ("country", "adjective"):
                return hit.value
    for metadatum in document.metadata_values("url"):
        state = _of_host(metadatum.value)
        if state is not None:
            return state
    for metadatum in document.metadata_values("author"):
        sender = metadatum.value.rpartition("@")[2].strip(" >")
        state = _of_host(f"//{sender}") if "@" in metadatum.value and "." in sender else None
        if state is not None:
            return state
    if agency is not None and agencies().get(agency):
        return agencies()[agency]
    source_line = _of_source_line(document, language)
    if source_line is not None:
        return source_line
    if dateline is None or dateline.place is None or fold(dateline.place).replace(" ", "_") in _seats():
        return _of_language().get(language or "")
    return dateline.country or _of_language().get(language or "")


def _of_source_line(document: Document, language: str | None) -> str | None:
    """The state in the name of the source that a text closes with: "Source: Bahrain News Agency"."""
    for block in document.blocks[-2:]:
        head, mark, name = block.text.partition(":")
        if mark and len(block.text) < 90 and fold(head).strip() in word_lists("kinds")["sources"]:
            hits = find_hits(tokenise(name), [language or "en"])
            return next((hit.value for hit in hits if hit.kind in ("country", "adjective")), None)
    return None


@cache
def _of_language() -> dict[str, str]:
    return dict(pair.split("=") for pair in word_lists("countries")["languages of one state"])


def _of_host(url: str) -> str | None:
    """The state of a host by its last names: gov.uk, go.jp, admin.ch, mil."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return None
    last = labels[-1]
    if last in ("gov", "mil"):
        return "US"
    code = {"uk": "GB", "eu": "EU"}.get(last, last.upper())
    if code != "EU" and code not in country_codes():
        return None
    return code if last not in _SOLD or not _GOVERNMENTS.isdisjoint(labels[:-1]) else None


def _seats() -> frozenset[str]:
    return word_lists("datelines")["seats"]
