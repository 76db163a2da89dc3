"""Text to terms: how a word is cut, folded and stemmed, the same for releases and for questions.

A text is cut into forms (runs of letters, digits and marks; acronyms with their dots; words with their apostrophes).
Each form becomes one or more words, each of which has a folded form as written (``exact``) and a stem. All are kept,
since a corpus repeats its words: analysing a text is a split and some lookups.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

# Letters that stand on a base letter in print but have no decomposition in Unicode.
_OWN_LETTERS = str.maketrans({
    "ə": "e", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n",
    "ß": "ss", "ſ": "s", "ŧ": "t", "ĸ": "k", "ґ": "г", "ѐ": "е", "ѝ": "и", "ς": "σ",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None,
    "\u200c": None, "\u200d": None, "\u00ad": None, "ʻ": None, "ʹ": None,
})  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
_WORD = r"\w\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD += r"\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e\u0eb0-\u0ecd\u0f71-\u0f84\u102b-\u109f\u17b4-\u17d3\u200c\u200d"
_APOSTROPHES = "'’ʼ‘`"
FORM = re.compile(
    rf"(?:[^\W\d_]\.)+(?:[^\W\d_]\.|[^\W\d_](?!\w))|[{_WORD}]+(?:[{_APOSTROPHES}][{_WORD}]+)*",
)
LETTERS_AND_FIGURES = re.compile(r"([^\W\d_]+)(\d+)")  # a word that is also written apart: "COP27", "COP-27"
# Scripts written without spaces between words: cut into overlapping pairs of letters.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNSPACED += r"\uff66-\uff9f\U00020000-\U0003ffff"
_PARTS = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}_]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_SPLIT_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_CASED_FOREIGN = re.compile(r"[\u0370-\u058f\u10a0-\u10ff]")
# Articles and pronouns that French, Italian and Catalan write onto the next word.
_ELISIONS = frozenset({
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "un", "dell", "nell",
    "all", "sull", "dall", "coll", "quell", "quest", "sant",
})  # fmt: skip
_LONGEST = 64  # letters of a word that count; what is longer is no word
_MOST_KEPT = 4  # words of a chunk that is kept
_LETTERS_A_CHUNK = 24  # on average, from which on a text is of a script without blanks
# What may stand around a word and is no part of one.
_PUNCTUATION = "".join(c for c in map(chr, range(33, 127)) if not c.isalnum() and c != "_") + "“”‘’„«»‹›–—…•"

_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "fa": "persian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def fold(text: str) -> str:
    """Lower case without accents; letters of one language's own as the letters they look like."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_OWN_LETTERS)
    text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    if not text.isalpha() and not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    return text


def latin(word: str) -> str:
    """A word of a cased foreign script (Cyrillic, Greek, Armenian, Georgian) in Latin letters; "" for any other."""
    if not _CASED_FOREIGN.search(word):
        return ""
    from anyascii import anyascii

    return "".join(FORM.findall(anyascii(unicodedata.normalize("NFC", word)).lower()))[:_LONGEST]


def romanisations(word: str) -> list[str]:
    """A name in Latin letters as it may also have been spelt from Cyrillic: Tokaev, Tokayev; Zelenskiy, Zelenskyy."""
    if len(word) < 5 or not word.isascii():
        return [word] if word else []
    bare = re.sub(r"(?<=[aeiou])ye", "e", word)
    found = {word: None, bare: None, re.sub(r"(?<=[aeiou])e", "ye", bare): None}
    for spelling in list(found):
        ending = re.fullmatch(r"(.+[^aeiouy])(?:iy|yy|ij|ii|yi|y|i)", spelling)
        if ending:
            found.update(dict.fromkeys(ending[1] + last for last in ("iy", "yy", "y", "i")))
    return list(found)


class _Cuts(dict[str, tuple[str, ...]]):
    """What stands between two blanks -> its words, unfolded.

    Grows with the corpus' vocabulary up to a bound, then starts anew.
    """

    BOUND = 400_000

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        core = chunk.strip(_PUNCTUATION)
        if core.isascii() and core.isalnum():
            words: tuple[str, ...] = (core[:_LONGEST],)
        else:
            words = tuple(word for form in FORM.findall(chunk) for word in _cut(form))
        if len(chunk) <= _LONGEST and len(words) <= _MOST_KEPT:
            if len(self) >= self.BOUND:
                self.clear()
            self[chunk] = words
        return words


class _Terms(dict[str, str]):
    """Words -> terms. Bounded like the cuts."""

    BOUND = 400_000

    def __missing__(self, word: str) -> str:
        if len(self) >= self.BOUND:
            self.clear()
        term = self[word] = self.term(word)
        return term

    def term(self, word: str) -> str:
        return fold(word)


class _Stems(_Terms):
    def __init__(self, language: str, algorithm: str) -> None:
        from Stemmer import Stemmer

        super().__init__()
        self._prefix = language + ":"
        self._stemmer: Any = Stemmer(algorithm, 0)

    def term(self, word: str) -> str:
        # A stem may fold to nothing (a word of marks alone); the word itself then keeps the positions in step.
        return self._prefix + (fold(self._stemmer.stemWord(word.lower())) or fold(word))


_cuts = _Cuts()
_exact = _Terms()


@cache
def _stems(language: str | None) -> _Terms:
    algorithm = _STEMMERS.get(language or "")
    if language is None or algorithm is None:
        return _exact
    return _Stems("no" if algorithm == "norwegian" else language, algorithm)


def _cut(form: str) -> list[str]:
    """The words of a form, unfolded: apostrophes and dots resolved, unspaced scripts in pairs of letters."""
    if form.isalnum() and not _IS_UNSPACED.search(form):
        return _split(form[:_LONGEST])
    words: list[str] = []
    pieces = _SPLIT_APOSTROPHE.split(form.replace(".", ""))
    while len(pieces) > 1 and pieces[0].lower() in _ELISIONS:
        words.append(pieces.pop(0))
    if len(pieces) > 1 and pieces[-1] in ("s", "S"):
        pieces.pop()
    for run in _PARTS.findall("".join(pieces)):
        if _IS_UNSPACED.match(run):
            words.extend(run[i : i + 2] for i in range(len(run)))
        else:
            words.append(run[:_LONGEST])
    return [part for word in words for part in _split(word)]


def _split(word: str) -> list[str]:
    """A word, or what it is folded to where that is nothing or has blanks (a letter that stands for a sentence)."""
    folded = fold(word)
    parts = folded.split()
    return [word] if parts == [folded] else parts


def words(chunk: str) -> tuple[str, ...]:
    """The words, unfolded, of what stands between two blanks."""
    return _cuts[chunk]


def chunks(text: str) -> list[str]:
    """A text in pieces whose ``words`` one after another are its words: what stands between blanks, or forms of that
    where a script is written without them."""
    pieces = text.split()
    return pieces if len(text) < _LETTERS_A_CHUNK * len(pieces) else FORM.findall(text)


def exact_of(words: Iterable[str]) -> Iterator[str]:
    """The folded word of each."""
    return map(_exact.__getitem__, words)


def stems_of(words: Iterable[str], language: str | None) -> Iterator[str]:
    """The stem of each."""
    return map(_stems(language).__getitem__, words)


def stemmed_as(language: str | None) -> str | None:
    """The first language that is stemmed like this one; None for those without a stemmer."""
    algorithm = _STEMMERS.get(language or "")
    return "no" if algorithm == "norwegian" else language if algorithm else None


def romanised(chunk: str) -> list[str]:
    """The capitalised foreign words of what stands between two blanks, in Latin letters."""
    if chunk.isascii() or not _CASED_FOREIGN.search(chunk):
        return []
    forms = (form for form in FORM.findall(chunk) if form[0].isupper() or "\u10a0" <= form[0] <= "\u10ff")
    return [word for form in forms if (word := latin(form))]


def exact_terms(text: str) -> list[str]:
    """The folded words of a text in order, as the ``_exact`` fields hold them."""
    return [*exact_of(words_of(text))]


def terms(text: str, language: str | None) -> tuple[list[str], list[str], list[str]]:
    """Exact words, stems (one each, same order) and the capitalised foreign words in Latin letters."""
    words = [*words_of(text)]
    foreign = [word for chunk in text.split() for word in romanised(chunk)] if has_foreign_letters(text) else []
    return [*exact_of(words)], [*stems_of(words, language)], foreign


def words_of(text: str) -> Iterator[str]:
    """The words of a text in order, unfolded."""
    return chain.from_iterable(map(_cuts.__getitem__, text.split()))


def form_terms(form: str, language: str | None) -> tuple[list[str], list[str]]:
    """Exact words and stems of one form that ``FORM`` found."""
    return [*exact_of(_cuts[form])], [*stems_of(_cuts[form], language)]


def stems_in(form: str, languages: tuple[str, ...]) -> list[str]:
    """A form's stem in each of the languages and in those without a stemmer; each once. For forms of one word."""
    words = _cuts[form]
    return list(dict.fromkeys(stem for language in (None, *languages) for stem in stems_of(words, language)))


def query_terms(text: str) -> list[str]:
    """The exact terms that a typed word is looked for by: no elided article, no lone last letter of an unspaced run."""
    found: list[str] = []
    for form in FORM.findall(text):
        words = exact_terms(form)
        if len(words) > 1 and words[0] in _ELISIONS:
            words = words[1:]
        if len(words) > 1 and len(words[-1]) == 1 and _IS_UNSPACED.match(words[-1]):
            words = words[:-1]
        found += words
    return found


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script written without spaces."""
    return bool(_IS_UNSPACED.match(word))


def has_foreign_letters(text: str) -> bool:
    """Whether a text has letters that ``latin`` turns into Latin ones."""
    return _CASED_FOREIGN.search(text) is not None


def stems_beginnings(language: str | None) -> bool:
    """Whether the stemmer of a language also takes off what a word begins with (the Arabic article, Irish lenition)."""
    return language in ("ar", "fa", "ga", "id", "ne", "hi")
