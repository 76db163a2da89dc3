"""The texts of a segment while it is gathered: each word as a number, analysed once a distinct word at the end.

What stands between two blanks is a chunk. Chunks are numbered as they come, which costs one look into a dictionary.
When all texts are there, each distinct chunk is cut into words and each distinct word folded and stemmed, once; from
then on a word of a text is a look into a table by number.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search import analysis
from search.arrays.columns import ranges
from search.arrays.terms import encode

Numbers = NDArray[np.uint32]
Lengths = NDArray[np.int64]

_CHUNK_BYTES = 250  # that a distinct chunk takes, here and in the end
BLOCK = 1 << 19  # chunks of the documents that are taken together


class Block(NamedTuple):
    """Documents that follow each other."""

    first: int  # number of the first
    words: Numbers  # of all, one after another
    lengths: Lengths  # words of each


class Ranked(NamedTuple):
    """Terms in order, and a table from numbers to places among them."""

    terms: list[bytes]  # ascending, each once
    places: Numbers


class _Gathered:
    """Numbers of the chunks of all documents one after another, and how many each has."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._lengths = array("I")

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def documents(self) -> int:
        return len(self._lengths)

    def add(self, numbers: Iterable[int]) -> None:
        before = len(self._numbers)
        self._numbers.extend(numbers)
        self._lengths.append(len(self._numbers) - before)

    def blocks(self) -> Iterator[Block]:
        numbers = np.frombuffer(self._numbers, np.uint32) if self._numbers else np.zeros(0, np.uint32)
        lengths = np.array(self._lengths, dtype=np.int64)
        ends = np.cumsum(lengths)
        first = start = 0
        while first < len(lengths):
            last = max(first + 1, int(np.searchsorted(ends, start + BLOCK, side="right")))
            yield Block(first, numbers[start : ends[last - 1]], lengths[first:last])
            first, start = last, int(ends[last - 1])


class Texts:
    """Titles and texts of documents, in the order of ``add``."""

    def __init__(self) -> None:
        # A chunk of two languages has two numbers, since its words are stemmed in two ways.
        number = count().__next__
        self._chunks: defaultdict[str | None, defaultdict[str, int]] = defaultdict(lambda: defaultdict(number))
        self._titles = _Gathered()
        self._texts = _Gathered()

    def add(self, title: str, text: str, language: str | None) -> None:
        number = self._chunks[analysis.stemmed_as(language)].__getitem__
        self._titles.add(map(number, analysis.chunks(title)))
        self._texts.add(map(number, analysis.chunks(text)))

    @property
    def bytes(self) -> int:
        chunks = sum(map(len, self._chunks.values()))
        return _CHUNK_BYTES * chunks + 4 * (len(self._titles) + len(self._texts))

    def __len__(self) -> int:
        """About how many words there are."""
        return len(self._titles) + len(self._texts)

    def analysed(self) -> Analysed:
        return Analysed(self._chunks, self._titles, self._texts)


class Analysed:
    """Titles and texts as words by number. ``exact`` and ``stems``: each word's place among the terms."""

    def __init__(self, chunks: dict[str | None, defaultdict[str, int]], titles: _Gathered, texts: _Gathered) -> None:
        self._titles = titles
        self._texts = texts
        cuts, romanised = _Table(sum(map(len, chunks.values()))), _Table(sum(map(len, chunks.values())))
        exact, stems, latin = list[str](), list[str](), list[str]()
        for language, numbered in chunks.items():
            words: defaultdict[str, int] = defaultdict(count(len(exact)).__next__)
            numbers = np.fromiter(numbered.values(), np.intp, len(numbered))
            cuts.fill(numbers, map(analysis.words, numbered), words)
            exact += analysis.exact_of(words)
            stems += analysis.stems_of(words, language)
            words = defaultdict(count(len(latin)).__next__)
            romanised.fill(numbers, map(analysis.romanised, numbered), words)
            latin += words
        self._cuts = cuts
        self._romanised = romanised
        self.exact = ranked(exact)
        self.stems = ranked(stems)
        self.latin = ranked(latin)

    def titles(self) -> Iterator[Block]:
        return map(self._cuts.expanded, self._titles.blocks())

    def texts(self) -> Iterator[Block]:
        return map(self._cuts.expanded, self._texts.blocks())

    def romanised(self) -> Block:
        """The foreign words that ``latin`` has, of all documents: a document's title before its text."""
        words, owners, documents = [np.zeros(0, np.uint32)], [np.zeros(0, np.intp)], self._titles.documents
        if self.latin.terms:
            for block in chain(self._titles.blocks(), self._texts.blocks()):
                found = self._romanised.expanded(block)
                words.append(found.words)
                owners.append(np.repeat(np.arange(block.first, block.first + len(block.lengths)), found.lengths))
        owner = np.concatenate(owners)
        order = np.argsort(owner, kind="stable")
        return Block(0, np.concatenate(words)[order], np.bincount(owner, minlength=documents))


class _Table:
    """What each chunk becomes: some words, by number."""

    def __init__(self, chunks: int) -> None:
        self._counts = np.zeros(chunks, dtype=np.int64)  # words of each chunk
        self._starts = np.zeros(chunks, dtype=np.int64)  # where they begin in _words
        self._words = np.zeros(0, dtype=np.uint32)

    def fill(self, chunks: NDArray[np.intp], cuts: Iterable[Sequence[str]], numbers: Mapping[str, int]) -> None:
        """``cuts``: the words of each of ``chunks``, which ``numbers`` numbers."""
        cuts = [*cuts]
        counts = np.fromiter(map(len, cuts), np.int64, len(cuts))
        self._counts[chunks] = counts
        self._starts[chunks] = np.cumsum(counts) - counts + len(self._words)
        words = np.fromiter(map(numbers.__getitem__, chain.from_iterable(cuts)), np.uint32, int(counts.sum()))
        self._words = np.concatenate((self._words, words))

    @cached_property
    def _first(self) -> Numbers:
        """The first word of each chunk that has one."""
        if not len(self._words):
            return np.zeros(len(self._starts), dtype=np.uint32)
        return self._words[np.minimum(self._starts, len(self._words) - 1)]

    def expanded(self, chunks: Block) -> Block:
        """The same documents, each chunk as its words."""
        numbers = chunks.words
        counts = self._counts[numbers]
        ends = np.cumsum(counts)
        words = np.repeat(self._first[numbers], counts)
        several = np.flatnonzero(counts > 1)
        sizes = counts[several]
        words[ranges(ends[several] - sizes, sizes)] = self._words[ranges(self._starts[numbers[several]], sizes)]
        bounds = np.concatenate(([0], ends))[np.concatenate(([0], np.cumsum(chunks.lengths)))]
        return Block(chunks.first, words, bounds[1:] - bounds[:-1])


def ranked(terms: Sequence[str]) -> Ranked:
    """The distinct terms in order, and the place of each of ``terms`` among them."""
    ordered = sorted(set(terms))
    place = dict(zip(ordered, range(len(ordered)), strict=True))
    return Ranked([encode(term) for term in ordered], np.fromiter(map(place.__getitem__, terms), np.uint32, len(terms)))
