"""The term dictionary of a field: "here is a term, give me its number", "here is a beginning, give me its range".

Terms are numbered in the order of their UTF-8 bytes, which is that of their code points. They lie one after another,
each closed by a byte that no UTF-8 has, so that a pattern can be looked for in all of them by one scan.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays.files import ArrayFile, ArrayFileWriter, smallest_dtype

END = b"\xff"
_SAMPLE = 256  # one term in so many is kept in memory, where looking one up begins
_BYTES = np.arange(256)
_CLASS_OF_BYTE = np.where(_BYTES < 128, 1 << (_BYTES & 31), 0).astype(np.uint32)


def encode(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def letter_class(term: bytes) -> int:
    """The classes of ASCII letters in a term, as `TermDictionary.letter_classes` has them."""
    found = 0
    for byte in term:
        found |= int(_CLASS_OF_BYTE[byte])
    return found


def decode(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")


class TermDictionary:
    """Terms of one field of one segment; ``starts`` says where the postings of each begin."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        self._field = field
        self._blob: memoryview | None = None
        offsets = f"{field}.offsets"
        self.count = len(file[offsets]) - 1 if offsets in file else 0

    def _open(self) -> memoryview:
        # Both are read at random by every search in the dictionary, so they are checked as a whole, at the first one.
        blob = self._file[f"{self._field}.terms"].all()
        offsets = self._file[f"{self._field}.offsets"].all()
        if int(offsets[-1]) != len(blob):
            raise self._file.corrupt("its terms are longer or shorter than their offsets say")
        self._offsets = offsets.data  # plain ints from a memoryview cost a third of numpy's scalars
        # One slice of the map itself makes the bytes of a term; one of a view makes a view first.
        self._bytes, self._begin = self._file[f"{self._field}.terms"].place()
        self._sampled = [self._term(number) for number in range(0, self.count, _SAMPLE)]
        self._blob = blob.data
        return self._blob

    @property
    def blob(self) -> memoryview:
        """All terms, each followed by ``END``."""
        return self._open() if self._blob is None else self._blob

    @property
    def offsets(self) -> NDArray[np.uint32]:
        """Where each term begins in ``blob``, and where the last ends: uint32[count + 1]."""
        return self._file[f"{self._field}.offsets"].all()

    @cached_property
    def letter_classes(self) -> NDArray[np.uint32]:
        """Which of 32 classes of ASCII letters each term has, a bit each: uint32[count]."""
        data = np.frombuffer(self.blob, dtype=np.uint8)
        return np.bitwise_or.reduceat(_CLASS_OF_BYTE.take(data), self.offsets[:-1])

    def at(self, number: int) -> bytes:
        if self._blob is None:
            self._open()
        return self._term(number)

    def _term(self, number: int) -> bytes:
        start = self._begin
        return self._bytes[start + self._offsets[number] : start + self._offsets[number + 1] - 1]

    def text(self, number: int) -> str:
        return decode(self.at(number))

    def slice(self, first: int, last: int) -> list[bytes]:
        """Terms from number ``first`` to before ``last``."""
        if first >= last:
            return []
        blob = self.blob
        return bytes(blob[self._offsets[first] : self._offsets[last] - 1]).split(END)

    def place(self, term: bytes, low: int = 0) -> int:
        """The number of the first term that is not before ``term``."""
        if not self.count:
            return 0
        if self._blob is None:
            self._open()
        data, begin, offsets = self._bytes, self._begin, self._offsets
        sample = bisect_left(self._sampled, term)
        low, high = max(low, (sample - 1) * _SAMPLE), min(self.count, sample * _SAMPLE)
        while low < high:
            middle = (low + high) >> 1
            if data[begin + offsets[middle] : begin + offsets[middle + 1] - 1] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def number(self, term: bytes) -> int:
        """-1 where there is no such term."""
        place = self.place(term)
        return place if place < self.count and self.at(place) == term else -1

    def range(self, prefix: bytes) -> tuple[int, int]:
        """Numbers of the terms that begin so: from the first to before the second."""
        first = self.place(prefix)
        return first, self.place(prefix + END, first)


def write_terms(file: ArrayFileWriter, field: str, terms: Sequence[bytes]) -> None:
    lengths = np.fromiter(map(len, terms), dtype=np.int64, count=len(terms)) + 1
    offsets = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    file.add(f"{field}.offsets", offsets.astype(max(smallest_dtype(int(offsets[-1])), np.dtype("<u4"))))
    file.add_bytes(f"{field}.terms", [END.join(terms) + END if terms else b""])
