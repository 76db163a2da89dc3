"""What readers take and what they give: the bytes of one file, and the items found in it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, TextIO

from corpus.document import Block, Metadatum, Rejected
from corpus.reading.encoding import Decoded, decode
from corpus.reading.limits import LIMITS, MIB
from corpus.release import Problem
from corpus.source import Source

HEAD_BYTES = 64 * 1024


@dataclass(slots=True)
class Payload:
    """The bytes of a file, or of a member of one."""

    path: str  # as in SourceFile.path
    stream: BinaryIO  # seekable
    size: int  # bytes in the stream
    source: Source
    sha256: str  # of the file as it lies in its folder or archive, still compressed
    file_bytes: int
    depth: int = 0  # containers around it
    charset: str | None = None  # said outside the bytes, by a mail's header
    name: str = ""  # the file's name without the suffix of its compression
    suffix: str = field(init=False)  # of the name: lower case, with its dot; "" where there is none
    head: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.stream.seek(0)
        self.head = self.stream.read(HEAD_BYTES)
        self.name = self.name or PurePosixPath(self.path.rpartition("!/")[2]).name
        self.suffix = PurePosixPath(self.name).suffix.lower()

    def data(self, limit: int = LIMITS.held_bytes) -> bytes:
        """All bytes. Raises Rejected beyond ``limit``."""
        if self.size > limit:
            raise Rejected(
                self.path,
                f"has {self.size / MIB:.0f} MiB; one of this kind is read up to {limit // MIB}. Split it",
            )
        self.stream.seek(0)
        return self.stream.read()

    def text(self, declared: str | None = None, limit: int = LIMITS.held_bytes) -> Decoded:
        """All bytes as text. Raises Rejected beyond ``limit`` bytes."""
        return decode(self.data(limit), declared=declared or self.charset, language=self.source.language)

    def lines(self) -> tuple[TextIO, str]:
        """The text as a stream with line ends as they are, and its encoding; a large file's is told from its start."""
        if self.size <= LIMITS.record_bytes:
            decoded = self.text()
            return io.StringIO(decoded.text, newline=""), decoded.encoding
        sample = self.head[: self.head.rfind(b"\n") + 1] or self.head
        encoding = decode(sample, declared=self.charset, language=self.source.language).encoding
        self.stream.seek(0)
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        return io.TextIOWrapper(self.stream, codec, errors="replace", newline=""), encoding


@dataclass(frozen=True, slots=True)
class Item:
    """One release as a reader found it; its place in the file is the order it comes in."""

    format: str
    encoding: str | None
    blocks: tuple[Block, ...]
    metadata: tuple[Metadatum, ...] = ()
    identity: str | None = None
    problems: tuple[Problem, ...] = ()


Found = Item | Payload | Rejected
