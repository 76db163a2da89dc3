"""A snapshot over plain lists: slow, and simple enough to be believed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query import (
    And,
    AndNot,
    Every,
    FuzzyTerm,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from whoosh.support.levenshtein import damerau_levenshtein

from search.document import IndexDocument
from search.duplicates import signature
from search.query.nodes import AtLeast, Near, Words
from search.schema import BY_NAME, FIELDS, K1
from search.snapshot import DocIds, Matches

UNKNOWN = -(2**31)


class TwinSnapshot:
    """Documents in the order given; ``groups`` as near-duplicate numbers, -1 alone."""

    def __init__(
        self,
        documents: Sequence[IndexDocument],
        *,
        generation: int = 1,
        groups: Sequence[int] | None = None,
        deleted: frozenset[int] = frozenset(),
        extras: dict[str, bytes] | None = None,
    ) -> None:
        self.generation = generation
        self.documents = list(documents)
        self.terms_of = [document.terms() for document in self.documents]
        self.size = len(self.documents)
        self.deleted = deleted
        self.extras = extras or {}
        self._groups = np.array(groups if groups is not None else [-1] * self.size, dtype=np.int32)
        self._frequencies = {field.name: Counter[str]() for field in FIELDS}
        for document, words in zip(self.documents, self.terms_of, strict=True):
            for name, terms in {**words, **document.values}.items():
                self._frequencies[name].update(set(terms))
        self._values = {
            field.name: sorted({v for d in self.documents for v in d.values.get(field.name, ())})
            for field in FIELDS
            if field.facet
        }
        self._live = np.array([d for d in range(self.size) if d not in deleted], dtype=np.intp)

    def match(self, query: Query, *, scored: bool, found: dict[Any, Any] | None = None) -> Matches:
        scores = {d: s for d, s in self._scores(query).items() if d not in self.deleted}
        docs = np.array(sorted(scores), dtype=np.intp)
        values = np.array([scores[d] for d in docs.tolist()], dtype=np.float32) if scored else None
        return Matches(docs, values)

    def _scores(self, query: Query) -> dict[int, float]:
        if isinstance(query, Words):
            return self._words(query)
        if isinstance(query, AtLeast):
            return _sum([self._scores(q) for q in query.subqueries], query.minmatch, query.boost)
        if isinstance(query, And):
            return _sum([self._scores(q) for q in query.subqueries], len(query.subqueries), query.boost)
        if isinstance(query, Or):
            return _sum([self._scores(q) for q in query.subqueries], 1, query.boost)
        if isinstance(query, AndNot):
            excluded = self._scores(query.b)
            return {d: s for d, s in self._scores(query.a).items() if d not in excluded}
        if isinstance(query, Not):
            excluded = self._scores(query.query)
            return dict.fromkeys((d for d in range(self.size) if d not in excluded), 0.0)
        if isinstance(query, Every):
            field = query.fieldname
            return {d: 0.0 for d in range(self.size) if field is None or self.documents[d].values.get(field)}
        if isinstance(query, NumericRange):
            first = -(10**9) if query.start is None else query.start
            last = 10**9 if query.end is None else query.end
            days = enumerate(document.day for document in self.documents)
            return {d: 0.0 for d, day in days if day is not None and first <= day <= last}
        if isinstance(query, (Term, Prefix)) and BY_NAME[query.fieldname].kind == "keyword":
            held = enumerate(document.values.get(query.fieldname, ()) for document in self.documents)
            return {d: 0.0 for d, values in held if _occurrences(query, values)}
        if isinstance(query, (Term, Prefix, Wildcard, FuzzyTerm, Phrase)):
            return self._words(Words([query], boost=query.boost))
        assert query is NullQuery, query
        return {}

    def _words(self, query: Words) -> dict[int, float]:
        weighed: dict[int, float] = {}
        for leaf in query.subqueries:
            field = BY_NAME[leaf.fieldname]
            lengths = [len(words[field.name]) for words in self.terms_of]
            average = sum(lengths[d] for d in self._live) / max(1, len(self._live)) or 1.0
            for doc in range(self.size):
                count = _occurrences(leaf, self.terms_of[doc][field.name])
                if count:
                    share = count * field.weight / (1 - field.b + field.b * lengths[doc] / average)
                    weighed[doc] = weighed.get(doc, 0.0) + share
        total, found = len(self._live), len([d for d in weighed if d not in self.deleted])
        idf = log(1 + (total - found + 0.5) / (found + 0.5))
        return {doc: query.boost * idf * (K1 + 1) * tf / (K1 + tf) for doc, tf in weighed.items()}

    def values(self, field: str) -> Sequence[str]:
        return self._values[field]

    def counts(self, field: str, docs: DocIds) -> tuple[NDArray[np.int64], int]:
        counts = np.zeros(len(self._values[field]), dtype=np.int64)
        missing = 0
        for doc in docs.tolist():
            values = self.documents[doc].values.get(field, ())
            missing += not values
            for value in values:
                counts[self._values[field].index(value)] += 1
        return counts, missing

    def ordinals(self, field: str, docs: DocIds) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        pairs = [
            (row, self._values[field].index(value))
            for row, doc in enumerate(docs.tolist())
            for value in self.documents[doc].values.get(field, ())
        ]
        rows, ordinals = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
        return rows, ordinals

    def days(self, docs: DocIds) -> NDArray[np.int32]:
        days = [self.documents[doc].day for doc in docs.tolist()]
        return np.array([UNKNOWN if day is None else day for day in days], dtype=np.int32)

    def embargoes(self) -> tuple[DocIds, NDArray[np.int64]]:
        held = [(doc, embargo) for doc in self._live.tolist() if (embargo := self.documents[doc].embargo) is not None]
        return np.array([d for d, _ in held], dtype=np.intp), np.array([e for _, e in held], dtype=np.int64)

    def groups(self, docs: DocIds) -> NDArray[np.int32]:
        return self._groups[docs]

    def stored(self, doc: int) -> bytes:
        return self.documents[doc].stored

    def find(self, release_id: str) -> int | None:
        found = [d for d in self._live.tolist() if self.documents[d].id == release_id]
        return found[0] if found else None

    def live(self) -> DocIds:
        return self._live

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        return iter(sorted(found for found in self._frequencies[field].items() if found[0].startswith(prefix)))

    def frequency(self, field: str, term: str) -> int:
        return self._frequencies[field][term]

    def similar(self, field: str, word: str, distance: int, prefix: int) -> Sequence[tuple[str, int, int]]:
        near = ((t, n, damerau_levenshtein(t, word)) for t, n in self.terms(field, word[:prefix]))
        return [(t, n, d) for t, n, d in near if d <= distance]

    def keys(self, docs: DocIds) -> NDArray[np.uint64]:
        return np.array([key_of(self.documents[doc].id) for doc in docs.tolist()], dtype=np.uint64)

    def signatures(self, docs: DocIds) -> NDArray[np.uint32]:
        return np.array([signature(self.terms_of[doc]["text_exact"]) for doc in docs.tolist()], dtype=np.uint32)

    def extra(self, name: str) -> bytes | None:
        return self.extras.get(name)

    def verify(self) -> list[str]:
        return []

    def bytes(self) -> int:
        return sum(len(json.dumps(d.id)) for d in self.documents)


def key_of(release_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(release_id.encode(), digest_size=8).digest(), "little")


def _sum(found: list[dict[int, float]], least: int, boost: float) -> dict[int, float]:
    docs = {doc for scores in found for doc in scores}
    held = {doc: [scores[doc] for scores in found if doc in scores] for doc in docs}
    return {doc: boost * sum(scores) for doc, scores in held.items() if len(scores) >= least}


def _occurrences(leaf: Query, words: Sequence[str]) -> int:
    """How often a leaf of ``Words`` occurs in a field's words."""
    if isinstance(leaf, Near):
        spread = leaf.slop + len(leaf.words) - 2
        places = [[i for i, w in enumerate(words) if w == word] for word in leaf.words]
        return sum(
            all(any(abs(at - first) <= spread and at >= first for at in others) for others in places)
            for first in range(len(words))
            if words[first] in leaf.words
        )
    if isinstance(leaf, Phrase):
        size = len(leaf.words)
        return sum(list(words[at : at + size]) == list(leaf.words) for at in range(len(words) - size + 1))
    if isinstance(leaf, Term):
        return sum(word == leaf.text for word in words)
    if isinstance(leaf, Prefix):
        return sum(word.startswith(leaf.text) for word in words)
    if isinstance(leaf, Wildcard):
        return sum(fnmatchcase(word, leaf.text) for word in words)
    if isinstance(leaf, FuzzyTerm):
        near = (w for w in words if w[: leaf.prefixlength] == leaf.text[: leaf.prefixlength])
        return sum(damerau_levenshtein(word, leaf.text) <= leaf.maxdist for word in near)
    raise TypeError(leaf)
