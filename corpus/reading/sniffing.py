"""Which reader a file is for: told by its first bytes, its name being a hint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from corpus.document import Rejected
from corpus.reading.encoding import decode, named_in_markup
from corpus.reading.payload import Found, Payload


class Reader(Protocol):
    def looks_like(self, payload: Payload, start: str) -> bool:
        """Whether the payload is of this format; ``start`` is its beginning as text, "" where it is none."""

    def read(self, payload: Payload) -> Iterator[Found]:
        """The items of the file, in its order. Raises Rejected where the file as a whole can't be read."""


# The surest first: magic numbers, then marks of text formats, then what any text is.
_BINARY = ("compression", "archive", "docx", "pdf")
_TEXTUAL = ("mail", "xml_items", "web_page", "json_items", "csv_rows", "markdown", "text")

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .msg)", "save it as .docx or PDF"),
    (b"{\\rtf", "rich text (RTF)", "save it as .docx or .txt"),
    (b"PK\x03\x04", "a zip container of a kind that holds no release", "save it as .docx, PDF or text"),
    (b"\x89PNG", "a picture", "give its text"),
    (b"\xff\xd8\xff", "a picture", "give its text"),
    (b"GIF8", "a picture", "give its text"),
    (b"II*\0", "a scanned picture", "give its text"),
    (b"MM\0*", "a scanned picture", "give its text"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "pack it as .zip or .tar.gz"),
    (b"Rar!", "a RAR archive", "pack it as .zip or .tar.gz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it or use gzip"),
    (b"SQLite format 3", "a database", "export it as CSV or JSON lines"),
    (b"\x7fELF", "a program", "remove it"),
    (b"MZ\x90", "a program", "remove it"),
)


def reader_of(payload: Payload) -> Reader:
    """The first reader that the payload looks made for. Raises Rejected for empty files and formats that none reads."""
    if not payload.size:
        raise Rejected(payload.path, "is empty")
    for name in _BINARY:
        reader = _reader(name)
        if reader.looks_like(payload, ""):
            return reader
    for magic, what, remedy in _FOREIGN:
        if payload.head.startswith(magic):
            raise Rejected(payload.path, f"is {what}, which is not read; {remedy}")
    start = _beginning(payload)
    if not start.strip() and not payload.head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Rejected(payload.path, "is empty but for blanks")
    if _binary(payload.head):
        raise Rejected(
            payload.path, "is binary data, not text; if it holds a release, save that as text, HTML, PDF or .docx"
        )
    return next(reader for name in _TEXTUAL if (reader := _reader(name)).looks_like(payload, start))


def _beginning(payload: Payload) -> str:
    """The first characters of the payload, none cut in two: that would be taken for a sign of another encoding."""
    cut = _LAST_CHARACTER.search(payload.head, _START - 4, _START) if len(payload.head) > _START else None
    head = payload.head[: cut.start() if cut else _START]
    return decode(head, declared=payload.charset or named_in_markup(head)).text


_START = 8192
_LAST_CHARACTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,3}\Z")


@cache
def _reader(name: str) -> Reader:
    return import_module(f"corpus.reading.{name}")


_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x0b\x1b")


def _binary(head: bytes) -> bool:
    """Zero bytes that are not UTF-16's, or many controls."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls and b"\0" in head:
        return max(head[0::2].count(0), head[1::2].count(0)) < 0.4 * len(head) / 2
    return controls > len(head) * 0.02
