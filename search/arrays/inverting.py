"""Inversion: documents in, a segment out, without a Python object a posting.

Each field numbers its terms as they come and keeps a document's terms as numbers in one growing array. In the end the
numbers become places in the sorted dictionary; term, document and position are packed into one integer an occurrence,
and sorting those integers is the inversion. Postings are runs in the sorted array.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import UNKNOWN_DAY, FacetValues, write_facet
from search.arrays.files import ArrayFileWriter, smallest_dtype
from search.arrays.postings import FieldPostings, docs_dtype, write_postings
from search.arrays.records import RecordCompressor, write_records
from search.arrays.segment import FACET_FIELDS, KEYWORD_FIELDS, PARTS, TEXT_FIELDS, SegmentInfo, has_positions
from search.arrays.terms import encode
from search.document import IndexDocument
from search.errors import IndexUnwritable

MEMORY = 256 << 20  # bytes that building a segment may take before it is written
LARGEST_SEGMENT = 1 << 16  # documents: their numbers then fit two bytes
_SORTING = 32  # bytes an occurrence while a field is sorted
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


class _Terms:
    """The terms of one field in all documents so far, as numbers in order of appearance."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict()
        self.numbers.default_factory = self.numbers.__len__
        self.ids = array("I")
        self.lengths = array("I")

    def add(self, terms: Sequence[str]) -> None:
        self.ids.extend(map(self.numbers.__getitem__, terms))
        self.lengths.append(len(terms))

    def ranked(self) -> tuple[list[bytes], NDArray[np.uint32], NDArray[np.int64]]:
        """The sorted dictionary, the place in it of each occurrence, and the occurrences a document."""
        terms = sorted(self.numbers)
        rank = np.empty(len(terms), dtype=np.uint32)
        rank[np.fromiter(map(self.numbers.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
        ids = np.frombuffer(self.ids, dtype=np.uint32) if len(self.ids) else np.zeros(0, np.uint32)
        lengths = np.array(self.lengths, dtype=np.int64)
        return [encode(term) for term in terms], rank[ids], lengths


class SegmentBuilder:
    """Gathers documents; ``finish`` writes them as a segment in ``folder`` whose name begins with ``name``.

    Takes about 4 bytes a term of a document, its record compressed, and at the end ``_SORTING`` bytes an occurrence of
    the largest field: ``is_full`` says when that comes to ``memory`` bytes.
    """

    def __init__(self, folder: Path, name: str, *, memory: int = MEMORY) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a segment: letters, digits, - and _ only")
        self.folder = folder
        self.name = f"{name}-{token_hex(4)}"  # never that of a segment in use, whatever callers call theirs
        self.documents = 0
        self._memory = memory
        self._terms = {field: _Terms() for field in (*TEXT_FIELDS, *KEYWORD_FIELDS)}
        self._days = array("i")
        self._keys: list[bytes] = []
        self._embargoes: list[tuple[int, int]] = []
        self._signatures: list[bytes] = []
        self._records = RecordCompressor()

    def add(self, document: IndexDocument) -> None:
        for field in TEXT_FIELDS:
            self._terms[field].add(document.terms.get(field, ()))
        for field in KEYWORD_FIELDS:
            self._terms[field].add(document.values.get(field, ()))
        self._days.append(UNKNOWN_DAY if document.day is None else document.day)
        self._keys.append(blake2b(encode(document.id), digest_size=8).digest())
        if document.embargo is not None:
            self._embargoes.append((self.documents, document.embargo))
        self._signatures.append(document.signature)
        self._records.add(document.stored)
        self.documents += 1

    @property
    def is_full(self) -> bool:
        kept = [len(terms.ids) for terms in self._terms.values()]
        taken = 4 * sum(kept) + _SORTING * max(kept) + len(self._records.data)
        return self.documents >= LARGEST_SEGMENT or taken >= self._memory

    def finish(self) -> SegmentInfo:
        """Raises IndexUnwritable where the folder can't be written."""
        try:
            return self._write()
        except OSError as error:
            raise IndexUnwritable(f"{self.folder}: can't write a segment ({error.strerror or error})") from error

    def _write(self) -> SegmentInfo:
        files = {part: ArrayFileWriter(self.folder / f"{self.name}.{part}") for part in PARTS}
        tokens = {}
        for field in (*TEXT_FIELDS, *KEYWORD_FIELDS):
            terms, ids, lengths = self._terms.pop(field).ranked()
            if field in TEXT_FIELDS:
                tokens[field] = int(lengths.sum())
                files["columns"].add(f"{field}.lengths", lengths.astype(smallest_dtype(int(lengths.max(initial=0)))))
                inverted = inverted_text(terms, ids, lengths, with_positions=has_positions(field))
            else:
                if field in FACET_FIELDS:
                    write_facet(files["columns"], field, FacetValues(ids.astype(np.int64), lengths))
                inverted = inverted_values(terms, ids, lengths)
            write_postings(files["terms"], files["postings"], files["positions"], field, inverted)
        self._write_columns(files["columns"])
        self._records.finish()
        records = self._records
        dictionaries = [records.dictionary] if records.dictionary else []
        number = np.full(self.documents, len(dictionaries), dtype=np.int64)
        lengths = np.array(records.lengths, dtype=np.int64)
        write_records(files["records"], iter([memoryview(records.data)]), lengths, number, dictionaries)
        return SegmentInfo(self.name, self.documents, {part: file.finish() for part, file in files.items()}, tokens)

    def _write_columns(self, columns: ArrayFileWriter) -> None:
        columns.add("day", np.array(self._days, dtype="<i4"))
        columns.add("key", np.frombuffer(b"".join(self._keys), dtype="<u8"))
        width = max(map(len, self._signatures), default=0) // 4 * 4
        signatures = b"".join(signature[:width].ljust(width, b"\0") for signature in self._signatures)
        columns.add("signature", np.frombuffer(signatures, dtype="<u4").reshape(self.documents, width // 4))
        columns.add("embargo.docs", np.array([doc for doc, _ in self._embargoes], dtype="<u4"))
        columns.add("embargo.instants", np.array([instant for _, instant in self._embargoes], dtype="<i8"))


def build_segment(documents: Iterable[IndexDocument], folder: Path, name: str) -> SegmentInfo:
    """All ``documents`` as one segment, whatever memory that takes. Not seen by a reader before a commit adds it.

    Raises IndexUnwritable where the folder can't be written.
    """
    builder = SegmentBuilder(folder, name)
    for document in documents:
        builder.add(document)
    return builder.finish()


def build_segments(
    documents: Iterable[IndexDocument], folder: Path, name: str, *, memory: int = MEMORY
) -> Iterator[SegmentInfo]:
    """``documents`` as segments ``name-0``, ``name-1``, …, a new one each time ``memory`` bytes are taken."""
    builder = None
    serial = 0
    for document in documents:
        if builder is None:
            builder = SegmentBuilder(folder, f"{name}-{serial}", memory=memory)
        builder.add(document)
        if builder.is_full:
            yield builder.finish()
            builder = None
            serial += 1
    if builder is not None:
        yield builder.finish()


def inverted_text(
    terms: list[bytes], ids: NDArray[np.uint32], lengths: NDArray[np.int64], *, with_positions: bool
) -> FieldPostings:
    """Postings of a text field: ``ids`` the term of each occurrence, ``lengths`` the occurrences a document."""
    documents = len(lengths)
    longest = int(lengths.max(initial=0))
    doc_bits = max(1, (documents - 1).bit_length())
    position_bits = max(1, (longest - 1).bit_length()) if with_positions else 0
    if len(terms).bit_length() + doc_bits + position_bits > 64:
        raise OverflowError("too many documents, or too long ones, for one segment")
    packed = ids.astype(np.uint64)
    packed <<= np.uint64(doc_bits)
    packed |= np.repeat(np.arange(documents, dtype=np.uint32), lengths)
    if with_positions:
        packed <<= np.uint64(position_bits)
        packed |= _positions(lengths)
    packed.sort()
    positions = None
    if with_positions:
        mask = np.uint64((1 << position_bits) - 1)
        positions = (packed & mask).astype(max(smallest_dtype(longest), np.dtype("<u2")))
        packed >>= np.uint64(position_bits)
    begins = _runs(packed)
    freqs = np.diff(np.append(begins, len(packed))).astype(np.uint32)
    packed = packed[begins]
    docs = (packed & np.uint64((1 << doc_bits) - 1)).astype(docs_dtype(documents))
    packed >>= np.uint64(doc_bits)
    starts = np.searchsorted(packed, np.arange(len(terms) + 1, dtype=np.uint64))
    return FieldPostings(terms, starts.astype(np.int64), docs, freqs, positions)


def inverted_values(terms: list[bytes], ids: NDArray[np.uint32], lengths: NDArray[np.int64]) -> FieldPostings:
    """Postings of a keyword field, whose documents have each value once."""
    docs = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    order = np.argsort(ids, kind="stable")
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(np.bincount(ids, minlength=len(terms)), out=starts[1:])
    return FieldPostings(terms, starts, docs[order].astype(docs_dtype(len(lengths))), None, None)


def _positions(lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """0, 1, 2, … within each document."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    places = np.arange(total, dtype=np.uint32)
    places -= np.repeat((ends - lengths).astype(np.uint32), lengths)
    return places


def _runs(packed: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each run of equal numbers begins."""
    if not len(packed):
        return np.zeros(0, dtype=np.int64)
    changes = np.empty(len(packed), dtype=np.bool_)
    changes[0] = True
    np.not_equal(packed[1:], packed[:-1], out=changes[1:])
    return np.flatnonzero(changes)
