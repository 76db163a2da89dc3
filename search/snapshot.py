"""One generation of the index as arrays: the port between what matches and what is made of it.

Documents are numbered ``0 .. size-1`` across segments, deleted ones included; a deleted document matches nothing.
A snapshot holds no state of a query, so any number of threads may share it. ``search.arrays`` is the one that
serves; the tests have a slow twin over stock Whoosh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from whoosh.query import Query

DocIds = NDArray[np.intp]  # which numpy gathers and scatters by without a copy
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Matches:
    docs: DocIds  # intp[n], ascending
    scores: Scores | None  # float32[n], BM25F; None where the query was matched without scoring


class Snapshot(Protocol):
    generation: int
    size: int

    def match(self, query: Query, *, scored: bool, found: dict[Any, Any] | None = None) -> Matches:
        """Documents that match a Whoosh query tree over the fields of `search.schema`.

        ``found``, a dictionary that is empty at first, is for several queries over the same words, as when a question
        is relaxed: what costs most is then looked for once.
        """

    def values(self, field: str) -> Sequence[str]:
        """Dictionary of a facet column; ordinals index it."""

    def counts(self, field: str, docs: DocIds) -> tuple[NDArray[np.int64], int]:
        """Per ordinal, how many of ``docs``, ascending, have the value; and how many have none.

        A document counts once a value.
        """

    def days(self, docs: DocIds) -> NDArray[np.int32]:
        """Date of each document as days since 1970-01-01 (month precision: its first day); -2**31 where unknown."""

    def embargoes(self) -> tuple[DocIds, NDArray[np.int64]]:
        """Documents with an embargo, ascending, and its instant as Unix seconds."""

    def groups(self, docs: DocIds) -> NDArray[np.int32]:
        """Number of the near-duplicate group of each document, -1 where it is alone."""

    def stored(self, doc: int) -> bytes:
        """The record of a document: its JSON as UTF-8."""

    def find(self, release_id: str) -> int | None:
        """Number of the live document with this release id."""

    def live(self) -> DocIds:
        """All documents that are not deleted, ascending."""

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Terms of a field's dictionary that start with ``prefix``, in order, with document frequency."""

    def frequency(self, field: str, term: str) -> int:
        """Documents that hold the term, 0 where the dictionary has none such."""

    def similar(self, field: str, word: str, distance: int, prefix: int) -> Sequence[tuple[str, int, int]]:
        """Terms within a Damerau-Levenshtein ``distance`` of ``word`` that share its first ``prefix`` characters.

        Each as (term, document frequency, distance).
        """

    def ordinals(self, field: str, docs: DocIds) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """All values of ``docs`` in a facet column as pairs: place in ``docs``, ordinal. By place, then as stored."""

    def keys(self, docs: DocIds) -> NDArray[np.uint64]:
        """uint64[n]: BLAKE2b-64 of each document's release id, little-endian: an order that no commit changes."""

    def signatures(self, docs: DocIds) -> NDArray[np.uint32]:
        """uint32[n, k]: what `search.duplicates.signature` said of each document's text."""

    def extra(self, name: str) -> bytes | None:
        """What the commit kept beside the documents under this name: "rejects", "built", …"""

    def verify(self) -> list[str]:
        """Reads every byte back; what is wrong, a sentence each."""

    def bytes(self) -> int:
        """Size of this generation on disk."""
