"""Lists of words kept as text under ``corpus/authority/words``: sections of words apart by blanks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The sections of ``words/<name>.txt``. A line ``[section]`` begins one, ``#`` a comment."""
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = lists.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return {section: frozenset(words) for section, words in lists.items()}
