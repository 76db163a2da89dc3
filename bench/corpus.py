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


def shuffled(originals: list[BenchRelease], count: int) -> Iterator[BenchRelease]:
    """``count`` releases: the originals, then ones of as many sentences each, drawn from all; the same every time."""
    yield from originals[:count]
    chance = random.Random(57)
    sentences = [sentence for release in originals for sentence in _SENTENCE.split(release.text)]
    for number in range(len(originals), count):
        model = chance.choice(originals)
        length = len(_SENTENCE.split(model.text))
        text = " ".join(chance.choices(sentences, k=length))
        yield BenchRelease(f"shuffled-{number}", text[: len(model.title)], text, model.date, model.ministry)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
