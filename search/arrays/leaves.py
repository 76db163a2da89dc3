"""Leaves of a question: the documents in which one term, or one of many terms of a field, occurs, and how often.

Everything here is over whole arrays: postings of several segments are joined into one run of document numbers, deleted
documents taken out, and the postings of several terms added up by document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from search.arrays.postings import Postings
    from search.arrays.snapshot import ArraySnapshot
    from search.snapshot import DocIds, Scores

_EMPTY_DOCS: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
_EMPTY_FREQS: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)


class Leaf:
    """Documents with an occurrence, intp[n] ascending, and the number of occurrences in each, [n]."""

    __slots__ = ("docs", "field", "freqs")

    def __init__(self, field: str, docs: DocIds, freqs: NDArray[Any] | None) -> None:
        self.field = field
        self.docs = docs
        self.freqs = freqs

    @classmethod
    def of_term(cls, snapshot: ArraySnapshot, field: str, term: str, *, with_freqs: bool) -> Leaf:
        docs, freqs = [], []
        for number, place in snapshot.places(field, term):
            postings = snapshot.segments[number].postings(field)
            found, counts = _live(snapshot, number, postings, *postings.span(place, place + 1), with_freqs)
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
        if max(map(len, terms)) <= 1:
            return cls(field, _joined(docs, _EMPTY_DOCS), joined)
        return cls(field, *_added_up(_joined(docs, _EMPTY_DOCS), joined, snapshot.size))

    def weighted(self, snapshot: ArraySnapshot, docs: DocIds) -> Scores:
        """Occurrences in each of ``docs`` times what one counts there: float32[len(docs)], 0 where there is none."""
        assert self.freqs is not None
        norms = snapshot.norms(self.field)
        found: Scores
        if docs is self.docs:
            found = norms.take(docs)
            found *= self.freqs
            return found
        if are_far_apart(len(docs), len(self.docs), snapshot.size):
            places, held = common(docs, self.docs)
            found = np.zeros(len(docs), dtype=np.float32)
            found[places] = norms.take(docs.take(places)) * self.freqs.take(held)
            return found
        dense = np.zeros(snapshot.size, dtype=self.freqs.dtype)
        dense[self.docs] = self.freqs
        found = norms.take(docs)
        found *= dense.take(docs)
        return found


def are_far_apart(one: int, other: int, size: int) -> bool:
    """Whether looking up each of the shorter in the longer is cheaper than an array over all ``size`` documents.

    A look-up costs about as much as 24 documents scattered, or 32 times as many bytes cleared.
    """
    return min(one, other) * 24 < max(one, other) + size // 32


def common(left: DocIds, right: DocIds) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places in ``left`` and places in ``right`` of the documents that are in both. For a short array and any other."""
    if len(left) > len(right):
        other, own = common(right, left)
        return own, other
    if not len(right):
        return _EMPTY_DOCS, _EMPTY_DOCS
    places = right.searchsorted(left)
    held = (right.take(places, mode="clip") == left).nonzero()[0]
    return held, places.take(held)


def places_in(docs: DocIds, wanted: DocIds, size: int) -> NDArray[np.intp]:
    """Places in ``docs`` of those that are ``wanted`` too, intp ascending."""
    if are_far_apart(len(wanted), len(docs), size):
        return common(docs, wanted)[0]
    return mask_of(wanted, size).take(docs).nonzero()[0]


def intersection(left: DocIds, right: DocIds, size: int) -> DocIds:
    """The documents in both, ascending; ``left`` itself where that is all of it."""
    if len(left) > len(right):
        left, right = right, left
    if are_far_apart(len(left), len(right), size):
        held = common(left, right)[0]
        return left if len(held) == len(left) else left.take(held)
    return left.compress(mask_of(right, size).take(left))


def union(parts: Sequence[DocIds], size: int) -> DocIds:
    """The documents in any, ascending; the longest part itself where it holds all others."""
    parts = sorted((part for part in parts if len(part)), key=len)
    if not parts:
        return _EMPTY_DOCS
    *others, longest = parts
    few = sum(map(len, others))
    if not few:
        return longest
    if are_far_apart(few, len(longest), size):
        extra = np.concatenate(others) if len(others) > 1 else others[0]
        missing = extra.compress(longest.take(longest.searchsorted(extra), mode="clip") != extra)
        if not len(missing):
            return longest
        joined = np.concatenate((longest, np.unique(missing)))
        joined.sort(kind="stable")  # two ascending runs, which a stable sort merges
        return joined
    mask = mask_of(longest, size)
    if all(mask.take(part).all() for part in others):
        return longest
    for part in others:
        mask[part] = True
    return mask.nonzero()[0]


def without(docs: DocIds, excluded: DocIds, size: int) -> DocIds:
    if not len(excluded) or not len(docs):
        return docs
    if are_far_apart(len(docs), len(excluded), size):
        held = common(docs, excluded)[0]
        if not len(held):
            return docs
        kept = np.ones(len(docs), dtype=np.bool_)
        kept[held] = False
        return docs.compress(kept)
    return docs.compress(~mask_of(excluded, size).take(docs))


def mask_of(docs: DocIds, size: int) -> NDArray[np.bool_]:
    """bool[size], True for ``docs``."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[docs] = True
    return mask


def _live(
    snapshot: ArraySnapshot, number: int, postings: Postings, start: int, stop: int, with_freqs: bool
) -> tuple[DocIds, NDArray[Any]]:
    docs = postings.docs(start, stop)
    freqs = postings.freqs(start, stop) if with_freqs else _EMPTY_FREQS
    return _numbered(snapshot, number, docs, freqs)


def _scattered(
    snapshot: ArraySnapshot, number: int, postings: Postings, places: NDArray[np.int64], with_freqs: bool
) -> tuple[DocIds, NDArray[Any]]:
    docs, freqs = postings.scattered(places, with_freqs=with_freqs)
    return _numbered(snapshot, number, docs, freqs)


def _numbered(
    snapshot: ArraySnapshot, number: int, docs: NDArray[Any], freqs: NDArray[Any]
) -> tuple[DocIds, NDArray[Any]]:
    deleted = snapshot.deleted[number]
    base = snapshot.bases[number]
    numbered = docs.astype(np.intp)  # what numpy gathers and scatters by without a copy
    if deleted is not None:
        kept = ~deleted.take(numbered)
        numbered = numbered.compress(kept)
        freqs = freqs.compress(kept) if len(freqs) else freqs
    if base:
        numbered += base
    return numbered, freqs


def _added_up(docs: DocIds, freqs: NDArray[Any] | None, size: int) -> tuple[DocIds, NDArray[Any] | None]:
    """Documents that come several times, and in any order, once each in order, their frequencies added up."""
    if len(docs) < 2:
        return docs, freqs
    if len(docs) > size // 16:
        if freqs is None:
            return mask_of(docs, size).nonzero()[0], None
        sums = np.bincount(docs, weights=freqs, minlength=size)
        found = (sums > 0).nonzero()[0]
        return found, sums.take(found).astype(np.float32)
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
