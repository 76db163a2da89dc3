"""What a question says, before any field or index is thought of: the tree that the parser makes of it.

``start`` and ``end`` are where a node's own words stand in the question, for a correction to be put in their place.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order (``slop`` None), or any order within ``slop`` positions of one another."""

    text: str
    slop: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """``*`` for any letters, ``?`` for one; at least one of them, and at least one letter."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    text: str
    distance: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days since 1970-01-01, inclusive; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class In:
    """A node said of one field only."""

    field: str
    node: Node


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class All:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """A star alone."""


Node = Word | Phrase | Pattern | Fuzzy | DateRange | In | Not | All | Any | Everything
