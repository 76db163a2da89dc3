"""Inversion over arrays: the words of documents in order to the documents of each term.

Some thousand documents are inverted at a time: term, document and position are packed into one integer an occurrence,
and sorting those integers is the inversion, postings being runs in the sorted array. What so many documents come to is
a part; the parts of all documents, or of several segments, are joined by copying each term's runs to where they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import ranges
from search.arrays.files import Array, smallest_dtype
from search.arrays.postings import FieldPostings, docs_dtype, positions_dtype
from search.arrays.texts import Block, Lengths, Numbers

SCATTERED = 1 << 19  # numbers that are put into place at once


class Part(NamedTuple):
    """Postings of some documents that are all after those of the parts before."""

    terms: NDArray[np.integer]  # ascending, each once
    counts: NDArray[np.integer]  # postings of each
    docs: Array
    freqs: Array | None
    occurrences: NDArray[np.integer] | None  # positions of each term
    positions: Array | None


def inverted(block: Block, places: Numbers, *, with_positions: bool) -> Part:
    """The postings of some documents; ``places`` tells the term of a word."""
    first, words, lengths = block
    doc_bits = max(1, (len(lengths) - 1).bit_length())
    position_bits = int(lengths.max(initial=1)).bit_length() if with_positions else 0
    term_bits = int(places.max(initial=0)).bit_length()
    if term_bits + doc_bits + position_bits > 64:
        raise OverflowError("too many documents, or too long ones, for one segment")
    width = np.uint32 if term_bits + doc_bits + position_bits <= 32 else np.uint64
    packed: Array = places[words].astype(width)
    packed <<= width(doc_bits)
    packed |= np.repeat(np.arange(len(lengths), dtype=width), lengths)
    if with_positions:
        packed <<= width(position_bits)
        packed |= _counting(lengths, width)
    packed.sort()
    positions = None
    if with_positions:
        positions = (packed & width((1 << position_bits) - 1)).astype(positions_dtype(1 << position_bits))
        packed >>= width(position_bits)
    postings = _runs(packed)
    freqs = _sizes(postings, len(packed))
    packed = packed[postings]
    docs = ((packed & width((1 << doc_bits) - 1)) + width(first)).astype(docs_dtype(first + len(lengths)))
    packed >>= width(doc_bits)
    terms = _runs(packed)
    return Part(
        packed[terms].astype(np.uint32),
        _sizes(terms, len(packed)),
        docs,
        freqs.astype(smallest_dtype(int(freqs.max(initial=0)))),
        _sizes(postings[terms], len(words)) if with_positions else None,
        positions,
    )


def joined(terms: list[bytes], parts: Sequence[Part], documents: int) -> FieldPostings:
    """The postings of all parts as those of one field, whose terms are those of ``terms`` that have postings."""
    counts = np.zeros(len(terms), dtype=np.int64)
    occurrences = np.zeros(len(terms), dtype=np.int64)
    for part in parts:
        counts[part.terms] += part.counts
        if part.occurrences is not None:
            occurrences[part.terms] += part.occurrences
    starts, places = (np.concatenate(([0], np.cumsum(found))) for found in (counts, occurrences))
    docs = np.empty(int(starts[-1]), dtype=docs_dtype(documents))
    freqs = _room(len(docs), [part.freqs for part in parts])
    positions = _room(int(places[-1]), [part.positions for part in parts])
    posting, place = starts[:-1].copy(), places[:-1].copy()  # where the next of each term go
    for part in parts:
        _scatter(docs, posting[part.terms], part.counts, part.docs)
        if freqs is not None and part.freqs is not None:
            _scatter(freqs, posting[part.terms], part.counts, part.freqs)
        posting[part.terms] += part.counts
        if positions is not None and part.positions is not None and part.occurrences is not None:
            _scatter(positions, place[part.terms], part.occurrences, part.positions)
            place[part.terms] += part.occurrences
    held = np.flatnonzero(counts)
    if len(held) < len(terms):
        terms = [terms[term] for term in held.tolist()]
        starts, places = np.append(starts[held], starts[-1]), np.append(places[held], places[-1])
    return FieldPostings(terms, starts, docs, freqs, positions, places if positions is not None else None)


def inverted_values(terms: list[bytes], ids: Numbers, lengths: Lengths) -> FieldPostings:
    """Postings of a keyword field, whose documents have each value once: ``ids`` the places of theirs in ``terms``."""
    docs = np.repeat(np.arange(len(lengths), dtype=docs_dtype(len(lengths))), lengths)
    order = np.argsort(ids, kind="stable")
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(np.bincount(ids, minlength=len(terms)), out=starts[1:])
    return FieldPostings(terms, starts, docs[order], None, None, None)


def _room(size: int, parts: Sequence[Array | None]) -> Array | None:
    """An array that all the parts' numbers fit into; None where no part has any."""
    dtypes = [part.dtype for part in parts if part is not None]
    return np.empty(size, dtype=max(dtypes)) if dtypes else None


def _scatter(target: Array, begins: NDArray[np.int64], counts: NDArray[np.integer], values: Array) -> None:
    """Runs of ``values`` that lie one after another, ``counts`` numbers each, to where in ``target`` each begins."""
    ends = np.cumsum(counts, dtype=np.int64)
    first = start = 0
    while first < len(counts):
        last = max(first + 1, int(np.searchsorted(ends, start + SCATTERED, side="right")))
        stop = int(ends[last - 1])
        target[ranges(begins[first:last], counts[first:last].astype(np.int64))] = values[start:stop]
        first, start = last, stop


def _counting(lengths: Lengths, width: type[np.unsignedinteger]) -> Array:
    """0, 1, 2, … anew for each length."""
    ends = np.cumsum(lengths)
    places = np.arange(int(ends[-1]) if len(ends) else 0, dtype=width)
    places -= np.repeat((ends - lengths).astype(width), lengths)
    return places


def _runs(numbers: Array) -> NDArray[np.intp]:
    """Where each run of equal numbers begins."""
    if not len(numbers):
        return np.zeros(0, dtype=np.intp)
    changes = np.empty(len(numbers), dtype=np.bool_)
    changes[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def _sizes(begins: NDArray[np.intp], total: int) -> NDArray[np.uint32]:
    """The lengths of runs that begin so and end together at ``total``."""
    sizes: NDArray[np.uint32] = np.diff(begins.astype(np.uint32), append=np.uint32(total)).astype(np.uint32)
    return sizes
