"""People whom releases of many states name, under one name each: heads of state and government, and other officials."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.authority import cached

_FOLDER = Path(__file__).parent


_ADDED: list[KnownPerson] = []


class KnownPerson(NamedTuple):
    name: str  # in Latin letters, as English texts print it
    spellings: tuple[str, ...]  # others, in any script, that transliteration does not bring to the name
    state: str | None  # spoken for; also EU and UN, None for other organisations


@cache
def leaders() -> tuple[KnownPerson, ...]:
    """Heads of state and government of this century."""
    return _listed("leaders.txt")


def known_people() -> tuple[KnownPerson, ...]:
    """All of them: those that a corpus has added, heads of state and government, other officials of this century."""
    return (*_ADDED, *leaders(), *_listed("officials.txt"))


def add(person: KnownPerson) -> None:
    """Add a person to those known in this process."""
    _ADDED.append(person)
    cached.empty()


def forget() -> None:
    """Forget all that was added."""
    _ADDED.clear()
    cached.empty()


def _listed(file: str) -> tuple[KnownPerson, ...]:
    people: list[KnownPerson] = []
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            state, _, names = line.partition(": ")
            for spellings in names.split(" | "):
                name, *others = spellings.split(" = ")
                people.append(KnownPerson(name, tuple(others), state if state != "--" else None))
    return tuple(people)
