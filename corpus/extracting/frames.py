"""Lines that frame a release and are no part of its text: labels, end marks, openers of contacts, notes and links."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from corpus.authority.wordlists import word_lists
from corpus.extracting.tokens import fold

Frame = Literal["label", "banner", "end", "contact", "notes", "related", "embargo"]

_LONGEST_PHRASE = 64
_END = re.compile(
    r"[\s#*_=~–—-]*(?:#{2,}|(?:# ?){2,}|-+ ?30 ?-+|\W*\b(?i:ENDS?|FIN|ENDE)\b\W*|(?:\* ?){3,}|\b30|_{5,})[\s#*–—-]*"
)
# Each branch begins with a letter of its own, so that the search leaps from one such letter to the next.
_INNER_END = re.compile(r"(?:#(?<=\s#)(?:##+| # #)|-(?<=\s-)(?: ?30 ?-|ENDS?-)|\*(?<=\s\*) \* \*)(?:\s|\Z)")
_LONE_END = re.compile(r"[\s.](?:30|ENDS|END)\s*\Z")
_NUMBERED = re.compile(r"(?i)[\s:#.-]*(?:number|num|no|nr|n[°ºo]|№|#)?[\s.:]*[\w/.-]*\d[\w/.-]*\W*")
_SEPARATOR = re.compile(r"\s*(?:[:|–—]|-(?=\s)|\s{2,})\s*")
_NO_LETTERS = re.compile(r"[\W\d_]*")


def frame_of(text: str) -> tuple[Frame | None, int]:
    """What a line frames, and the offset behind the phrase and its mark; (None, 0) where it is text.

    A label with more than a number or date behind it ends where that begins: the rest is a line of its own.
    """
    if len(text) < 24 and _END.fullmatch(text):
        return "end", len(text)
    head = fold(text[:_LONGEST_PHRASE]).lstrip(" \t*#•.")
    for frame, phrase in _phrases().get(head[:3], ()):
        if head.startswith(phrase):
            end = _end_of(text, phrase)
            if end is not None and _stands(frame, phrase, text, end):
                return frame, _behind(text, end)
    return None, 0


def is_wholly(text: str, frame: Frame) -> bool:
    """Whether a line is nothing but a phrase of that frame."""
    found, end = frame_of(text)
    return found == frame and _NO_LETTERS.fullmatch(text, end) is not None


def without_end_mark(text: str) -> tuple[str, str | None]:
    """A paragraph without the end mark in or behind it, and what follows the mark (None: there is no mark)."""
    match = _INNER_END.search(text)
    if match is not None:
        return text[: match.start()].rstrip(), text[match.end() :].strip()
    if len(text) > 200 and text.rstrip()[-2:] in ("30", "DS", "ND"):
        lone = _LONE_END.search(text, len(text) - 40)
        if lone is not None:
            return text[: lone.start() + 1].rstrip(), ""
    return text, None


@cache
def _phrases() -> dict[str, list[tuple[Frame, str]]]:
    """By their first three characters: frames in the order in which they are asked for, the longest phrases first."""
    lists = word_lists("zones")
    frames: tuple[Frame, ...] = ("end", "embargo", "contact", "notes", "related", "label", "banner")
    table: dict[str, list[tuple[Frame, str]]] = {}
    for frame in frames:
        listed = lists[frame] | lists["banner-english"] if frame == "banner" else lists[frame]
        for phrase in sorted({fold(p.replace("_", " ")) for p in listed}, key=lambda p: (-len(p), p)):
            table.setdefault(phrase[:3], []).append((frame, phrase))
    return table


def _end_of(text: str, phrase: str) -> int | None:
    """Offset in ``text`` behind a phrase that its folded form opens with; None where a word goes on there."""
    start = len(text) - len(text.lstrip(" \t*#•."))
    at = start + len(phrase)
    if not text[: at + 1].isascii():
        spans = range(max(start, at - 6), min(len(text), at + 6) + 1)
        at = next((end for end in spans if fold(text[start:end]) == phrase), -1)
        if at < 0:
            return None
    behind = text[at : at + 1]
    glued = behind.isupper() and text[at - 1].isupper() and text[at + 1 : at + 2].islower()
    return at if glued or not (behind.isalnum() or behind == "'" or behind == "’") or not phrase[-1].isascii() else None


def _stands(frame: Frame, phrase: str, text: str, end: int) -> bool:
    """Whether a phrase at the head of a line frames, or belongs to a sentence."""
    rest = text[end:]
    bare = not rest.strip(" .:–—-|*#\t")
    if frame in ("end", "notes", "related"):
        return bare or (frame != "end" and rest.lstrip()[:1] == ":" and len(rest) < 60)
    if frame == "banner":
        if phrase in _english_banners() and not _all_names(rest):
            return False
        return len(text) < 110 and len(text.split()) <= 12 and text.rstrip()[-1:] not in ".!?;"
    if frame == "embargo":
        return len(text) < 200 and (
            len(phrase) > 9 or not rest[:2].strip() or rest.lstrip()[:1] in ":–—-" or any(c.isdigit() for c in rest)
        )
    if frame == "contact":
        return bare or rest.lstrip()[:1] in ":：" or rest[:2] == "  " or (len(phrase) > 12 and rest[:1] in " ,")
    # A label: alone, numbered, before a mark, or one that no sentence begins with.
    if bare or _NUMBERED.fullmatch(rest) or rest.lstrip()[:1] in (":", "|", "–", "—") or rest[:2] in ("- ", "  "):
        return True
    return phrase[-1] == ":" or (" " in phrase and (text[:end].isupper() or _opens_with_date(rest)))


@cache
def _english_banners() -> frozenset[str]:
    return frozenset(fold(p.replace("_", " ")) for p in word_lists("zones")["banner-english"])


_SMALL = frozenset(("of", "the", "and", "for", "in", "to", "on", "at", "with", "de", "la", "du", "des", "et"))


def _all_names(words: str) -> bool:
    """Whether words could all belong to an English name; "Ministries sign memorandum" is a headline."""
    return all(word in _SMALL or not word[:1].islower() for word in words.split())


def _opens_with_date(rest: str) -> bool:
    return bool(re.match(r"\W{0,3}(?:\d|[A-Z][a-z]{2,8}\.? \d)", rest))


def _behind(text: str, end: int) -> int:
    rest = text[end:]
    numbered = _NUMBERED.match(rest)
    if numbered is not None and numbered.end() == len(rest):
        return len(text)
    mark = _SEPARATOR.match(rest)
    return end + (mark.end() if mark else len(rest) - len(rest.lstrip()))
