"""One module an engine, each with the same three verbs: build an index, open it, ask a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from bench.corpus import BenchRelease
from bench.questions import Question

NAMES = ("dateline", "tantivy", "xapian", "fts5", "whoosh")


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    records: list[Any]  # of the page, decoded
    facets: dict[str, dict[str, int]]  # the ten most frequent values of each facet asked for


class Peer(Protocol):
    name: str

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        """Indexes in one thread."""

    def open(self, folder: Path) -> None:
        """Makes what was built there ready for ``ask``."""

    def ask(self, question: Question) -> Answer: ...


def peer(name: str) -> Peer | None:
    """None where what it needs is not installed."""
    try:
        made: Peer = import_module(f"bench.peers.{name}").make()
    except ImportError:
        return None
    return made


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
