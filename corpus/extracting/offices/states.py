"""Whose an office is where its own words do not say so."""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.naming import state_of
from corpus.extracting.nations import nearest_nation
from corpus.extracting.offices.text import Text
from corpus.extracting.tokens import Hit

_OF_ONE_STATE = dict(pair.split("=") for pair in word_lists("offices")["offices of one state"])


def country_of(text: Text, code: str | None, first: int) -> str | None:
    """The stated ``code``'s state, else that of the office joined before, the publisher's, or the one named nearest."""
    if code is not None:
        return state_of(code)
    previous = text.found[-1] if text.found else None
    if (
        previous is not None
        and previous.rule != "envoy"
        and 0 <= first - previous.last <= 2
        and previous.country is not None
    ):
        between = text.tokens.folds[previous.last : first]
        if any(fold in text.phrases.ands or fold in ("-", "–", "—") for fold in between):
            return previous.country
    return text.naming.main or nearest_nation(text.phrases, first, without=None)


def owner_of(text: Text, portfolio: str | None, first: int, minister: bool) -> str | None:
    """Whose a ministry is that its minister's title does not say."""
    stated = text.owners.get(portfolio or "", {})
    if len(stated) == 1:
        owner, place = next(iter(stated.items()))
        if place < first or text.naming.home in (None, "US", "CH", owner):
            return owner
    if minister and text.naming.home in ("US", "CH"):
        known = text.ministers.get(portfolio or "", set())
        if len(known) == 1:
            return next(iter(known))
        return nearest_nation(text.phrases, first, without=text.naming.home) or text.naming.home
    return country_of(text, None, first)


def of_one_state(text: Text, hit: Hit) -> str | None:
    """The state that alone has such an office, where the release has no home: "Taoiseach"."""
    if text.naming.home is not None:
        return None
    return _OF_ONE_STATE.get("_".join(text.tokens.folds[hit.first : hit.last]))


def of_organisation(text: Text, first: int, last: int) -> bool:
    """Whether an office is of an organisation of states: "UN Special Envoy", "Director of the World Bank"."""
    phrases = text.phrases
    beside = [phrases.starting.get((at, "not-body")) for at in range(first, last)]
    beside.append(phrases.ending.get((first, "not-body")))
    return any(hit is not None and hit.value == "international" for hit in beside)
