"""Phrases and nearness: positions of several terms compared, in all their common documents at once.

An occurrence is one integer, document times a stride plus position, so that arrays of occurrences are in order and
"is there one at most so far away" is a binary search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import ranges
from search.arrays.leaves import Leaf
from search.arrays.terms import encode

if TYPE_CHECKING:
    from search.arrays.postings import Postings
    from search.arrays.snapshot import ArraySnapshot

Places = NDArray[np.int64]


def phrase(snapshot: ArraySnapshot, field: str, words: Sequence[str], slop: int) -> Leaf:
    """Documents with the words in order, each at most ``slop`` positions after the one before (1: side by side).

    How often: by the number of places where such a row of words ends.
    """

    def ends(places: list[Places]) -> Places:
        if slop == 1:
            return _exact(places)
        reached = places[0]
        for following in places[1:]:
            reached = following[_nearest_before(reached, following) <= slop]
        return reached

    return _search(snapshot, field, list(words), slop, ends)


def near(snapshot: ArraySnapshot, field: str, words: Sequence[str], slop: int) -> Leaf:
    """Documents with the words in any order, the last at most ``slop + len(words) - 2`` positions after the first.

    How often: by the number of occurrences of a word from which all others are reached. A word asked for twice is
    asked for once.
    """
    spread = slop + len(words) - 2

    def begins(places: list[Places]) -> Places:
        found = []
        for own in places:
            held = np.ones(len(own), dtype=np.bool_)
            for other in places:
                if other is not own:
                    held &= _nearest_from(other, own) <= spread
            found.append(own[held])
        return np.concatenate(found)

    return _search(snapshot, field, list(dict.fromkeys(words)), max(spread, 1), begins)


def _search(snapshot: ArraySnapshot, field: str, words: list[str], reach: int, matching: Any) -> Leaf:
    all_docs, all_freqs = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for number, segment in enumerate(snapshot.segments):
        postings = segment.postings(field)
        numbers = [postings.dictionary.number(encode(word)) for word in words]
        if not numbers or min(numbers) < 0:
            continue
        docs, places, stride = _occurrences(postings, numbers, reach, snapshot.deleted[number], segment.documents)
        if not len(docs):
            continue
        found = matching(places)
        counts = np.bincount(found // stride, minlength=len(docs))
        held = np.flatnonzero(counts)
        all_docs.append(docs[held].astype(np.int32) + np.int32(snapshot.bases[number]))
        all_freqs.append(counts[held])
    return Leaf(field, np.concatenate(all_docs), np.concatenate(all_freqs))


def _occurrences(
    postings: Postings, numbers: list[int], reach: int, deleted: NDArray[np.bool_] | None, documents: int
) -> tuple[NDArray[Any], list[Places], int]:
    """Documents that have all terms; each term's occurrences in them; the stride that sets documents apart."""
    spans = [postings.span(number, number + 1) for number in numbers]
    lists = [postings.docs(*span) for span in spans]
    seen = np.zeros(documents, dtype=np.uint8)
    for docs in dict(zip(numbers, lists, strict=True)).values():
        seen[docs] += 1
    shared = seen == len(set(numbers))
    if deleted is not None:
        shared &= ~deleted
    rarest = min(lists, key=len)
    common = rarest[shared[rarest]]
    cache: dict[int, tuple[Places, Places]] = {}
    longest = 0
    for number, docs, (start, stop) in zip(numbers, lists, spans, strict=True):
        if number in cache or not len(common):
            continue
        chosen = np.flatnonzero(shared[docs])
        freqs = postings.freqs(start, stop)
        positions = postings.positions(number)
        counts = freqs[chosen].astype(np.int64)
        if len(chosen) < len(docs):
            ends = np.cumsum(freqs, dtype=np.int64)
            positions = positions[ranges(ends[chosen] - counts, counts)]
        rows = np.repeat(np.arange(len(common), dtype=np.int64), counts)
        longest = max(longest, int(positions.max(initial=0)))
        cache[number] = rows, positions.astype(np.int64)
    stride = longest + reach + len(numbers) + 1
    return common, [rows * stride + positions for rows, positions in (cache[n] for n in numbers if n in cache)], stride


def _exact(places: list[Places]) -> Places:
    """Where the last word of a row side by side is. Begins at the rarest word and looks the others up."""
    rarest = min(range(len(places)), key=lambda number: len(places[number]))
    anchors = places[rarest]
    for number in sorted(range(len(places)), key=lambda number: len(places[number])):
        if number != rarest and len(anchors):
            wanted = anchors + (number - rarest)
            others = places[number]
            found = np.searchsorted(others, wanted)
            np.minimum(found, len(others) - 1, out=found)
            anchors = anchors[others[found] == wanted]
    return anchors + (len(places) - 1 - rarest)


def _nearest_before(earlier: Places, later: Places) -> Places:
    """How far before each of ``later`` the last of ``earlier`` is; a very large number where there is none."""
    found = np.searchsorted(earlier, later) - 1
    distance = later - earlier[np.maximum(found, 0)] if len(earlier) else np.zeros(len(later), np.int64)
    distance[found < 0] = np.iinfo(np.int64).max
    return distance


def _nearest_from(others: Places, own: Places) -> Places:
    """How far behind each of ``own`` the next of ``others`` is, 0 where it is at the same place."""
    found = np.searchsorted(others, own)
    distance = others[np.minimum(found, len(others) - 1)] - own if len(others) else np.zeros(len(own), np.int64)
    distance[found >= len(others)] = np.iinfo(np.int64).max
    return distance
