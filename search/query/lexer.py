"""A question cut into tokens, each knowing where it stands. One pass, nothing is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from search.analysis import FORM

FIELDS = ("title", "text", "person", "ministry", "country", "place", "publisher", "kind", "language", "ref", "date")
_VALUES = ("person", "ministry", "country", "place", "publisher", "kind", "language", "ref")  # may hold a "/"

Kind = Literal["word", "phrase", "open", "close", "not", "or", "and", "field", "range"]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str  # of a phrase and a range without its marks, of a field its name
    start: int
    end: int
    near: int | None = None  # the number behind a phrase's or a word's ~, -1 where there is none


_QUOTES = '"“”„‟«»＂「」『』《》'
_SPACE = re.compile(r"\s+")
_RUN = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]+):")
_TILDE = re.compile(r"~(\d{0,9})")
_RANGE = re.compile(r"[\[{]([^\[\]{}]*)[\]}]")
_MINUS = "-−–"
_SEPARATORS = re.compile(r"(?:(?!(?<=\d)(?:,\d{3}(?!\d)|/\d))[,;/:|+=<>…\\])+")  # not within 1,000 and 9/11
_LOOSE = ".,;:!…'’‘`"


def tokens(q: str, notes: list[str]) -> Iterator[Token]:
    """The tokens of ``q`` in order; what was read otherwise than as typed is added to ``notes``."""
    at, field = 0, ""
    while at < len(q):
        blank = _SPACE.match(q, at)
        if blank:
            at = blank.end()
            continue
        after_field, field = field, ""
        char = q[at]
        if char in "()":
            yield Token("open" if char == "(" else "close", char, at, at + 1)
            at += 1
        elif char in _QUOTES:
            token, at = _quoted(q, at, notes)
            if token:
                yield token
        elif after_field == "date" and (found := _RANGE.match(q, at)):
            yield Token("range", found[1], at, found.end())
            at = found.end()
        elif char in _MINUS or q.startswith("NOT ", at):
            at, negates = _minus(q, at, notes)
            if negates:
                yield Token("not", "-", at - 1, at)
        elif found := _known_field(q, at):
            field = found[1].lower()
            yield Token("field", field, at, found.end())
            at = found.end()
        else:
            run = _RUN.match(q, at)
            assert run is not None
            if after_field in _VALUES:
                token = _word(run[0], at, notes)
                if token:
                    yield token
            else:
                yield from _words(run[0], at, notes)
            at = run.end()


def _known_field(q: str, at: int) -> re.Match[str] | None:
    found = _FIELD.match(q, at)
    return found if found and found[1].lower() in FIELDS and found.end() < len(q) else None


def _quoted(q: str, at: int, notes: list[str]) -> tuple[Token | None, int]:
    """The phrase from a quotation mark to the next, of whatever kind; none where it is the last one."""
    end = next((i for i in range(at + 1, len(q)) if q[i] in _QUOTES), None)
    if end is None:
        notes.append("The quotation mark has no partner, so what follows it was read as words.")
        return None, at + 1
    near, after = None, end + 1
    tilde = _TILDE.match(q, after)
    if tilde:
        near, after = int(tilde[1] or -1), tilde.end()
    if not FORM.search(q, at + 1, end):
        return None, after
    return Token("phrase", q[at + 1 : end], at, after, near), after


def _minus(q: str, at: int, notes: list[str]) -> tuple[int, bool]:
    """Where a sign of exclusion ends, and whether anything stands behind it to be excluded."""
    end = at + (4 if q[at] == "N" else 1)
    while end < len(q) and q[end] in _MINUS:
        end += 1
    behind = q[end : end + 1]
    if behind and (not behind.isspace() or q[at] == "N") and behind != ")" and q[end:].strip():
        return end, True
    notes.append("A minus sign that stands alone was read as punctuation; -word excludes a word.")
    return end, False


def _words(run: str, at: int, notes: list[str]) -> Iterator[Token]:
    """The words of a run without blanks: an operator, one word, or several set apart by punctuation."""
    if run in ("OR", "|", "||"):
        yield Token("or", run, at, at + len(run))
        return
    if run in ("AND", "&&", "&", "+"):
        yield Token("and", run, at, at + len(run))
        return
    unknown = _FIELD.match(run)
    if unknown and unknown.end() < len(run) and not run.startswith("//", unknown.end()):
        notes.append(_unknown_field(unknown[1]))
    position = 0
    for separator in [*_SEPARATORS.finditer(run), None]:
        end = separator.start() if separator else len(run)
        token = _word(run[position:end], at + position, notes)
        if token:
            yield token
        position = separator.end() if separator else end


def _word(text: str, at: int, notes: list[str]) -> Token | None:
    core = text.lstrip(_LOOSE + "~[]{}")
    start = at + len(text) - len(core)
    if not (core.endswith(".") and "." in core[:-1]):  # an acronym keeps its last dot
        core = core.rstrip(_LOOSE + "[]{}")
    end = start + len(core)
    near = None
    tilde = re.search(r"~(\d{0,9})$", core)
    if tilde:
        near, core = int(tilde[1] or -1), core[: tilde.start()]
    if core.endswith("?"):
        core = core.rstrip("?!.")
        if FORM.search(core):
            notes.append("A question mark that ends a word was read as punctuation; inside it stands for a letter.")
    if not FORM.search(core) and "*" not in core:
        return None
    return Token("word", core.replace("~", " ").strip() or "*", start, end, near)


def _unknown_field(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.lower(), FIELDS, 1)
    meant = f"; did you mean {close[0]}:?" if close else "."
    return f"There is no field {name}:, so it was read as words{meant} The fields are {', '.join(FIELDS)}."
