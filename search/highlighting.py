"""Where the words of a question stand in a text, by the same analysis that the index uses.

Texts are long and matches few, so candidates are found by searching for the beginnings of words in the lower-cased
text, and only those are analysed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from itertools import islice

from corpus.release import Span
from search.analysis import (
    FORM,
    LETTERS_AND_FIGURES,
    exact_terms,
    fold,
    form_terms,
    has_foreign_letters,
    is_unspaced,
    latin,
    query_terms,
    romanisations,
    stems_beginnings,
)
from search.query.parser import parse
from search.query.syntax import All, Any, Fuzzy, In, Node, Pattern, Phrase, Word

_MOST_SPANS = 1_000
_MOST_NEEDLES = 60
_MOST_CANDIDATES = 20_000
_BEGINNING = 3  # letters that a word shares with its stem in every language we stem

Check = Callable[[str, int, str | None], int]  # text, place, its language -> end of the match there, -1 for none
Beginnings = Callable[[str, str | None], Sequence[str]]  # text, its language -> letters; "" is any word's beginning


class Needle:
    """One thing looked for: how its matches may begin in folded text of a language, and the check of a candidate."""

    def __init__(self, number: int, field: str | None, beginnings: Beginnings, check: Check) -> None:
        self.number = number
        self.field = field  # title or text where it is sought in that alone
        self.beginnings = beginnings
        self.check = check


class Highlighter:
    """The positive words of a question, ready to be found in any number of texts."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.needles: list[Needle] = []
        self._seen: set[tuple[object, ...]] = set()
        for node in nodes:
            self._add(node, None)

    def spans(
        self, text: str, language: str | None, field: str = "text", *, most: int = _MOST_SPANS
    ) -> list[tuple[int, int, int]]:
        """Start, end and needle number of the first ``most`` matches of each needle, in order and apart."""
        needles = [needle for needle in self.needles if needle.field in (None, field)]
        if not needles:
            return []
        folded = _one_to_one(text)
        found = sorted(
            (span for needle in needles for span in islice(_found(needle, text, folded, language), most)),
            key=lambda s: (s[0], -s[1]),
        )
        apart: list[tuple[int, int, int]] = []
        for span in found:
            if not apart or span[0] >= apart[-1][1]:
                apart.append(span)
        return apart

    def _add(self, node: Node, field: str | None) -> None:
        if isinstance(node, (Word, Phrase, Pattern, Fuzzy)):
            key = (type(node), node.text, getattr(node, "slop", None), field)
            if key in self._seen or len(self.needles) >= _MOST_NEEDLES:
                return
            self._seen.add(key)
        if isinstance(node, (All, Any)):
            for child in node.nodes:
                self._add(child, field)
        elif isinstance(node, In):
            if node.field in ("title", "text"):
                self._add(node.node, node.field)
        elif isinstance(node, Word):
            words = query_terms(node.text)
            if len(words) > 1:
                self._phrase(words, field)
                if not is_unspaced(words[0]) and not all(map(str.isdigit, words)):
                    self._word("".join(words), field)
            elif words:
                self._word(node.text, field)
                figures = LETTERS_AND_FIGURES.fullmatch(words[0])
                if figures:
                    self._phrase(list(figures.groups()), field)
        elif isinstance(node, Phrase):
            words = query_terms(node.text)
            for word in dict.fromkeys(words) if node.slop is not None else ():
                self._exact(word, field)
            if node.slop is None and words:
                self._phrase(words, field)
        elif isinstance(node, Pattern):
            self._pattern(node.text, field)
        elif isinstance(node, Fuzzy):
            for word in query_terms(node.text):
                self._fuzzy(word, node.distance, field)

    def _append(self, field: str | None, beginnings: Beginnings, check: Check) -> None:
        self.needles.append(Needle(len(self.needles), field, beginnings, check))

    def _word(self, text: str, field: str | None) -> None:
        word = "".join(query_terms(text))
        if is_unspaced(word):
            self._append(field, _fixed(word), lambda text, at, language: at + len(word))
            return
        forms = FORM.findall(text)
        form = forms[-1] if len(forms) == 1 and len(exact_terms(text)) == 1 else word
        romanised = latin(text)
        spellings = romanisations(romanised or word)
        wanted: dict[str | None, frozenset[str]] = {}
        verdicts: dict[tuple[str | None, str], bool] = {}

        def is_match(form_here: str, language: str | None) -> bool:
            if language not in wanted:
                stems = form_terms(form, language)[1]
                wanted[language] = frozenset({*stems, word, *(spellings if romanised else ())})
            exact, stems = form_terms(form_here, language)
            return not wanted[language].isdisjoint((*exact, *stems)) or latin(form_here) in spellings

        def check(text: str, at: int, language: str | None) -> int:
            found = FORM.match(text, at)
            if found is None:
                return -1
            key = language, found[0]
            if key not in verdicts:
                verdicts[key] = is_match(found[0], language)
            return found.end() if verdicts[key] else -1

        def beginnings(text: str, language: str | None) -> Sequence[str]:
            if stems_beginnings(language) or (word.isascii() and has_foreign_letters(text)):
                return ("",)
            stems = form_terms(form, language)[1] or [word]
            shared = _shared(word, stems[0].rpartition(":")[2])
            return _beginnings(word, max(1, min(_BEGINNING, shared - 1)), romanised)

        self._append(field, beginnings, check)

    def _exact(self, word: str, field: str | None) -> None:
        starts = _beginnings(word, _BEGINNING, "")
        self._append(field, lambda text, language: starts, lambda text, at, language: _sequence(text, at, [word]))

    def _phrase(self, words: list[str], field: str | None) -> None:
        if is_unspaced(words[0]) and all(is_unspaced(word) for word in words):
            run = words[0] + "".join(word[-1] for word in words[1:])
            self._append(field, _fixed(run), lambda text, at, language: at + len(run))
        else:
            starts = _beginnings(words[0], _BEGINNING, "")
            self._append(field, lambda text, language: starts, lambda text, at, language: _sequence(text, at, words))

    def _pattern(self, text: str, field: str | None) -> None:
        for part in re.findall(r"[\w*?]+", text):
            pattern = "".join(p if p in "*?" else fold(p) for p in re.split(r"([*?])", part))
            beginning = re.split(r"[*?]", pattern)[0]

            @cache
            def fits(form: str, pattern: str = pattern) -> bool:
                return any(fnmatchcase(term, pattern) for term in form_terms(form, None)[0])

            def check(text: str, at: int, language: str | None, fits: Callable[[str], bool] = fits) -> int:
                found = FORM.match(text, at)
                return found.end() if found and fits(found[0]) else -1

            if pattern.strip("*?"):
                self._append(field, _fixed(beginning[:_BEGINNING]), check)

    def _fuzzy(self, word: str, distance: int, field: str | None) -> None:
        from whoosh.support.levenshtein import damerau_levenshtein

        near = cache(lambda term: damerau_levenshtein(term, word, limit=distance) <= distance)

        def check(text: str, at: int, language: str | None) -> int:
            found = FORM.match(text, at)
            close = found and any(
                abs(len(term) - len(word)) <= distance and near(term) for term in form_terms(found[0], None)[0]
            )
            return found.end() if found and close else -1

        self._append(field, _fixed(word[:1]), check)


def spans_of(q: str, text: str, language: str | None, *, field: str = "text") -> list[Span]:
    """Where the words of a typed question stand in a text: for marking them on a release's page."""
    nodes = parse(q, date.today()).nodes
    return [(start, end) for start, end, _ in Highlighter(nodes).spans(text, language, field)]


def _found(needle: Needle, text: str, folded: str, language: str | None) -> Iterator[tuple[int, int, int]]:
    tried = 0
    for beginning in needle.beginnings(text, language):
        for at in _places(folded, beginning):
            tried += 1
            if tried > _MOST_CANDIDATES:
                return
            end = needle.check(text, at, language)
            if end > at:
                yield at, end, needle.number


def _places(folded: str, beginning: str) -> Iterator[int]:
    """Where words begin so; every word where ``beginning`` is empty. Runs without spaces may begin anywhere."""
    if not beginning:
        yield from (found.start() for found in FORM.finditer(folded))
        return
    anywhere = is_unspaced(beginning)
    at = folded.find(beginning)
    while at >= 0:
        if anywhere or at == 0 or not folded[at - 1].isalnum():
            yield at
        at = folded.find(beginning, at + 1)


def _shared(a: str, b: str) -> int:
    """How many letters two words begin with in common."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _fixed(beginning: str) -> Beginnings:
    return lambda text, language: (beginning,)


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


def _sequence(text: str, at: int, words: list[str]) -> int:
    """End of the forms from ``at`` on whose exact terms are ``words``; -1 where they are others."""
    wanted = list(words)
    for found in FORM.finditer(text, at):
        terms = form_terms(found[0], None)[0]
        if terms != wanted[: len(terms)]:
            # A run without spaces ends in a lone letter that a phrase does not name.
            if len(terms) > len(wanted) and terms[: len(wanted)] == wanted:
                return found.end()
            return -1
        wanted = wanted[len(terms) :]
        if not wanted:
            return found.end()
    return -1


class _Folds(dict[int, str]):
    """Each letter as the first letter of its fold, so that folded text keeps its offsets."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded[0] if folded else chr(code)
        return self[code]


_folds = _Folds()


def _one_to_one(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_folds)
