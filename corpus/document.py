"""What a reader hands on: one release as found in its file, before anything is understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.release import Problem, SourceFile

BlockKind = Literal["paragraph", "heading", "list-item", "table-row", "caption", "quote", "preformatted"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the file sets apart. Blanks inside are kept where the format has no other line structure."""

    kind: BlockKind
    text: str
    level: int = 0  # of a heading, 1 to 6


@dataclass(frozen=True, slots=True)
class Metadatum:
    """A value the file states about the release outside its text."""

    key: str  # record field it speaks of: title, date, url, language, author, publisher, kind, embargo, …
    value: str
    where: str  # how it was found, for the trace: "json-ld datePublished", "og:title", "column published date"


@dataclass(frozen=True, slots=True)
class Document:
    source: SourceFile
    blocks: tuple[Block, ...]
    metadata: tuple[Metadatum, ...] = ()  # best witness of each key first
    identity: str | None = None  # the item's own URL, guid or reference, where it has one
    problems: tuple[Problem, ...] = ()

    def metadata_values(self, key: str) -> list[Metadatum]:
        """All values found for a key, best witness first."""
        return [m for m in self.metadata if m.key == key]


class Rejected(Exception):
    """A file, or an item of one, that holds no release or can't be read.

    ``path`` is as in ``SourceFile.path``; ``reason`` is a sentence for a person: what is wrong and what to do.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
