"""What the index takes in: a release turned into terms and values, ready for inversion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexDocument:
    id: str
    terms: Mapping[str, Sequence[str]]  # text field -> its terms in order; a term's position is its place in the list
    values: Mapping[str, tuple[str, ...]]  # facet field -> values, each once
    day: int | None  # days since 1970-01-01
    embargo: int | None  # Unix seconds
    stored: bytes  # the record's JSON as UTF-8
    path: str  # of the source file, as in SourceFile.path without the archive member
    signature: bytes = b""  # MinHash of the text, see search.duplicates; the same length for every document
