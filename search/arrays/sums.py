"""Many rare words of which any will do, scored together.

Word by word, a question of thirty words is a thousand calls over short arrays. Here the postings of all are gathered
at once, as (word, document) pairs in one order, so that each step of BM25F is one operation over all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.terms import encode
from search.schema import K1

if TYPE_CHECKING:
    from whoosh.query import Query

    from search.arrays.snapshot import ArraySnapshot
    from search.snapshot import DocIds, Scores

_RARE = 16  # a word is rare in one document of so many
_FEW = 1_000  # documents that are few in any index
_FEWEST = 2  # words that are worth it


class _Place(NamedTuple):
    """Where the postings of a term are."""

    segment: int
    field: str
    number: int
    postings: int


def split(snapshot: ArraySnapshot, queries: Sequence[Query]) -> tuple[list[RareWord], list[Query]]:
    """The queries that are rare words of plain terms, and the rest of them."""
    most = max(_FEW, snapshot.size // _RARE)
    rare: list[RareWord] = []
    others: list[Query] = []
    for query in queries:
        places = _places(snapshot, query)
        if places is None or sum(place.postings for place in places) > most:
            others.append(query)
        else:
            rare.append(RareWord(places, query.boost))
    return (rare, others) if len(rare) >= _FEWEST else ([], list(queries))


class RareWord(NamedTuple):
    places: list[_Place]
    boost: float


def _places(snapshot: ArraySnapshot, query: Any) -> list[_Place] | None:
    """Of the terms of a word; None of any other node, and of a word with other leaves."""
    if type(query).__name__ != "Words" or any(type(leaf).__name__ != "Term" for leaf in query.subqueries):
        return None
    places = []
    for leaf in query.subqueries:
        term = encode(leaf.text)
        for segment in range(len(snapshot.segments)):
            postings = snapshot.segments[segment].postings(leaf.fieldname)
            number = postings.dictionary.number(term)
            if number >= 0:
                start, stop = postings.span(number, number + 1)
                places.append(_Place(segment, leaf.fieldname, number, stop - start))
    return places


def summed(snapshot: ArraySnapshot, words: Sequence[RareWord]) -> tuple[DocIds, Scores]:
    """Documents with any of the words, ascending, and the sum of the words' scores in each document of the index."""
    pairs, weights = _weighted_pairs(snapshot, words)
    size = snapshot.size
    bounds = pairs.searchsorted(np.arange(len(words) + 1) * size)
    held = np.diff(bounds)
    docs = pairs - np.repeat(np.arange(len(words)) * size, held)
    idf = np.log(1 + (snapshot.live_count - held + 0.5) / (held + 0.5))
    most = np.array([word.boost for word in words]) * idf * (K1 + 1)
    scores = weights / (weights + np.float32(K1)) * np.repeat(most, held)
    sums = np.bincount(docs, weights=scores, minlength=size)
    found = np.zeros(size, dtype=np.bool_)
    found[docs] = True
    return found.nonzero()[0], sums.astype(np.float32)


def _weighted_pairs(snapshot: ArraySnapshot, words: Sequence[RareWord]) -> tuple[NDArray[np.int64], Scores]:
    """Word times size plus document, ascending and each once, and how much the word's occurrences weigh there."""
    leaves: dict[tuple[int, str], list[tuple[int, _Place]]] = {}
    for word, (places, _) in enumerate(words):
        for place in places:
            leaves.setdefault((place.segment, place.field), []).append((word, place))
    keys, weights = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    for (segment, field), found in leaves.items():
        numbers = np.array([place.number for _, place in found])
        own, freqs = snapshot.segments[segment].postings(field).scattered(numbers, with_freqs=True)
        owners = np.repeat([word for word, _ in found], [place.postings for _, place in found])
        deleted = snapshot.deleted[segment]
        if deleted is not None:
            kept = ~deleted.take(own)
            own, freqs, owners = own.compress(kept), freqs.compress(kept), owners.compress(kept)
        docs = own.astype(np.intp) + snapshot.bases[segment]
        keys.append(owners * snapshot.size + docs)
        weights.append(snapshot.norms(field).take(docs) * freqs)
    joined = np.concatenate(keys)
    order = joined.argsort(kind="stable")  # long ascending runs, which a stable sort merges
    joined = joined.take(order)
    if not len(joined):
        return joined, weights[0]
    starts = np.concatenate(([0], np.flatnonzero(joined[1:] != joined[:-1]) + 1))
    return joined.take(starts), np.add.reduceat(np.concatenate(weights).take(order), starts)
