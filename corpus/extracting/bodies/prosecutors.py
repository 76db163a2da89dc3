"""Offices of the attorneys of the United States in their districts."""

from __future__ import annotations

from corpus.extracting.bodies.text import Text
from corpus.extracting.tokens import BodyMention, Hit


def us_attorneys_office(text: Text, hit: Hit, begin: int, end: int, ident: str, name: str) -> list[BodyMention]:
    """ "U.S. Attorney's Office for the District of X": the rest as of ``us_district``."""
    first = hit.first
    while first > 0 and (hit_before := text.phrases.ending.get((first, "country"))) is not None:
        first = hit_before.first
    return [BodyMention(first, end if begin - hit.last <= 3 else hit.last, ident, name, "US", "us-attorney")]
