"""Embassies and missions."""

from __future__ import annotations

from corpus.extracting.bodies.text import Text
from corpus.extracting.naming import slug, state_of
from corpus.extracting.nations import nations_after, nations_before, place_after
from corpus.extracting.tokens import BodyMention, Hit


def embassy(text: Text, hit: Hit, head: str) -> list[BodyMention]:
    """ "the German Embassy in Singapore", "Embassy of Sweden in Kyiv": the sender's."""
    before, after = nations_before(text.phrases, hit.first), nations_after(text.phrases, hit.last)
    sender = before or after
    if sender is None:
        return []
    country = state_of(sender.codes[0])
    first = min(sender.first, hit.first)
    last = after.last if after is not None and before is None else hit.last
    words, folds = text.tokens.words, text.tokens.folds
    if first < hit.first and folds[first] in ("the", "'s"):
        first += 1
    host = place_after(text.phrases, last)
    end = host[1] if host else last
    kind = head if head == "embassy" else slug(words(hit.first, hit.last))
    key = f"{kind}-{slug(words(*host))}" if host else kind
    return [BodyMention(first, end, f"{country.lower()}/{key}", words(first, end), country, "embassy")]
