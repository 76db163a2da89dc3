"""The arrays as a Whoosh codec: stock searchers, readers and matchers over the same segments.

This is how a query node that `search.arrays.matching` doesn't know is answered, one posting at a time, and how tools
made for Whoosh can look into an index. Segments are written by `search.arrays.IndexWriter` only: Whoosh's own writers
keep their table of contents as a pickle, and nothing of an index is ever unpickled.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import base
from whoosh.fields import NUMERIC, Schema
from whoosh.matching import ListMatcher
from whoosh.query import Query
from whoosh.query.spans import Span
from whoosh.reading import MultiReader, SegmentReader, TermInfo, TermNotFound
from whoosh.searching import Searcher

from search.arrays.columns import UNKNOWN_DAY
from search.arrays.segment import TEXT_FIELDS, Segment, has_positions
from search.schema import BY_NAME, FIELDS, schema

if TYPE_CHECKING:
    from search.arrays.snapshot import ArraySnapshot
    from search.snapshot import DocIds

    Mask = np.ndarray[Any, np.dtype[np.bool_]]


def searcher(snapshot: ArraySnapshot) -> Searcher:
    """A stock Whoosh searcher over a snapshot; not to be shared by threads, as none of Whoosh's is."""
    readers = [
        SegmentReader(None, stock_schema(), CodecSegment(segment, deleted), snapshot.generation)
        for segment, deleted in zip(snapshot.segments, snapshot.deleted, strict=True)
    ]
    return Searcher(readers[0] if len(readers) == 1 else MultiReader(readers, snapshot.generation))


def docs_by_matchers(snapshot: ArraySnapshot, query: Query) -> DocIds:
    """Documents that Whoosh's own matchers find for any query, intp[n] ascending."""
    try:
        found = sorted(set(searcher(snapshot).docs_for_query(query)))
    except TermNotFound:
        found = []
    return np.array(found, dtype=np.intp)


def stock_schema() -> Schema:
    """The schema of the index, numbers as one term each: the arrays hold no terms for whole ranges of them."""
    found = schema()
    for field in FIELDS:
        if field.kind == "number":
            found.remove(field.name)
            found.add(field.name, NUMERIC(int, bits=64, signed=True, shift_step=0))
    return found


class ArrayCodec(base.Codec):  # type: ignore[misc]
    def terms_reader(self, storage: object, segment: CodecSegment) -> ArrayTerms:
        return ArrayTerms(segment.segment)

    def per_document_reader(self, storage: object, segment: CodecSegment) -> ArrayDocuments:
        return ArrayDocuments(segment.segment, segment.deleted)


class CodecSegment(base.Segment):  # type: ignore[misc]
    """A segment of a snapshot as Whoosh sees it."""

    def __init__(self, segment: Segment, deleted: Mask | None) -> None:
        super().__init__("dateline")
        self.segment = segment
        self.deleted = deleted

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def segment_id(self) -> str:
        return self.segment.info.name

    def doc_count_all(self) -> int:
        return self.segment.documents

    def deleted_count(self) -> int:
        return 0 if self.deleted is None else int(self.deleted.sum())

    def deleted_docs(self) -> list[int]:
        found: list[int] = [] if self.deleted is None else np.flatnonzero(self.deleted).tolist()
        return found

    def is_deleted(self, docnum: int) -> bool:
        return self.deleted is not None and bool(self.deleted[docnum])

    def should_assemble(self) -> bool:
        return False


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """Terms and postings of one segment. A number's term is its sortable bytes."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    @cached_property
    def _numbers(self) -> dict[str, dict[bytes, list[int]]]:
        """Number field -> term -> documents."""
        days = self._segment.days
        dated = np.flatnonzero(days != UNKNOWN_DAY)
        columns: dict[str, tuple[Any, Any]] = {"day": (dated, days[dated]), "embargo": self._segment.embargoes}
        encode = NUMERIC(int, bits=64, signed=True, shift_step=0).to_bytes
        found: dict[str, dict[bytes, list[int]]] = {}
        for field, (docs, values) in columns.items():
            terms: dict[bytes, list[int]] = {}
            for doc, value in zip(docs.tolist(), values.tolist(), strict=True):
                terms.setdefault(encode(value), []).append(doc)
            found[field] = dict(sorted(terms.items()))
        return found

    def _place(self, fieldname: str, text: bytes) -> int:
        """Raises KeyError where the field has no such term."""
        place = self._segment.postings(fieldname).dictionary.number(text)
        if place < 0:
            raise KeyError((fieldname, text))
        return place

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        if fieldname in self._numbers:
            return text in self._numbers[fieldname]
        return self._segment.postings(fieldname).dictionary.number(text) >= 0

    def indexed_field_names(self) -> list[str]:
        return [field.name for field in FIELDS]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(BY_NAME):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """All terms of the field from ``prefix`` on."""
        if fieldname in self._numbers:
            yield from ((fieldname, text) for text in self._numbers[fieldname] if text >= prefix)
            return
        dictionary = self._segment.postings(fieldname).dictionary
        for place in range(dictionary.place(prefix), dictionary.count):
            yield fieldname, dictionary.at(place)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self, fieldname, fieldobj)

    def _postings(self, fieldname: str, text: bytes) -> tuple[list[int], list[float], list[list[int]] | None]:
        """Documents, occurrences in each, and where the field keeps them, the positions in each."""
        if fieldname in self._numbers:
            found = self._numbers[fieldname][text]
            return found, [1.0] * len(found), None
        postings, place = self._segment.postings(fieldname), self._place(fieldname, text)
        span = postings.span(place, place + 1)
        docs, freqs = postings.docs(*span), postings.freqs(*span)
        positions = None
        if has_positions(fieldname):
            ends = np.cumsum(freqs, dtype=np.int64)[:-1]
            positions = [part.tolist() for part in np.split(postings.positions(place), ends)]
        return docs.tolist(), freqs.astype(float).tolist(), positions

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        docs, weights, _ = self._postings(fieldname, text)
        lengths = self._segment.lengths(fieldname)[docs] if fieldname in TEXT_FIELDS else np.ones(len(docs), np.int64)
        return TermInfo(
            sum(weights), len(docs), int(lengths.min()), int(lengths.max()), max(weights), docs[0], docs[-1]
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        docs, weights, positions = self._postings(fieldname, text)
        info = self.term_info(fieldname, text)
        return ArrayMatcher(docs, weights, positions, format_, scorer=scorer, term=(fieldname, text), terminfo=info)


class ArrayMatcher(ListMatcher):  # type: ignore[misc]
    """The postings of one term; its values are lists of positions rather than bytes that hold them."""

    def copy(self) -> ArrayMatcher:
        return type(self)(
            self._ids,
            self._weights,
            self._values,
            self._format,
            self._scorer,
            self._i,
            None,
            self._term,
            self._terminfo,
        )

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight") or (astype == "positions" and self._values is not None)

    def value(self) -> list[int]:
        return [] if self._values is None else self._values[self._i]

    def value_as(self, astype: str) -> Any:
        return self.value() if astype == "positions" else self.weight()

    def spans(self) -> list[Span]:
        return [Span(position) for position in self.value()]


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """A place in the terms of one field."""

    def __init__(self, terms: ArrayTerms, fieldname: str, fieldobj: Any) -> None:
        self._terms = terms
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self.first()

    def is_valid(self) -> bool:
        return self._at is not None

    def first(self) -> str | None:
        return self.find(b"")

    def find(self, term: str | bytes) -> str | None:
        begin: bytes = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._following = self._terms.terms_from(self._fieldname, begin)
        return self.next()

    def next(self) -> str | None:
        following = next(self._following, None)
        self._at = None if following is None else following[1]
        return self.text()

    def text(self) -> str | None:
        text: str | None = None if self._at is None else self._fieldobj.from_bytes(self._at)
        return text

    def term_info(self) -> TermInfo | None:
        return None if self._at is None else self._terms.term_info(self._fieldname, self._at)


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """What Whoosh asks of a segment document by document."""

    def __init__(self, segment: Segment, deleted: Mask | None) -> None:
        self._segment = segment
        self._deleted = deleted

    def doc_count_all(self) -> int:
        return self._segment.documents

    def doc_count(self) -> int:
        return self._segment.documents - len(self.deleted_docs())

    def has_deletions(self) -> bool:
        return self._deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        return self._deleted is not None and bool(self._deleted[docnum])

    def deleted_docs(self) -> frozenset[int]:
        return frozenset() if self._deleted is None else frozenset(np.flatnonzero(self._deleted).tolist())

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        """The record under the name that the schema has for it."""
        return {"stored": self._segment.records.record(docnum)}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._segment.lengths(fieldname)[docnum]) if fieldname in TEXT_FIELDS else default

    def field_length(self, fieldname: str) -> int:
        return self._segment.info.tokens.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).min(initial=0)) if fieldname in TEXT_FIELDS else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).max(initial=0)) if fieldname in TEXT_FIELDS else 0
