"""States that a release speaks of: by name, adjective, people, region, body, or by a capital that acts.

A name of a state may be another's: a person's ("Jordan Lee"), a region's ("Marietta, Georgia"), a bird's, a firm's.
What stands around it decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.authority.wordlists import word_lists
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens


@dataclass(frozen=True, slots=True)
class CountryFound:
    code: str  # ISO 3166-1 alpha-2
    mentions: tuple[tuple[int, int], ...]  # code-point spans in the text; none where only the publisher tells


def find_countries(
    tokens: Tokens,
    hits: Sequence[Hit],
    *,
    bodies: Iterable[BodyMention] = (),
    offices: Iterable[OfficePhrase] = (),
    country: str | None = None,
) -> list[CountryFound]:
    """The states a text speaks of, most mentioned first. ``country`` is the publisher's, which is meant throughout."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for hit in meant(tokens, hits, country):
        spans.setdefault(hit.value, set()).add(tokens.span(hit.first, hit.last))
    mentions: list[BodyMention | OfficePhrase] = [*bodies, *offices]
    for mention in mentions:
        if mention.country in spans or (mention.country and mention.country not in ("EU", country)):
            spans.setdefault(mention.country, set()).add(tokens.span(mention.first, mention.last))
    if country and country != "EU":
        spans.setdefault(country, set())
    found = [CountryFound(code, tuple(sorted(places))) for code, places in spans.items()]
    return sorted(found, key=lambda each: (-len(each.mentions), each.mentions[:1] or ((1 << 60, 0),), each.code))


def meant(tokens: Tokens, hits: Sequence[Hit], country: str | None = None) -> list[Hit]:
    """The hits of names, adjectives and acting capitals that mean a state."""
    return _Reader(tokens, hits, country).read()


_WORDS = word_lists("countries")
_GIVEN = _WORDS["given names"]
_TRADES = _WORDS["trades"]
_FIRMS = _WORDS["firms"]
_BEFORE_PLACE = _WORDS["before places"]
_ACTS = _WORDS["acts"]
_AFTER_LANGUAGES = _WORDS["after languages"]
_NEIGHBOURS = frozenset(
    ("AM", "AZ", "RU", "UA", "MD", "TR", "KZ", "BY", "EE", "LV", "LT", "ME", "MK", "RS", "AL", "BA")
)


class _Reader:
    def __init__(self, tokens: Tokens, hits: Sequence[Hit], country: str | None) -> None:
        self.tokens = tokens
        self.country = country
        self.hits = [hit for hit in hits if hit.kind in ("country", "adjective", "capital")]
        self.regions = {(hit.first, hit.last) for hit in hits if hit.kind == "region"}
        self.starts = {hit.first: hit for hit in self.hits if hit.kind != "capital"}
        self.language_to = -1  # behind the languages of a list
        self.codes = Counter(hit.value for hit in self.hits if hit.kind == "country")

    def read(self) -> list[Hit]:
        found = []
        for hit in self.hits:
            if hit.kind == "capital":
                if (hit.first, hit.last) not in self.regions or self.tokens.folds[hit.first] == "washington":
                    kept = self._acts(hit)
                else:
                    kept = False
            elif (hit.first, hit.last) in self.regions:
                kept = self._state_not_region(hit)
            else:
                kept = not (self._person(hit) or self._thing(hit) or self._firm(hit))
            if kept:
                found.append(hit)
        return found

    def _fold(self, at: int) -> str:
        return self.tokens.folds[at] if 0 <= at < len(self.tokens) else ""

    def _shape(self, at: int) -> str:
        return self.tokens.shapes[at] if 0 <= at < len(self.tokens) else ""

    def _same_sentence(self, at: int, other: int) -> bool:
        sentences = self.tokens.sentences
        return 0 <= other < len(sentences) and sentences[at] == sentences[other]

    def _state_not_region(self, hit: Hit) -> bool:
        """Georgia: the state beside other states, the American one in American texts or behind a town and a comma."""
        if self.tokens.folds[hit.first] not in ("georgia", "scotland", "wales", "scottish", "welsh"):
            return self.tokens.texts[hit.first] not in ("Washington", "Victoria")
        if hit.value == "GB":
            return True
        text = self.tokens.folds
        window = text[max(0, hit.first - 40) : hit.last + 40]
        if "tbilisi" in text or "georgian" in text or "republic" in window[30:44]:
            return True
        near = {other.value for other in self.hits if abs(other.first - hit.first) < 30 and other.kind == "country"}
        if self._fold(hit.first - 1) == "," and self._shape(hit.first - 2) == "Xx" and hit.first - 2 not in self.starts:
            return bool(near & _NEIGHBOURS)
        if self._fold(hit.first - 1) == "of" and "district" in text[max(0, hit.first - 3) : hit.first]:
            return False
        if self.country == "US" or (self.country is None and self.codes["US"] > 1):
            return bool((near - {"US"}) & _NEIGHBOURS)
        return True

    def _person(self, hit: Hit) -> bool:
        """Chad Brown, Jordan Lee, Michael Jordan."""
        if hit.last - hit.first != 1 or self._fold(hit.first) not in _GIVEN or hit.kind == "adjective":
            return False
        before, after = hit.first - 1, hit.last
        if self._shape(after) in ("Xx", "X.") and self._same_sentence(hit.first, after) and after not in self.starts:
            return self._fold(before) not in _BEFORE_PLACE or self._fold(before) in ("with", "by", "from")
        return (
            self._shape(before) in ("Xx", "X.")
            and self._same_sentence(hit.first, before)
            and self._same_sentence(hit.first, before - 1)
            and before not in self.starts
            and self._fold(before) not in _BEFORE_PLACE
        )

    def _thing(self, hit: Hit) -> bool:
        """Turkey farms, china cups; Native Americans, unless India itself is spoken of."""
        word = self._fold(hit.first)
        if self._fold(hit.last) == "$" or self._language(hit):
            return True
        if self._fold(hit.last) in ("county", "parish", "township") and self._shape(hit.last) != "x":
            return True
        if word in ("turkey", "china") and self._fold(hit.last) in _TRADES:
            return True
        if (
            word == "turkey"
            and (self._fold(hit.first - 2) in _TRADES or self._fold(hit.first - 1) == "and")
            and (self._fold(hit.last) in _TRADES or self._fold(hit.first - 2) in _TRADES)
        ):
            return True
        if word in ("indian", "indians") and self.country == "US":
            return self.codes["IN"] == 0
        return word in ("jersey", "guinea") and self._shape(hit.first - 1) == "Xx" and hit.first - 1 not in self.starts

    def _language(self, hit: Hit) -> bool:
        """ "in French, German and Italian": languages."""
        if hit.kind != "adjective" or (
            self._shape(hit.last) in ("x", "c") and self._fold(hit.last) not in _AFTER_LANGUAGES
        ):
            return False
        if self._shape(hit.last) in ("Xx", "X") and self._same_sentence(hit.first, hit.last):
            return False
        before = self._fold(hit.first - 1)
        listed = before in (",", "and", "or", "et", "ou", "und", "e", "y", "o", "oder", "и")
        spoken = before in ("in", "en", "em", "auf", "into") or (listed and hit.first - 1 == self.language_to)
        if spoken:
            self.language_to = hit.last
            if self._fold(hit.last) == "," and self._fold(hit.last + 1) in ("and", "or"):
                self.language_to += 1
        return spoken

    def _firm(self, hit: Hit) -> bool:
        """Deutsche Bank AG, Bank (Suisse) SA, Air France, University of Denmark Press."""
        tokens = self.tokens
        at = hit.last
        if self._fold(hit.first - 1) == "(" and self._fold(at) == ")":
            at += 1
            if self._fold(at) in _FIRMS:
                return True
        steps = 0
        while self._shape(at) in ("Xx", "X") and steps < 4 and self._same_sentence(hit.first, at):
            if self._fold(at) in _FIRMS:
                return True
            at += 1
            steps += 1
        return (
            hit.kind == "country"
            and self._fold(hit.first - 1) in ("air", "radio", "miss")
            and tokens.shapes[hit.first - 1] == "Xx"
        )

    def _acts(self, hit: Hit) -> bool:
        """ "Washington and Beijing agreed", "Paris objects": a capital as the subject of a verb, not as a place."""
        before = self._fold(hit.first - 1)
        if before in _BEFORE_PLACE or (
            self._shape(hit.first - 1) in ("Xx", "X.") and self._same_sentence(hit.first, hit.first - 1)
        ):
            return False
        at = hit.last
        if self._fold(at) in ("and", ",", "or") and any(
            other.kind == "capital" and other.first in (at + 1, at + 2) for other in self.hits
        ):
            other = next(o for o in self.hits if o.kind == "capital" and o.first in (at + 1, at + 2))
            return self._fold(other.last) in _ACTS
        return self._fold(at) in _ACTS and self.tokens.shapes[at] == "x"
