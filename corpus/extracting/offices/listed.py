"""Offices that the tables know by name: "Home Secretary", "Secretary of Defense"; and their like in regions."""

from __future__ import annotations

from corpus.extracting.naming import slug, state_of
from corpus.extracting.nations import nations_of_office
from corpus.extracting.offices.fields import purpose_after
from corpus.extracting.offices.text import Text
from corpus.extracting.offices.wording import worded
from corpus.extracting.tokens import Hit, OfficePhrase


def listed_office(text: Text, hit: Hit, named: int | None = None) -> OfficePhrase | None:
    """An office that the tables know by name: "Home Secretary", "Secretary of Defense"; the name may begin at
    ``named`` only, behind "Deputy"."""
    first, last = text.with_modifiers(hit.first), hit.last
    before, after = nations_of_office(text.phrases, first, last, by_holder=not hit.value.endswith("+"))
    stated = after.codes[0] if after else before.codes[0] if before else None
    if stated is not None and "-" in stated:
        return regional_office(text, hit, first, last, stated)
    if stated is None and text.naming.home_region is not None:
        return regional_office(text, hit, first, last, text.naming.home_region)
    ids = text.phrases.values(hit.first if named is None else named, hit.last, "holder")
    ident = text.naming.choose(ids, stated, head="ministry")
    if ident is None:
        return None
    body = text.naming.bodies[ident]
    last = purpose_after(text, last)
    end = max(last, after.last) if after else last
    wording, plural = worded(text, hit, first, last), hit.value.endswith("+")
    name = body.name_in(text.naming.languages[0])
    return OfficePhrase(first, end, wording, ident, body.country, plural, "holder", (), name)


def regional_office(text: Text, hit: Hit, first: int, last: int, code: str) -> OfficePhrase:
    """Such an office in a region of a state: "Minnesota Secretary of State"."""
    region = text.naming.region_name(code)
    words = text.tokens.words(hit.first, hit.last)
    if hit.value.endswith("+"):
        words = text.naming.singular(hit.kind, hit.value, words)
    name = f"Office of the {words} of {region}"
    ident = f"{state_of(code).lower()}/{slug(region + ' ' + words)}"
    wording, plural = worded(text, hit, first, last), hit.value.endswith("+")
    return OfficePhrase(first, last, wording, ident, state_of(code), plural, "regional", (), name)
