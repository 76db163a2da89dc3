"""Prosecutors: attorneys general, of a state or region; those of counties and towns; US attorneys of districts."""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.districts import us_district
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.naming import slug
from corpus.extracting.nations import nations_after, nations_before
from corpus.extracting.offices.listed import regional_office
from corpus.extracting.offices.states import country_of
from corpus.extracting.offices.text import Text
from corpus.extracting.offices.wording import worded
from corpus.extracting.tokens import Hit, OfficePhrase

_LOCAL = frozenset(office.replace("_", " ") for office in word_lists("offices")["local prosecutors"])


def prosecutor(text: Text, hit: Hit) -> OfficePhrase:
    """An attorney or prosecutor general, with the office he heads; any other prosecutor without one."""
    first, last = text.with_modifiers(hit.first), text.trailing(hit.last)
    before, after = nations_before(text.phrases, first), nations_after(text.phrases, last)
    code = after.codes[0] if after else before.codes[0] if before else None
    words = " ".join(text.tokens.folds[hit.first : hit.last])
    if "attorney general" in words or "attorneys general" in words:
        code = code or text.naming.home_region
        if code is not None and "-" in code:
            return regional_office(text, hit, first, last, code)
    country = country_of(text, code, first)
    end = after.last if after else last
    wording = worded(text, hit, first, last)
    known = {"US": "us/justice", "GB": "gb/attorney-general"}.get(country or "")
    local = _local_prosecutor(text, hit, words) if country in (None, "US") else None
    if local is not None:
        return local
    if "general" not in words and "генер" not in words:
        return OfficePhrase(first, end, wording, None, country, hit.value.endswith("+"), "prosecutor")
    if known is not None:
        name = text.naming.bodies[known].name
        return OfficePhrase(first, end, wording, known, country, hit.value.endswith("+"), "prosecutor", (), name)
    key = "attorney-general" if "attorney" in words else "prosecutor-general"
    name = "Office of the Attorney General" if "attorney" in words else "Prosecutor General's Office"
    ident = f"{(country or '-').lower()}/{key}"
    if ident in text.naming.bodies:
        name = text.naming.bodies[ident].name_in(text.naming.languages[0])
    return OfficePhrase(first, end, wording, ident, country, hit.value.endswith("+"), "prosecutor", (), name)


def _local_prosecutor(text: Text, hit: Hit, words: str) -> OfficePhrase | None:
    """ "Brooklyn District Attorney", "Cook County State's Attorney": of the county or town before."""
    if words not in _LOCAL or text.phrases.headline(hit.first):
        return None
    first = text.phrases.capitals_before(hit.first)
    plural = hit.value.endswith("+")
    if first == hit.first or any(flags_of(text.tokens.folds[k]) & Is.HONORIFIC for k in range(first, hit.first)):
        first = text.with_modifiers(hit.first)
        wording = worded(text, hit, first, hit.last)
        return OfficePhrase(first, hit.last, wording, None, "US", plural, "prosecutor")
    office = text.tokens.words(first, hit.last)
    ident, name = f"us/{slug(office)}", f"{office}'s Office"
    return OfficePhrase(first, hit.last, office, ident, "US", plural, "prosecutor", (), name)


def us_attorney(text: Text, hit: Hit) -> OfficePhrase:
    """ "U.S. Attorney Jane Doe of the Southern District of Florida": the district may stand behind the name."""
    first, last = text.with_modifiers(hit.first), hit.last
    district = us_district(text.phrases, last)
    if district is None:
        return OfficePhrase(
            first, last, worded(text, hit, first, last), None, "US", hit.value.endswith("+"), "us-attorney"
        )
    begin, end, ident, name = district
    behind = end if begin - last <= 2 else last
    return OfficePhrase(
        first, behind, worded(text, hit, first, last), ident, "US", hit.value.endswith("+"), "us-attorney", (), name
    )
