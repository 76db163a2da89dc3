"""Merging: several segments' live documents as one new segment, by copying slices of arrays to their new places.

Nothing is sorted but the dictionaries: within a term the documents of an earlier segment come before those of a later
one, so where each slice goes is known by adding up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import FacetValues, ranges, write_facet
from search.arrays.files import ArrayFileWriter, smallest_dtype
from search.arrays.postings import FieldPostings, docs_dtype, write_postings
from search.arrays.records import write_records
from search.arrays.segment import FACET_FIELDS, KEYWORD_FIELDS, PARTS, TEXT_FIELDS, Segment, SegmentInfo, has_positions


class MergePart:
    """A segment to be merged, and what of it is left."""

    def __init__(self, segment: Segment, deleted: NDArray[np.bool_] | None, base: int) -> None:
        self.segment = segment
        self.alive = np.ones(segment.documents, np.bool_) if deleted is None else ~deleted
        self.is_whole = bool(self.alive.all())
        self.documents = int(self.alive.sum())
        self.base = base
        self.new_docs = np.cumsum(self.alive) - 1 + base  # a deleted document's is never used


def merge_segments(
    folder: Path, name: str, segments: Sequence[tuple[Segment, NDArray[np.bool_] | None]]
) -> SegmentInfo:
    """Writes the live documents of ``segments``, in order, as segment ``name``. Raises OSError."""
    parts: list[MergePart] = []
    for segment, deleted in segments:
        parts.append(MergePart(segment, deleted, parts[-1].base + parts[-1].documents if parts else 0))
    documents = parts[-1].base + parts[-1].documents
    files = {part: ArrayFileWriter(folder / f"{name}.{part}") for part in PARTS}
    tokens = {}
    for field in (*TEXT_FIELDS, *KEYWORD_FIELDS):
        inverted, ordinals = _merged_field(parts, field, documents)
        write_postings(files["terms"], files["postings"], files["positions"], field, inverted)
        if field in FACET_FIELDS:
            write_facet(files["columns"], field, _merged_facet(parts, field, ordinals))
        if field in TEXT_FIELDS:
            lengths = np.concatenate([part.segment.lengths(field)[part.alive] for part in parts])
            tokens[field] = int(lengths.sum(dtype=np.int64))
            files["columns"].add(f"{field}.lengths", lengths.astype(smallest_dtype(int(lengths.max(initial=0)))))
    _merge_columns(files["columns"], parts, documents)
    _merge_records(files["records"], parts)
    return SegmentInfo(name, documents, {part: file.finish() for part, file in files.items()}, tokens)


def _merged_field(
    parts: Sequence[MergePart], field: str, documents: int
) -> tuple[FieldPostings, list[NDArray[np.int64]]]:
    """The field's postings, and for each part its terms' numbers in the merged dictionary (-1: none is left)."""
    with_freqs, with_positions = field in TEXT_FIELDS, has_positions(field)
    own_terms, frequencies = [], []
    for part in parts:
        dictionary = part.segment.postings(field).dictionary
        own_terms.append(dictionary.slice(0, dictionary.count))
        frequencies.append(_live_frequencies(part, field))
    terms, numbers = _merged_terms(own_terms, frequencies)
    counts = np.zeros(len(terms), dtype=np.int64)
    for number, frequency in zip(numbers, frequencies, strict=True):
        counts[number[number >= 0]] += frequency[number >= 0]
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    docs = np.empty(int(starts[-1]), dtype=docs_dtype(documents))
    freqs = np.empty(len(docs), dtype=np.uint32) if with_freqs else None
    places = []  # of each part's live postings in the merged ones
    following = starts[:-1].copy()
    for part, number, frequency in zip(parts, numbers, frequencies, strict=True):
        used = number >= 0
        at = ranges(following[number[used]], frequency[used])
        following[number[used]] += frequency[used]
        places.append(at)
        postings = part.segment.postings(field)
        if not postings.dictionary.count:
            continue
        span = postings.span(0, postings.dictionary.count)
        own = postings.docs(*span)
        live = _live_postings(part, own)
        docs[at] = part.new_docs[own[live]]
        if freqs is not None:
            freqs[at] = postings.freqs(*span)[live]
    positions = None
    if with_positions and freqs is not None:
        positions = _merged_positions(parts, field, freqs, places)
    return FieldPostings(terms, starts, docs, freqs, positions), numbers


def _merged_terms(
    own_terms: Sequence[list[bytes]], frequencies: Sequence[NDArray[np.int64]]
) -> tuple[list[bytes], list[NDArray[np.int64]]]:
    held = [
        terms if frequency.all() else [terms[i] for i in np.flatnonzero(frequency).tolist()]
        for terms, frequency in zip(own_terms, frequencies, strict=True)
    ]
    merged = sorted(set().union(*held))
    place = {term: number for number, term in enumerate(merged)}
    numbers = []
    for terms, frequency in zip(own_terms, frequencies, strict=True):
        number = np.fromiter((place.get(term, -1) for term in terms), np.int64, len(terms))
        number[frequency == 0] = -1
        numbers.append(number)
    return merged, numbers


def _live_postings(part: MergePart, docs: NDArray[np.unsignedinteger]) -> slice | NDArray[np.bool_]:
    return slice(None) if part.is_whole else part.alive[docs]


def _live_frequencies(part: MergePart, field: str) -> NDArray[np.int64]:
    postings = part.segment.postings(field)
    frequencies = postings.document_frequencies()
    if part.is_whole or not len(frequencies):
        return frequencies
    starts = np.asarray(postings.starts).astype(np.int64)
    alive = np.zeros(int(starts[-1]) + 1, dtype=np.int64)
    np.cumsum(part.alive[postings.docs(0, int(starts[-1]))], out=alive[1:])
    return np.diff(alive[starts])


def _merged_positions(
    parts: Sequence[MergePart], field: str, freqs: NDArray[np.uint32], places: Sequence[NDArray[np.int64]]
) -> NDArray[np.unsignedinteger]:
    ends = np.cumsum(freqs, dtype=np.int64)
    own = [
        part.segment.postings(field).all_positions() for part in parts if part.segment.postings(field).dictionary.count
    ]
    dtype = max((positions.dtype for positions in own), default=np.dtype("<u2"))
    merged = np.empty(int(ends[-1]) if len(ends) else 0, dtype=dtype)
    for part, at in zip(parts, places, strict=True):
        postings = part.segment.postings(field)
        if not postings.dictionary.count:
            continue
        positions = postings.all_positions()
        counts = freqs[at].astype(np.int64)
        if not part.is_whole:
            span = postings.span(0, postings.dictionary.count)
            positions = positions[np.repeat(part.alive[postings.docs(*span)], postings.freqs(*span))]
        merged[ranges(ends[at] - counts, counts)] = positions
    return merged


def _merged_facet(parts: Sequence[MergePart], field: str, numbers: Sequence[NDArray[np.int64]]) -> FacetValues:
    ordinals, counts = [], []
    for part, number in zip(parts, numbers, strict=True):
        live = np.flatnonzero(part.alive)
        rows, own = part.segment.facet(field).pairs(live)
        ordinals.append(number[own])
        counts.append(np.bincount(rows, minlength=len(live)))
    return FacetValues(np.concatenate(ordinals), np.concatenate(counts))


def _merge_columns(columns: ArrayFileWriter, parts: Sequence[MergePart], documents: int) -> None:
    columns.add("day", np.concatenate([part.segment.days[part.alive] for part in parts]))
    columns.add("key", np.concatenate([part.segment.keys[part.alive] for part in parts]))
    width = max(part.segment.signatures.shape[1] for part in parts)
    signatures = np.zeros((documents, width), dtype=np.uint32)
    embargoed, instants = [], []
    for part in parts:
        own = part.segment.signatures[part.alive]
        signatures[part.base : part.base + part.documents, : own.shape[1]] = own
        docs, when = part.segment.embargoes
        held = part.alive[docs]
        embargoed.append(part.new_docs[docs[held]])
        instants.append(when[held])
    columns.add("signature", signatures)
    columns.add("embargo.docs", np.concatenate(embargoed).astype("<u4"))
    columns.add("embargo.instants", np.concatenate(instants))


def _merge_records(file: ArrayFileWriter, parts: Sequence[MergePart]) -> None:
    """Records are copied as they are, compressed; each keeps the dictionary it was compressed with."""
    dictionaries: dict[bytes, int] = {}
    lengths, dictionary_of = [], []
    for part in parts:
        records = part.segment.records
        renumbered = [0] + [dictionaries.setdefault(data, len(dictionaries) + 1) for data in records.dictionaries]
        dictionary_of.append(np.array(renumbered, dtype=np.int64)[records.dictionary_of[part.alive]])
        lengths.append(np.diff(records.offsets.astype(np.int64))[part.alive])
    pieces = (piece.data for part in parts for piece in _live_records(part))
    write_records(file, pieces, np.concatenate(lengths), np.concatenate(dictionary_of), list(dictionaries))


def _live_records(part: MergePart) -> Iterator[NDArray[np.uint8]]:
    """The compressed records of live documents, in runs that lie side by side."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], part.alive, [False])).astype(np.int8)))
    for first, last in edges.reshape(-1, 2).tolist():
        yield part.segment.records.compressed(first, last)
