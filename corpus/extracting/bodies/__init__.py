"""Executive bodies that a text names: listed ones by their names, others by the grammar of such names.

The grammar is "HEAD of PORTFOLIOS of STATES" and its turns: "STATE's PORTFOLIO HEAD", "PORTFOLIOS HEADS of STATE". A
plural head, or several states, gives a body each. What a text calls a body later ("the ministry", an acronym it
introduced) is a mention of that body.

One module a kind of body: ``listed`` (the tables know it by name), ``ministries``, ``embassies``, ``prosecutors``,
``unlisted`` (agencies and the like that no table knows); ``again`` reads what names a body for a second time. They
share ``states`` (whose a body is, and its id) and ``text`` (what the readers know of the text).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.extracting.bodies.again import introduced_acronyms
from corpus.extracting.bodies.listed import listed_body
from corpus.extracting.bodies.ministries import headed, whole_word
from corpus.extracting.bodies.text import Text
from corpus.extracting.bodies.unlisted import agency_in_one_word
from corpus.extracting.naming import Naming
from corpus.extracting.phrases import Phrases
from corpus.extracting.tokens import BodyMention, Hit, Tokens

__all__ = ["find_bodies"]


def find_bodies(
    tokens: Tokens,
    hits: Sequence[Hit],
    *,
    country: str | None = None,
    languages: Sequence[str] = ("en",),
    publisher: str | None = None,
) -> list[BodyMention]:
    """Mentions of executive bodies in order of place.

    ``languages``: the text's, then others the publisher writes in. ``country`` and ``publisher`` say whose ministry
    "the Ministry of Health" is where the text doesn't. All mentions of a body carry its fullest name in the text.
    """
    text = Text(Phrases(tokens, hits, languages), Naming(hits, country, languages, publisher))
    by_kind = text.phrases.by_kind
    spots = [hit for kind in ("body", "ministry-of", "agency-of", "head") for hit in by_kind.get(kind, ())]
    spots.sort(key=lambda hit: (hit.first, -hit.last))
    taken_to = 0
    for hit in spots:
        if hit.first < taken_to:
            continue
        for mention in _read(text, hit):
            text.found.append(mention)
            taken_to = max(taken_to, mention.last)
    mentions = text.found + introduced_acronyms(text)
    mentions.sort(key=lambda mention: (mention.first, mention.last))
    return _with_fullest_names(mentions)


def _read(text: Text, hit: Hit) -> list[BodyMention]:
    other = text.phrases.starting.get((hit.first, "not-body"))
    if other is not None and (other.last > hit.last or (other.last == hit.last and hit.kind == "head")):
        return []
    if (
        text.naming.languages[0] in ("ko", "vi")
        and hit.kind != "body"
        and any(
            (longer := text.phrases.starting.get((hit.first, kind))) is not None and longer.last > hit.last
            for kind in ("minister", "office")
        )
    ):
        return []  # "Bộ trưởng": the minister, whose word begins with the ministry's
    if hit.kind == "body":
        return listed_body(text, hit)
    if hit.kind == "agency-of":
        return agency_in_one_word(text, hit)
    return whole_word(text, hit) if hit.kind == "ministry-of" else headed(text, hit)


def _with_fullest_names(mentions: list[BodyMention]) -> list[BodyMention]:
    """Each mention with the longest name of several words that its body has in the text."""
    names: dict[str, str] = {}
    for mention in mentions:
        known = names.get(mention.id)
        if known is None or len(mention.name.split()) > len(known.split()):
            names[mention.id] = mention.name
    return [
        mention if mention.name == names[mention.id] else replace(mention, name=names[mention.id])
        for mention in mentions
    ]
