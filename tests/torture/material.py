"""A corpus of any size, made by shuffling the sentences of the sample corpus; the same for the same seed."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "releases"
MANY = 57_434  # releases: as many as the public collection that the benchmarks use


@cache
def sentences() -> list[str]:
    found: list[str] = []
    for path in sorted(SAMPLE.rglob("*.txt")) + sorted(SAMPLE.rglob("*.md")):
        if "embargo" in path.parts:
            continue
        text = path.read_text("utf-8", errors="ignore")
        # Without days, so that a release keeps its own whatever its text is made of.
        split = re.split(r"(?<=[.!?])\s+", text)
        found += [s.strip() for s in split if 40 < len(s) < 400 and not re.search(r"\d{4}|[年月日]", s)]
    return found


def write_release(folder: Path, number: int, version: int = 0) -> Path:
    """Release ``number`` in its ``version``, as a JSON file. Its date is the same in all versions."""
    chance = random.Random(f"{number}/{version}")
    body = "\n\n".join(" ".join(chance.choices(sentences(), k=4)) for _ in range(5))
    day = random.Random(number).randrange(10 * 12 * 28)
    record = {
        "title": f"Announcement {number} of version {version}",
        "date": f"{2010 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}",
        "url": f"https://example.gov/releases/{number}",
        "body": body,
    }
    path = folder / f"{number % 100:02}" / f"{number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record))
    return path


def write_corpus(folder: Path, count: int) -> None:
    for number in range(count):
        write_release(folder, number)


def dateline(corpus: Path, index: Path, *arguments: str) -> list[str]:
    """The command with its arguments."""
    return [sys.executable, "-m", "dateline", "--corpus", str(corpus), "--index", str(index), *arguments]


def reindex(corpus: Path, index: Path) -> dict[str, Any]:
    """A run of the command that has to succeed; its summary."""
    command = dateline(corpus, index, "reindex", "--json")
    summary: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return summary


def indexed(folder: Path, count: int) -> tuple[Path, Path]:
    """A corpus of so many releases and its index in the folder: those of an earlier test, or new ones."""
    corpus, index = folder / f"corpus-{count}", folder / f"index-{count}"
    if not index.exists():
        write_corpus(corpus, count)
        reindex(corpus, index)
    return corpus, index


def records(index: Path) -> dict[str, bytes]:
    """What the index holds of each release, by id."""
    from search.arrays import open_snapshot

    snapshot = open_snapshot(index)
    stored = [snapshot.stored(doc) for doc in snapshot.live().tolist()]
    return {json.loads(record)["id"]: record for record in stored}
