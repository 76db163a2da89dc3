"""Reading: the bytes of a file -> the documents in it, whatever its format and encoding.

One module a format, each with the same two verbs: ``looks_like`` (is this mine?) and ``read`` (its items).
``sniffing`` asks them in turn. Archives and compressed files give back the payloads they hold, read in the same way.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from itertools import islice
from pathlib import Path

from corpus.document import Document, Rejected
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.sniffing import reader_of
from corpus.release import Problem, SourceFile
from corpus.source import Source

__all__ = ["read"]


def read(path: Path, *, relative: str, source: Source) -> Iterator[Document | Rejected]:
    """The releases of one file in its order, one Document each, and a Rejected for what can't be read of it.

    ``relative`` is the file's POSIX path within the corpus; a member of an archive is "a.zip!/b.txt".
    Nothing is raised: a file that can't be opened, is no release or breaks off comes as a Rejected value.
    """
    try:
        with _opened(path) as stream:
            documents = _documents(_payload(stream, relative, source))
            yield from islice(documents, LIMITS.releases)
            if next(documents, None) is not None:
                most = f"{LIMITS.releases:,}"
                raise Rejected(relative, f"holds more than {most} releases; the rest was left out. Split it")
    except Rejected as rejected:
        yield rejected
    except _IrregularFile:
        yield Rejected(relative, "is a folder, device or pipe, not a file")
    except FileNotFoundError:
        yield Rejected(relative, "vanished before it was read")
    except OSError as error:
        yield Rejected(relative, f"can't be read: {error.strerror or error}")


class _IrregularFile(OSError):
    pass


def _opened(path: Path) -> BufferedReader:
    """The file, without waiting for a pipe's other end."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _IrregularFile(str(path))
    return os.fdopen(descriptor, "rb")


def _payload(stream: BufferedReader, relative: str, source: Source) -> Payload:
    size = os.fstat(stream.fileno()).st_size
    if size > LIMITS.streamed_bytes:
        raise Rejected(
            relative, f"has {size / MIB:,.0f} MiB; at most {LIMITS.streamed_bytes // MIB:,} are read. Split it"
        )
    if size <= LIMITS.record_bytes:
        data = stream.read()
        return Payload(relative, io.BytesIO(data), len(data), source, hashlib.sha256(data).hexdigest(), len(data))
    return Payload(relative, stream, size, source, hashlib.file_digest(stream, "sha256").hexdigest(), size)


def _documents(payload: Payload) -> Iterator[Document | Rejected]:
    number = rejects = 0
    try:
        for found in _items(payload):
            if isinstance(found, Payload):
                yield from _documents(found)
                number += 1
                continue
            outcome = _document(found, payload, number) if isinstance(found, Item) else found
            yield outcome
            number += 1
            rejects += isinstance(outcome, Rejected)
            if rejects >= LIMITS.rejects:
                raise Rejected(payload.path, f"has {rejects:,} items that can't be read; the rest of it was left out")
    except Rejected as rejected:
        number += 1
        yield rejected
    if not number:
        yield Rejected(payload.path, "holds no release")


def _items(payload: Payload) -> Iterator[Found]:
    """The reader's items; whatever goes wrong in a library under it becomes a Rejected with the file's name."""
    try:
        yield from reader_of(payload).read(payload)
    except (Rejected, OSError):
        raise
    except RecursionError as error:
        raise Rejected(payload.path, "is nested too deeply to be read") from error
    except MemoryError as error:
        raise Rejected(payload.path, "needs more memory than there is") from error
    except Exception as error:
        raise Rejected(
            payload.path, f"is damaged in a way its reader does not know ({type(error).__name__}: {error})"
        ) from error


def _document(item: Item, payload: Payload, number: int) -> Document | Rejected:
    chars = sum(len(block.text) for block in item.blocks)
    where = f"item {number}: " if number else ""
    if chars > LIMITS.release_chars:
        return Rejected(
            payload.path,
            f"{where}one release of {chars:,} characters; at most {LIMITS.release_chars:,} are read. Split it",
        )
    problems = item.problems
    if not chars:
        if not any(metadatum.key == "title" for metadatum in item.metadata):
            return Rejected(payload.path, f"{where}holds no text")
        problems = (*problems, Problem("text", "no-text", "the file gives no text for it"))
    file = SourceFile(payload.path, item.format, item.encoding, payload.sha256, payload.file_bytes, number)
    return Document(file, item.blocks, item.metadata, item.identity, problems)
