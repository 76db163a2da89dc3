"""What a question looks for in a text, each thing a needle, and how its matches are found.

Texts are long and matches few, so candidates are found by searching for the beginnings of words in the folded text.
Only those are analysed, each form once a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache, cached_property, lru_cache
from itertools import chain, islice
from typing import Protocol

from corpus.release import Span
from search.analysis import (
    FORM,
    LETTERS_AND_FIGURES,
    exact_of,
    exact_terms,
    fold,
    form_terms,
    has_foreign_letters,
    is_unspaced,
    latin,
    query_terms,
    romanisations,
    stems_beginnings,
    stems_of,
    words,
)
from search.query.syntax import Fuzzy, Pattern, Phrase, Word

_MOST_CANDIDATES = 20_000  # of a beginning in a text
_BEGINNING = 3  # letters that a word shares with its stem in every language we stem
_INNER_MARK = "['’ʼ‘`.]?"  # what a word may hold that its terms do not
_NOT_ASCII = re.compile(r"([^\x00-\x7f]+)")

Judge = Callable[[str, str | None], bool]  # a form as it stands in a text, the text's language -> whether it matches


class Haystack:
    """A text that is looked through, and the same folded letter by letter, so that places in both are the same."""

    def __init__(self, text: str, language: str | None) -> None:
        self.text = text
        self.language = language
        self.is_ascii = text.isascii()
        self.folded = text.lower() if self.is_ascii else _folded(text)

    @cached_property
    def has_foreign_letters(self) -> bool:
        return not self.is_ascii and has_foreign_letters(self.text)

    def forms(self, beginnings: Sequence[str]) -> list[Span]:
        """Where the forms are that begin so when folded, in the order of ``beginnings``; "" is any form's."""
        folded = self.folded
        return [form for beginning in beginnings if beginning in folded for form in self._forms(beginning)]

    def _forms(self, beginning: str) -> list[Span]:
        if not beginning:
            return [found.span() for found in islice(FORM.finditer(self.text), _MOST_CANDIDATES)]
        if self.is_ascii and beginning.isalnum():
            matches = islice(_ascii_forms(beginning).finditer(self.folded), _MOST_CANDIDATES)
            return [(found.start(), found.end(1)) for found in matches]
        starts = islice(self.places(beginning), _MOST_CANDIDATES)
        return [found.span() for at in starts if (found := FORM.match(self.text, at))]

    def forms_with(self, letters: str) -> list[Span]:
        """Where the forms of an ASCII text are that hold these letters when folded."""
        forms: list[Span] = []
        after = 0
        for held in re.finditer(_INNER_MARK.join(map(re.escape, letters)), self.folded):
            at = held.start()
            if at >= after:
                begins = max(after, self.text.rfind(" ", 0, at) + 1, self.text.rfind("\n", 0, at) + 1)
                found = next((form for form in FORM.finditer(self.text, begins) if form.end() > at), None)
                if found:
                    after = found.end()
                    forms.append(found.span())
        return forms

    def places(self, beginning: str) -> Iterator[int]:
        """Where words begin so. Runs without spaces may begin anywhere."""
        folded, anywhere = self.folded, is_unspaced(beginning)
        at = folded.find(beginning)
        while at >= 0:
            if anywhere or at == 0 or not folded[at - 1].isalnum():
                yield at
            at = folded.find(beginning, at + 1)


class Needle(Protocol):
    """One thing looked for."""

    def spans(self, hay: Haystack) -> Iterable[Span]:
        """Where it is, in any order."""


def needles(node: Word | Phrase | Pattern | Fuzzy) -> list[Needle]:
    """What a word, a phrase or a pattern of a question looks for."""
    if isinstance(node, Word):
        return _of_word(node.text)
    if isinstance(node, Phrase):
        parts = query_terms(node.text)
        if node.slop is not None:
            return [_Sequence([word]) for word in dict.fromkeys(parts)]
        return [_row(parts)] if parts else []
    if isinstance(node, Pattern):
        return _of_pattern(node.text)
    return [_fuzzy(word, node.distance) for word in query_terms(node.text)]


class _Verdicts(dict[str, bool]):
    """Which forms of texts of one language match. Texts repeat their words: each is judged once."""

    BOUND = 20_000

    def __init__(self, judge: Judge, language: str | None) -> None:
        super().__init__()
        self._judge = judge
        self._language = language

    def __missing__(self, form: str) -> bool:
        if len(self) >= self.BOUND:
            self.clear()
        verdict = self[form] = self._judge(form, self._language)
        return verdict


class _Forms:
    """Forms that match each by itself, among ``candidates``."""

    def __init__(self, candidates: Callable[[Haystack], Iterable[Span]], judge: Judge) -> None:
        self._candidates = candidates
        self._verdicts = cache(lambda language: _Verdicts(judge, language))

    def spans(self, hay: Haystack) -> Iterable[Span]:
        text, matches = hay.text, self._verdicts(hay.language)
        return [(start, end) for start, end in self._candidates(hay) if matches[text[start:end]]]


class _Sequence:
    """Words as written, in a row."""

    def __init__(self, row: list[str]) -> None:
        self._row = row
        self._beginnings = _beginnings(row[0], _BEGINNING, "")
        self._may_begin = _Verdicts(lambda form, _: _agree([*exact_of(words(form))], row), None)

    def spans(self, hay: Haystack) -> Iterator[Span]:
        text = hay.text
        for start, end in hay.forms(self._beginnings):
            if self._may_begin[text[start:end]]:
                after = self._end(text, start)
                if after > start:
                    yield start, after

    def _end(self, text: str, at: int) -> int:
        """End of the forms from ``at`` on whose exact terms are the row; -1 where they are others."""
        wanted = self._row
        for found in FORM.finditer(text, at):
            terms = [*exact_of(words(found[0]))]
            if not _agree(terms, wanted):
                return -1
            wanted = wanted[len(terms) :]
            if not wanted:
                return found.end()
        return -1


def _agree(terms: list[str], wanted: list[str]) -> bool:
    """Whether a row of words may go on with these terms.

    A run without spaces ends in a lone letter that a phrase does not name.
    """
    return terms == wanted[: len(terms)] or (len(terms) > len(wanted) and terms[: len(wanted)] == wanted)


class _Run:
    """Letters of a script without spaces."""

    def __init__(self, letters: str) -> None:
        self._letters = letters

    def spans(self, hay: Haystack) -> Iterator[Span]:
        return ((at, at + len(self._letters)) for at in hay.places(self._letters))


def _of_word(text: str) -> list[Needle]:
    parts = query_terms(text)
    if not parts:
        return []
    if len(parts) > 1:
        joins = not is_unspaced(parts[0]) and not all(map(str.isdigit, parts))
        return [_row(parts), _word("".join(parts))] if joins else [_row(parts)]
    figures = LETTERS_AND_FIGURES.fullmatch(parts[0])
    return [_word(text), _row(list(figures.groups()))] if figures else [_word(text)]


def _word(text: str) -> Needle:
    """A word in any of its forms, by their stems in the language of the text."""
    word = "".join(query_terms(text))
    if is_unspaced(word):
        return _Run(word)
    forms = FORM.findall(text)
    form = forms[-1] if len(forms) == 1 and len(exact_terms(text)) == 1 else word
    romanised = latin(text)
    spellings = romanisations(romanised or word)

    @cache
    def wanted(language: str | None) -> frozenset[str]:
        return frozenset({*form_terms(form, language)[1], word, *(spellings if romanised else ())})

    def judge(form_here: str, language: str | None) -> bool:
        parts = words(form_here)
        if not wanted(language).isdisjoint(chain(exact_of(parts), stems_of(parts, language))):
            return True
        return not form_here.isascii() and latin(form_here) in spellings

    @cache
    def beginnings(language: str | None) -> Sequence[str]:
        stems = form_terms(form, language)[1] or [word]
        shared = _shared(word, stems[0].rpartition(":")[2])
        return _beginnings(word, max(1, min(_BEGINNING, shared - 1)), romanised)

    def candidates(hay: Haystack) -> Iterable[Span]:
        anywhere = stems_beginnings(hay.language) or (word.isascii() and hay.has_foreign_letters)
        return hay.forms(("",) if anywhere else beginnings(hay.language))

    return _Forms(candidates, judge)


def _row(parts: list[str]) -> Needle:
    if all(map(is_unspaced, parts)):
        return _Run(parts[0] + "".join(word[-1] for word in parts[1:]))
    return _Sequence(parts)


def _of_pattern(text: str) -> list[Needle]:
    patterns = [
        "".join(piece if piece in "*?" else fold(piece) for piece in re.split(r"([*?])", part))
        for part in re.findall(r"[\w*?]+", text)
    ]
    return [_pattern(pattern) for pattern in patterns if pattern.strip("*?")]


def _pattern(pattern: str) -> Needle:
    beginning, *others = re.split(r"[*?]", pattern)
    longest = max(others, key=len, default="")

    def candidates(hay: Haystack) -> Iterable[Span]:
        return hay.forms_with(longest) if hay.is_ascii and not beginning else hay.forms((beginning[:_BEGINNING],))

    def judge(form: str, language: str | None) -> bool:
        return any(fnmatchcase(term, pattern) for term in exact_of(words(form)))

    return _Forms(candidates, judge)


def _fuzzy(word: str, distance: int) -> Needle:
    from whoosh.support.levenshtein import damerau_levenshtein

    def judge(form: str, language: str | None) -> bool:
        return any(
            abs(len(term) - len(word)) <= distance and damerau_levenshtein(term, word, limit=distance) <= distance
            for term in exact_of(words(form))
        )

    return _Forms(lambda hay: hay.forms((word[:1],)), judge)


def _shared(a: str, b: str) -> int:
    """How many letters two words begin with in common."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _beginnings(word: str, letters: int, romanised: str) -> list[str]:
    """How a word may begin in a text: as it is, with an apostrophe after its first letter, as a dotted acronym."""
    found = [word[:letters]]
    if letters > 1 and len(word) > 2:
        found += [f"{word[0]}{mark}{word[1]}" for mark in "'’"]
    if 2 <= len(word) <= 6 and letters > 1:
        found.append(f"{word[0]}.{word[1]}")
    if romanised:
        found.append(romanised[:_BEGINNING])
    return found


@lru_cache(maxsize=2_000)
def _ascii_forms(beginning: str) -> re.Pattern[str]:
    """The forms of a folded ASCII text that begin so, as ``FORM`` cuts them; group 1 is the rest of the form."""
    rest = r"\w*(?:['`]\w+)*"
    if len(beginning) == 1 and beginning.isalpha():
        rest = rf"\.(?:[a-z]\.)*[a-z](?:\.|(?!\w))|{rest}"
    return re.compile(rf"{beginning}(?<![a-z0-9]{beginning})(?=({rest}))", re.ASCII)


class _Folds(dict[int, str]):
    """Each letter as the first letter of its fold, so that folded text keeps its offsets."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded[0] if folded else chr(code)
        return self[code]


_folds = _Folds()


def _folded(text: str) -> str:
    runs = _NOT_ASCII.split(text)
    runs[::2] = map(str.lower, runs[::2])  # a good deal faster where all are ASCII
    runs[1::2] = [run.translate(_folds) for run in runs[1::2]]
    return "".join(runs)
