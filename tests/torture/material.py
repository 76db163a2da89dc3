"""A corpus of any size, made by shuffling the sentences of the sample corpus; the same for the same seed."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "releases"


@cache
def sentences() -> list[str]:
    found: list[str] = []
    for path in sorted(SAMPLE.rglob("*.txt")) + sorted(SAMPLE.rglob("*.md")):
        text = path.read_text("utf-8", errors="ignore")
        found += [s.strip() for s in re.split(r"(?<=[.!?])\s+", text) if 40 < len(s) < 400]
    return found or [f"The Ministry of Justice of Azerbaijan announced measure {number}." for number in range(200)]


def write_release(folder: Path, number: int, version: int = 0) -> Path:
    """Release ``number`` in its ``version``, as a JSON file."""
    chance = random.Random(f"{number}/{version}")
    body = "\n\n".join(" ".join(chance.choices(sentences(), k=4)) for _ in range(5))
    record = {
        "title": f"Announcement {number} of version {version}",
        "date": f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        "url": f"https://example.gov/releases/{number}",
        "body": body,
    }
    path = folder / f"{number % 50:02}" / f"{number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record))
    return path


def write_corpus(folder: Path, count: int) -> None:
    for number in range(count):
        write_release(folder, number)
