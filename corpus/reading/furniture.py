"""Lines that a site sets among the paragraphs of any page: offers to share, follow, subscribe or read on, credits of
pictures, notices of advertisement and copyright. Told by how they begin, in the languages of many sites."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from corpus.authority.wordlists import word_lists

_LONGEST = 180  # characters; what is longer is a paragraph, however it begins
_TRAIL = " \t\n\r0123456789:.…!()|»›+–—-"
_MARKS = " \t\n\r\u00a0•·*>»›→▶►|-–—([\"'“„«"


def is_furniture(text: str) -> bool:
    """Whether a piece of a page is such a line."""
    if len(text) > _LONGEST:
        return False
    alone, openings, minutes = _lines()
    line = text.lower().lstrip(_MARKS)
    if line.startswith(openings.get(line[:2], ())) or line.rstrip(_TRAIL) in alone:
        return True
    return minutes.fullmatch(line) is not None


@cache
def _lines() -> tuple[frozenset[str], dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Lines that stand alone; openings by their first two letters; the line that tells how long reading takes."""
    alone, openings, time = (
        sorted(phrase.replace("_", " ") for phrase in word_lists("furniture")[section])
        for section in ("alone", "openings", "reading time")
    )
    by_start = {start: tuple(group) for start, group in groupby(openings, key=lambda opening: opening[:2])}
    minutes = r"\d{1,3} ?(?:min(?:ute)?[ns]?|minut[oi]s?|minut|мин(?:ут)?)\.?"
    return frozenset(alone), by_start, re.compile(rf"{minutes} ?(?:{'|'.join(map(re.escape, time))})\W*")
