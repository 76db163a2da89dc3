"""Offices of bodies, named on either side: "FBI Director", "Director of the FBI"."""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.nations import nations_after, place_after
from corpus.extracting.offices.text import Text
from corpus.extracting.offices.wording import worded
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase

_WORDS = word_lists("offices")
_AT_BODY = _WORDS["at a body"]
_BESIDE = _AT_BODY | _WORDS["before bodies"]
_DIVISIONS = _WORDS["divisions"]


def of_body(text: Text, hit: Hit, body: BodyMention, first: int, last: int) -> OfficePhrase:
    """ "FBI Director", "Director of the FBI", "Minister of State at the Ministry of Health"."""
    begin = text.with_modifiers(min(first, hit.first))
    after = nations_after(text.phrases, last)
    end = after.last if after is not None and last == body.last else last
    if last == body.last and after is None:
        end = last = _division_after(text, last)
    if end >= body.last:
        end = further_bodies_after(text, end)
        if hit.last < len(text.tokens) and text.tokens.texts[hit.last] == ",":
            while text.tokens.texts[end : end + 1] == [","] and end + 1 in text.body_at:
                end = text.body_at[end + 1].last  # "Secretary, Department of X, Ministry of Y"
        sent = hit.value.rstrip("+") == "role" or text.tokens.folds[hit.first] == "representative"
        host = place_after(text.phrases, end) if sent else None
        end = host[1] if host is not None else end  # "representative of the Ministry of X in the Republic of Y"
    beside = hit.last < last and text.tokens.folds[hit.last] in _AT_BODY
    wording, plural = worded(text, hit, begin, hit.last if beside else last), hit.value.endswith("+")
    return OfficePhrase(begin, end, wording, body.id, body.country, plural, "of-body", (), body.name)


def body_after(text: Text, last: int) -> BodyMention | None:
    """The body that an office goes on with: "of", "at", "with the Ministry of Health"."""
    if text.phrases.before:
        return None
    at = text.small_words_after(last, _BESIDE)
    found = text.body_at.get(at)
    if found is None or text.breaks(last - 1, at):
        return None
    if at == last and not text.phrases.bare:  # "Chairman FBR Jane Roe"
        shapes = text.tokens.shapes
        named = text.naming.languages[0] == "en" and found.rule == "listed" and shapes[at] in ("X", "Xx")
        return found if named and shapes[found.last : found.last + 1] == ["Xx"] else None
    return found


def body_with_acronym(text: Text, first: int) -> BodyMention | None:
    """ "Canadian Space Agency (CSA) President" """
    texts = text.tokens.texts
    introduced = first > 3 and texts[first - 1] == ")" and texts[first - 3] == "("
    return text.body_to.get(first - 3) if introduced else None


def further_bodies_after(text: Text, end: int) -> int:
    """Behind the acronym in parentheses and the further bodies that a body's name goes on with."""
    texts = text.tokens.texts
    while end < len(texts):
        if texts[end] == "(" and end + 2 < len(texts) and texts[end + 2] == ")":
            end += 3
            continue
        at = text.small_words_after(end)
        further = text.body_at.get(at) if at > end or text.phrases.bare else None
        if further is None or text.breaks(end - 1, at):
            break
        end = further.last
    return end


def _division_after(text: Text, last: int) -> int:
    """Behind the part of a body: "the Justice Department's Civil Rights Division"."""
    folds, shapes = text.tokens.folds, text.tokens.shapes
    at = last + 1 if last < len(folds) and folds[last] == "'s" else last
    for end in range(at, min(at + 5, len(folds))):
        if shapes[end] not in ("Xx", "X") or text.phrases.name_begins(end):
            return last
        if folds[end] in _DIVISIONS:
            return end + 1
    return last
