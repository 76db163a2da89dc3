"""What names a body again: "the ministry", an acronym that the text introduces."""

from __future__ import annotations

from dataclasses import replace

from corpus.extracting.bodies.text import Text
from corpus.extracting.tokens import BodyMention, Hit


def named_again(text: Text, hit: Hit) -> list[BodyMention]:
    """ "the ministry": the body last named by such a head."""
    last = text.heads.get(hit.value)
    if last is None or hit.first == 0 or (hit.last, "not-body") in text.phrases.starting:
        return []
    if text.tokens.folds[hit.first - 1] not in text.phrases.determiners and not text.phrases.bare:
        return []
    return [replace(last, first=hit.first, last=hit.last, rule="again")]


def introduced_acronyms(text: Text) -> list[BodyMention]:
    """Acronyms that the text introduces in parentheses behind a name, wherever they stand."""
    texts, shapes = text.tokens.texts, text.tokens.shapes
    introduced: dict[str, BodyMention] = {}
    taken = {at for mention in text.found for at in range(mention.first, mention.last)}
    for mention in text.found:
        at = mention.last
        if mention.rule != "again" and at + 2 < len(texts) and texts[at] == "(" and shapes[at + 1] in ("X", "m", "Xx"):
            acronym = texts[at + 1]
            if texts[at + 2] in (")", ",") and sum(c.isupper() for c in acronym) > 1:
                introduced.setdefault(acronym, mention)
    if not introduced:
        return []
    return [
        replace(introduced[word], first=at, last=at + 1, rule="acronym")
        for at, word in enumerate(texts)
        if word in introduced and at not in taken
    ]
