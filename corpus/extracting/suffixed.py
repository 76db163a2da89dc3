"""Names in the cases of Hungarian, Finnish and Greek, brought to the nominative.

Hungarian puts the given name last and glues the case to it ("Pintér Sándorral"): known given names tell where that
begins.
Finnish bends the family name behind the given one; what is left must be a known family name, or stand in the text
without the ending. Greek bends both, and a man's given name tells whether his family name has lost its "ς".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.tokens import fold

LANGUAGES = frozenset(("hu", "fi", "el"))

_HUNGARIAN = (
    "nak", "nek", "val", "vel", "hoz", "hez", "tol", "rol", "ban", "ben", "bol", "ert", "ot", "et", "at", "t", "e",
)  # fmt: skip
_WITH = ("al", "el")  # "with", after the name's last consonant said twice: Sándorral, Péterrel
_SHORT = {"á": "a", "é": "e"}  # vowels that grow long before an ending: Anna, Annának
_LONG_END = re.compile("[áé]$")
_FINNISH = (("sen", "nen"), ("sta", ""), ("ssa", ""), ("lla", ""), ("lle", ""), ("lta", ""), ("in", ""), ("n", ""))
_VOWELS = frozenset("aeiouy")
# Behind a name in the genitive: "Orpon mukaan".
AFTER_GENITIVE = frozenset(("mukaan", "kanssa", "johdolla", "johtama", "johtaman", "puolesta", "lisaksi", "luona"))
_GREEK = (("ου", "οσ"), ("ο", "οσ"), ("η", "ησ"), ("α", "ασ"), ("ε", "οσ"))  # of men, folded
_GREEK_FAMILY = (("η", "ης"), ("α", "ας"), ("ο", "ος"), ("ή", "ής"), ("ά", "άς"), ("ό", "ός"))


@lru_cache(maxsize=1 << 14)
def inflected_given(word: str, language: str | None) -> bool:
    """Whether a word is a known given name in an oblique case of the language."""
    if language == "hu":
        return _hungarian(word) != word
    return language == "el" and _greek_given(word) is not None


def nominative(
    words: Sequence[str], language: str | None, printed: Collection[str], *, genitive: bool = False
) -> tuple[str, ...]:
    """The words of a full name in the nominative. ``printed``: the words of the text, folded; ``genitive``: an office
    in the genitive stands before the name, or a word that asks for it behind."""
    if language == "hu":
        return (*words[:-1], _hungarian(words[-1]))
    if language == "fi":
        return (*words[:-1], _finnish(words[-1], printed, genitive))
    given = _greek_given(words[0]) if language == "el" else None
    if given is None:
        return tuple(words)
    return (given, *words[1:-1], _greek_family(words[-1]))


@lru_cache(maxsize=1 << 14)
def _hungarian(word: str) -> str:
    folded = fold(word)
    if flags_of(folded) & Is.GIVEN or len(folded) != len(word):
        return word
    for ending in _HUNGARIAN:
        if folded.endswith(ending) and _given(folded[: -len(ending)]):
            return _LONG_END.sub(lambda end: _SHORT[end[0]], word[: -len(ending)])
    doubled = folded[-3:-2] == folded[-4:-3] and folded.endswith(_WITH)
    return word[:-3] if doubled and _given(folded[:-3]) else word


def _given(folded: str) -> bool:
    return len(folded) > 2 and bool(flags_of(folded) & (Is.GIVEN | Is.GIVEN_OR_WORD))


def _finnish(word: str, printed: Collection[str], genitive: bool) -> str:
    folded = fold(word)
    if len(folded) != len(word) or flags_of(folded) & Is.SURNAME:
        return word
    for ending, new in _FINNISH:
        base = folded[: -len(ending)] + new
        if folded.endswith(ending) and len(base) > 2 and (base in printed or flags_of(base) & Is.SURNAME):
            return word[: -len(ending)] + new
    if genitive and folded.endswith("n") and len(folded) > 3:
        consonant = folded[-2] == "i" and folded[-3] not in _VOWELS
        return word[:-3] + "nen" if folded.endswith("sen") else word[:-2] if consonant else word[:-1]
    return word


@lru_cache(maxsize=1 << 14)
def _greek_given(word: str) -> str | None:
    """A man's given name in the nominative where the word is another case of it."""
    folded = fold(word)
    if flags_of(folded) & Is.GIVEN and not folded.endswith("ο"):  # no man's name ends so in the nominative
        return None
    for ending, new in _GREEK:
        if folded.endswith(ending) and flags_of(folded[: -len(ending)] + new) & Is.GIVEN:
            return word[: -len(ending)] + _accented(word[-len(ending) :], new)
    return None


def _accented(printed: str, new: str) -> str:
    """The nominative's ending with the stress that the case had: -ό -ός, -ή -ής."""
    plain = {"ό": "ός", "ή": "ής", "ά": "άς", "ού": "ός"}
    return plain.get(printed, new[:-1] + "ς")


def _greek_family(word: str) -> str:
    for ending, new in _GREEK_FAMILY:
        if word.endswith(ending):
            return word[: -len(ending)] + new
    return word
