"""Stored records: "here is a document, give me its record", each compressed alone with a dictionary shared by many.

Zstandard, RFC 8878. The dictionary is trained on the first records of a segment, so that one record can be had in
microseconds and still takes a third of its size. A merged segment keeps the dictionaries of those it came from.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays.files import ArrayFile, ArrayFileWriter

_LEVEL = 5
_SAMPLE_BYTES = 8 << 20  # of records that a dictionary is trained on
_FEWEST = 64  # records for which a dictionary pays
_DICTIONARY_SHARE = 32  # of the sample, one part in so many: a larger one costs more than it saves
_LARGEST = 1 << 30  # bytes of a record: what claims to be larger is not one


class RecordCompressor:
    """Takes records one by one, keeps them compressed."""

    def __init__(self) -> None:
        self._waiting: list[bytes | bytearray | memoryview] = []
        self._waiting_bytes = 0
        self._compress: Callable[[bytes | bytearray | memoryview], bytes] | None = None
        self.dictionary = b""
        self.data = bytearray()
        self.lengths: list[int] = []

    def add(self, record: bytes | bytearray | memoryview) -> None:
        if self._compress is not None:
            compressed = self._compress(record)
            self.lengths.append(len(compressed))
            self.data += compressed
            return
        self._waiting.append(record)
        self._waiting_bytes += len(record)
        if self._waiting_bytes >= _SAMPLE_BYTES:
            self.finish()

    def finish(self) -> None:
        """Compresses what waits for a dictionary."""
        if self._compress is None:
            self._begin()
            for record in self._waiting:
                self.add(record)
            self._waiting = []

    def _begin(self) -> None:
        import zstandard

        trained, size = None, self._waiting_bytes // _DICTIONARY_SHARE
        if len(self._waiting) >= _FEWEST:
            try:
                trained = zstandard.train_dictionary(size, self._waiting, level=_LEVEL)
            except zstandard.ZstdError:  # records too few or too alike to learn from
                trained = None
        if trained is not None:
            trained.precompute_compress(level=_LEVEL)
            self.dictionary = trained.as_bytes()
        self._compress = zstandard.ZstdCompressor(level=_LEVEL, dict_data=trained, write_dict_id=False).compress


class Records:
    """The records of one segment."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._local = threading.local()  # a decompressor serves one thread at a time

    @cached_property
    def offsets(self) -> NDArray[np.uint64]:
        return self._file["offsets"].all()

    @cached_property
    def dictionary_of(self) -> NDArray[np.uint16]:
        """Number of each record's dictionary, 0 for none."""
        return self._file["dictionary"].all()

    @cached_property
    def dictionaries(self) -> list[bytes]:
        ends = self._file["dictionary_ends"].all().tolist()
        data = self._file["dictionaries"]
        return [data.slice(start, end).tobytes() for start, end in zip([0, *ends], ends, strict=False)]

    def compressed(self, first: int, last: int) -> NDArray[np.uint8]:
        return self._file["records"].slice(int(self.offsets[first]), int(self.offsets[last]))

    def record(self, doc: int) -> bytes:
        """Raises IndexCorrupt where the bytes can't be what was written."""
        import zstandard

        number = int(self.dictionary_of[doc])
        try:
            decompressors = self._local.decompressors
        except AttributeError:
            decompressors = self._local.decompressors = {}
        try:
            decompress = decompressors.get(number)
            if decompress is None:
                dictionary = zstandard.ZstdCompressionDict(self.dictionaries[number - 1]) if number else None
                decompress = zstandard.ZstdDecompressor(dict_data=dictionary).decompress
                decompressors[number] = decompress
            data = self.compressed(doc, doc + 1).data
            if zstandard.frame_content_size(data) > _LARGEST:
                raise self._file.corrupt(f"record {doc} claims to be larger than any")
            record: bytes = decompress(data)
        except (zstandard.ZstdError, IndexError) as error:
            raise self._file.corrupt(f"record {doc} can't be read ({error})") from None
        return record


def write_records(
    file: ArrayFileWriter,
    parts: Iterator[bytes | memoryview],
    lengths: NDArray[np.int64],
    dictionary_of: NDArray[np.int64],
    dictionaries: list[bytes],
) -> None:
    """Compressed records, their lengths in order, and the dictionary of each (0 for none, else its place plus one)."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    file.add("offsets", offsets.astype("<u8" if offsets[-1] >= 1 << 32 else "<u4"))
    file.add("dictionary", dictionary_of.astype("<u2"))
    file.add("dictionary_ends", np.cumsum([len(d) for d in dictionaries], dtype=np.int64).astype("<u4"))
    file.add_bytes("dictionaries", dictionaries)
    file.add_bytes("records", parts)
