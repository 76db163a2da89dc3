"""Documents in, a segment out, without a Python object a posting."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import repeat
from pathlib import Path
from secrets import token_hex

import numpy as np

from search import duplicates
from search.arrays.columns import UNKNOWN_DAY, FacetValues, write_facet
from search.arrays.files import ArrayFileWriter, smallest_dtype
from search.arrays.inverting import Part, inverted, inverted_values, joined
from search.arrays.postings import write_postings
from search.arrays.records import RecordCompressor, write_records
from search.arrays.segment import FACET_FIELDS, KEYWORD_FIELDS, PARTS, SegmentInfo, has_positions
from search.arrays.terms import encode
from search.arrays.texts import Lengths, Numbers, Texts, ranked
from search.document import IndexDocument
from search.errors import IndexUnwritable

MEMORY = 512 << 20  # bytes that building a segment may take before it is written
LARGEST_SEGMENT = 1 << 16  # documents: their numbers then fit two bytes
_INVERTING = 13  # bytes an occurrence while a segment is written
_VALUE_BYTES = 24  # of a value of a keyword field
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


class _Values:
    """The values of one keyword field in all documents so far, as numbers in order of appearance."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict()
        self.numbers.default_factory = self.numbers.__len__
        self.ids = array("I")
        self.docs = array("I")

    def add(self, doc: int, values: tuple[str, ...]) -> None:
        self.ids.extend(map(self.numbers.__getitem__, values))
        self.docs.extend(repeat(doc, len(values)))

    def ranked(self, documents: int) -> tuple[list[bytes], Numbers, Lengths]:
        """The values in order, the place in them of each document's, document after document, and how many it has."""
        values = ranked([*self.numbers])
        ids, docs = np.array(self.ids, dtype=np.intp), np.array(self.docs, dtype=np.intp)
        return values.terms, values.places[ids], np.bincount(docs, minlength=documents)


class SegmentBuilder:
    """Gathers documents; ``finish`` writes them as a segment in ``folder`` whose name begins with ``name``.

    Takes about 4 bytes a word of a document, its record compressed, and at the end ``_INVERTING`` bytes a word:
    ``is_full`` says when that comes to ``memory`` bytes.
    """

    def __init__(self, folder: Path, name: str, *, memory: int = MEMORY) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a segment: letters, digits, - and _ only")
        self.folder = folder
        self.name = f"{name}-{token_hex(4)}"  # never that of a segment in use, whatever callers call theirs
        self.documents = 0
        self._memory = memory
        self._texts = Texts()
        self._values = {field: _Values() for field in KEYWORD_FIELDS}
        self._held = 0  # values of all documents
        self._days = array("i")
        self._keys: list[bytes] = []
        self._embargoes: list[tuple[int, int]] = []
        self._records = RecordCompressor()

    def add(self, document: IndexDocument) -> None:
        self._texts.add(document.title, document.text, document.language)
        for field, values in document.values.items():
            self._values[field].add(self.documents, values)
            self._held += len(values)
        self._days.append(UNKNOWN_DAY if document.day is None else document.day)
        self._keys.append(blake2b(encode(document.id), digest_size=8).digest())
        if document.embargo is not None:
            self._embargoes.append((self.documents, document.embargo))
        self._records.add(document.stored)
        self.documents += 1

    @property
    def is_full(self) -> bool:
        texts = self._texts.bytes + _INVERTING * len(self._texts)
        taken = texts + _VALUE_BYTES * self._held + len(self._records.data)
        return self.documents >= LARGEST_SEGMENT or taken >= self._memory

    def finish(self) -> SegmentInfo:
        """Raises IndexUnwritable where the folder can't be written."""
        try:
            return self._write()
        except OSError as error:
            raise IndexUnwritable(f"{self.folder}: can't write a segment ({error.strerror or error})") from error

    def _write(self) -> SegmentInfo:
        files = {part: ArrayFileWriter(self.folder / f"{self.name}.{part}") for part in PARTS}
        tokens = self._write_texts(files)
        for field, gathered in self._values.items():
            values, ids, counts = gathered.ranked(self.documents)
            if field in FACET_FIELDS:
                write_facet(files["columns"], field, FacetValues(ids.astype(np.int64), counts))
            postings = inverted_values(values, ids, counts)
            write_postings(files["terms"], files["postings"], files["positions"], field, postings)
        self._write_columns(files["columns"])
        self._write_records(files["records"])
        return SegmentInfo(self.name, self.documents, {part: file.finish() for part, file in files.items()}, tokens)

    def _write_texts(self, files: Mapping[str, ArrayFileWriter]) -> dict[str, int]:
        """Writes all text fields; the number of terms in each."""
        texts = self._texts.analysed()
        tokens = {}

        def write(field: str, terms: list[bytes], parts: Sequence[Part], lengths: Sequence[Lengths]) -> None:
            of_all = np.concatenate(lengths)
            tokens[field] = int(of_all.sum())
            files["columns"].add(f"{field}.lengths", of_all.astype(smallest_dtype(int(of_all.max(initial=0)))))
            postings = joined(terms, parts, self.documents)
            write_postings(files["terms"], files["postings"], files["positions"], field, postings)

        hashes = duplicates.hashes(texts.exact.terms)
        signatures = [np.zeros((0, duplicates.BANDS), dtype=np.uint32)]
        for field, blocks in (("title", texts.titles()), ("text", texts.texts())):
            exact, stemmed, lengths = list[Part](), list[Part](), [np.zeros(0, np.int64)]
            for block in blocks:
                exact.append(inverted(block, texts.exact.places, with_positions=has_positions(f"{field}_exact")))
                stemmed.append(inverted(block, texts.stems.places, with_positions=has_positions(field)))
                lengths.append(block.lengths)
                if field == "text":
                    signatures.append(duplicates.signatures(hashes, texts.exact.places[block.words], block.lengths))
            write(f"{field}_exact", texts.exact.terms, exact, lengths)
            write(field, texts.stems.terms, stemmed, lengths)
        block = texts.romanised()
        part = inverted(block, texts.latin.places, with_positions=has_positions("latin"))
        write("latin", texts.latin.terms, [part], [block.lengths])
        files["columns"].add("signature", np.concatenate(signatures))
        return tokens

    def _write_columns(self, columns: ArrayFileWriter) -> None:
        columns.add("day", np.array(self._days, dtype="<i4"))
        columns.add("key", np.frombuffer(b"".join(self._keys), dtype="<u8"))
        columns.add("embargo.docs", np.array([doc for doc, _ in self._embargoes], dtype="<u4"))
        columns.add("embargo.instants", np.array([instant for _, instant in self._embargoes], dtype="<i8"))

    def _write_records(self, file: ArrayFileWriter) -> None:
        records = self._records
        records.finish()
        dictionaries = [records.dictionary] if records.dictionary else []
        number = np.full(self.documents, len(dictionaries), dtype=np.int64)
        write_records(file, iter([memoryview(records.data)]), np.array(records.lengths), number, dictionaries)


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
