"""Postings of a field: "here is a term's number, give me its documents, how often it is in each, and where".

The postings of all terms lie one after another in the order of the dictionary, each term's by document. So those of a
range of terms (a prefix) are one slice. A frequency takes half a byte; the few that don't fit are in a list apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import ranges
from search.arrays.files import Array, ArrayFile, ArrayFileWriter, smallest_dtype
from search.arrays.terms import TermDictionary, write_terms

_HIGHEST = 15  # the half byte that says: look in the list


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """A field's inverted terms in memory, as they are written. ``freqs`` and ``positions`` None where not kept."""

    terms: list[bytes]  # ascending, each once
    starts: NDArray[np.int64]  # [terms + 1], into docs and freqs
    docs: Array  # unsigned, ascending within a term
    freqs: Array | None  # unsigned
    positions: Array | None  # unsigned, ascending within a posting
    places: NDArray[np.int64] | None  # [terms + 1], into positions


def write_postings(
    terms: ArrayFileWriter, postings: ArrayFileWriter, positions: ArrayFileWriter, field: str, inverted: FieldPostings
) -> None:
    write_terms(terms, field, inverted.terms)
    terms.add(f"{field}.starts", inverted.starts.astype("<u4"))
    postings.add(f"{field}.docs", inverted.docs)
    freqs = inverted.freqs
    if freqs is None:
        return
    high = np.flatnonzero(freqs >= _HIGHEST)
    postings.add(f"{field}.freqs", _packed(np.minimum(freqs, _HIGHEST).astype("u1")))
    postings.add(f"{field}.high", high.astype("<u4"))
    postings.add(f"{field}.high_freqs", freqs[high].astype(smallest_dtype(int(freqs.max(initial=0)))))
    if inverted.positions is not None and inverted.places is not None:
        places = inverted.places
        terms.add(f"{field}.places", places.astype(np.uint64 if places[-1] >= 1 << 32 else "<u4"))
        positions.add(f"{field}.positions", inverted.positions)


class Postings:
    """The postings of one field of one segment."""

    def __init__(self, terms: ArrayFile, postings: ArrayFile, positions: ArrayFile, field: str) -> None:
        self.dictionary = TermDictionary(terms, field)
        self._terms = terms
        self._field = field
        self._starts: memoryview | None = None
        if not self.dictionary.count:
            return
        self._docs = postings[f"{field}.docs"]
        self.has_freqs = f"{field}.freqs" in postings
        if self.has_freqs:
            self._freqs = postings[f"{field}.freqs"]
            self._high = postings[f"{field}.high"]
            self._high_freqs = postings[f"{field}.high_freqs"]
        if f"{field}.positions" in positions:
            self._positions = positions[f"{field}.positions"]

    @property
    def starts(self) -> memoryview:
        """Where the postings of each term begin, and at the end how many there are."""
        if self._starts is None:
            starts = self._terms[f"{self._field}.starts"].all()
            if len(starts) != self.dictionary.count + 1:
                raise self._terms.corrupt("it has more or fewer terms than postings")
            self._starts = starts.data
        return self._starts

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Which postings the terms from number ``first`` to before ``last`` have."""
        starts = self.starts
        return starts[first], starts[last]

    def docs(self, start: int, stop: int) -> Array:
        """Documents of the postings from ``start`` to ``stop``, numbered within the segment: unsigned[n]."""
        return self._docs.slice(start, stop)

    def freqs(self, start: int, stop: int) -> NDArray[Any]:
        """Occurrences in each of those documents: unsigned[n]; 1 each where the field doesn't keep them."""
        if not self.has_freqs:
            return np.ones(stop - start, dtype=np.uint8)
        pairs = self._freqs.slice(start >> 1, (stop + 1) >> 1).astype("<u2")
        pairs |= pairs << 4
        pairs &= 0x0F0F
        freqs = pairs.view(np.uint8)[start & 1 :][: stop - start]
        if len(self._high):
            high = self._high.all()
            # Bounds of its own type: any other would have the whole list converted first.
            low, up = high.searchsorted(np.array((start, stop), dtype=high.dtype)).tolist()
            if low < up:
                large = self._high_freqs.slice(low, up)
                freqs = freqs.astype(np.result_type(freqs, large))
                freqs[high[low:up] - start] = large
        return freqs

    def scattered(self, numbers: NDArray[np.int64], *, with_freqs: bool) -> tuple[Array, NDArray[Any]]:
        """Documents and occurrences, as ``docs`` and ``freqs``, of many terms one after another, gathered at once."""
        starts = np.asarray(self.starts)
        first = starts.take(numbers).astype(np.int64)
        places = ranges(first, starts.take(numbers + 1) - first)
        docs = self._docs.all().take(places)
        if not with_freqs or not self.has_freqs:
            return docs, np.ones(len(docs) if with_freqs else 0, dtype=np.uint8)
        pairs = self._freqs.all().take(places >> 1)
        freqs: NDArray[Any] = (pairs >> ((places & 1) << 2).astype(np.uint8)) & 0x0F
        highest = (freqs == _HIGHEST).nonzero()[0]
        if len(highest):
            high = self._high.all()
            large = self._high_freqs.all().take(high.searchsorted(places.take(highest).astype(high.dtype)))
            freqs = freqs.astype(np.result_type(freqs, large))
            freqs[highest] = large
        return docs, freqs

    def positions(self, number: int) -> Array:
        """Positions of one term in all its documents, document after document: unsigned[sum of its freqs]."""
        places = self._terms[f"{self._field}.places"]
        first, last = places.slice(number, number + 2).tolist()
        return self._positions.slice(first, last)

    def places(self) -> NDArray[np.int64]:
        """Where the positions of each term begin, and at the end how many there are: int64[terms + 1]."""
        return self._terms[f"{self._field}.places"].all().astype(np.int64)

    def all_positions(self) -> Array:
        return self._positions.all()

    def document_frequencies(self) -> NDArray[np.int64]:
        """Postings a term, deleted documents included: int64[terms]."""
        if not self.dictionary.count:
            return np.zeros(0, np.int64)
        starts: NDArray[np.int64] = np.asarray(self.starts).astype(np.int64)
        return starts[1:] - starts[:-1]


def _packed(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Numbers up to 15, two a byte, the first in the lower half."""
    padded = np.append(small, np.zeros(len(small) % 2, dtype=np.uint8))
    return np.bitwise_or(padded[0::2], np.left_shift(padded[1::2], 4), dtype=np.uint8)


def docs_dtype(documents: int) -> np.dtype[Any]:
    return max(smallest_dtype(max(documents - 1, 0)), np.dtype("<u2"))


def positions_dtype(bound: int) -> np.dtype[Any]:
    """Of positions below ``bound``."""
    return max(smallest_dtype(max(bound - 1, 0)), np.dtype("<u2"))
