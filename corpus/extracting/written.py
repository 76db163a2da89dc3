"""How a record writes names and offices: capitals undone, abbreviations spelt out."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.authority.wordlists import word_lists
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.naming import SMALL_WORDS
from corpus.extracting.tokens import fold
from corpus.release import Office

_ABBREVIATED = dict(pair.split("=") for pair in word_lists("people")["abbreviated offices"])
_CHANGING = frozenset(("deputy", "vice", "acting", "former", "assistant", "under", "prime", "shadow"))
_NICKNAME = re.compile(r"([\"“„«]) ([^\"”“»]{1,40}) ([\"”“»])")
_ACRONYM = 3  # letters up to which capitals among capitals are left


@lru_cache(maxsize=1 << 12)
def name_written(words: tuple[str, ...]) -> str:
    """A name's words as one string: particles and initials as printed, capitals undone, "Jr." without a comma."""
    out = ""
    for word in words:
        if word == ",":
            continue
        initials = not any(vowel in word for vowel in "AEIOUY") and word.isascii() and len(word) < 5  # "BVR"
        if (
            word.isupper()
            and len(word) > 2
            and word[-1] != "."
            and not initials
            and not flags_of(fold(word)) & Is.SUFFIX
        ):
            word = _cased(word)
        out += word if not out or out.endswith(("-", "d'", "d’")) or word == "-" else " " + word
    return _NICKNAME.sub(r"\1\2\3", out)


def _cased(word: str) -> str:
    """A word in capitals as a name is written: STRAUSAK Strausak, O'BRIEN O'Brien, MCCAIN McCain."""
    word = "-".join(part.capitalize() for part in word.split("-"))
    word = re.sub(r"(?<=['’])(\w)(?=\w)", lambda m: m[1].upper(), word)
    return re.sub(r"^Mc(\w)", lambda m: "Mc" + m[1].upper(), word)


@lru_cache(maxsize=1 << 12)
def office_written(office: str) -> str:
    """An office with its abbreviations in full and capitals undone: "former Senator" of "former Sen."."""
    words = [(word, _ABBREVIATED.get(fold(word).rstrip("."))) for word in office.split()]
    shouted = office.isupper() and len(office) > 5
    return " ".join(long.capitalize() if long else _word_cased(word) if shouted else word for word, long in words)


def _word_cased(word: str) -> str:
    """A word of an office in capitals: MINISTER Minister, OF of; an acronym stays."""
    if word.lower() in SMALL_WORDS:
        return word.lower()
    return word if len(word) <= _ACRONYM else "-".join(part.capitalize() for part in word.split("-"))


def covers(one: Office, other: Office) -> bool:
    """Whether an office says all that another one says: "Senator" of "Sen.", "Minister of Health" of "Minister"."""
    if other.ministry not in (None, one.ministry):
        return False
    ours, theirs = _office_words(one.office), _office_words(other.office)
    if ours == theirs:
        return True
    return len(theirs) == 1 and theirs[0] in ours and not (_CHANGING & set(ours))


@lru_cache(maxsize=1 << 12)
def _office_words(office: str) -> list[str]:
    words = [word.strip(".") for word in fold(office).split()]
    return [_ABBREVIATED.get(word, word) for word in words]
