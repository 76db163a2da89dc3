"""The same announcement elsewhere: near-duplicate texts found by MinHash with bands, verified on the texts.

Shingles, resemblance and containment after Broder, "On the resemblance and containment of documents" (1997); bands as
locality-sensitive hashing after Indyk and Motwani, "Approximate nearest neighbors" (1998). Two releases are the same
announcement where they appeared within days of each other, most of the shorter one's shingles stand in the longer one,
and they name the same numbers. Of one publisher they must be all but equal: an office that tells every town of its
grant in the same words makes as many announcements.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.analysis import exact_of, exact_terms, words_of
from search.snapshot import DocIds, Snapshot

BANDS = 16  # keys of a signature
_ROWS = 3  # minima that make one key: texts that share half their shingles meet in some band nine times in ten
_SHINGLE = 4  # words
_FEWEST = 20  # shingles of a text that can be compared
_MOST = 20_000  # shingles of a text that are looked at
_CONTAINED = 0.5  # share of the shorter text's shingles that must stand in the other
_RATIO = 0.4  # of the texts' lengths: a digest is not each of the releases in it
_APART = 10  # days between the same announcement's releases
_SAME_NUMBERS = 0.5
_REPEATED = 0.9  # resemblance of two releases of one publisher that are one
_SAME_TITLE = 0.9  # and of their titles
_ALL_PAIRS = 24  # documents with one key up to which every pair is compared
_OF_MANY = 3  # following ones that each is compared with where more have the key
_NUMBER = 1 << 32  # marks the hash of a number
_TOGETHER = 64  # texts whose signatures are worked out together, so that they stay in the processor's cache

Pair = tuple[int, int]  # of documents
Compare = Callable[[list[Pair]], list[Pair]]

_seeded = np.random.default_rng(19970611)
# The permutations are of 32 bits, which processors multiply eight at a time.
_FACTORS = _seeded.integers(1, 2**32, BANDS * _ROWS, dtype=np.uint32) | np.uint32(1)
_OFFSETS = _seeded.integers(0, 2**32, BANDS * _ROWS, dtype=np.uint32)
_POWERS = _seeded.integers(1, 2**63, max(_SHINGLE, _ROWS), dtype=np.uint64) | np.uint64(1)


def hashes(terms: Iterable[bytes]) -> NDArray[np.uint64]:
    """A hash of each term, of which shingles are made: uint64[terms], below 2**32."""
    return np.fromiter(map(crc32, terms), dtype=np.uint64)


def signatures(hashes: NDArray[np.uint64], ids: NDArray[np.uint32], lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The band keys of many texts: uint32[texts, BANDS], all zero for one too short to be compared.

    ``hashes`` of the exact terms, ``ids`` the place in them of each word, text after text; ``lengths`` the words of
    each text.
    """
    keys = np.zeros((len(lengths), BANDS), dtype="<u4")
    ends = np.cumsum(lengths)
    for first in range(0, len(lengths), _TOGETHER):
        own = lengths[first : first + _TOGETHER]
        stop = int(ends[first + len(own) - 1])
        start = stop - int(own.sum())
        counts = np.clip(own - _SHINGLE + 1, 0, _MOST + 1)
        begins = ends[first : first + len(own)] - own - start
        compared = np.flatnonzero(counts >= _FEWEST)
        if len(compared):
            # The shingles that reach over the end of a text lie between those of two texts, and in no minimum.
            shingled = _shingles(hashes[ids[start:stop]]).astype(np.uint32)
            bounds = np.stack((begins[compared], begins[compared] + counts[compared]), axis=1).ravel()
            keys[first + compared] = _band_keys(shingled, bounds)
    return keys


def _band_keys(shingled: NDArray[np.uint32], bounds: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Keys of the texts whose shingles are from an even one to an odd one of ``bounds``: uint32[texts, BANDS]."""
    bounds = bounds[:-1] if bounds[-1] == len(shingled) else bounds
    minima = np.empty((BANDS * _ROWS, (len(bounds) + 1) // 2), dtype=np.uint64)
    permuted = np.empty_like(shingled)
    for number, (factor, offset) in enumerate(zip(_FACTORS, _OFFSETS, strict=True)):
        np.multiply(shingled, factor, out=permuted)
        permuted += offset
        minima[number] = np.minimum.reduceat(permuted, bounds)[::2]
    bands = (minima.reshape(BANDS, _ROWS, -1) * _POWERS[:_ROWS, None]).sum(axis=1, dtype=np.uint64)
    keys: NDArray[np.uint32] = np.maximum(_mixed(bands) >> np.uint64(32), 1).T.astype("<u4")
    return keys


def signature(words: Sequence[str]) -> NDArray[np.uint32]:
    """As ``signatures`` for one text given as its exact terms: uint32[BANDS]."""
    ids, lengths = np.arange(len(words), dtype=np.uint32), np.array([len(words)])
    keys: NDArray[np.uint32] = signatures(hashes(map(_encode, words)), ids, lengths)[0]
    return keys


def _encode(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _shingles(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    count = max(0, len(hashes) - _SHINGLE + 1)
    total = hashes[:count] * _POWERS[0]
    for place in range(1, _SHINGLE):
        total += hashes[place : place + count] * _POWERS[place]
    return _mixed(total)


class Stored(Protocol):
    """Where records lie; a `Snapshot` is one."""

    def stored(self, doc: int) -> bytes: ...


def assign(
    snapshot: Snapshot, old_groups: NDArray[np.int32], new_docs: DocIds, *, compare: Compare | None = None
) -> NDArray[np.int32]:
    """The group of every document, -1 for one that stands alone: int32[size].

    ``old_groups`` is the last answer in the snapshot's numbering (-1 for new documents, deleted ones as they were);
    ``new_docs`` are those not compared before. The groups are the connected components of what was verified, so that
    adding releases one by one gives the same as all at once. ``compare`` does what ``same`` does, for who has more
    processors to do it on.
    """
    live = snapshot.live()
    alive = np.zeros(snapshot.size, dtype=np.bool_)
    alive[live] = True
    groups = old_groups.astype(np.int32, copy=True)
    # A group that lost a member may have hung together by it alone: its others are compared anew.
    broken = np.unique(groups[~alive & (groups >= 0)])
    orphans = live[np.isin(groups[live], broken) & (groups[live] >= 0)]
    groups[~alive] = -1
    groups[orphans] = -1
    new = np.union1d(new_docs[alive[new_docs]], orphans)
    parents = _Components()
    parents.join_groups(groups)
    pairs = [(a, b) for a, b in _candidates(snapshot, live, new) if not parents.joined(a, b)]
    for a, b in compare(pairs) if compare is not None else same(snapshot, pairs):
        parents.join(a, b)
    return parents.groups(snapshot.size)


def same(documents: Stored, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of ``pairs`` that are the same announcement, less the ones that those before connect already."""
    found = []
    connected, texts = _Components(), _Texts(documents)
    for a, b in pairs:
        if not connected.joined(a, b) and texts.same(a, b):
            connected.join(a, b)
            found.append((a, b))
    return found


def _candidates(snapshot: Snapshot, live: DocIds, new: DocIds) -> list[Pair]:
    """Pairs with a key in common, one of them new, a few days apart at most; each once.

    Those that are connected come one after another, so that a text is read once for all it is compared with.
    """
    if not len(new):
        return []
    signatures = snapshot.signatures(live)
    days = snapshot.days(live).astype(np.int64)
    fresh = np.isin(live, new)
    found = [np.zeros((0, 2), dtype=np.int64)]
    for band in range(signatures.shape[1]):
        keys = signatures[:, band]
        among = np.flatnonzero((keys != 0) & np.isin(keys, keys[fresh]))
        among = among[np.lexsort((days[among], keys[among]))]
        found += _pairs(among, keys[among], days, fresh)
    pairs = np.unique(np.concatenate(found), axis=0)
    connected = _Components()
    for a, b in pairs.tolist():
        connected.join(a, b)
    order = np.argsort([connected.find(a) for a in pairs[:, 0].tolist()], kind="stable")
    return [(a, b) for a, b in live[pairs[order]].tolist()]


def _pairs(
    docs: NDArray[np.intp], keys: NDArray[np.uint32], days: NDArray[np.int64], fresh: NDArray[np.bool_]
) -> Iterator[NDArray[np.int64]]:
    """Pairs of documents of one key: all, or where very many have it each with the next few.

    ``docs`` and their keys in the order of keys, then days. Each time int64[n, 2], the lower document first.
    """
    sizes = np.bincount(np.cumsum(np.concatenate(([0], keys[1:] != keys[:-1])))) if len(keys) else np.zeros(0, np.intp)
    is_usual = np.repeat(sizes <= _ALL_PAIRS, sizes)
    for apart in range(1, _ALL_PAIRS):
        same = keys[apart:] == keys[:-apart]
        if apart > _OF_MANY:
            same &= is_usual[apart:]
        a, b = docs[:-apart][same], docs[apart:][same]
        if not len(a):
            break
        near = (days[b] - days[a] <= _APART) & (fresh[a] | fresh[b])
        yield np.sort(np.stack((a[near], b[near]), axis=1), axis=1)


class _Hashes(dict[str, int]):
    """Words, unfolded -> hashes of their exact terms, those of numbers marked with a bit above."""

    def __missing__(self, word: str) -> int:
        if len(self) > 400_000:
            self.clear()
        (term,) = exact_of((word,))
        self[word] = crc32(_encode(term)) | (_NUMBER if term.isdigit() and len(term) > 1 else 0)
        return self[word]


_hashes = _Hashes()


class _Texts:
    """Compares the texts of documents, keeping those it compared last."""

    def __init__(self, documents: Stored) -> None:
        self.documents = documents
        self.read = lru_cache(maxsize=2_000)(self._read)

    def _read(self, doc: int) -> _Text:
        record = json.loads(self.documents.stored(doc))
        words = np.array([*map(_hashes.__getitem__, words_of(record["text"]))], dtype=np.uint64)
        numbers = frozenset(words[words >= _NUMBER].tolist())
        words = words[: _MOST + _SHINGLE] & np.uint64(_NUMBER - 1)
        title = frozenset(exact_terms(record["title"] or ""))
        return _Text(_distinct(_shingles(words)), numbers, title, record["publisher"])

    def same(self, a: int, b: int) -> bool:
        ours, theirs = self.read(a), self.read(b)
        shorter, longer = sorted((len(ours.shingles), len(theirs.shingles)))
        if shorter < _FEWEST or shorter < _RATIO * longer:
            return False
        both = np.sort(np.concatenate((ours.shingles, theirs.shingles)))
        shared = int((both[1:] == both[:-1]).sum())
        if shared < _CONTAINED * shorter:
            return False
        if ours.publisher is not None and ours.publisher == theirs.publisher:
            titles = ours.title | theirs.title
            if len(ours.title & theirs.title) < _SAME_TITLE * len(titles):
                return False
            if shared < _REPEATED * (shorter + longer - shared):
                return False
        fewest = min(len(ours.numbers), len(theirs.numbers))
        return len(ours.numbers & theirs.numbers) >= _SAME_NUMBERS * fewest


def _distinct(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each once, ascending. Sorting is several times as fast as the table that np.unique makes."""
    numbers = np.sort(numbers)
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))] if len(numbers) else numbers


class _Text(NamedTuple):
    shingles: NDArray[np.uint64]  # each once, ascending
    numbers: frozenset[int]  # hashes of its numbers of two digits and more
    title: frozenset[str]  # its words
    publisher: str | None


class _Components:
    """Documents joined into components (union and find with path halving)."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def join_groups(self, groups: NDArray[np.int32]) -> None:
        """Joins the documents that have the same number, other than -1."""
        first: dict[int, int] = {}
        for doc in np.flatnonzero(groups >= 0).tolist():
            self.join(first.setdefault(int(groups[doc]), doc), doc)

    def find(self, doc: int) -> int:
        parent = self.parent
        while parent.setdefault(doc, doc) != doc:
            parent[doc] = parent[parent[doc]]
            doc = parent[doc]
        return doc

    def joined(self, a: int, b: int) -> bool:
        return self.find(a) == self.find(b)

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        self.parent[max(a, b)] = min(a, b)

    def groups(self, size: int) -> NDArray[np.int32]:
        """A component's number is its lowest document; those of one document are -1."""
        groups = np.full(size, -1, dtype=np.int32)
        docs = np.array(sorted(self.parent), dtype=np.int32)
        roots = np.array([self.find(doc) for doc in docs.tolist()], dtype=np.int32)
        several = np.bincount(roots, minlength=1)[roots] > 1 if len(roots) else roots > 0
        groups[docs[several]] = roots[several]
        return groups


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finalizer of splitmix64, so that near values get far hashes."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
