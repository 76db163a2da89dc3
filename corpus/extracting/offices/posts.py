"""All other offices: directors, governors, legislators, judges, spokesmen."""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.nations import nations_of_office
from corpus.extracting.offices.fields import (
    apposed_field_after,
    constituency_after,
    field_after,
    field_before,
    genitive_after,
    organisation_before,
    possessor_before,
    superior_after,
    town_before,
)
from corpus.extracting.offices.of_bodies import body_after, body_with_acronym, of_body
from corpus.extracting.offices.prosecutors import prosecutor
from corpus.extracting.offices.states import country_of, of_one_state, of_organisation
from corpus.extracting.offices.text import Text
from corpus.extracting.offices.wording import worded
from corpus.extracting.tokens import Hit, OfficePhrase

_WORDS = word_lists("offices")
_PRESIDING = _WORDS["presiding over a chamber"]
_JUSTICE = frozenset(office.replace("_", " ") for office in _WORDS["of the justice department"])
_OF_POSSESSORS = frozenset(("director", "role", "governor"))
_WITH_RUN = frozenset(("director", "role", "in-charge", "prosecutor"))


def _of_hyphened(text: Text, hit: Hit) -> OfficePhrase | None:
    """ "BKA-Präsident": the officer of a listed body in one word with it."""
    head, hyphen, _ = text.tokens.texts[hit.first].rpartition("-")
    country = text.naming.main if hyphen and hit.last - hit.first == 1 else None
    ident = text.naming.listed((head,), country) if country else None
    if ident is None:
        return None
    first = text.with_modifiers(hit.first)
    body = text.naming.bodies[ident]
    name = body.name_in(text.naming.languages[0])
    wording = text.tokens.words(first, hit.last)
    return OfficePhrase(first, hit.last, wording, ident, body.country, False, "of-body", (), name)


def _apposed(text: Text, hit: Hit) -> OfficePhrase | None:
    """ "Jane Roe, Director, Press and Public Relations, Ministry of Health": fields and body behind commas."""
    folds, texts = text.tokens.folds, text.tokens.texts
    opens = hit.first > 0 and (
        texts[hit.first - 1] == "," or text.phrases.opens_sentence(text.with_modifiers(hit.first))
    )
    if not opens or text.naming.languages[0] != "en":
        return None
    last = apposed_field_after(text, hit.last)
    at = last + 1 if last < len(texts) and texts[last] == "," else last
    body = text.body_at.get(at) if at > last and not text.breaks(last - 1, at) else None
    if body is not None and not (text.tokens.shapes[at] == "x" or folds[at] in text.phrases.articles):
        return of_body(text, hit, body, hit.first, body.last)
    if last == hit.last:
        return None
    first = text.with_modifiers(hit.first)
    return OfficePhrase(
        first, last, worded(text, hit, first, last), None, country_of(text, None, first), False, "director"
    )


def post(text: Text, hit: Hit, value: str) -> OfficePhrase | None:
    """A post with its body or field on either side. ``value`` is the hit's, without the mark of a plural."""
    first, last = hit.first, hit.last
    if text.tokens.texts[last : last + 1] == ["("] and text.tokens.texts[last + 2 : last + 3] == [")"]:
        linked = text.tokens.folds[last + 3 : last + 4] == ["of"]
        last += 3 if linked and text.tokens.shapes[last + 1] == "X" else 0  # "Chief Executive Officer (CEO) of"
    envoy = text.tokens.folds[hit.first : hit.last] == ["representative"]  # of a body, or a legislator
    body = body_after(text, last) if envoy or value not in ("legislator", "judge") else None
    ends = [at for at in range(first, last) if at in text.body_to]  # "Federal Police Commissioner"
    before_body = text.body_to[ends[0]] if ends else body_with_acronym(text, first)
    if before_body is not None and text.breaks(before_body.last - 1, last - 1):
        before_body = None
    if body is not None:
        return of_body(text, hit, body, first, body.last)
    if value in _WITH_RUN and (apposed := _apposed(text, hit)) is not None:
        return apposed
    if before_body is not None and value not in ("legislator", "judge"):
        return of_body(text, hit, before_body, before_body.first, last)
    if (hyphened := _of_hyphened(text, hit)) is not None:
        return hyphened
    if value == "prosecutor":
        return prosecutor(text, hit)
    if value in _WITH_RUN and text.tokens.folds[last - 1] != "charge":
        superior = superior_after(text, last)
        last = field_after(text, last) if superior == last else superior
        first = field_before(text, first)
    elif value in ("head", "legislator", "governor"):
        further = constituency_after(text, last)
        chamber = value != "legislator" or not _PRESIDING.isdisjoint(text.tokens.folds[hit.first : hit.last])
        last = field_after(text, last) if further == last and chamber else further
        first = town_before(text, first) if value == "governor" else first
        place = text.phrases.starting.get((last, "place")) if value == "governor" else None
        last = place.last if place is not None else last  # "Gubernur Jawa Barat"
    if (within := text.body_to.get(last)) is not None and within.first > hit.last:
        return of_body(text, hit, within, first, last)  # "Commissioner for Trade of the European Commission"
    if value in _OF_POSSESSORS and first == hit.first:
        first = possessor_before(text, hit)
    last = genitive_after(text, last)
    if text.naming.languages[0] in ("zh", "ja"):
        first = organisation_before(text, first)
    last = text.trailing(last)
    first = text.with_modifiers(first)
    plural = hit.value.endswith("+")
    before, after = nations_of_office(text.phrases, first, last, by_holder=value == "head" and not plural)
    code = after.codes[0] if after else before.codes[0] if before else None
    stated = code or of_one_state(text, hit)
    country = None if stated is None and of_organisation(text, first, last) else country_of(text, stated, first)
    wording = worded(text, hit, first, last)
    body_id = None
    if country == "US" and " ".join(text.tokens.folds[hit.first : hit.last]) in _JUSTICE and code in (None, "US"):
        body_id = "us/justice"
    name = text.naming.bodies[body_id].name if body_id in text.naming.bodies else None
    end = after.last if after else last
    return OfficePhrase(first, end, wording, body_id, country, plural, value, (), name)
