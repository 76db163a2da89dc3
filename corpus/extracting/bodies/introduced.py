"""Bodies whose name an acronym in parentheses shows to its end: "Information Services Department (ISD)"."""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.bodies.states import codes_of
from corpus.extracting.bodies.text import Text
from corpus.extracting.naming import slug, state_of
from corpus.extracting.nations import nations_after, nations_before
from corpus.extracting.tokens import BodyMention, Hit

_LONGEST = 12  # tokens of a name
_HEADS = frozenset((
    "department", "office", "agency", "authority", "administration", "commission", "bureau", "board", "directorate",
    "inspectorate", "secretariat", "registry", "unit", "police",
))  # fmt: skip
_OF_STATE = frozenset(("service", "council", "institute", "centre", "fund", "corporation", "corps"))
_OF_FIRMS = word_lists("authorities")["departments of firms"]
_PUBLIC = word_lists("authorities")["words of state"]


def introduced_body(text: Text, hit: Hit, first: int) -> BodyMention | None:
    """The body that a head begins or closes, where an acronym of its words follows; ``first``: of the name so far."""
    tokens, head = text.tokens, hit.value.rstrip("+")
    if head not in _HEADS and head not in _OF_STATE:
        return None
    last = _before_parenthesis(text, hit)
    linked = text.phrases.bare or tokens.folds[hit.last : hit.last + 1] in (
        [],
        *([link] for link in text.phrases.links),
    )
    if (
        last is None
        or (last > hit.last and not linked)
        or tokens.shapes[first] not in ("Xx", "X")
        or text.phrases.headline(first)
    ):
        return None
    if tokens.folds[first] in _OF_FIRMS:
        return None
    acronym = tokens.folds[last + 1]
    nation = text.phrases.nation_ending(first)
    if nation is not None and not text.breaks(nation.first, first):
        first = nation.first  # "Jamaica Information Service"
    begin = _fitted(text, first, hit.first, last, acronym)
    if begin is None or any((at, "not-body") in text.phrases.starting for at in range(begin, last)):
        return None
    first = begin
    before, after = nations_before(text.phrases, first), nations_after(text.phrases, last)
    inside = any(text.phrases.nation_at(at) is not None for at in range(first, last))
    public = inside or before is not None or not _PUBLIC.isdisjoint(tokens.folds[first:last])
    if head in _OF_STATE and not public:
        return None
    own = text.phrases.nation_at(first)
    code = codes_of(before, after)[0] or (own.value if own is not None else None)
    country = state_of(code) if code else text.naming.main
    name = text.phrases.nominative(hit, first, last)
    ident = text.naming.listed((name, tokens.words(first, last)), country)
    return BodyMention(first, last, ident or f"{(country or '-').lower()}/{slug(name)}", name, country, "introduced")


def _before_parenthesis(text: Text, hit: Hit) -> int | None:
    """Where an acronym in parentheses opens behind a head and its words."""
    texts, shapes = text.tokens.texts, text.tokens.shapes
    for at in range(hit.last, min(hit.last + _LONGEST, len(texts) - 2)):
        if text.breaks(hit.first, at):
            return None
        if texts[at] == "(":
            letters = sum(map(str.isupper, texts[at + 1]))
            return at if letters > 1 and texts[at + 2] == ")" and 2 <= len(texts[at + 1]) <= 8 else None
        if shapes[at] not in ("x", "Xx", "X", "m", ".") or (shapes[at] == "." and texts[at] not in (",", "&")):
            return None
    return None


def _fitted(text: Text, first: int, head: int, last: int, acronym: str) -> int | None:
    """The first token of a name whose initials the acronym is made of; None where it is of other words."""
    folds = text.tokens.folds
    for begin in range(first, head + 1):
        initials = [word[0] for word in folds[begin:last] if word[0].isalpha()]
        if folds[begin][0] != acronym[0] or text.tokens.shapes[begin] == "x":
            continue
        rest = iter("".join(initials))
        if all(letter in rest for letter in acronym if letter.isalpha()):
            return begin
    return None
