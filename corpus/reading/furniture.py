"""Lines that a site sets among the paragraphs of any page: offers to share, follow, subscribe or read on, credits of
pictures, notices of advertisement and copyright. Told by how they begin, in the languages of many sites."""

from __future__ import annotations

import re
from functools import cache

from corpus.authority.wordlists import word_lists

_LONGEST = 180  # characters; what is longer is a paragraph, however it begins
_MARKS = " \t\n\r\u00a0•·*>»›→▶►|-–—([\"'“„«"


def is_furniture(text: str) -> bool:
    """Whether a piece of a page is such a line."""
    return len(text) <= _LONGEST and _line().fullmatch(text.lower().lstrip(_MARKS)) is not None


@cache
def _line() -> re.Pattern[str]:
    lists = word_lists("furniture")
    alone, openings, time = (_alternatives(lists[section]) for section in ("alone", "openings", "reading time"))
    minutes = r"\d{1,3} ?(?:min(?:ute)?[ns]?|minut[oi]s?|minut|мин(?:ут)?)\.?"
    return re.compile(rf"(?:{alone})[\s\d:.…!()|»›+–—-]*|{minutes} ?(?:{time})\W*|(?:{openings}).*", re.DOTALL)


def _alternatives(phrases: frozenset[str]) -> str:
    """The phrases as a regular expression, the longest first; a low line stands for a blank."""
    return "|".join(re.escape(phrase.replace("_", " ")) for phrase in sorted(phrases, key=lambda p: (-len(p), p)))
