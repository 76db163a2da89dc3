"""People whom releases of many states name, under one name each: heads of state and government, and other officials."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class KnownPerson(NamedTuple):
    name: str  # in Latin letters, as English texts print it
    spellings: tuple[str, ...]  # others, in any script, that transliteration does not bring to the name
    state: str | None  # spoken for; also EU and UN, None for other organisations


@cache
def leaders() -> tuple[KnownPerson, ...]:
    """Heads of state and government of this century."""
    return _listed("leaders.txt")


@cache
def officials() -> tuple[KnownPerson, ...]:
    """Ministers, envoys and heads of organisations of this century."""
    return _listed("officials.txt")


def _listed(file: str) -> tuple[KnownPerson, ...]:
    people: list[KnownPerson] = []
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            state, _, names = line.partition(": ")
            for spellings in names.split(" | "):
                name, *others = spellings.split(" = ")
                people.append(KnownPerson(name, tuple(others), state if state != "--" else None))
    return tuple(people)
