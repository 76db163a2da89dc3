"""One generation of the index, open: segments side by side as one range of document numbers."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.contents import Contents, read_contents
from search.arrays.files import Array, ArrayFile, smallest_dtype
from search.arrays.segment import Segment
from search.arrays.terms import decode, encode
from search.errors import IndexCorrupt
from search.schema import BY_NAME

if TYPE_CHECKING:
    from whoosh.query import Query

    from search.snapshot import DocIds, Matches

_ATTEMPTS = 20  # to open a generation before writers replace it
_BATCH = 1024  # terms decoded at once
_KEPT_FREQUENCIES = 10_000
_KEPT_TEXTS = 10_000  # values of a facet that were shown last
_KEPT_PLACES = 20_000


def open_snapshot(folder: Path) -> ArraySnapshot:
    """The generation that is committed now. Raises IndexMissing, or IndexCorrupt naming the file."""
    for _ in range(_ATTEMPTS):
        contents = read_contents(folder)
        try:
            return ArraySnapshot.open(folder, contents)
        except IndexCorrupt:
            # A writer may have committed in between and taken the files away; else it is as it seems.
            if read_contents(folder).generation == contents.generation:
                raise
    raise IndexCorrupt(str(folder), "is being rewritten faster than it can be opened")


class ArraySnapshot:
    """Implements `search.snapshot.Snapshot`; see there. Any number of threads may share it.

    Files stay readable for as long as the snapshot lives, whatever is committed meanwhile.
    """

    def __init__(
        self,
        generation: int,
        segments: Sequence[Segment],
        deleted: Sequence[NDArray[np.bool_] | None],
        groups: NDArray[np.int32],
        state: ArrayFile | None = None,
        contents: Contents | None = None,
    ) -> None:
        """``deleted``: which documents of each segment are gone; ``groups``: of every document, int32[size]."""
        self.generation = generation
        self.segments = list(segments)
        self.deleted = list(deleted)
        self.contents = contents
        self.state = state
        self.bases: list[int] = []
        self.size = 0
        for segment in segments:
            self.bases.append(self.size)
            self.size += segment.documents
        self.live_count = self.size - sum(int(mask.sum()) for mask in deleted if mask is not None)
        self._groups = groups
        self._norms: dict[str, NDArray[np.float32]] = {}
        self._dictionaries: dict[str, FacetDictionary] = {}
        self._frequencies: dict[tuple[str, str], int] = {}  # asked for last
        self._singles: dict[str, Array | None] = {}
        self._places: dict[tuple[str, str], tuple[tuple[int, int], ...]] = {}  # asked for last

    @classmethod
    def open(cls, folder: Path, contents: Contents) -> ArraySnapshot:
        """Raises IndexCorrupt naming the file."""
        state = ArrayFile(folder / contents.state)
        if state.size != contents.state_size:
            raise state.corrupt("is not the file that the table of contents speaks of")
        segments = [Segment(folder, info) for info in contents.segments]
        groups = state["groups"].all()
        if len(groups) != sum(segment.documents for segment in segments):
            raise state.corrupt("its array groups is not as long as the index")
        deleted = [_deleted(state, segment) for segment in segments]
        return cls(contents.generation, segments, deleted, groups, state, contents)

    # Matching

    def match(self, query: Query, *, scored: bool, found: dict[Any, Any] | None = None) -> Matches:
        from search.arrays.matching import match

        return match(self, query, scored=scored, found=found)

    def norms(self, field: str) -> NDArray[np.float32]:
        """BM25F's weight of one occurrence in each document, weight / (1 - b + b * length / average): float32[size].

        The average is that of the live documents.
        """
        norms = self._norms.get(field)
        if norms is None:
            spec = BY_NAME[field]
            lengths = np.concatenate([segment.lengths(field) for segment in self.segments]).astype(np.float32)
            average = self._tokens(field) / max(1, self.live_count) or 1.0
            norms = np.float32(spec.weight) / (np.float32(1 - spec.b) + np.float32(spec.b / average) * lengths)
            self._norms[field] = norms
        return norms

    def _tokens(self, field: str) -> int:
        """Terms of a text field in all live documents."""
        total = 0
        for segment, deleted in zip(self.segments, self.deleted, strict=True):
            total += segment.info.tokens.get(field, 0)
            if deleted is not None:
                total -= int(segment.lengths(field)[deleted].sum(dtype=np.int64))
        return total

    # The dictionary

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        begin = encode(prefix)
        streams = [self._segment_terms(number, field, begin) for number in range(len(self.segments))]
        merged = streams[0] if len(streams) == 1 else heapq.merge(*streams)
        for term, found in groupby(merged, key=itemgetter(0)):
            frequency = sum(count for _, count in found)
            if frequency:
                yield decode(term), frequency

    def _segment_terms(self, number: int, field: str, begin: bytes) -> Iterator[tuple[bytes, int]]:
        postings = self.segments[number].postings(field)
        if not postings.dictionary.count:
            return
        first, last = postings.dictionary.range(begin)
        for low in range(first, last, _BATCH):
            high = min(low + _BATCH, last)
            yield from zip(
                postings.dictionary.slice(low, high), self.live_frequencies(number, field, low, high), strict=True
            )

    def live_frequencies(self, number: int, field: str, first: int, last: int) -> list[int]:
        """Live documents of each term from number ``first`` to before ``last`` in one segment."""
        postings, deleted = self.segments[number].postings(field), self.deleted[number]
        if deleted is None and last == first + 1:
            start, stop = postings.span(first, last)
            return [stop - start]
        starts = np.asarray(postings.starts[first : last + 1]).astype(np.int64)
        frequencies = np.diff(starts)
        if deleted is not None and len(frequencies):
            gone = np.zeros(int(starts[-1] - starts[0]) + 1, dtype=np.int64)
            np.cumsum(deleted[postings.docs(int(starts[0]), int(starts[-1]))], out=gone[1:])
            frequencies = frequencies - np.diff(gone[starts - starts[0]])
        counts: list[int] = frequencies.tolist()
        return counts

    def places(self, field: str, term: str) -> tuple[tuple[int, int], ...]:
        """The segments that have a term, and its number in the dictionary of each."""
        known = self._places.get((field, term))
        if known is None:
            wanted = encode(term)
            found = (segment.postings(field).dictionary.number(wanted) for segment in self.segments)
            known = tuple((number, place) for number, place in enumerate(found) if place >= 0)
            if len(self._places) >= _KEPT_PLACES:
                self._places.clear()
            self._places[field, term] = known
        return known

    def frequency(self, field: str, term: str) -> int:
        known = self._frequencies.get((field, term))
        if known is not None:
            return known
        total = sum(self.live_frequencies(number, field, n, n + 1)[0] for number, n in self.places(field, term))
        if len(self._frequencies) >= _KEPT_FREQUENCIES:
            self._frequencies.clear()
        self._frequencies[field, term] = total
        return total

    def similar(self, field: str, word: str, distance: int, prefix: int) -> Sequence[tuple[str, int, int]]:
        from search.arrays.expanding import similar_numbers

        found: dict[str, tuple[int, int]] = {}
        for number, segment in enumerate(self.segments):
            dictionary = segment.postings(field).dictionary
            places, distances = similar_numbers(dictionary, word, distance, prefix)
            for place, away in zip(places.tolist(), distances.tolist(), strict=True):
                term = dictionary.text(place)
                frequency = self.live_frequencies(number, field, place, place + 1)[0]
                if frequency:
                    found[term] = (found.get(term, (0, 0))[0] + frequency, away)
        return [(term, frequency, away) for term, (frequency, away) in sorted(found.items())]

    def docs_of(self, field: str, term: str) -> DocIds:
        """Live documents with a term, ascending."""
        from search.arrays.leaves import Leaf

        return Leaf.of_term(self, field, term, with_freqs=False).docs

    def docs_of_path(self, path: str) -> DocIds:
        """Live documents of a source file."""
        return self.docs_of("path", path)

    def find(self, release_id: str) -> int | None:
        docs = self.docs_of("id", release_id)
        return int(docs[0]) if len(docs) else None

    # Columns

    def split(self, docs: DocIds) -> Iterator[tuple[int, slice]]:
        """The segments that hold some of ``docs``, ascending, and which of them."""
        if len(self.segments) == 1:
            yield 0, slice(0, len(docs))
            return
        bounds = np.searchsorted(docs, [*self.bases, self.size]).tolist()
        for number, (start, stop) in enumerate(pairwise(bounds)):
            if start < stop:
                yield number, slice(start, stop)

    def values(self, field: str) -> Sequence[str]:
        return self._dictionary(field)

    def _dictionary(self, field: str) -> FacetDictionary:
        found = self._dictionaries.get(field)
        if found is None:
            found = self._dictionaries[field] = FacetDictionary(self.segments, field)
        return found

    def counts(self, field: str, docs: DocIds) -> tuple[NDArray[np.int64], int]:
        dictionary = self._dictionary(field)
        single = self._single(field)
        if single is not None:
            counts = np.bincount(single.take(docs), minlength=len(dictionary) + 1)
            return counts[1:], int(counts[0])
        ordinals, missing = [], 0
        for number, part in self.split(docs):
            own = docs[part] - self.bases[number] if self.bases[number] else docs[part]
            found, without = self.segments[number].facet(field).ordinals(own)
            mapped = dictionary.ordinals[number]
            ordinals.append(found if mapped is None else mapped.take(found))
            missing += without
        return np.bincount(_joined(ordinals, np.intp), minlength=len(dictionary)), missing

    def _single(self, field: str) -> Array | None:
        """Of every document its value's place in ``values`` plus one, 0 for none; None where one may have several."""
        if field not in self._singles:
            dictionary = self._dictionary(field)
            columns = [segment.facet(field).single() for segment in self.segments]
            self._singles[field] = _mapped(columns, dictionary) if columns else None
        return self._singles[field]

    def ordinals(self, field: str, docs: DocIds) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        dictionary = self._dictionary(field)
        rows, ordinals = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        for number, part in self._parts(docs):
            places, found = self.segments[number].facet(field).pairs(docs[part] - self.bases[number])
            own = np.arange(part.start, part.stop) if isinstance(part, slice) else part
            rows.append(own[places].astype(np.int32))
            mapped = dictionary.ordinals[number]
            ordinals.append(found if mapped is None else mapped[found])
        all_rows, all_ordinals = np.concatenate(rows), np.concatenate(ordinals)
        if len(rows) > 2 and (np.diff(all_rows) < 0).any():
            order = np.argsort(all_rows, kind="stable")
            return all_rows[order], all_ordinals[order]
        return all_rows, all_ordinals

    def _parts(self, docs: DocIds) -> Iterator[tuple[int, slice | NDArray[np.intp]]]:
        """As ``split``, for documents in any order."""
        if len(self.segments) == 1 or len(docs) < 2 or bool((docs[1:] >= docs[:-1]).all()):
            yield from self.split(docs)
            return
        owner = np.searchsorted(self.bases, docs, side="right") - 1
        for number in np.unique(owner).tolist():
            yield number, np.flatnonzero(owner == number)

    @cached_property
    def _all_days(self) -> NDArray[np.int32]:
        return _joined([segment.days for segment in self.segments], np.int32)

    def all_days(self) -> NDArray[np.int32]:
        """The day of every document, deleted ones included: int32[size]."""
        return self._all_days

    def days(self, docs: DocIds) -> NDArray[np.int32]:
        return self._all_days[docs]

    @cached_property
    def _all_keys(self) -> NDArray[np.uint64]:
        return _joined([segment.keys for segment in self.segments], np.uint64)

    def keys(self, docs: DocIds) -> NDArray[np.uint64]:
        return self._all_keys[docs]

    def signatures(self, docs: DocIds) -> NDArray[np.uint32]:
        width = max((segment.signatures.shape[1] for segment in self.segments), default=0)
        found = np.zeros((len(docs), width), dtype=np.uint32)
        for number, part in self._parts(docs):
            own = self.segments[number].signatures
            found[part, : own.shape[1]] = own[docs[part] - self.bases[number]]
        return found

    def embargoes(self) -> tuple[DocIds, NDArray[np.int64]]:
        docs, instants = [np.zeros(0, np.intp)], [np.zeros(0, np.int64)]
        for segment, base, deleted in zip(self.segments, self.bases, self.deleted, strict=True):
            own, when = segment.embargoes
            if deleted is not None:
                own, when = own[~deleted[own]], when[~deleted[own]]
            docs.append(own.astype(np.intp) + base)
            instants.append(when)
        return np.concatenate(docs), np.concatenate(instants)

    def groups(self, docs: DocIds) -> NDArray[np.int32]:
        return self._groups[docs]

    def all_groups(self) -> NDArray[np.int32]:
        """The group of every document, deleted ones included: int32[size]."""
        return self._groups

    @cached_property
    def _live(self) -> DocIds:
        if self.live_count == self.size:
            return np.arange(self.size)
        alive = [
            np.ones(segment.documents, np.bool_) if deleted is None else ~deleted
            for segment, deleted in zip(self.segments, self.deleted, strict=True)
        ]
        return _joined(alive, np.bool_).nonzero()[0]

    def live(self) -> DocIds:
        return self._live

    # Records, and what is kept beside them

    def stored(self, doc: int) -> bytes:
        number = bisect_right(self.bases, doc) - 1 if len(self.bases) > 1 else 0
        return self.segments[number].records.record(doc - self.bases[number])

    def extra(self, name: str) -> bytes | None:
        entry = f"extra.{name}"
        return self.state[entry].all().tobytes() if self.state is not None and entry in self.state else None

    def verify(self) -> list[str]:
        from search.arrays.verifying import problems

        return problems(self)

    def bytes(self) -> int:
        return self.contents.bytes() if self.contents is not None else 0


def _deleted(state: ArrayFile, segment: Segment) -> NDArray[np.bool_] | None:
    name = f"deleted.{segment.info.name}"
    if name not in state:
        return None
    bits = state[name].all()
    if len(bits) != -(-segment.documents // 8):
        raise state.corrupt(f"its array {name} is not as long as the segment")
    return np.unpackbits(bits, count=segment.documents, bitorder="little").view(np.bool_)


class FacetDictionary(Sequence[str]):
    """The values of a facet field over all segments, in order, and where each segment's own lie among them.

    ``ordinals``: for each segment its ordinals' places in the whole, int32[values]; None where they are the same.
    """

    def __init__(self, segments: Sequence[Segment], field: str) -> None:
        self._dictionaries = [segment.postings(field).dictionary for segment in segments]
        self.ordinals: list[NDArray[np.int32] | None] = [None] * len(segments)
        self._terms: list[bytes] | None = None
        self._texts: dict[int, str] = {}
        if len(segments) == 1:
            return
        own = [dictionary.slice(0, dictionary.count) for dictionary in self._dictionaries]
        self._terms = sorted(set().union(*own))
        place = {term: number for number, term in enumerate(self._terms)}
        for number, terms in enumerate(own):
            if len(terms) < len(self._terms):
                found = np.fromiter(map(place.__getitem__, terms), np.int32, len(terms))
                self.ordinals[number] = found

    def __len__(self) -> int:
        return self._dictionaries[0].count if self._terms is None else len(self._terms)

    def __getitem__(self, ordinal: int) -> str:  # type: ignore[override]
        if self._terms is not None:
            return decode(self._terms[ordinal])
        known = self._texts.get(ordinal)
        if known is None:
            if not 0 <= ordinal < len(self):
                raise IndexError(ordinal)
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            known = self._texts[ordinal] = self._dictionaries[0].text(ordinal)
        return known

    def __iter__(self) -> Iterator[str]:
        terms = self._terms
        if terms is None:
            terms = self._dictionaries[0].slice(0, len(self))
        return map(decode, terms)


def _mapped(columns: Sequence[Array | None], dictionary: FacetDictionary) -> Array | None:
    """Segments' columns as one, in the ordinals of all."""
    mapped = []
    dtype = smallest_dtype(len(dictionary))
    for column, ordinals in zip(columns, dictionary.ordinals, strict=True):
        if column is None:
            return None
        if ordinals is not None:
            column = np.concatenate((np.zeros(1, dtype), (ordinals + 1).astype(dtype))).take(column)
        mapped.append(column)
    return _joined(mapped, dtype)


def _joined(parts: list[Array], dtype: type | np.dtype[Any]) -> Array:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
