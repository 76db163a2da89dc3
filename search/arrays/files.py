"""Files of named arrays: "here is a name, give me its numbers", straight from the page cache.

A file is a magic word, the arrays one after another (each begins at a multiple of 64 bytes), a CRC-32 for each chunk
of 64 KiB of all that, a directory in JSON, and a footer that says where the directory is. Opening one reads the footer
and the directory. A chunk is checked against its CRC when an array in it is first asked for, so every byte that is
ever served has been checked, and none is read that nobody asks for. Nothing is unpickled.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.errors import IndexCorrupt

MAGIC = b"dateline arrays\x01"
CHUNK = 1 << 16
_ALIGNMENT = 64
_FOOTER = struct.Struct("<QQII")  # bytes of data, bytes of the directory, CRC of checksums and directory, CRC of this

Array = NDArray[Any]


class ArrayFileWriter:
    """Writes a file of arrays front to back. ``finish`` makes it whole; without that it can't be opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._directory: dict[str, tuple[str, list[int], int]] = {}
        self._at = 0
        self._crc = 0
        self._checksums: list[int] = []
        self._write(MAGIC)

    def add(self, name: str, array: Array) -> None:
        """Any shape, any dtype of numbers; stored little-endian."""
        array = np.ascontiguousarray(array)
        dtype = array.dtype.newbyteorder("<")
        self._align()
        self._directory[name] = (dtype.str, list(array.shape), self._at)
        self._write(array.astype(dtype, copy=False).reshape(-1).view(np.uint8).data)

    def add_bytes(self, name: str, parts: Iterable[bytes | memoryview]) -> None:
        """One array of uint8 from pieces that need not be in memory together."""
        self._align()
        start = self._at
        for part in parts:
            self._write(part)
        self._directory[name] = ("|u1", [self._at - start], start)

    def finish(self) -> int:
        """Closes the file; its size in bytes."""
        if self._at % CHUNK:
            self._checksums.append(self._crc)
        checksums = np.array(self._checksums, dtype="<u4").tobytes()
        directory = json.dumps(self._directory).encode()
        footer = struct.pack("<QQI", self._at, len(directory), zlib.crc32(directory, zlib.crc32(checksums)))
        self._file.write(checksums + directory + footer + struct.pack("<I", zlib.crc32(footer)))
        size = self._file.tell()
        self._file.close()
        return size

    def _align(self) -> None:
        self._write(b"\0" * (-self._at % _ALIGNMENT))

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        view = memoryview(data)
        while len(view):
            part = view[: CHUNK - self._at % CHUNK]
            self._crc = zlib.crc32(part, self._crc)
            self._at += len(part)
            view = view[len(part) :]
            if self._at % CHUNK == 0:
                self._checksums.append(self._crc)
                self._crc = 0


class ArrayFile:
    """An open file of arrays, shared by any number of threads.

    Raises IndexCorrupt naming the file where it is missing, cut short or not what was written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bytes = CheckedBytes(path)
        self.size = self._bytes.size
        self.arrays = {name: self._array(name, entry) for name, entry in self._bytes.directory().items()}

    def __contains__(self, name: str) -> bool:
        return name in self.arrays

    def __getitem__(self, name: str) -> StoredArray:
        """Raises IndexCorrupt where the file has no such array."""
        try:
            return self.arrays[name]
        except KeyError:
            raise self.corrupt(f"has no array {name}") from None

    def corrupt(self, message: str) -> IndexCorrupt:
        return self._bytes.corrupt(message)

    def verify(self) -> None:
        """Reads every byte back, whatever was checked before. Raises IndexCorrupt."""
        self._bytes.verify()

    def _array(self, name: str, entry: tuple[str, list[int], int]) -> StoredArray:
        # A file made by hand has valid checksums too: nothing in it may lead to bytes outside of its data.
        try:
            dtype, shape, offset = np.dtype(str(entry[0])), [int(n) for n in entry[1]], int(entry[2])
            count = int(np.prod(shape, dtype=np.int64))
            if dtype.kind not in "iuf" or min(shape) < 0 or offset < 0:
                raise ValueError
            if offset + count * dtype.itemsize > self._bytes.data_end:
                raise ValueError
            array = np.frombuffer(self._bytes.map, dtype, count, offset).reshape(shape)
        except (ValueError, TypeError, IndexError, KeyError):
            raise self.corrupt(f"its array {name} can't be") from None
        return StoredArray(self._bytes, array, offset)


class CheckedBytes:
    """The bytes of a file of arrays, mapped. Arrays refer to them, they to nothing: the map goes with the last array.

    Raises IndexCorrupt as `ArrayFile` does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise IndexCorrupt(str(path), "is missing; build the index anew with reindex --full") from None
        except (OSError, ValueError) as error:
            raise IndexCorrupt(str(path), f"can't be read: {error}") from None
        self.size = len(self.map)
        self.directory()
        self._checked = bytearray(len(self._checksums))

    def corrupt(self, message: str) -> IndexCorrupt:
        return IndexCorrupt(str(self._path), f"{message}; build the index anew with reindex --full")

    def check(self, start: int, stop: int) -> None:
        """Compares the chunks that hold the bytes from ``start`` to ``stop`` with their checksums, once each."""
        first, last = start // CHUNK, -(-stop // CHUNK)
        if self._checked.find(0, first, last) < 0:
            return
        view = memoryview(self.map)
        for chunk in range(first, last):
            if not self._checked[chunk]:
                found = zlib.crc32(view[chunk * CHUNK : min((chunk + 1) * CHUNK, self.data_end)])
                if found != self._checksums[chunk]:
                    raise self.corrupt(f"bytes {chunk * CHUNK} and following are not what was written")
                self._checked[chunk] = 1

    def verify(self) -> None:
        """As `ArrayFile.verify`."""
        self.directory()
        self._checked = bytearray(len(self._checksums))
        self.check(0, self.data_end)

    def directory(self) -> dict[str, tuple[str, list[int], int]]:
        """Name -> dtype, shape and offset of each array."""
        data = self.map
        if self.size < len(MAGIC) + _FOOTER.size or data[: len(MAGIC)] != MAGIC:
            raise self.corrupt("is not a file of this index's format")
        footer = data[self.size - _FOOTER.size :]
        data_end, length, crc, own = _FOOTER.unpack(footer)
        if zlib.crc32(footer[:-4]) != own:
            raise self.corrupt("its footer is not what was written")
        checksums = -(-data_end // CHUNK) * 4
        if data_end + checksums + length + _FOOTER.size != self.size:
            raise self.corrupt("is shorter or longer than what was written")
        if zlib.crc32(data[data_end : self.size - _FOOTER.size]) != crc:
            raise self.corrupt("its directory is not what was written")
        self.data_end = data_end
        self._checksums = np.frombuffer(data, "<u4", checksums // 4, data_end).tolist()
        directory: dict[str, tuple[str, list[int], int]] = json.loads(data[data_end + checksums :][:length])
        return directory


class StoredArray:
    """An array in a file. Every way to its numbers goes by a check of the chunks that hold them."""

    __slots__ = ("_array", "_file", "_offset", "_whole", "_width")

    def __init__(self, file: CheckedBytes, array: Array, offset: int) -> None:
        self._file = file
        self._array = array
        self._offset = offset
        self._width = array.strides[0] if array.ndim > 1 else array.itemsize
        self._whole = False

    def __len__(self) -> int:
        return len(self._array)

    @property
    def dtype(self) -> np.dtype[Any]:
        return self._array.dtype

    def all(self) -> Array:
        """The whole array, without a copy."""
        if not self._whole:
            self._file.check(self._offset, self._offset + self._array.nbytes)
            self._whole = True
        return self._array

    def place(self) -> tuple[mmap.mmap, int]:
        """The map that holds the array, and where in it. For who has gone by ``all`` before."""
        return self._file.map, self._offset

    def slice(self, start: int, stop: int) -> Array:
        """Rows from ``start`` to ``stop``, without a copy. Raises IndexCorrupt where the array is shorter."""
        if not self._whole:
            if not 0 <= start <= stop <= len(self._array):
                raise self._file.corrupt("one of its numbers points past the end of another array")
            self._file.check(self._offset + start * self._width, self._offset + stop * self._width)
        return self._array[start:stop]


def smallest_dtype(largest: int) -> np.dtype[Any]:
    """The narrowest unsigned integer type that holds 0 to ``largest``."""
    return np.dtype("u1") if largest < 1 << 8 else np.dtype("<u2") if largest < 1 << 16 else np.dtype("<u4")
