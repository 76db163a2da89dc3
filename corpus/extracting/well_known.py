"""Who of the well-known people a name means, in whatever script and spelling it is printed.

A spelling that the tables list decides. Another one is compared by its consonants, with those that transliterations
confuse (kh, h and g; zh, dzh and j; v and w; k, q and hard c; all sibilants) as one. Such a name is taken for the known
one where the text gives the person an office of the same state, where it is a transliteration and has consonants
enough, or where the spellings differ in little.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.authority import cached
from corpus.authority.people import KnownPerson, known_people, leaders
from corpus.extracting.romanising import romanised
from corpus.extracting.tokens import fold

# Latin alphabets that spell foreign names by their sound.
_TRANSCRIBING = frozenset(("az", "lv", "lt", "sr", "bs", "tk", "uz"))
_FEWEST = 5  # consonants of a name that nothing but its sound tells
_PARTICLES = frozenset((
    "al", "el", "bin", "ibn", "bint", "von", "fon", "van", "der", "de", "da", "dos", "di", "del", "la", "le", "ould",
    "jr",
))  # fmt: skip
_BY_SOUND = str.maketrans({
    "ç": "ch", "ş": "sh", "š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ś": "sh", "ź": "zh", "ż": "zh", "ș": "sh",
    "ț": "ts",
})  # fmt: skip
_SOUNDS = (
    (re.compile("sch|shch|tsch|dzh|tch|sh|ch|zh|ts|tz|dj|c(?=[eiy])|[jzs]"), "S"),
    (re.compile("[kg]h|[hg]"), "H"),
    (re.compile("ck|[cqk]"), "K"),
    (re.compile("x"), "KS"),
    (re.compile("ph|f"), "F"),
    (re.compile("th|t"), "T"),
    (re.compile("[vw]"), "V"),
    (re.compile("(?<=.)[aeiouy]+"), ""),
    (re.compile("^[aeiouy]+"), "A"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_LOOKS = (
    (re.compile("kh"), "h"),
    (re.compile("dzh|zh"), "j"),
    (re.compile("w"), "v"),
    (re.compile("ph"), "f"),
    (re.compile("ou"), "u"),
    (re.compile("iy|yi|ij|y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


class _Index(NamedTuple):
    by_spelling: dict[str, str]
    by_sound: dict[tuple[str, ...], list[KnownPerson]]


def known_name(name: str, language: str | None, states: Collection[str | None]) -> str | None:
    """The name under which a person is known, None for whoever the tables don't tell.

    ``language`` is that of the text that prints the name, ``states`` are those of the offices that it gives the person.
    """
    index = _index()
    listed = index.by_spelling.get(_plain(name))
    if listed is not None:
        return listed
    sound = _sound(name, language)
    alike = index.by_sound.get(sound, ())
    of_state = {person.name for person in alike if person.state is not None and person.state in states}
    if not of_state and (language in _TRANSCRIBING or not _is_latin(name)) and sum(map(len, sound)) >= _FEWEST:
        of_state = {person.name for person in alike}
    if not of_state:
        look = _look(name)
        of_state = {person.name for person in alike if _look(person.name) == look}
    return of_state.pop() if len(of_state) == 1 else None


def leader_state(name: str) -> str | None:
    """The state that a person was head of, or whose government; None where no table lists the name, or several do.

    Given and family name decide, or the family name alone, in Latin letters; what stands between may be there or not.
    """
    words = fold(name).split()
    return _leaders().get((words[0] if len(words) > 1 else "", words[-1])) or None


@cache
def _leaders() -> dict[tuple[str, str], str]:
    states: dict[tuple[str, str], str] = {}
    for person in leaders():
        state = person.state or ""
        for name in (person.name, *person.spellings):
            words = fold(name).split()
            states[words[0], words[-1]] = state
            alone = "", words[-1]
            states[alone] = state if states.get(alone, state) == state else ""
    return states


@cached.until_added
def _index() -> _Index:
    index = _Index({}, {})
    for person in known_people():
        for spelling in (person.name, *person.spellings):
            index.by_spelling.setdefault(_plain(spelling), person.name)
            sound = _sound(spelling, None)
            if len(sound) > 1 and _is_latin(spelling):
                index.by_sound.setdefault(sound, []).append(person)
    return index


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


def _is_latin(name: str) -> bool:
    return all(c < "\u0370" or not c.isalpha() for c in name)


def _words(text: str) -> list[str]:
    """The words that tell, without particles and initials."""
    return [word for word in re.findall("[a-z]+", text) if len(word) > 1 and word not in _PARTICLES]


@lru_cache(maxsize=1 << 13)
def _sound(name: str, language: str | None) -> tuple[str, ...]:
    words = _words(romanised(name.casefold().translate(_BY_SOUND), language).replace("'", ""))
    for pattern, sound in _SOUNDS:
        words = [pattern.sub(sound, word) for word in words]
    return tuple(sorted(words))  # whichever of the names stands first


def _look(name: str) -> list[str]:
    words = _words(fold(name).replace("'", ""))
    for pattern, look in _LOOKS:
        words = [pattern.sub(look, word) for word in words]
    return sorted(words)
