"""Compressed files (gzip, bzip2, xz): the payload inside, unpacked within bounds."""

from __future__ import annotations

import bz2
import lzma
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from corpus.document import Rejected
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.payload import Found, Payload

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_MAGIC_OF = {name: magic for magic, name in _MAGIC.items()}
_SUFFIXES = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_CHUNK = 256 * 1024
_XZ_MEMORY = 128 * MIB


def looks_like(payload: Payload, start: str) -> bool:
    return any(payload.head.startswith(magic) for magic in _MAGIC)


def read(payload: Payload) -> Iterator[Found]:
    """The one payload inside, under the same path."""
    if payload.depth >= LIMITS.nesting:
        raise Rejected(payload.path, f"is packed more than {LIMITS.nesting} times over")
    with tempfile.SpooledTemporaryFile(max_size=LIMITS.record_bytes) as spool:
        size = _unpack(payload, spool)
        name = PurePosixPath(payload.name)
        inner_suffix = _SUFFIXES.get(name.suffix.lower())
        yield Payload(
            payload.path, cast(BinaryIO, spool), size, payload.source, payload.sha256, payload.file_bytes,
            depth=payload.depth + 1,
            name=name.stem + inner_suffix if inner_suffix is not None else payload.name,
        )  # fmt: skip


def _unpack(payload: Payload, spool: Any) -> int:
    """Writes what is inside to ``spool``; returns its size. Rejected where it is cut short, damaged or too much."""
    kind = next(name for magic, name in _MAGIC.items() if payload.head.startswith(magic))
    limit = min(LIMITS.expanded_bytes, max(16 * MIB, payload.size * LIMITS.expansion))
    payload.stream.seek(0)
    total, decompressor = 0, _decompressor(kind)
    pending = b""
    try:
        while True:
            data = pending or payload.stream.read(_CHUNK)
            pending = b""
            if not data:
                break
            if decompressor.eof:  # files may be several streams one behind the other, what else follows is padding
                if not data.startswith(_MAGIC_OF[kind]):
                    break
                decompressor = _decompressor(kind)
            while True:
                out = decompressor.decompress(data, _CHUNK)
                spool.write(out)
                total += len(out)
                if total > limit:
                    raise Rejected(
                        payload.path,
                        f"unpacks to more than {limit // MIB} MiB, which a release does not; it was left out",
                    )
                data = decompressor.unconsumed_tail if kind == "gzip" else b""
                if decompressor.eof:
                    pending = decompressor.unused_data
                    break
                if not data and (kind == "gzip" or decompressor.needs_input):
                    break
    except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise Rejected(payload.path, f"is damaged {kind} data: {error}") from error
    if not decompressor.eof:
        raise Rejected(payload.path, f"is cut short: its {kind} data ends too early; copy it again")
    return total


def _decompressor(kind: str) -> Any:
    if kind == "gzip":
        return zlib.decompressobj(wbits=31)
    if kind == "bzip2":
        return bz2.BZ2Decompressor()
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
