"""Offices as a text words them, each with the body behind it and its country.

An office is a word for one ("Minister", "Director", "Ambassador") with what stands around it: "acting", "deputy"
before, its portfolio or body on either side, its state. Joined offices ("Deputy Prime Minister and Minister for
Finance") are phrases of their own; a plural office ("ministers for foreign affairs of Sweden and Finland") has one
part for each.

One module a kind of office: ``ministers``; ``listed`` (the tables know the office by name: "Home Secretary");
``prosecutors``; ``envoys``; ``posts``, all others. Modules that they share: ``of_bodies`` (the office with its body on
either side), ``fields`` (what an office is of or for where that is no body), ``states`` (whose it is where it does not
say), ``wording`` (singular and nominative), ``text`` (what the readers know of the text).
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.extracting.naming import Naming
from corpus.extracting.offices.envoys import envoy
from corpus.extracting.offices.listed import listed_office
from corpus.extracting.offices.ministers import compound, minister
from corpus.extracting.offices.posts import post
from corpus.extracting.offices.prosecutors import us_attorney
from corpus.extracting.offices.text import Text
from corpus.extracting.phrases import Phrases
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens

__all__ = ["bodies_behind", "find_offices"]


def find_offices(
    tokens: Tokens,
    hits: Sequence[Hit],
    bodies: Sequence[BodyMention],
    *,
    country: str | None = None,
    languages: Sequence[str] = ("en",),
    publisher: str | None = None,
) -> list[OfficePhrase]:
    """Office phrases in order of place. ``bodies`` are those of ``find_bodies``, the rest as there."""
    text = Text(Phrases(tokens, hits, languages), Naming(hits, country, languages, publisher), bodies)
    by_kind = text.phrases.by_kind
    spots = [hit for kind in ("holder", "minister-of", "minister", "office") for hit in by_kind.get(kind, ())]
    spots.sort(key=lambda hit: (hit.first, -hit.last))
    taken_to = 0
    for hit in spots:
        if hit.first < taken_to or (hit.first in text.inside and hit.last - 1 in text.inside):
            continue
        phrase = _read(text, hit)
        if phrase is not None:
            text.found.append(phrase)
            if phrase.body is not None and hit.kind in ("minister", "minister-of"):
                text.ministers.setdefault(phrase.body.partition("/")[2], set()).add(phrase.country)
            taken_to = max(phrase.last, hit.last)
    return text.found


def bodies_behind(offices: Sequence[OfficePhrase]) -> list[BodyMention]:
    """The bodies that offices speak for: a ministry is named by its minister."""
    return [
        BodyMention(part.first, part.last, part.body, part.body_name, part.country, "behind-office")
        for office in offices
        for part in (office.parts or (office,))
        if part.body is not None and part.body_name is not None
    ]


def _read(text: Text, hit: Hit) -> OfficePhrase | None:
    value = hit.value.rstrip("+")
    if hit.kind == "holder":
        return listed_office(text, hit)
    if hit.kind == "minister-of":
        return compound(text, hit)
    if hit.kind == "minister":
        return minister(text, hit, _read)
    if value == "us-attorney":
        return us_attorney(text, hit)
    if value == "envoy":
        return envoy(text, hit)
    return post(text, hit, value)
