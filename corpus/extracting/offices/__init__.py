"""Offices as a text words them, each with the body behind it and its country.

An office is a word for one ("Minister", "Director", "Ambassador") with what stands around it: "acting", "deputy"
before, its portfolio or body on either side, its state. Joined offices ("Deputy Prime Minister and Minister for
Finance") are phrases of their own; a plural office ("ministers for foreign affairs of Sweden and Finland") has one
part for each.

One module a kind of office: ``ministers``, and ``elliptic`` for lists of them; ``listed`` (the tables know the office
by name: "Home Secretary"); ``prosecutors``; ``envoys``; ``posts``, all others. Modules that they share: ``of_bodies``
(the office with its body on either side), ``holders`` (the office that serves another one's holder), ``fields`` (what
an office is of or for where that is no body), ``states`` (whose it is where it does not say), ``wording`` (singular and
nominative), ``text`` (what is known of the text).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.extracting.naming import Naming
from corpus.extracting.offices.elliptic import further_offices
from corpus.extracting.offices.envoys import envoy
from corpus.extracting.offices.holders import of_holders
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
        if phrase is None:
            continue
        phrase = _with_acronym(text, phrase)
        if text.phrases.behind:
            phrase = _of_superior(text, replace(phrase, behind=True))
        listed = further_offices(text, hit, phrase) if hit.kind == "minister" and phrase.body is not None else []
        for each in listed or [phrase]:
            text.found.append(each)
            if each.body is not None and hit.kind in ("minister", "minister-of"):
                text.ministers.setdefault(each.body.partition("/")[2], set()).add(each.country)
            taken_to = max(each.last, hit.last)
    return of_holders(text, text.found)


def _with_acronym(text: Text, phrase: OfficePhrase) -> OfficePhrase:
    """ "Menteri Luar Negeri (Menlu) Retno Marsudi": the short form before the name belongs to the office."""
    at, texts, shapes = phrase.last, text.tokens.texts, text.tokens.shapes
    if at + 3 < len(texts) and texts[at] == "(" and texts[at + 2] == ")" and shapes[at + 3] in ("Xx", "X", "X."):
        return replace(phrase, last=at + 3) if shapes[at + 1] in ("Xx", "X", "m") else phrase
    return phrase


def _of_superior(text: Text, phrase: OfficePhrase) -> OfficePhrase:
    """ "a miniszterelnök sajtófőnöke": with the office right before it, whose holder it serves."""
    superior = text.found[-1] if text.found else None
    if superior is None or superior.last != phrase.first or not superior.first:
        return phrase
    if text.tokens.folds[superior.first - 1] not in text.phrases.articles:
        return phrase
    text.found.pop()
    return replace(phrase, first=superior.first, office=text.tokens.words(superior.first, phrase.last))


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
