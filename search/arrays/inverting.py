"""Inversion over arrays: the terms of documents in order to the documents of each term.

Term, document and position are packed into one integer an occurrence, and sorting those integers is the inversion:
postings are runs in the sorted array.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.arrays.files import smallest_dtype
from search.arrays.postings import FieldPostings, docs_dtype
from search.arrays.texts import FieldTerms

_BLOCK = 1 << 18  # occurrences looked at together, so that they stay in the processor's cache
_DOCUMENTS = 512  # and documents


def inverted_text(field: FieldTerms, *, with_positions: bool) -> FieldPostings:
    """Postings of a text field. Takes 16 bytes an occurrence on the way, of which 8 to 12 are the result."""
    terms, ids, lengths = field
    documents = len(lengths)
    longest = int(lengths.max(initial=0))
    doc_bits = max(1, (documents - 1).bit_length())
    position_bits = max(1, (longest - 1).bit_length()) if with_positions else 0
    if len(terms).bit_length() + doc_bits + position_bits > 64:
        raise OverflowError("too many documents, or too long ones, for one segment")
    packed = _packed(ids, lengths, doc_bits, position_bits)
    packed.sort()
    positions = np.empty(len(packed), max(smallest_dtype(longest), np.dtype("<u2"))) if with_positions else None
    begins = np.empty(len(packed), dtype=np.bool_)  # whether an occurrence is the first of its term in its document
    for start in range(0, len(packed), _BLOCK):
        block = packed[start : start + _BLOCK]
        if positions is not None:
            np.bitwise_and(
                block, np.uint64((1 << position_bits) - 1), out=positions[start : start + _BLOCK], casting="unsafe"
            )
            block >>= np.uint64(position_bits)
        begins[start] = not start or block[0] != packed[start - 1]
        np.not_equal(block[1:], block[:-1], out=begins[start + 1 : start + _BLOCK])
    firsts = np.flatnonzero(begins).astype(np.uint32)
    freqs = np.diff(firsts, append=np.uint32(len(packed)))
    packed = packed[firsts]
    docs = (packed & np.uint64((1 << doc_bits) - 1)).astype(docs_dtype(documents))
    packed >>= np.uint64(doc_bits)
    starts = np.searchsorted(packed, np.arange(len(terms) + 1, dtype=np.uint64))
    return FieldPostings(terms, starts.astype(np.int64), docs, freqs, positions)


def inverted_values(field: FieldTerms) -> FieldPostings:
    """Postings of a keyword field, whose documents have each value once."""
    terms, ids, lengths = field
    docs = np.repeat(np.arange(len(lengths), dtype=docs_dtype(len(lengths))), lengths)
    order = np.argsort(ids, kind="stable")
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(np.bincount(ids, minlength=len(terms)), out=starts[1:])
    return FieldPostings(terms, starts, docs[order], None, None)


def _packed(
    ids: NDArray[np.uint32], lengths: NDArray[np.int64], doc_bits: int, position_bits: int
) -> NDArray[np.uint64]:
    """Term, document and position of each occurrence as one number."""
    packed = np.empty(len(ids), dtype=np.uint64)
    ends = np.cumsum(lengths)
    for first in range(0, len(lengths), _DOCUMENTS):
        own = lengths[first : first + _DOCUMENTS]
        stop = int(ends[first + len(own) - 1])
        block = packed[stop - int(own.sum()) : stop]
        block[:] = ids[stop - len(block) : stop]
        block <<= np.uint64(doc_bits)
        block |= np.repeat(np.arange(first, first + len(own), dtype=np.uint64), own)
        if position_bits:
            block <<= np.uint64(position_bits)
            block |= counting(own)
    return packed


def counting(lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """0, 1, 2, … anew for each length."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    places = np.arange(total, dtype=np.uint64)
    places -= np.repeat((ends - lengths).astype(np.uint64), lengths)
    return places
