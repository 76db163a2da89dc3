"""Bodies that the tables know by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.authority.wordlists import word_lists
from corpus.extracting.bodies.text import PORTFOLIO_HEADS, Text
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.naming import state_of
from corpus.extracting.nations import Nations, nations_after, nations_before
from corpus.extracting.tokens import BodyMention, Hit

_GENERIC = word_lists("authorities")["generic openers"]


def listed_body(text: Text, hit: Hit) -> list[BodyMention]:
    """The listed body meant by a name, and its likes in the further states named behind it; none for a like of it."""
    first, last = hit.first, hit.last
    if text.part_of_other(first, last) or _postal_code(text, first, last):
        return []
    ids = text.phrases.values(first, last, "body")
    before, after = nations_before(text.phrases, first), nations_after(text.phrases, last)
    if _of_region(text, first, last, before):
        return []
    common = last - first == 1 and flags_of(text.tokens.folds[first]) & Is.EPONYM  # "the Presidency"
    if common and all(text.naming.bodies[ident].country != text.naming.home for ident in ids):
        return []
    acronym = last - first == 1 and text.tokens.shapes[first] not in ("Xx", "c", "x")
    stated = [nations.codes[0] for nations in (after, before) if nations is not None]
    ident = next((found for code in stated if (found := text.naming.choose(ids, code)) is not None), None)
    if ident is None and stated and (acronym or last - first < 3 or _head_in(text, first, last) is not None):
        return []  # "Afghan National Army", "Ministry of Justice of Peru": not the listed one
    if ident is None:
        generic = last - first > 1 and text.tokens.folds[first] in _GENERIC
        ident = text.naming.choose(ids, None, acronym, head=_head_in(text, first, last), generic=generic)
    if ident is None:
        return []
    body = text.naming.bodies[ident]
    name = text.phrases.written(first, last, "body") or text.tokens.words(first, last)
    if last - first < 2:
        name = body.spelled_out(text.tokens.texts[first], text.naming.languages[0])
    mention = BodyMention(first, last, ident, name, body.country, "listed")
    for at in range(first, last):
        if (at, "head") in text.phrases.starting:
            text.heads[text.phrases.starting[at, "head"].value.rstrip("+")] = mention
    further = after.codes[1:] if after is not None and _head_in(text, first, last) == "ministry" else ()
    return [mention, *(_same_of(text, mention, ids, code) for code in further)]


def _same_of(text: Text, mention: BodyMention, ids: Sequence[str], code: str) -> BodyMention:
    """The like of a listed ministry in a further state: "the Ministry of Justice of A and B"."""
    country = state_of(code)
    ident = text.naming.choose(ids, country) or f"{country.lower()}/{mention.id.partition('/')[2]}"
    return replace(mention, id=ident, country=country, rule="listed, of several states")


def _of_region(text: Text, first: int, last: int, before: Nations | None) -> bool:
    """Whether a region's body is named: "Minnesota Department of Health", "New York State Department of Health"."""
    over = text.phrases.ending.get((first + 1, "region"))
    if over is not None and over.first < first:
        return True
    if before is None or "-" not in before.codes[0] or before.first == first:
        return False
    return any((at, kind) in text.phrases.starting for at in range(first, last) for kind in ("head", "ministry-of"))


def _head_in(text: Text, first: int, last: int) -> str | None:
    """ "ministry" where a name is made of such a head and a portfolio, or is so short that many states have it;
    "chancellery" where every state has one of the kind."""
    heads = [text.phrases.starting.get((at, "head")) for at in range(first, last)]
    values = [hit.value for hit in heads if hit is not None]
    if values and last - first < 3:
        return "ministry"
    if any(value in ("chancellery", "central-bank") for value in values):
        return "chancellery"
    return next((value for value in values if value in PORTFOLIO_HEADS), None)


def _postal_code(text: Text, first: int, last: int) -> bool:
    """ "Richmond, VA" """
    return (
        last - first == 1 and first > 0 and text.tokens.texts[first - 1] == "," and len(text.tokens.texts[first]) == 2
    )
