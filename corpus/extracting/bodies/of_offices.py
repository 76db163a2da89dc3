"""Bodies that are an office's: "Office of the Prime Minister", "Office of the Chief of Staff"."""

from __future__ import annotations

from corpus.extracting.bodies.states import codes_of, regional_body
from corpus.extracting.bodies.text import Text
from corpus.extracting.naming import slug, state_of
from corpus.extracting.nations import nations_after, nations_before
from corpus.extracting.tokens import BodyMention, Hit

_HOLDERS = frozenset(("head", "director", "governor", "prosecutor"))
_SEATS = ("prime-minister", "president", "governor", "mayor")


def office_of(text: Text, hit: Hit) -> list[BodyMention]:
    """The office that a head "office" makes with an office's words behind it; none where it makes no such."""
    phrases, tokens = text.phrases, text.tokens
    if tokens.folds[hit.first : hit.last] != ["office"] or tokens.shapes[hit.first] == "x":
        return []
    at = phrases.skip_small(hit.last) if tokens.folds[hit.last : hit.last + 1] == ["of"] else hit.last
    while (modifier := phrases.starting.get((at, "modifier"))) is not None and (at, "office") not in phrases.starting:
        at = modifier.last
    holder = phrases.starting.get((at, "office"))
    if at == hit.last or holder is None or holder.value not in _HOLDERS or tokens.shapes[at] == "x":
        return []
    last = holder.last
    superior = tokens.folds[last : last + 3]
    if superior[:2] == ["to", "the"] and superior[2:] in (["government"], ["cabinet"]):
        last += 3
        if tokens.folds[last : last + 3] == ["of", "the", "federation"]:
            last += 3
    if text.part_of_other(hit.first, last):
        return []
    before, after = nations_before(phrases, hit.first), nations_after(phrases, last)
    code = codes_of(before, after)[0]
    name = tokens.words(hit.first, last)
    if code is not None and "-" in code:
        return [regional_body(text, hit.first, last, name, code)]
    if code is None and holder.value == "prosecutor" and text.naming.home_region is not None:
        region = text.naming.region_name(text.naming.home_region)
        office, state = tokens.words(at, last), state_of(text.naming.home_region)
        ident = f"{state.lower()}/{slug(f'{region} {office}')}"
        return [BodyMention(hit.first, last, ident, f"Office of the {office} of {region}", state, "office-of")]
    country = state_of(code) if code else text.naming.main
    return [office_body(text, hit.first, last, name, tokens.words(at, last), country)]


def office_body(text: Text, first: int, last: int, name: str, holder: str, country: str | None) -> BodyMention:
    """The office of a holder: one body, be it "Office of the Prime Minister" or "Prime Minister's Office"."""
    key = slug(holder)
    forms = (name, f"{holder}'s Office", f"Office of the {holder}")
    ident = text.naming.listed(forms, country)
    ident = ident or f"{(country or '-').lower()}/{key if key in _SEATS else slug(f'Office of the {holder}')}"
    return BodyMention(first, last, ident, name, country, "office-of")
