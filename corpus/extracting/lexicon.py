"""What a word may be in a name: given name, family name, title, particle, or a common word that is none of these."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from anyascii import anyascii

from corpus.authority.tables import grammar
from corpus.authority.wordlists import word_lists


class Is:
    """What a folded word may be, as bits. Plain integers: an IntFlag's operators cost a microsecond each."""

    GIVEN = 1
    GIVEN_OR_WORD = 2
    SURNAME = 4
    SURNAME_OR_WORD = 8
    WORD = 16
    HONORIFIC = 32
    RANK = 64
    RANK_QUALIFIER = 128
    PARTICLE = 256
    SUFFIX = 512
    SPEECH = 1024
    EPONYM = 2048
    OPENER = 4096
    CLOSER = 8192
    LEADING = 16384
    MONTH = 32768
    SECOND_PARTICLE = 65536
    NO_NAME = 131072
    FAMILY_FIRST = 262144


_LISTS: tuple[tuple[str, str, int], ...] = (
    ("given-names", "given", Is.GIVEN),
    ("given-names", "given or word", Is.GIVEN_OR_WORD),
    ("surnames", "surnames", Is.SURNAME),
    ("surnames", "surnames or word", Is.SURNAME_OR_WORD),
    ("people", "honorifics", Is.HONORIFIC),
    ("people", "ranks", Is.RANK),
    ("people", "rank qualifiers", Is.RANK_QUALIFIER),
    ("people", "particles", Is.PARTICLE),
    ("people", "suffixes", Is.SUFFIX),
    ("people", "speech", Is.SPEECH),
    ("people", "eponym heads", Is.EPONYM),
    ("people", "eponym openers", Is.OPENER),
    ("people", "patronymic closers", Is.CLOSER),
    ("people", "leading particles", Is.LEADING),
    ("people", "month words", Is.MONTH),
    ("people", "second particles", Is.SECOND_PARTICLE),
    ("people", "no names", Is.NO_NAME),
    ("people", "family names first", Is.FAMILY_FIRST),
)

# Endings of family names, longer than those of the commonest words so that few words share them.
_SURNAME_ENDINGS = tuple(sorted(word_lists("people")["surname endings"]))


class _Lexicon(dict[str, int]):
    """What each folded word may be in a text of one language, worked out at its first use."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language
        words = grammar(language or "")
        self._small = words.article | words.link | words.and_ | words.charge
        self._vocabulary = word_lists("vocabulary").get(language or "", frozenset()) if language else frozenset()

    def __missing__(self, word: str) -> int:
        flags = Is.WORD if word in self._vocabulary else 0
        for name, section, flag in _LISTS:
            if word in word_lists(name)[section]:
                flags |= flag
        if "\u0370" <= word[:1] <= "\u03ff" and len(word) > 2:
            flags |= self[anyascii(word).lower()] & (Is.GIVEN | Is.SURNAME)
        if "-" in word and not flags & (Is.GIVEN | Is.SURNAME | Is.WORD | Is.RANK):
            flags |= self._hyphenated(*word.split("-", 1))
        if flags & Is.NO_NAME:
            flags = (flags & ~(Is.GIVEN | Is.SURNAME | Is.GIVEN_OR_WORD | Is.SURNAME_OR_WORD)) | Is.WORD
        elif flags & (Is.GIVEN | Is.SURNAME):
            flags &= ~Is.WORD
        if word in self._small:  # "Els 16 consellers": an article, not a name
            flags &= ~(Is.GIVEN | Is.GIVEN_OR_WORD)
        if word == "m." and self._language == "fr":
            flags |= Is.HONORIFIC
        if len(self) > 200_000:
            self.clear()
        self[word] = flags
        return flags

    def _hyphenated(self, first: str, rest: str) -> int:
        if not first or not rest or "-" in rest:
            return 0
        head, tail = self[first], self[rest]
        if head & Is.GIVEN and tail & (Is.GIVEN | Is.GIVEN_OR_WORD):
            return Is.GIVEN
        if tail & Is.SURNAME and head & (Is.SURNAME | Is.GIVEN | Is.SURNAME_OR_WORD):
            return Is.SURNAME
        return head & tail & (Is.WORD | Is.RANK) or head & Is.RANK or tail & Is.WORD


@lru_cache(maxsize=64)
def lexicon(language: str | None) -> Mapping[str, int]:
    """``Is`` bits of any folded word in texts of a language; its common words are known besides all names."""
    return _Lexicon(language)


_NAMES = _Lexicon(None)


def flags_of(word: str) -> int:
    """What a folded word may be whatever the language, as ``Is`` bits."""
    return _NAMES[word]


@lru_cache(maxsize=65536)
def has_surname_ending(word: str) -> bool:
    """Whether a folded word ends as family names do in some language."""
    return len(word) > 4 and word.endswith(_SURNAME_ENDINGS)
