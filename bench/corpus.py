"""The releases of a run: read from a file of JSON lines, and multiplied by shuffling their sentences."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TextIO

from corpus.release import Ministry, Release, SourceFile

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class BenchRelease:
    """A normalised release, and the bytes that every engine stores of it."""

    def __init__(self, id: str, title: str, text: str, date: str, ministry: str) -> None:
        self.id = id
        self.title = title
        self.text = text
        self.date = date
        self.ministry = ministry
        self.year = date[:4]
        self.language = "en"
        self.kind = "press-release"

    @cached_property
    def release(self) -> Release:
        return Release(
            id=self.id, title=self.title, subtitle=None, date=self.date, date_from="metadata", dateline=None,
            publisher=None, kind=self.kind, language=self.language, countries=(), reference=None,
            ministries=(Ministry(self.ministry, self.ministry, None),), people=(),
            embargo=None, url=None, contacts=(), text=self.text,
            source=SourceFile(f"{self.id}.txt", "text", "utf-8", "", len(self.text)),
        )  # fmt: skip

    @cached_property
    def stored(self) -> bytes:
        return json.dumps(self.release.to_json(), ensure_ascii=False, separators=(",", ":")).encode()


def read_releases(path: Path, count: int) -> list[BenchRelease]:
    """The first ``count`` of a file of JSON lines (``.xz`` or plain) with id, date, ministry, title and body."""
    with _opened(path) as file:
        rows = [json.loads(line) for _, line in zip(range(count), file, strict=False)]
    return [BenchRelease(row["id"], row["title"], row["body"], row["date"], row["ministry"]) for row in rows]


class Shuffled:
    """Releases made of sentences of others, the same each time they are gone through, so that a million need no memory.

    The originals come first, then ones of as many sentences each, drawn from all.
    """

    def __init__(self, originals: list[BenchRelease], count: int) -> None:
        self._originals = originals
        self._count = count
        split = [_SENTENCE.split(release.text) for release in originals]
        self._lengths = [len(sentences) for sentences in split]
        self._sentences = [sentence for sentences in split for sentence in sentences]

    def __iter__(self) -> Iterator[BenchRelease]:
        yield from self._originals[: self._count]
        chance = random.Random(57)
        numbers = range(len(self._originals))
        for number in range(len(self._originals), self._count):
            like = chance.choice(numbers)
            model = self._originals[like]
            text = " ".join(chance.choices(self._sentences, k=self._lengths[like]))
            made = BenchRelease(f"shuffled-{number}", text[: len(model.title)], text, model.date, model.ministry)
            _ = made.stored
            yield made


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
