"""The texts of a segment while it is gathered: each word as a number, analysed once a distinct word at the end.

What stands between two blanks is numbered as it comes, which costs one look into a dictionary. When all texts are
there, each number is cut into words and each word folded and stemmed, once; the terms of all texts are then gathered
from tables by number.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search import analysis
from search.arrays.columns import ranges
from search.arrays.terms import encode

Numbers = NDArray[np.uint32]

_CHUNK_BYTES = 250  # that a distinct chunk takes, here and in the end
_BLOCK = 1 << 20  # chunks that are expanded at once


class FieldTerms(NamedTuple):
    """The terms of one field in all documents."""

    terms: list[bytes]  # ascending, each once
    ids: Numbers  # of each occurrence the place of its term, in order
    lengths: NDArray[np.int64]  # occurrences a document


class Texts:
    """Titles and texts, gathered with ``add``, analysed by ``fields``."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._titles = _Chunks()
        self._texts = _Chunks()
        self._languages: defaultdict[str | None, int] = defaultdict()
        self._languages.default_factory = self._languages.__len__
        self._language_of = array("H")

    def add(self, title: str, text: str, language: str | None) -> None:
        number = self._numbers.__getitem__
        self._titles.add(map(number, analysis.chunks(title)))
        self._texts.add(map(number, analysis.chunks(text)))
        self._language_of.append(self._languages[analysis.stemmed_as(language)])

    @property
    def bytes(self) -> int:
        return _CHUNK_BYTES * len(self._numbers) + 4 * (len(self._titles.numbers) + len(self._texts.numbers))

    @property
    def tokens(self) -> int:
        """About how many words the texts have."""
        return len(self._texts.numbers)

    def fields(self) -> Iterator[tuple[str, FieldTerms]]:
        """Each text field with its terms. Uses up what was gathered."""
        chunks = [*self._numbers]
        self._numbers.clear()
        languages = [*self._languages]
        language_of = np.array(self._language_of, dtype=np.uint16)
        yield "latin", _romanised(chunks, self._titles, self._texts)
        vocabulary = _Vocabulary(chunks)
        for name, gathered in (("title", self._titles), ("text", self._texts)):
            ids, lengths = vocabulary.expanded(gathered)
            yield f"{name}_exact", vocabulary.exact(ids, lengths)
            yield name, vocabulary.stemmed(ids, lengths, languages, language_of)


class _Chunks:
    """Numbers of the chunks of all documents one after another, and how many a document has."""

    def __init__(self) -> None:
        self.numbers = array("I")
        self.lengths = array("I")

    def add(self, numbers: Iterable[int]) -> None:
        before = len(self.numbers)
        self.numbers.extend(numbers)
        self.lengths.append(len(self.numbers) - before)

    def arrays(self) -> tuple[Numbers, NDArray[np.int64]]:
        numbers = np.frombuffer(self.numbers, dtype=np.uint32) if self.numbers else np.zeros(0, np.uint32)
        return numbers, np.array(self.lengths, dtype=np.int64)


class _Vocabulary:
    """The words of the chunks, numbered; a word is what ``analysis`` folds and stems."""

    def __init__(self, chunks: Sequence[str]) -> None:
        cuts = [*map(analysis.words, chunks)]
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        self._counts = np.fromiter(map(len, cuts), np.uint32, len(cuts))  # words of each chunk
        self._words_of = np.fromiter(map(numbers.__getitem__, chain.from_iterable(cuts)), np.uint32)
        self._starts = np.cumsum(self._counts, dtype=np.int64) - self._counts
        self.words = [*numbers]

    def expanded(self, gathered: _Chunks) -> tuple[Numbers, NDArray[np.int64]]:
        """The words of all documents one after another, and how many a document has. Uses up ``gathered``."""
        chunks, lengths = gathered.arrays()
        if not len(chunks) or not self.words:
            return np.zeros(0, dtype=np.uint32), np.zeros_like(lengths)
        first = self._words_of[np.minimum(self._starts, len(self._words_of) - 1)]
        blocks = []
        ends = np.zeros(len(chunks) + 1, dtype=np.uint32)
        for start in range(0, len(chunks), _BLOCK):
            part = chunks[start : start + _BLOCK]
            counts = self._counts[part]
            np.cumsum(counts, out=ends[start + 1 : start + 1 + len(part)])
            words = np.repeat(first[part], counts)
            several = np.flatnonzero(counts > 1)
            sizes = counts[several].astype(np.int64)
            places = ranges(ends[start + 1 + several].astype(np.int64) - sizes, sizes)
            words[places] = self._words_of[ranges(self._starts[part[several]], sizes)]
            ends[start + 1 : start + 1 + len(part)] += ends[start]
            blocks.append(words)
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        del chunks
        gathered.numbers = array("I")
        ends_of = ends[bounds].astype(np.int64)
        return np.concatenate(blocks), ends_of[1:] - ends_of[:-1]

    def exact(self, words: Numbers, lengths: NDArray[np.int64]) -> FieldTerms:
        used = _used(words, len(self.words))
        terms, ranks = _ranked(analysis.exact_of(self.words[word] for word in used.tolist()), used, len(self.words))
        return FieldTerms(terms, ranks[words], lengths)

    def stemmed(
        self,
        words: Numbers,
        lengths: NDArray[np.int64],
        languages: Sequence[str | None],
        language_of: NDArray[np.uint16],
    ) -> FieldTerms:
        """A word of two languages counts as two: it has a stem in each."""
        size = len(self.words)
        if len(languages) > 1:
            words = words + np.repeat(language_of.astype(np.uint32) * np.uint32(size), lengths)
        used = _used(words, size * len(languages))
        bounds = np.searchsorted(used, np.arange(len(languages) + 1) * size)
        stems = (
            analysis.stems_of((self.words[word - number * size] for word in used[start:stop].tolist()), language)
            for number, (language, start, stop) in enumerate(zip(languages, bounds[:-1], bounds[1:], strict=True))
        )
        terms, ranks = _ranked(chain.from_iterable(stems), used, size * len(languages))
        return FieldTerms(terms, ranks[words], lengths)


def _used(numbers: Numbers, size: int) -> NDArray[np.intp]:
    """Which of the numbers below ``size`` occur."""
    flags = np.zeros(size, dtype=np.bool_)
    flags[numbers] = True
    return np.flatnonzero(flags)


def _ranked(terms: Iterable[str], numbers: NDArray[np.intp], size: int) -> tuple[list[bytes], Numbers]:
    """The distinct terms in order, and a table from each of ``numbers``, whose terms these are, to its term's place."""
    found = [*terms]
    ordered = sorted(set(found))
    place = dict(zip(ordered, range(len(ordered)), strict=True))
    table = np.zeros(size, dtype=np.uint32)
    table[numbers] = np.fromiter(map(place.__getitem__, found), np.uint32, len(found))
    return [encode(term) for term in ordered], table


def _romanised(chunks: Sequence[str], titles: _Chunks, texts: _Chunks) -> FieldTerms:
    """Foreign words in Latin letters, a document's title before its text."""
    found = {number: words for number, chunk in enumerate(chunks) if (words := analysis.romanised(chunk))}
    documents = len(titles.lengths)
    if not found:
        return FieldTerms([], np.zeros(0, dtype=np.uint32), np.zeros(documents, dtype=np.int64))
    numbers = np.fromiter(found, np.intp, len(found))
    counts = np.zeros(len(chunks), dtype=np.int64)
    counts[numbers] = np.fromiter(map(len, found.values()), np.int64, len(found))
    flat = [*chain.from_iterable(found.values())]
    terms, ranks = _ranked(flat, np.arange(len(flat)), len(flat))
    starts = np.cumsum(counts) - counts
    ids, owners = [], []
    for gathered in (titles, texts):
        own, lengths = gathered.arrays()
        held = counts[own] > 0
        owner, own = np.repeat(np.arange(documents), lengths)[held], own[held]
        ids.append(ranks[ranges(starts[own], counts[own])])
        owners.append(np.repeat(owner, counts[own]))
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return FieldTerms(terms, np.concatenate(ids)[order], np.bincount(owner, minlength=documents))
