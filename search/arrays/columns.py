"""Columns: "here is a document, give me its value": facet ordinals, dates, field lengths, keys, signatures.

A facet column where no document has more than one value is one number a document: 0 for none, else the ordinal plus
one. Any other has its ordinals one after another and for each document where they begin. Ordinals are the numbers of
the field's terms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays.files import Array, ArrayFile, ArrayFileWriter, smallest_dtype

UNKNOWN_DAY = -(2**31)


@dataclass(frozen=True, slots=True)
class FacetValues:
    """A facet column in memory: ``ordinals`` of all documents in order, ``counts`` values a document."""

    ordinals: NDArray[np.int64]
    counts: NDArray[np.int64]


def write_facet(columns: ArrayFileWriter, field: str, values: FacetValues) -> None:
    largest = int(values.ordinals.max(initial=0))
    if values.counts.max(initial=0) <= 1:
        single = np.zeros(len(values.counts), dtype=smallest_dtype(largest + 1))
        single[values.counts > 0] = values.ordinals + 1
        columns.add(f"{field}.single", single)
        return
    offsets = np.zeros(len(values.counts) + 1, dtype=np.int64)
    np.cumsum(values.counts, out=offsets[1:])
    columns.add(f"{field}.ordinals", values.ordinals.astype(smallest_dtype(largest)))
    columns.add(f"{field}.rows", offsets.astype("<u4"))


class FacetColumn:
    """One facet field of one segment."""

    def __init__(self, columns: ArrayFile, field: str, values: int, documents: int) -> None:
        self._file = columns
        self._field = field
        self.values = values
        self._documents = documents
        self.is_single = f"{field}.single" in columns
        self.is_absent = not self.is_single and f"{field}.rows" not in columns

    def single(self) -> Array | None:
        """Of every document its ordinal plus one, 0 for none; None where one may have several values."""
        if self.is_absent:
            return np.zeros(self._documents, dtype=np.uint8)
        return self._single() if self.is_single else None

    def ordinals(self, docs: Array) -> tuple[Array, int]:
        """The ordinals of all values of ``docs``, document after document, and how many of ``docs`` have none."""
        if self.is_absent:
            return np.zeros(0, dtype=np.intp), len(docs)
        if self.is_single:
            held = self._single().take(docs)
            held = held.compress(held > 0)
            return held - held.dtype.type(1), len(docs) - len(held)
        starts, counts = self._spans(docs)
        return self._gather(starts, counts), len(docs) - int(np.count_nonzero(counts))

    def pairs(self, docs: Array) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """All values of ``docs``: place in ``docs``, ordinal."""
        if self.is_absent:
            return np.zeros(0, np.intp), np.zeros(0, np.int32)
        if self.is_single:
            ordinals = self._single()[docs].astype(np.int32) - 1
            places = np.flatnonzero(ordinals >= 0)
            return places, ordinals[places]
        starts, counts = self._spans(docs)
        return np.repeat(np.arange(len(docs)), counts), self._gather(starts, counts).astype(np.int32)

    def filled(self) -> NDArray[np.bool_]:
        """Which documents have a value."""
        if self.is_absent:
            return np.zeros(self._documents, dtype=np.bool_)
        if self.is_single:
            return self._single() > 0
        rows = self._rows()
        return rows[1:] > rows[:-1]

    def _single(self) -> Array:
        single = self._file[f"{self._field}.single"].all()
        if len(single) != self._documents:
            raise self._file.corrupt(f"its column {self._field} is not as long as the segment")
        return single

    def _rows(self) -> Array:
        rows = self._file[f"{self._field}.rows"].all()
        if len(rows) != self._documents + 1:
            raise self._file.corrupt(f"its column {self._field} is not as long as the segment")
        return rows

    def _spans(self, docs: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        rows = self._rows()
        starts = rows.take(docs).astype(np.int64)
        return starts, rows.take(docs + 1) - starts

    def _gather(self, starts: NDArray[np.int64], counts: NDArray[np.int64]) -> Array:
        ordinals = self._file[f"{self._field}.ordinals"].all()
        return ordinals.take(ranges(starts, counts))


def ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers ``start, start + 1, …`` of each start, ``count`` of them, one after another."""
    ends = counts.cumsum(dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total, dtype=np.int64) + np.repeat(starts - ends + counts, counts)
    return numbers
