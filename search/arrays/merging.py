"""Merging: several segments' live documents as one new segment, by copying slices of arrays to their new places.

Nothing is sorted but the dictionaries: within a term the documents of an earlier segment come before those of a later
one, so the postings of segments are joined as those of blocks of documents are when a segment is built.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import FacetValues, write_facet
from search.arrays.files import ArrayFileWriter, smallest_dtype
from search.arrays.inverting import Part, joined
from search.arrays.postings import docs_dtype, write_postings
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
        # A deleted document's is never used.
        self.new_docs = (np.cumsum(self.alive) - 1 + base).astype(docs_dtype(base + segment.documents + 1))


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
        live = [_live_postings(part, field) for part in parts]
        terms, numbers = _merged_terms([terms for terms, _ in live])
        postings = joined(
            terms, [own._replace(terms=number) for (_, own), number in zip(live, numbers, strict=True)], documents
        )
        write_postings(files["terms"], files["postings"], files["positions"], field, postings)
        if field in FACET_FIELDS:
            write_facet(files["columns"], field, _merged_facet(parts, field, live, numbers))
        if field in TEXT_FIELDS:
            lengths = np.concatenate([part.segment.lengths(field)[part.alive] for part in parts])
            tokens[field] = int(lengths.sum(dtype=np.int64))
            files["columns"].add(f"{field}.lengths", lengths.astype(smallest_dtype(int(lengths.max(initial=0)))))
    _merge_columns(files["columns"], parts, documents)
    _merge_records(files["records"], parts)
    return SegmentInfo(name, documents, {part: file.finish() for part, file in files.items()}, tokens)


def _live_postings(part: MergePart, field: str) -> tuple[list[bytes], Part]:
    """Terms of the field that live documents have, and their postings; the terms' numbers are those in the segment."""
    postings = part.segment.postings(field)
    size = postings.dictionary.count
    if not size:
        none, small = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint8)
        positions = none.astype(np.uint16) if has_positions(field) else None
        return [], Part(none, none, small, small if field in TEXT_FIELDS else None, none, positions)
    terms, starts = postings.dictionary.slice(0, size), np.asarray(postings.starts).astype(np.int64)
    docs = postings.docs(0, int(starts[-1]))
    freqs = postings.freqs(0, int(starts[-1])) if postings.has_freqs else None
    places = postings.places() if has_positions(field) else None
    positions = postings.all_positions() if has_positions(field) else None
    if not part.is_whole:
        live = part.alive[docs]
        if places is not None and positions is not None and freqs is not None:
            positions = positions[np.repeat(live, freqs)]
            places = _totals(np.where(live, freqs, 0))[starts]
        starts = _totals(live)[starts]
        docs, freqs = docs[live], freqs[live] if freqs is not None else None
    counts = starts[1:] - starts[:-1]
    held = np.flatnonzero(counts)
    if len(held) < size:
        terms = [terms[number] for number in held.tolist()]
    occurrences = (places[1:] - places[:-1])[held] if places is not None else None
    return terms, Part(held, counts[held], part.new_docs[docs], freqs, occurrences, positions)


def _totals(numbers: NDArray[Any]) -> NDArray[np.int64]:
    """What comes to before each, and in the end: int64[n + 1]."""
    totals = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(numbers, out=totals[1:])
    return totals


def _merged_terms(own_terms: Sequence[list[bytes]]) -> tuple[list[bytes], list[NDArray[np.int64]]]:
    """All terms in order, and the numbers that each part's have among them."""
    merged = sorted(set().union(*own_terms))
    place = dict(zip(merged, range(len(merged)), strict=True))
    return merged, [np.fromiter(map(place.__getitem__, terms), np.int64, len(terms)) for terms in own_terms]


def _merged_facet(
    parts: Sequence[MergePart],
    field: str,
    live: Sequence[tuple[list[bytes], Part]],
    numbers: Sequence[NDArray[np.int64]],
) -> FacetValues:
    ordinals, counts = [], []
    for part, (_, own), number in zip(parts, live, numbers, strict=True):
        chosen = np.flatnonzero(part.alive)
        rows, held = part.segment.facet(field).pairs(chosen)
        ordinals.append(number[np.searchsorted(own.terms, held)])
        counts.append(np.bincount(rows, minlength=len(chosen)))
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
