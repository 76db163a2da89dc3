"""Names in the cases of Polish, Czech, Slovak and their neighbours in Latin letters, brought to the nominative.

A case is told by the given name, whose nominative is in the table of names; the family name behind it then loses the
ending of that gender. Where the table does not know the given name, an office in the instrumental before it ("z
ministrem Wiktorem Laszką") vouches for the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.tokens import fold

LANGUAGES = frozenset(("pl", "cs", "sk", "hr", "sl", "bs", "sr"))

# Ending of a given name -> what the nominative has instead, and the gender; longest first.
_GIVEN: tuple[tuple[str, str, str], ...] = (
    ("iego", "i", "m"), ("iemu", "i", "m"), ("ego", "y", "m"), ("emu", "y", "m"),
    ("ího", "í", "m"), ("ímu", "í", "m"), ("ím", "í", "m"),
    ("owi", "", "m"), ("ovi", "", "m"), ("iem", "", "m"), ("em", "", "m"), ("om", "", "m"), ("om", "a", "f"),
    ("iou", "ia", "f"), ("ou", "a", "f"), ("ą", "a", "f"), ("ę", "a", "f"), ("iu", "ia", "f"), ("ií", "ie", "f"),
    ("a", "", "m"), ("u", "", "m"), ("u", "a", "f"), ("ie", "", "m"), ("y", "a", "f"), ("i", "a", "f"),
    ("ě", "a", "f"), ("e", "a", "f"),
)  # fmt: skip

# Ending of a family name -> nominative, by gender; longest first.
_FAMILY: dict[str, tuple[tuple[str, str], ...]] = {
    "m": (
        ("skiego", "ski"), ("skiemu", "ski"), ("ckiego", "cki"), ("ckiemu", "cki"), ("dzkiego", "dzki"),
        ("skim", "ski"), ("ckim", "cki"), ("dzkim", "dzki"), ("ského", "ský"), ("skému", "ský"), ("ským", "ský"),
        ("ckého", "cký"), ("ckému", "cký"), ("ckým", "cký"), ("iego", "i"), ("iemu", "i"), ("ého", "ý"), ("ému", "ý"),
        ("ým", "ý"), ("owi", ""), ("ovi", ""), ("kiem", "k"), ("giem", "g"), ("ou", "a"), ("ą", "a"), ("ę", "a"),
        ("iem", ""), ("em", ""), ("om", ""), ("m", ""), ("a", ""), ("y", "a"), ("u", ""),
    ),
    "f": (
        ("skiej", "ska"), ("ckiej", "cka"), ("dzkiej", "dzka"), ("owej", "owa"), ("ej", "a"), ("ovou", "ová"),
        ("ové", "ová"), ("skou", "ská"), ("ské", "ská"), ("ou", "á"), ("ą", "a"), ("ę", "a"), ("y", "a"),
    ),
}  # fmt: skip
# Ends of family names that only women have.
_FEMININE = ("ovou", "ové", "ová", "skou", "ckou", "skej", "ckej", "skiej", "ckiej", "ską", "cką", "ową", "owej")
_MOBILE = ("k", "ł", "l", "c", "r")  # consonants before which a vowel comes back: Marka, Marek; Pawła, Paweł
_VOWELS = "aeiouyáéěíóúůýąę"


@lru_cache(maxsize=8192)
def _given_reading(word: str, gender_shown: str = "") -> tuple[str, str] | None:
    """The nominative of a given name in an oblique case, in small letters, and its gender."""
    lower = word.lower()
    if flags_of(fold(lower)) & Is.GIVEN and not lower.endswith(("ą", "ę")):
        return None
    for ending, new, gender in _GIVEN:
        if lower.endswith(ending) and len(lower) > len(ending) + 1 and gender_shown in ("", gender):
            stem = lower[: -len(ending)]
            for base in _bases(stem) if not new else (stem + new,):
                if flags_of(fold(base)) & Is.GIVEN:
                    return base, gender
    return None


def _bases(stem: str) -> tuple[str, ...]:
    """The stem, and with the vowel that its cases lose."""
    if stem[-1] in _MOBILE and len(stem) > 2 and stem[-2] not in _VOWELS:
        return stem, f"{stem[:-1]}e{stem[-1]}", stem + "o"
    return stem, stem + "o"


def inflected_given(word: str, language: str | None) -> bool:
    """Whether a word as printed is a known given name in an oblique case of one of these languages."""
    return language in LANGUAGES and _given_reading(word) is not None


def _is_given(word: str) -> bool:
    return any(flags_of(fold(base)) & Is.GIVEN for base in _bases(word.lower()))


def nominative(words: Sequence[str], *, oblique: bool, of_man: bool = False) -> tuple[str, ...]:
    """The words of a full name in the nominative. ``oblique``: the office before it is in the instrumental;
    ``of_man``: in the genitive of a man's."""
    names = [i for i, word in enumerate(words) if len(word) > 2 and word[0].isupper() and not word.endswith(".")]
    if len(names) < 2:
        return tuple(words)
    first, last = words[names[0]], words[names[-1]]
    if of_man and first.endswith("a") and last.endswith("a") and _is_given(first[:-1]):
        reading: tuple[str, str] | None = (first[:-1].lower(), "m")  # "ministra Dana Ťoka"
    elif first.lower() == "jana" and not last.endswith(("á", "a")):
        reading = ("jan", "m")
    else:
        shown = "f" if last.endswith(_FEMININE) else ""
        reading = _given_reading(first, shown) or _given_reading(first)
    if reading is None and oblique and first.endswith(("em", "om")) and last.endswith(("em", "om", "m", "ou", "ą")):
        reading = first[:-2].lower(), "m"
    if reading is None:
        return tuple(words)
    given, gender = reading
    out = list(words)
    accusative = gender == "m" and first.endswith("a") and last.endswith(("u", "y")) and len(last) > 3
    out[names[0]] = given[:1].upper() + given[1:] if not first.isupper() else given.upper()
    for i in names[1:]:
        if _given_reading(words[i]) is not None and i != names[-1]:
            base = _given_reading(words[i])
            out[i] = (base[0][:1].upper() + base[0][1:]) if base else words[i]
        elif accusative and i == names[-1]:
            out[i] = last[:-1] + "a"  # "Jana Kroupu", "Jana Kroupy": Kroupa
        else:
            out[i] = "-".join(_family(part, gender) for part in words[i].split("-"))
    return tuple(out)


def _family(word: str, gender: str) -> str:
    lower = word.lower()
    for ending, new in _FAMILY[gender]:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            stem = word[: -len(ending)]
            if gender == "m" and ending in ("a", "em", "u") and not new:
                if stem[-1].lower() in _VOWELS:
                    return word
                return _with_vowel(stem)
            if ending == "m" and stem[-1].lower() not in _VOWELS:
                continue
            return stem + (new.upper() if word.isupper() else new)
    return word


def _with_vowel(stem: str) -> str:
    """Vondrášk- is Vondrášek, Pavl- Pavel; Hoffmann- and Błaszczak- stay."""
    if stem.endswith(("šk", "čk", "vl", "ňk", "žk", "ądk", "szk", "nk")) and not stem.endswith(("nnk", "rnk", "ank")):
        return f"{stem[:-1]}e{stem[-1]}"
    return stem
