"""States and their regions said beside a name: "Kazakhstan's", "of the Republic of Kazakhstan", "in Kyiv"."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.authority.wordlists import word_lists
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.phrases import Phrases
from corpus.extracting.tokens import CAPITALS, Hit

_LONGEST_NAME = 7  # tokens
_AT_PLACE = word_lists("authorities")["at a place"]


@dataclass(frozen=True, slots=True)
class Nations:
    """States (or regions of states) said beside a name, and the tokens they take."""

    first: int
    last: int
    codes: tuple[str, ...]  # "KZ", "US-MN"


def nations_before(phrases: Phrases, end: int) -> Nations | None:
    """ "Kazakh", "Kazakhstan's", "the U.S.", "French and German" right before ``end``."""
    folds = phrases.tokens.folds
    at = end
    while at > 0 and folds[at - 1] in ("'s", "’s", "federal", "national", "royal", "'"):
        at -= 1
    hit = phrases.nation_ending(at)
    if hit is None or at == 0 or phrases.breaks(hit.first, min(end, len(phrases.tokens) - 1)):
        return None
    codes = [hit.value]
    first = hit.first
    if first > 1 and folds[first - 1] in phrases.ands:
        other = phrases.nation_ending(first - 1)
        if other is not None and other.kind == hit.kind:
            codes.insert(0, other.value)
            first = other.first
    return Nations(first, end, tuple(codes))


def nations_after(phrases: Phrases, begin: int) -> Nations | None:
    """ "of the Republic of Kazakhstan", "of A, B and C" from ``begin``."""
    folds, total = phrases.tokens.folds, len(phrases.tokens)
    if begin >= total:
        return None
    at = begin
    adjective = phrases.starting.get((at, "adjective"))
    if adjective is not None and phrases.languages[0] != "en" and not (phrases.before or phrases.breaks(begin - 1, at)):
        return Nations(begin, adjective.last, (adjective.value,))
    if folds[at] in phrases.links or folds[at] in phrases.articles:
        at = phrases.skip_small(at)
    elif phrases.before or not (phrases.bare or phrases.nation_at(at)):
        return None
    linked = at
    at = phrases.skip_state(at)
    hit = phrases.country_at(at) or (phrases.starting.get((at, "adjective")) if at > linked else None)
    if hit is None or phrases.breaks(begin - 1, at):
        return None  # the adjective: "المملكة المغربية"
    codes = [hit.value]
    last = phrases.skip_state(hit.last, backward_only=True)
    while True:
        at = last
        if at < total and folds[at] == ",":
            at += 1
        if at < total and folds[at] in phrases.ands:
            at += 1
        if at == last:
            break
        at = phrases.skip_small(at - 1) if at < total else at
        hit = phrases.country_at(phrases.skip_state(at)) if at < total else None
        joined = any(fold in phrases.ands for fold in folds[last:at])
        if hit is None or not (joined or _list_goes_on(phrases, hit.last)):
            break
        if (hit.last, "head") in phrases.starting or phrases.authority_at(hit.last):
            break
        codes.append(hit.value)
        last = hit.last
    return Nations(begin, last, tuple(codes))


def nations_of_office(
    phrases: Phrases, first: int, last: int, *, by_holder: bool
) -> tuple[Nations | None, Nations | None]:
    """The states right before and behind an office; for want of both, ``by_holder``, that behind its holder's name."""
    before, after = nations_before(phrases, first), nations_after(phrases, last)
    if by_holder and before is None and after is None:
        after = _behind_name(phrases, last)
    return before, after


def _behind_name(phrases: Phrases, begin: int) -> Nations | None:
    """ "Minister of Finance Jane Roe of France", "Jane Roe (France)": the state behind the name of whoever holds an
    office that ends before ``begin``. It takes no tokens of the office."""
    tokens, at = phrases.tokens, begin
    folds, shapes, total = tokens.folds, tokens.shapes, len(tokens)
    while at < total and at - begin < _LONGEST_NAME and phrases.nation_at(at) is None:
        if shapes[at] not in CAPITALS:
            state = phrases.skip_small(at) if folds[at] in phrases.links or tokens.texts[at] == "(" else at
            nation = phrases.starting.get((phrases.skip_state(state), "country")) if begin < at < state else None
            if nation is not None and (nation.first, "region") not in phrases.starting:
                return Nations(begin, begin, (nation.value,)) if not phrases.breaks(begin - 1, nation.first) else None
            if begin == at or not flags_of(folds[at]) & Is.PARTICLE:
                return None
        at += 1
    return None


def adjective_between(phrases: Phrases, at: int) -> Hit | None:
    """The state's adjective between a head and its portfolio: "ministère français de l'Intérieur"."""
    hit = phrases.starting.get((at, "adjective"))
    if hit is None or phrases.languages[0] == "en" or hit.last >= len(phrases.tokens):
        return None
    return hit if phrases.tokens.folds[hit.last] in phrases.links else None


def nearest_nation(phrases: Phrases, at: int, without: str | None) -> str | None:
    """The state named last before a token in its paragraph, else the first after it there."""
    paragraph = phrases.tokens.paragraphs[at]
    nearest = None
    for hit in phrases.nations:
        if phrases.tokens.paragraphs[hit.first] == paragraph and hit.value.partition("-")[0] != without:
            if hit.first > at and nearest is not None:
                break
            nearest = hit.value.partition("-")[0]
    return nearest


def place_after(phrases: Phrases, at: int) -> tuple[int, int] | None:
    """The tokens of a place after "in" or "to": where an embassy stands."""
    folds, total = phrases.tokens.folds, len(phrases.tokens)
    if at >= total or folds[at] not in _AT_PLACE:
        return None
    first = at + 1
    while first < total and folds[first] in phrases.articles:
        first += 1
    state = phrases.skip_state(first)
    hit = phrases.starting.get((state, "country")) or phrases.starting.get((first, "capital"))
    if hit is not None:
        return hit.first, hit.last
    last = first
    while last < total and last - first < 3 and phrases.tokens.shapes[last] == "Xx" and not phrases.breaks(at, last):
        last += 1
    return (first, last) if last > first else None


def _list_goes_on(phrases: Phrases, at: int) -> bool:
    folds = phrases.tokens.folds
    return at < len(folds) and (folds[at] in phrases.ands or folds[at] == ",")
