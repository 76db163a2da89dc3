"""How an office is worded: in the singular, and in the nominative where the tables tell it."""

from __future__ import annotations

import re

from corpus.extracting.offices.text import Text
from corpus.extracting.tokens import Hit

_OBLIQUE = re.compile(r"(?<=minister)(?:s|n)$|(?<=miniszter)\w+$")


def worded(text: Text, hit: Hit, first: int, last: int) -> str:
    """The office's words in the singular, and in the nominative where the tables tell it."""
    words = text.tokens.words
    office = words(hit.first, hit.last)
    deputy = first < hit.first and text.genitives  # "заместитель министра"
    unbent = text.phrases.before and not (
        text.phrases.behind and text.tokens.folds[hit.last - 1] not in text.phrases.forms(hit)
    )
    written = None if unbent or deputy else text.phrases.written(hit.first, hit.last, hit.kind)
    if hit.value.endswith("+"):
        office = text.naming.singular(hit.kind, hit.value, office)
    elif hit.kind == "minister-of":
        office = _OBLIQUE.sub("", office)
    elif written is not None and written.lower() != office.lower():
        office = written[0].upper() + written[1:] if office[:1].isupper() else written
    before = _modifiers_written(text, first, hit.first)
    glued = hit.last < last and text.tokens.ends[hit.last - 1] == text.tokens.starts[hit.last]
    after = ("" if glued else " ") + words(hit.last, last) if hit.last < last else ""
    return before + office + after


def _modifiers_written(text: Text, first: int, last: int) -> str:
    written = ""
    while first < last:
        hit = text.phrases.starting.get((first, "modifier"))
        end = hit.last if hit is not None and hit.last <= last else first + 1
        listed = text.phrases.written(first, end, "modifier") if hit is not None else None
        apart = first == 0 or text.tokens.ends[first - 1] < text.tokens.starts[first]
        word = text.tokens.words(first, end)
        if listed is not None:
            word = listed[0].upper() + listed[1:] if word[:1].isupper() else listed
        written += (" " if apart and written else "") + word
        first = end
    return written + " " if written and text.tokens.ends[last - 1] < text.tokens.starts[last] else written
