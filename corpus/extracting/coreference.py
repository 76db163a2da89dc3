"""Which mentions are of one person: full names by their parts, lone family or given names by the last bearer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.authority.wordlists import word_lists
from corpus.extracting.inflection import case_stem
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.names import NameMention
from corpus.extracting.tokens import fold


@dataclass(slots=True)
class Bearer:
    """A person as known so far: the mentions, and the words of the fullest name."""

    words: tuple[str, ...]
    folds: tuple[str, ...]  # folded, Slavic cases cut off
    mentions: list[NameMention] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return len(name_parts(self.folds)) > 1


def name_parts(folds: Iterable[str]) -> list[str]:
    """The folded words that identify: no suffixes, quotes or commas; initials stay, with their stop."""
    return [f for f in folds if f[0].isalnum() and not flags_of(f) & Is.SUFFIX]


# How many of the last bearers of a word are looked at, so that a long list of namesakes costs no more than a short one.
_RECENT = 8


class Bearers:
    """The people of one release. Full names are added in the order of the text; lone names are then looked up."""

    def __init__(self) -> None:
        self.all: list[Bearer] = []
        self._by_word: dict[str, list[Bearer]] = {}
        self._places: dict[str, list[int]] = {}  # where each entry of _by_word was named

    def add(self, mention: NameMention) -> Bearer:
        """The bearer of a name of several words, or of a lone one that nobody bears yet; a new one where none fits."""
        folds = tuple(case_stem(fold(word)) for word in mention.words)
        parts = name_parts(folds)
        bearer = self._of_full(folds, parts)
        if bearer is None:
            bearer = Bearer(mention.words, folds)
            self.all.append(bearer)
        elif _weight(mention.words) > _weight(bearer.words):
            bearer.words, bearer.folds = mention.words, folds
        bearer.mentions.append(mention)
        for part in parts:
            self._by_word.setdefault(part, []).append(bearer)
            self._places.setdefault(part, []).append(mention.first)
        return bearer

    def of_word(self, word: str, place: int) -> Bearer | None:
        """Whom a lone family or given name at a token means: the last bearer named before it, else the first behind."""
        word = case_stem(word)
        known = self._by_word.get(word)
        if not known:
            return None
        last = bisect_left(self._places[word], place)
        recent = known[max(0, last - _RECENT) : last] or known[:1]
        # A family name rather than another's given name.
        return next((b for b in reversed(recent) if name_parts(b.folds)[:1] != [word]), recent[-1])

    def _of_full(self, folds: tuple[str, ...], parts: list[str]) -> Bearer | None:
        seen: set[int] = set()
        for part in (*parts[-1:], *parts[:-1]):
            for bearer in reversed(self._by_word.get(part, [])[-_RECENT:]):
                if id(bearer) not in seen:
                    seen.add(id(bearer))
                    if _same(parts, folds, bearer):
                        return bearer
        return None


def _same(parts: list[str], folds: tuple[str, ...], bearer: Bearer) -> bool:
    theirs = name_parts(bearer.folds)
    if _suffix(folds) != _suffix(bearer.folds) and _suffix(folds) and _suffix(bearer.folds):
        return False
    if len(theirs) == 1:
        return theirs[0] in (parts[-1], parts[0])
    ours_set, theirs_set = set(parts), set(theirs)
    if ours_set <= theirs_set or theirs_set <= ours_set:
        return True
    if parts[-1] != theirs[-1]:
        return False
    if not _same_given(parts[0], theirs[0]):
        return False
    ours_middle, theirs_middle = parts[1:-1], theirs[1:-1]
    return not (ours_middle and theirs_middle) or _same_given(ours_middle[0], theirs_middle[0])


def _same_given(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if one.endswith(".") or other.endswith("."):
        return long.startswith(short[:1])
    return (len(short) > 2 and long.startswith(short)) or (short, long) in _SHORT_FORMS or (long, short) in _SHORT_FORMS


_SHORT_FORMS = frozenset(tuple(pair.split("=", 1)) for pair in word_lists("people")["short forms"])


def _suffix(folds: tuple[str, ...]) -> str | None:
    for f in reversed(folds):
        if flags_of(f) & Is.SUFFIX:
            return f
    return None


def _weight(words: tuple[str, ...]) -> tuple[int, int, int]:
    """How full a form of a name is: whole words, all words, words not in capitals."""
    whole = sum(1 for w in words if len(w) > 2 and w[0].isalnum())
    return whole, len(words), sum(1 for w in words if not w.isupper())
