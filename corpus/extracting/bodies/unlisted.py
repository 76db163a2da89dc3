"""Agencies, services, police forces and other bodies that no table knows, by their heads and the capitals before."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.authority.wordlists import word_lists
from corpus.extracting.bodies.introduced import introduced_body
from corpus.extracting.bodies.states import codes_of, regional_body
from corpus.extracting.bodies.text import PORTFOLIO_HEADS, Text
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.naming import slug, state_of
from corpus.extracting.nations import nations_after, nations_before
from corpus.extracting.tokens import BodyMention, Hit

_WORDS = word_lists("authorities")
# Heads that make a body of any capitalised words before them, and those that do so beside a word of state.
_STRONG = frozenset((
    "agency", "authority", "administration", "bureau", "directorate", "inspectorate", "secretariat", "police", "forces",
    "sheriff", "prosecutor", "central-bank", "treasury", "command", "customs", "chancellery", "governor-office",
    "cabinet", "embassy", "mission",
))  # fmt: skip
_DIVISIONS = frozenset(("bureau", "directorate", "department", "office", "unit", "service"))
_NAMED_AGAIN = frozenset(("commission", "board", "service"))  # such are bodies where "the Commission" follows
_OF_STATE = frozenset(("commission", "committee", "service", "board", "council", "institute", "office"))
_OF_ANY = frozenset(("state", "government", "dovlet", "respublika", "interagency", "statutory"))
_PUBLIC = _WORDS["words of state"]
_WEAK_ALONE = _WORDS["common before heads"]
_NEVER_FIRST = frozenset(("senate", "house", "joint", "international", "world", "african", "inter-american"))
_STATE_COMMITTEES = frozenset(("state", "interagency", "dovlet", "государственный", "государственного", "державний"))


def unlisted_body(text: Text, hit: Hit, first: int, last: int) -> list[BodyMention]:
    """A body that no table lists, by a head that authorities have and the capitals of its name."""
    phrases = text.phrases
    by_itself = hit.last - hit.first > 1 and not text.tokens.texts[hit.first].isascii()
    if (text.tokens.shapes[hit.first] == "x" and not by_itself) or phrases.headline(hit.first):
        return []
    if (
        hit.value == "prosecutor"
        and phrases.nation_ending(hit.first) is not None
        and "attorney" in text.tokens.folds[hit.first]
    ):
        return []  # a U.S. Attorney's Office of no district
    county = ""
    if last == hit.last:
        first = phrases.capitals_before(first)
        if phrases.before and first < hit.first and not phrases.possessed(hit):
            return []
        if phrases.before and first < hit.first and phrases.opens_sentence(first):
            # "Tədbirdə Dövlət Agentliyi": the sentence begins with where it was.
            first += text.tokens.folds[first].endswith(("da", "de", "ta", "te"))
        begin = phrases.county_before(first)
        if begin < first:
            county = text.tokens.words(begin, first).split(",")[0] + " "
    head = hit.value.rstrip("+")
    introduced = introduced_body(text, hit, first)
    if introduced is not None:
        text.heads[head] = introduced
        return [introduced]
    if head in _DIVISIONS and last == hit.last and _is_division(text, first, last):
        return []
    named = first > 0 and text.tokens.folds[first - 1] in phrases.determiners
    again = named or phrases.bare or phrases.before
    words = text.tokens.folds[first : hit.first]
    if again and words and _PUBLIC.issuperset(words) and head in text.heads:
        # "the State Agency": the one named before.
        return [replace(text.heads[head], first=first, last=last, rule="again")]
    before, after = nations_before(phrases, first), nations_after(phrases, last)
    if words and last == hit.last and _OF_ANY.issuperset(words) and not (before or after):
        return []  # "a State Agency"
    if hit.value.endswith("+") or not (county or _executive(text, head, first, last)):
        return []
    alone = first == hit.first and last == hit.last and before is None and not by_itself and not county
    if alone and (after is None or head not in _STRONG):
        return []
    code = codes_of(before, after)[0]
    name = county + text.phrases.nominative(hit, first, last)
    begin = first
    if before is not None and text.tokens.folds[before.last - 1] not in ("'s", "'"):
        begin = before.first
    if code is not None and "-" in code:
        mention = regional_body(text, begin, last, name, code)
    else:
        european = text.tokens.folds[first] == "european"
        country = state_of(code) if code else "EU" if european else text.naming.main
        full = name if begin == first else f"{text.tokens.words(begin, first)} {name}"
        ident = text.naming.listed((name, full), country)
        ident = ident or f"{(country or '-').lower()}/{head if head == 'central-bank' else slug(name)}"
        mention = BodyMention(begin, last, ident, full, country, "generic")
    text.heads[head] = mention
    return [mention]


def agency_in_one_word(text: Text, hit: Hit) -> list[BodyMention]:
    """ "Rikspolisstyrelsen", "Helsedirektoratet": a capital tells it from a common noun, but at the head of a sentence
    only beside another such."""
    tokens, word = text.tokens, text.tokens.texts[hit.first]
    if tokens.shapes[hit.first] != "Xx" or text.phrases.headline(hit.first) or text.naming.main is None:
        return []
    name = word[:-1] if word.endswith("s") and word[:-1].endswith(_ONE_WORD_ENDS) else word
    name = _OF_AN_OFFICE.sub("amt", name)
    held = word != name and (hit.last, "office") in text.phrases.starting  # "Folkhälsomyndighetens generaldirektör"
    inside = not text.inner_capitals.isdisjoint((name, f"{name}s", f"{name}es"))
    if text.phrases.opens_sentence(hit.first) and not (held or inside):
        return []
    country = text.naming.main
    ident = text.naming.listed((name,), country) or f"{country.lower()}/{slug(name)}"
    return [BodyMention(hit.first, hit.last, ident, name, country, "one-word")]


_ONE_WORD_ENDS = ("et", "en")
_OF_AN_OFFICE = re.compile("amte?s$")


def _is_division(text: Text, first: int, last: int) -> bool:
    """Whether what is named like a body is part of one: "the Police's Vice Bureau", "X Bureau, Ministry"."""
    texts, folds, at = text.tokens.texts, text.tokens.folds, last
    if first > 0 and folds[first - 1] == "'s" and text.phrases.nation_ending(first - 1) is None:
        return True
    while at < len(texts) and at - last < 3 and (texts[at] == "," or folds[at] in ("of", "the", "at")):
        at += 1
    head = text.phrases.starting.get((at, "head")) if at > last else None
    return head is not None and head.value in PORTFOLIO_HEADS


def _executive(text: Text, head: str, first: int, last: int) -> bool:
    folds = text.tokens.folds[first:last]
    if text.part_of_other(first, last) or (head == "police" and _goes_on(text, last)):
        return False
    if any((at, "not-body") in text.phrases.starting for at in range(first, last)):
        return False
    if folds[0] in _WEAK_ALONE and (len(folds) < 3 or folds[0] in _NEVER_FIRST):
        return False
    ranked = last < len(text.tokens) and bool(flags_of(text.tokens.folds[last]) & Is.RANK)
    if head in ("police", "forces") and ranked and (last, "office") not in text.phrases.starting:
        return False  # "Police Colonel"
    if head == "command" and text.phrases.nation_ending(first) is None:
        return False
    if head == "administration" and len(folds) == 2 and flags_of(folds[0]) & (Is.SURNAME | Is.GIVEN):
        return False  # a president's
    if head in _STRONG:
        return len(folds) > 1 or text.phrases.nation_ending(first) is not None or not text.tokens.folds[first].isascii()
    if head == "committee" and _STATE_COMMITTEES.isdisjoint(folds):
        return False  # parliament's
    if head == "department":
        return len(folds) > 1 and (_regional_before(text, first) or "county" in folds or "city" in folds)
    if head in _NAMED_AGAIN and len(folds) > 2 and text.last_alone.get(head, -1) >= last:
        return True
    return head in _OF_STATE and len(folds) > 2 and any(fold in _PUBLIC for fold in folds)


def _goes_on(text: Text, at: int) -> bool:
    """Whether capitals go on to a further head: "Police Complaints Authority"."""
    for end in range(at, min(at + 3, len(text.tokens))):
        if (end, "head") in text.phrases.starting:
            return end > at
        if text.tokens.shapes[end] != "Xx":
            return False
    return False


def _regional_before(text: Text, first: int) -> bool:
    nation = text.phrases.nation_ending(first)
    return nation is not None and nation.kind == "region"
