"""Phrases and nearness: positions of several terms compared, in all their common documents at once.

An occurrence is one integer, the document in its upper bits and the position in its lower ones, so that arrays of
occurrences are in order and "is there one at most so far away" is a binary search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.leaves import Leaf, common, intersection, places_in
from search.arrays.terms import encode

if TYPE_CHECKING:
    from search.arrays.postings import Postings
    from search.arrays.snapshot import ArraySnapshot

Occurrences = NDArray[np.signedinteger]

_MUCH_SHORTER = 8  # times shorter: looking up is then faster than sorting together


def phrase(snapshot: ArraySnapshot, field: str, words: Sequence[str], slop: int) -> Leaf:
    """Documents with the words in order, each at most ``slop`` positions after the one before (1: side by side).

    How often: by the number of places where such a row of words ends.
    """

    def ends(places: _Places) -> Occurrences:
        if slop == 1:
            return _side_by_side(places)
        reached = places.of(0)
        for number in range(1, len(words)):
            following = places.of(number)
            reached = following[_nearest_before(reached, following) <= slop]
        return reached

    return _search(snapshot, field, list(words), slop, ends)


def near(snapshot: ArraySnapshot, field: str, words: Sequence[str], slop: int) -> Leaf:
    """Documents with the words in any order, the last at most ``slop + len(words) - 2`` positions after the first.

    How often: by the number of occurrences of a word from which all others are reached. A word asked for twice is
    asked for once.
    """
    spread = slop + len(words) - 2
    distinct = list(dict.fromkeys(words))

    def begins(places: _Places) -> Occurrences:
        labels = len(distinct).bit_length()
        dtype = np.uint32 if places.highest << labels < 1 << 32 else np.uint64
        never = np.iinfo(dtype).max
        lists: list[NDArray[Any]] = [places.of(number).astype(dtype) for number in range(len(distinct))]
        joined = np.concatenate([(own << labels) | number for number, own in enumerate(lists)])
        joined.sort(kind="stable")  # ascending runs, which a stable sort merges
        at, word = joined >> labels, joined & ((1 << labels) - 1)
        held = np.ones(len(at), dtype=np.bool_)
        for number in range(len(distinct)):
            following = np.where(word == number, at, dtype(never))[::-1]
            np.minimum.accumulate(following, out=following)
            held &= following[::-1] - at <= spread
        return at[held]

    return _search(snapshot, field, distinct, max(spread, 1), begins)


def _search(
    snapshot: ArraySnapshot,
    field: str,
    words: list[str],
    reach: int,
    matching: Callable[[_Places], Occurrences],
) -> Leaf:
    all_docs, all_freqs = [np.zeros(0, np.intp)], [np.zeros(0, np.int64)]
    for number, segment in enumerate(snapshot.segments):
        postings = segment.postings(field)
        numbers = [postings.dictionary.number(encode(word)) for word in words]
        if not numbers or min(numbers) < 0:
            continue
        longest = int(segment.lengths(field).max(initial=0))
        bits = (longest + reach + len(words)).bit_length()
        places = _Places(postings, numbers, bits, snapshot.deleted[number], segment.documents)
        found = matching(places)
        if len(found):
            docs, counts = _runs(found >> bits)
            all_docs.append(docs.astype(np.intp) + snapshot.bases[number])
            all_freqs.append(counts)
    return Leaf(field, np.concatenate(all_docs), np.concatenate(all_freqs))


class _Places:
    """Where the words of a phrase are in one segment, in the documents that have them all.

    An occurrence is the document's number shifted by ``bits``, plus the position.
    """

    def __init__(
        self,
        postings: Postings,
        numbers: list[int],
        bits: int,
        deleted: NDArray[np.bool_] | None,
        documents: int,
    ) -> None:
        self._postings = postings
        self._numbers = numbers
        self._documents = documents
        self.highest = documents << bits
        self.bits = bits
        self._dtype = np.dtype(np.int32 if documents << bits < 1 << 31 else np.int64)
        spans = [postings.span(number, number + 1) for number in numbers]
        self.frequencies = [stop - start for start, stop in spans]
        of_word = {number: postings.docs(*span).astype(np.intp) for number, span in zip(numbers, spans, strict=True)}
        self._docs = [of_word[number] for number in numbers]
        shared, *others = sorted(of_word.values(), key=len)
        if deleted is not None:
            shared = shared.compress(~deleted.take(shared))
        for docs in others:
            shared = intersection(shared, docs, documents)
        self._shared = shared

    def of(self, word: int, among: NDArray[np.intp] | None = None) -> Occurrences:
        """Occurrences of the phrase's word with this number, ascending; only in the documents ``among``."""
        postings, number = self._postings, self._numbers[word]
        docs = self._docs[word]
        chosen = places_in(docs, self._shared if among is None else among, self._documents)
        freqs = postings.freqs(*postings.span(number, number + 1))
        positions = postings.positions(number)
        if len(chosen) == len(docs):
            occurrences = np.repeat((docs << self.bits).astype(self._dtype), freqs)
            occurrences += positions
            return occurrences
        counts = freqs.take(chosen)
        rows = np.repeat(np.arange(len(chosen)), counts)
        # From a posting's place among all occurrences that are wanted to its place among those of the word.
        moved = _sums_before(freqs, chosen) - (counts.cumsum(dtype=np.int64) - counts)
        occurrences = (docs.take(chosen) << self.bits).astype(self._dtype).take(rows)
        occurrences += positions.take(moved.take(rows) + np.arange(len(rows)))
        return occurrences

    def documents_of(self, occurrences: Occurrences) -> NDArray[np.intp]:
        docs: NDArray[np.intp] = _runs(occurrences >> self.bits)[0].astype(np.intp)
        return docs


def _side_by_side(places: _Places) -> Occurrences:
    """Where the last word of a row is. From the rarest word on, each further one only where the row still holds."""
    order = sorted(range(len(places.frequencies)), key=places.frequencies.__getitem__)
    first = order[0]
    rows = places.of(first)
    for step, number in enumerate(order[1:]):
        if not len(rows):
            break
        others = places.of(number, places.documents_of(rows) if step else None)
        rows = _in_both(rows + (number - first), others) - (number - first)
    return rows + (len(order) - 1 - first)


def _sums_before(counts: NDArray[Any], places: NDArray[np.intp]) -> NDArray[np.int64]:
    """Of the counts before each of ``places``, ascending, the sum."""
    if not len(places):
        return np.zeros(0, dtype=np.int64)
    sums = np.empty(len(places), dtype=np.int64)
    sums[0] = counts[: places[0]].sum(dtype=np.int64)
    sums[1:] = np.add.reduceat(counts, places, dtype=np.int64)[:-1]
    return sums.cumsum()


def _in_both(left: Occurrences, right: Occurrences) -> Occurrences:
    """What two ascending arrays without repeats have in common."""
    if len(left) * _MUCH_SHORTER < len(right) or len(right) * _MUCH_SHORTER < len(left):
        return left[common(left, right)[0]]
    joined = np.concatenate((left, right))
    joined.sort(kind="stable")  # two ascending runs, which a stable sort merges
    repeated: Occurrences = joined[1:][joined[1:] == joined[:-1]]
    return repeated


def _runs(ascending: Occurrences) -> tuple[Occurrences, NDArray[np.int64]]:
    """The different numbers, and how often each is there."""
    new = np.ones(len(ascending) + 1, dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:-1])
    begins = new.nonzero()[0]
    return ascending.take(begins[:-1]), begins[1:] - begins[:-1]


def _nearest_before(earlier: Occurrences, later: Occurrences) -> NDArray[np.int64]:
    """How far before each of ``later`` the last of ``earlier`` is; a very large number where there is none."""
    found = np.searchsorted(earlier, later) - 1
    distance = np.full(len(later), np.iinfo(np.int64).max)
    held = np.flatnonzero(found >= 0)
    distance[held] = later[held] - earlier[found[held]]
    return distance
