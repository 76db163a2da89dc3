"""One tokenisation of a text, shared by every field's extractor.

A token knows its offsets, its folded form and its shape; nothing downstream reads the raw text again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    start: int  # code points into the text
    end: int
    text: str
    fold: str  # lower case, no diacritics, own letters mapped (ə -> e, ß -> ss); what the gazetteer matches
    shape: str  # "Xx" capitalised, "X" all capitals, "x" lower, "X." initial, "9" number, "." punctuation, "m" mixed
    sentence: int  # number of its sentence in the text
    paragraph: int  # number of its paragraph


@dataclass(frozen=True, slots=True)
class Tokens:
    text: str
    items: tuple[Token, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Text span from token ``first`` up to and without token ``last``."""
        return self.items[first].start, self.items[last - 1].end


@dataclass(frozen=True, slots=True)
class Hit:
    """A gazetteer entry found in the tokens ``first`` up to and without ``last``."""

    first: int
    last: int
    kind: str  # country adjective demonym capital portfolio body head office rank honorific role given-name month eponym …
    value: str  # what the authority table says: a country code, a portfolio id, a body id …


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body as named at one place. A joint form gives several mentions over the same tokens."""

    first: int
    last: int
    id: str
    name: str
    country: str | None
    rule: str  # name of the grammar rule, for the trace


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """"Minister of Internal Affairs of Kazakhstan", "State Secretary", "Ambassador of X to Y": an office, worded, without its holder."""

    first: int
    last: int
    office: str  # as worded, country left out where it stands apart
    body: str | None  # id of the body behind it, if the office names one
    country: str | None  # of the office (an envoy's sender)
    plural: bool  # "ministers of X and Y": holders are a list, see parts
    rule: str
    parts: tuple[OfficePhrase, ...] = ()  # of a plural phrase, one each, in order
