"""Leaves of a question: the documents in which one term, or one of many terms of a field, occurs, and how often.

Everything here is over whole arrays: postings of several segments are joined into one run of document numbers, deleted
documents taken out, and the postings of several terms added up by document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.terms import encode

if TYPE_CHECKING:
    from search.arrays.postings import Postings
    from search.arrays.snapshot import ArraySnapshot
    from search.snapshot import DocIds, Scores

_FEW = 400  # documents up to which a binary search for each is cheaper than an array over all documents
_EMPTY_DOCS: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
_EMPTY_FREQS: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)


class Leaf:
    """Documents with an occurrence, int32[n] ascending, and the number of occurrences in each, [n]."""

    __slots__ = ("docs", "field", "freqs")

    def __init__(self, field: str, docs: DocIds, freqs: NDArray[Any] | None) -> None:
        self.field = field
        self.docs = docs
        self.freqs = freqs

    @classmethod
    def of_term(cls, snapshot: ArraySnapshot, field: str, term: str, *, with_freqs: bool) -> Leaf:
        wanted = encode(term)
        docs, freqs = [], []
        for number, segment in enumerate(snapshot.segments):
            postings = segment.postings(field)
            place = postings.dictionary.number(wanted)
            if place >= 0:
                start, stop = postings.span(place, place + 1)
                found, counts = _live(snapshot, number, postings, start, stop, with_freqs)
                docs.append(found)
                freqs.append(counts)
        return cls(field, _joined(docs, _EMPTY_DOCS), _joined(freqs, _EMPTY_FREQS) if with_freqs else None)

    @classmethod
    def of_terms(
        cls, snapshot: ArraySnapshot, field: str, terms: Sequence[NDArray[np.int64] | range], *, with_freqs: bool
    ) -> Leaf:
        """Of several terms of a field as if they were one; ``terms``: their numbers in each segment, ascending."""
        docs, freqs = [], []
        for number, places in enumerate(terms):
            if not len(places):
                continue
            postings = snapshot.segments[number].postings(field)
            if isinstance(places, range):
                start, stop = postings.span(places.start, places.stop)
                found, counts = _live(snapshot, number, postings, start, stop, with_freqs)
            else:
                found, counts = _scattered(snapshot, number, postings, places, with_freqs)
            docs.append(found)
            freqs.append(counts)
        joined = _joined(freqs, _EMPTY_FREQS) if with_freqs else None
        return cls(field, *_added_up(_joined(docs, _EMPTY_DOCS), joined, snapshot.size))

    def weighted(self, snapshot: ArraySnapshot, docs: DocIds) -> Scores:
        """Occurrences in each of ``docs`` times what one counts there: float32[len(docs)], 0 where there is none."""
        assert self.freqs is not None
        norms = snapshot.norms(self.field)
        own: Scores = norms.take(self.docs)
        own *= self.freqs
        if docs is self.docs:
            return own
        found: Scores
        if len(self.docs) <= _FEW or len(docs) <= _FEW:
            found = np.zeros(len(docs), dtype=np.float32)
            places, held = common(docs, self.docs)
            found[places] = own[held]
            return found
        dense = np.zeros(snapshot.size, dtype=np.float32)
        dense[self.docs] = own
        found = dense.take(docs)
        return found


def common(left: DocIds, right: DocIds) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places in ``left`` and places in ``right`` of the documents that are in both. For a short array and any other."""
    if len(left) > len(right):
        other, own = common(right, left)
        return own, other
    if not len(right):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    places = np.searchsorted(right, left)
    np.minimum(places, len(right) - 1, out=places)
    held = np.flatnonzero(right[places] == left)
    return held, places[held]


def intersection(left: DocIds, right: DocIds, size: int) -> DocIds:
    """The documents in both, ascending; ``left`` itself where that is all of it."""
    if len(left) > len(right):
        left, right = right, left
    if len(left) <= _FEW:
        held = common(left, right)[0]
        return left if len(held) == len(left) else left[held]
    mask = np.zeros(size, dtype=np.bool_)
    mask[right] = True
    return left[mask.take(left)]


def union(parts: Sequence[DocIds], size: int) -> DocIds:
    """The documents in any, ascending; the longest part itself where it holds all others."""
    parts = sorted((part for part in parts if len(part)), key=len)
    if not parts:
        return _EMPTY_DOCS
    *others, longest = parts
    few = sum(map(len, others))
    if not few:
        return longest
    if few <= _FEW:
        extra = np.concatenate(others) if len(others) > 1 else others[0]
        places = np.searchsorted(longest, extra)
        missing = extra[longest[np.minimum(places, len(longest) - 1)] != extra]
        if not len(missing):
            return longest
        missing = np.unique(missing)
        return np.insert(longest, np.searchsorted(longest, missing), missing)
    mask = np.zeros(size, dtype=np.bool_)
    for part in parts:
        mask[part] = True
    return np.flatnonzero(mask).astype(np.int32)


def without(docs: DocIds, excluded: DocIds, size: int) -> DocIds:
    if not len(excluded) or not len(docs):
        return docs
    if len(excluded) <= _FEW:
        held = common(docs, excluded)[0]
        return np.delete(docs, held) if len(held) else docs
    mask = np.ones(size, dtype=np.bool_)
    mask[excluded] = False
    return docs[mask.take(docs)]


def _live(
    snapshot: ArraySnapshot, number: int, postings: Postings, start: int, stop: int, with_freqs: bool
) -> tuple[DocIds, NDArray[Any]]:
    docs = postings.docs(start, stop)
    freqs = postings.freqs(start, stop) if with_freqs else _EMPTY_FREQS
    return _numbered(snapshot, number, docs, freqs)


def _scattered(
    snapshot: ArraySnapshot, number: int, postings: Postings, places: NDArray[np.int64], with_freqs: bool
) -> tuple[DocIds, NDArray[Any]]:
    spans = [postings.span(place, place + 1) for place in places.tolist()]
    docs = np.concatenate([postings.docs(start, stop) for start, stop in spans])
    freqs = np.concatenate([postings.freqs(start, stop) for start, stop in spans]) if with_freqs else _EMPTY_FREQS
    return _numbered(snapshot, number, docs, freqs)


def _numbered(
    snapshot: ArraySnapshot, number: int, docs: NDArray[Any], freqs: NDArray[Any]
) -> tuple[DocIds, NDArray[Any]]:
    deleted = snapshot.deleted[number]
    if deleted is not None:
        kept = ~deleted[docs]
        docs = docs[kept]
        freqs = freqs[kept] if len(freqs) else freqs
    base = snapshot.bases[number]
    numbered = docs.astype(np.int32)
    if base:
        numbered += np.int32(base)
    return numbered, freqs


def _added_up(docs: DocIds, freqs: NDArray[Any] | None, size: int) -> tuple[DocIds, NDArray[Any] | None]:
    """Documents that come several times, and in any order, once each in order, their frequencies added up."""
    if len(docs) < 2:
        return docs, freqs
    if len(docs) > size // 16:
        if freqs is None:
            mask = np.zeros(size, dtype=np.bool_)
            mask[docs] = True
            return np.flatnonzero(mask).astype(np.int32), None
        sums = np.bincount(docs, weights=freqs, minlength=size)
        found = np.flatnonzero(sums)
        return found.astype(np.int32), sums[found].astype(np.float32)
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    begins = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    if freqs is None:
        return docs[begins], None
    return docs[begins], np.add.reduceat(freqs[order].astype(np.float32), begins)


def _joined(parts: list[NDArray[Any]], empty: NDArray[Any]) -> NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else empty
