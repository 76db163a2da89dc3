"""Ambassadors, consuls and other envoys."""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.naming import state_of
from corpus.extracting.nations import nations_after, nations_before, nearest_nation, place_after
from corpus.extracting.offices.fields import constituency_after
from corpus.extracting.offices.states import of_organisation
from corpus.extracting.offices.text import Text
from corpus.extracting.offices.wording import worded
from corpus.extracting.tokens import Hit, OfficePhrase

_POSSESSIVES = word_lists("people")["possessives"]
_OUR = word_lists("offices")["our"]


def envoy(text: Text, hit: Hit) -> OfficePhrase:
    """An envoy's country is the sender's: before the office, or behind "of"; behind "to" stands the host's."""
    first, last = text.with_modifiers(hit.first), constituency_after(text, hit.last)
    folds, plural = text.tokens.folds, hit.value.endswith("+")
    before = nations_before(text.phrases, first)
    after = nations_after(text.phrases, last)
    end = last
    if after is not None:
        code: str | None = after.codes[0]
        end = after.last
    elif before is not None:
        # "Moldovanın Estoniyadakı səfiri": the sender stands before the host.
        sender = nations_before(text.phrases, before.first) if text.phrases.before else None
        code = (sender or before).codes[-1]
    else:
        code = None
        at = last
        while at < len(folds) and at - last < 3 and (folds[at] in text.phrases.links or folds[at] in _OUR):
            at += 1
        if at < len(folds) and any(fold in _OUR for fold in folds[last:at]):
            code, end = text.naming.home, at + 1
    host = place_after(text.phrases, end)
    if host is not None:
        end = host[1]
        guest = text.phrases.starting.get((host[0], "country"))
        if code is None and guest is not None and first > 0 and folds[first - 1] in _POSSESSIVES:
            code = nearest_nation(text.phrases, first, without=guest.value)  # "the US has through its Ambassador to X"
        if guest is None:
            last = end  # a town belongs to the office's words
        elif code is None and guest.value == text.naming.home:
            return OfficePhrase(first, end, worded(text, hit, first, last), None, None, plural, "envoy")
    home = None if of_organisation(text, first, end) else text.naming.home
    country = state_of(code) if code else home
    return OfficePhrase(first, end, worded(text, hit, first, last), None, country, plural, "envoy")
