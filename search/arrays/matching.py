"""Evaluation of a Whoosh query tree over arrays: each node is matched once, as a whole.

A node first becomes the array of its documents; scores are worked out afterwards, and only for the documents that the
whole question selects. The score is BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields", 2004): the occurrences of a word in all fields are weighed by field and length, added up, and saturated once:

    tf    = sum over fields of  weight * occurrences / (1 - b + b * length / average length)
    score = boost * ln(1 + (N - n + 0.5) / (n + 0.5)) * (k1 + 1) * tf / (k1 + tf)

N the live documents, n those with the word in any field. Scores of words are added. Filters (keyword terms, ranges,
every document, the second half of "and not") score 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from search.arrays import expanding, phrases, sums
from search.arrays.columns import UNKNOWN_DAY
from search.arrays.leaves import Leaf, are_far_apart, intersection, mask_of, union, without
from search.schema import BY_NAME, K1
from search.snapshot import Matches

if TYPE_CHECKING:
    from whoosh.query import Query

    from search.arrays.snapshot import ArraySnapshot
    from search.snapshot import DocIds, Scores

_NO_DOCS = np.zeros(0, dtype=np.intp)


def match(snapshot: ArraySnapshot, query: Query, *, scored: bool, found: dict[Any, Any] | None = None) -> Matches:
    """All documents that match, and BM25F where ``scored``. ``query``: Whoosh's nodes and `search.query.nodes`'.

    ``found`` as in `search.snapshot.Snapshot.match`.
    """
    if not snapshot.segments:
        return Matches(_NO_DOCS, np.zeros(0, np.float32) if scored else None)
    node = _Evaluation(snapshot, scored, {} if found is None else found).node(query)
    return Matches(node.docs, node.scores(node.docs) if scored else None)


class _Node:
    """Documents that match, ascending, and their scores."""

    def __init__(self, snapshot: ArraySnapshot, docs: DocIds) -> None:
        self.snapshot = snapshot
        self.docs = docs

    def scores(self, docs: DocIds) -> Scores:
        """float32[len(docs)]; 0 for documents that don't match."""
        return np.zeros(len(docs), dtype=np.float32)


class _Word(_Node):
    """One word to BM25F, in as many leaves as it has fields and spellings."""

    def __init__(self, snapshot: ArraySnapshot, leaves: Sequence[Leaf], boost: float) -> None:
        self.leaves = [leaf for leaf in leaves if len(leaf.docs)]
        super().__init__(snapshot, union([leaf.docs for leaf in self.leaves], snapshot.size))
        self.boost = boost

    def scores(self, docs: DocIds) -> Scores:
        if not self.leaves:
            return super().scores(docs)
        tf = self.frequencies(docs)
        total, held = self.snapshot.live_count, len(self.docs)
        idf = log(1 + (total - held + 0.5) / (held + 0.5))
        saturation = tf + np.float32(K1)
        scores: Scores = np.divide(tf, saturation, out=saturation)
        scores *= np.float32(self.boost * idf * (K1 + 1))
        return scores

    def frequencies(self, docs: DocIds) -> Scores:
        """The weighted occurrences of all leaves, added up."""
        first, *others = self.leaves
        if docs is not self.docs or not others or are_far_apart(len(docs), 0, self.snapshot.size):
            tf = first.weighted(self.snapshot, docs)
            for leaf in others:
                tf += leaf.weighted(self.snapshot, docs)
            return tf
        everywhere = np.zeros(self.snapshot.size, dtype=np.float32)
        everywhere[first.docs] = first.weighted(self.snapshot, first.docs)
        for leaf in others:
            everywhere[leaf.docs] += leaf.weighted(self.snapshot, leaf.docs)
        return everywhere.take(docs)


class _Sum(_Node):
    """Scores of the parts added, times a boost."""

    def __init__(self, snapshot: ArraySnapshot, docs: DocIds, parts: Sequence[_Node], boost: float = 1.0) -> None:
        super().__init__(snapshot, docs)
        self.parts = [part for part in parts if type(part) is not _Node]
        self.boost = boost

    def scores(self, docs: DocIds) -> Scores:
        if not self.parts:
            return super().scores(docs)
        total = self.total(docs)
        if self.boost != 1.0:
            total *= np.float32(self.boost)
        return total

    def total(self, docs: DocIds) -> Scores:
        total = self.parts[0].scores(docs)
        for part in self.parts[1:]:
            total += part.scores(docs)
        return total


class _Either(_Sum):
    """As _Sum, of parts that match nothing but what this node matches: each scores its own documents only."""

    def total(self, docs: DocIds) -> Scores:
        if docs is not self.docs or are_far_apart(len(docs), 0, self.snapshot.size):
            return super().total(docs)
        everywhere = np.zeros(self.snapshot.size, dtype=np.float32)
        for part in self.parts:
            everywhere[part.docs] += part.scores(part.docs)
        return everywhere.take(docs)


class _Held(_Sum):
    """As _Sum, but parts score documents that this node doesn't match: those get 0."""

    def scores(self, docs: DocIds) -> Scores:
        total = super().scores(docs)
        if docs is not self.docs:
            total *= mask_of(self.docs, self.snapshot.size).take(docs)
        return total


class _Highest(_Sum):
    """The highest score of the parts, times a boost."""

    def scores(self, docs: DocIds) -> Scores:
        highest = super(_Sum, self).scores(docs)
        for part in self.parts:
            np.maximum(highest, part.scores(docs), out=highest)
        return highest * np.float32(self.boost)


class _Constant(_Node):
    """The same score for every document that matches."""

    def __init__(self, snapshot: ArraySnapshot, docs: DocIds, score: float) -> None:
        super().__init__(snapshot, docs)
        self.score = score

    def scores(self, docs: DocIds) -> Scores:
        if docs is self.docs:
            return np.full(len(docs), self.score, dtype=np.float32)
        held = np.zeros(self.snapshot.size, dtype=np.float32)
        held[self.docs] = self.score
        return held.take(docs)


class _Summed(_Node):
    """Documents whose scores are worked out already, in an array over all documents."""

    def __init__(self, snapshot: ArraySnapshot, docs: DocIds, everywhere: Scores) -> None:
        super().__init__(snapshot, docs)
        self.everywhere = everywhere

    def scores(self, docs: DocIds) -> Scores:
        return self.everywhere.take(docs)


class _Evaluation:
    """Turns the nodes of one question over one snapshot."""

    def __init__(self, snapshot: ArraySnapshot, scored: bool, found: dict[Any, Any]) -> None:
        self.snapshot = snapshot
        self.size = snapshot.size
        self.scored = scored
        self.found = found

    def node(self, query: Query) -> _Node:
        for kind in type(query).__mro__:
            make = _MAKERS.get(kind.__name__)
            if make is not None:
                return make(self, query)
        return self.unknown(query)

    def plain(self, docs: DocIds) -> _Node:
        return _Node(self.snapshot, docs)

    def unknown(self, query: Query) -> _Node:
        from search.arrays.codec import docs_by_matchers

        return self.plain(docs_by_matchers(self.snapshot, query))

    def word(self, query: Any) -> _Node:
        """A leaf by itself: a word to BM25F where its field is text, else a filter."""
        leaf = self.leaf(query)
        if BY_NAME[query.fieldname].kind != "text":
            return self.plain(leaf.docs)
        return _Word(self.snapshot, [leaf], query.boost)

    def words(self, query: Any) -> _Node:
        return _Word(self.snapshot, [self.leaf(leaf) for leaf in query.subqueries], query.boost)

    def leaf(self, query: Any) -> Leaf:
        for kind in type(query).__mro__:
            make = _LEAVES.get(kind.__name__)
            if make is not None:
                return make(self, query)
        raise TypeError(f"{type(query).__name__} is not a word")

    def term(self, query: Any) -> Leaf:
        return Leaf.of_term(self.snapshot, query.fieldname, _text(query.text), with_freqs=self.scored)

    def phrase(self, query: Any) -> Leaf:
        return self.once(phrases.phrase, query)

    def near(self, query: Any) -> Leaf:
        return self.once(phrases.near, query)

    def once(self, search: Callable[..., Leaf], query: Any) -> Leaf:
        """What a search for a row of words finds: done once for all queries that have ``found`` in common."""
        words = tuple(map(_text, query.words))
        key = search, query.fieldname, words, query.slop
        leaf: Leaf | None = self.found.get(key)
        if leaf is None:
            leaf = self.found[key] = search(self.snapshot, query.fieldname, words, query.slop)
        return leaf

    def expanded(self, field: str, numbers: Callable[[Any], Any]) -> Leaf:
        terms = [numbers(segment.postings(field).dictionary) for segment in self.snapshot.segments]
        return Leaf.of_terms(self.snapshot, field, terms, with_freqs=self.scored)

    def prefix(self, query: Any) -> Leaf:
        text = _text(query.text)
        return self.expanded(query.fieldname, lambda terms: expanding.prefix_numbers(terms, text))

    def wildcard(self, query: Any) -> Leaf:
        text = _text(query.text)
        return self.expanded(query.fieldname, lambda terms: expanding.wildcard_numbers(terms, text))

    def regex(self, query: Any) -> Leaf:
        text = _text(query.text)
        return self.expanded(query.fieldname, lambda terms: expanding.regex_numbers(terms, text))

    def fuzzy(self, query: Any) -> Leaf:
        text, distance, prefix = _text(query.text), int(query.maxdist), query.prefixlength
        return self.expanded(query.fieldname, lambda terms: expanding.similar_numbers(terms, text, distance, prefix)[0])

    def term_range(self, query: Any) -> Leaf:
        start, end = (None if bound is None else _text(bound) for bound in (query.start, query.end))
        return self.expanded(
            query.fieldname,
            lambda terms: expanding.range_numbers(terms, start, end, query.startexcl, query.endexcl),
        )

    def number_range(self, query: Any) -> _Node:
        """Over the column of days or embargoes; a DateRange's bounds are days too."""
        low, high = query.start, query.end
        if type(query).__name__ == "DateRange":
            low, high = (None if date is None else _day(date) for date in (query.startdate, query.enddate))
        if query.fieldname == "day":
            days = self.snapshot.all_days()
            held = days != UNKNOWN_DAY if low is None or low <= UNKNOWN_DAY else _above(days, low, query.startexcl)
            if high is not None:
                held &= _below(days, high, query.endexcl)
            return self.plain(without_deleted(self.snapshot, held.nonzero()[0]))
        docs, instants = self.snapshot.embargoes()
        held = np.ones(len(docs), np.bool_) if low is None else _above(instants, low, query.startexcl)
        if high is not None:
            held &= _below(instants, high, query.endexcl)
        return self.plain(docs[held])

    def every(self, query: Any) -> _Node:
        field = query.fieldname
        if field is None or field == "*":
            return self.plain(self.snapshot.live())
        if BY_NAME[field].kind == "number":
            return self.plain(without_deleted(self.snapshot, self.dated(field)))
        parts = []
        for segment, base in zip(self.snapshot.segments, self.snapshot.bases, strict=True):
            if BY_NAME[field].facet:
                held = segment.facet(field).filled()
            elif BY_NAME[field].kind == "text":
                held = segment.lengths(field) > 0
            else:
                held = np.zeros(segment.documents, dtype=np.bool_)
                postings = segment.postings(field)
                if postings.dictionary.count:
                    held[postings.docs(*postings.span(0, postings.dictionary.count))] = True
            parts.append(held.nonzero()[0] + base)
        return self.plain(without_deleted(self.snapshot, np.concatenate(parts)))

    def dated(self, field: str) -> DocIds:
        if field == "embargo":
            return self.snapshot.embargoes()[0]
        docs: DocIds = (self.snapshot.all_days() != UNKNOWN_DAY).nonzero()[0]
        return docs

    def all_of(self, query: Any) -> _Node:
        asked = [q for q in query.subqueries if type(q).__name__ != "Not"]
        wanted: list[_Node] = []
        for one in sorted(asked, key=_costs_more):
            wanted.append(self.node(one))
            if not len(wanted[-1].docs):
                return self.plain(_NO_DOCS)  # before the phrases are looked for
        excluded = [self.node(q.query) for q in query.subqueries if type(q).__name__ == "Not"]
        docs = None
        for part in sorted(wanted, key=lambda part: len(part.docs)):
            docs = part.docs if docs is None else intersection(docs, part.docs, self.size)
        if docs is None:
            docs = self.snapshot.live() if excluded else _NO_DOCS
        for part in excluded:
            docs = without(docs, part.docs, self.size)
        return self.summed(docs, wanted, query.boost, union_of_parts=False)

    def any_of(self, query: Any) -> _Node:
        if getattr(query, "minmatch", 0) > 1:
            return self.at_least(query)
        rare, others = sums.split(self.snapshot, query.subqueries) if self.scored else ([], query.subqueries)
        parts = [self.node(q) for q in others]
        if rare:
            parts.append(_Summed(self.snapshot, *sums.summed(self.snapshot, rare)))
        docs = union([part.docs for part in parts], self.size)
        return self.summed(docs, parts, query.boost, union_of_parts=True)

    def at_least(self, query: Any) -> _Node:
        parts = [self.node(q) for q in query.subqueries]
        seen = np.zeros(self.size, dtype=np.uint16)
        for part in parts:
            seen[part.docs] += 1
        docs = (seen >= query.minmatch).nonzero()[0]
        return self.summed(docs, parts, query.boost, union_of_parts=False)

    def summed(self, docs: DocIds, parts: Sequence[_Node], boost: float, *, union_of_parts: bool) -> _Node:
        if all(type(part) is _Node for part in parts):
            return self.plain(docs)
        return (_Either if union_of_parts else _Held)(self.snapshot, docs, parts, boost)

    def not_in(self, query: Any) -> _Node:
        return self.plain(without(self.snapshot.live(), self.node(query.query).docs, self.size))

    def and_not(self, query: Any) -> _Node:
        wanted = self.node(query.a)
        docs = without(wanted.docs, self.node(query.b).docs, self.size)
        return self.summed(docs, [wanted], 1.0, union_of_parts=False)

    def and_maybe(self, query: Any) -> _Node:
        wanted, welcome = self.node(query.a), self.node(query.b)
        return self.summed(wanted.docs, [wanted, welcome], 1.0, union_of_parts=False)

    def require(self, query: Any) -> _Node:
        scored, required = self.node(query.a), self.node(query.b)
        docs = intersection(scored.docs, required.docs, self.size)
        return self.summed(docs, [scored], 1.0, union_of_parts=False)

    def highest(self, query: Any) -> _Node:
        parts = [self.node(q) for q in query.subqueries]
        return _Highest(self.snapshot, union([part.docs for part in parts], self.size), parts, query.boost)

    def constant(self, query: Any) -> _Node:
        return _Constant(self.snapshot, self.node(query.child).docs, query.score)

    def nothing(self, query: Any) -> _Node:
        return self.plain(_NO_DOCS)


# By class name along the inheritance, nearest first, so that this module needs none of Whoosh to be imported.
_LEAVES: dict[str, Callable[[_Evaluation, Any], Leaf]] = {
    "Term": _Evaluation.term,
    "Near": _Evaluation.near,
    "Phrase": _Evaluation.phrase,
    "Prefix": _Evaluation.prefix,
    "Wildcard": _Evaluation.wildcard,
    "Regex": _Evaluation.regex,
    "FuzzyTerm": _Evaluation.fuzzy,
    "TermRange": _Evaluation.term_range,
}
_MAKERS: dict[str, Callable[[_Evaluation, Any], _Node]] = {
    **dict.fromkeys(_LEAVES, _Evaluation.word),
    "Words": _Evaluation.words,
    "AtLeast": _Evaluation.at_least,
    "And": _Evaluation.all_of,
    "Or": _Evaluation.any_of,
    "DisjunctionMax": _Evaluation.highest,
    "Not": _Evaluation.not_in,
    "AndNot": _Evaluation.and_not,
    "AndMaybe": _Evaluation.and_maybe,
    "Require": _Evaluation.require,
    "ConstantScoreQuery": _Evaluation.constant,
    "NumericRange": _Evaluation.number_range,
    "Every": _Evaluation.every,
    "_NullQuery": _Evaluation.nothing,
}


def _costs_more(query: Any) -> bool:
    """Whether a node is more than terms and ranges of numbers."""
    if query.is_leaf():
        return type(query).__name__ not in ("Term", "NumericRange", "Every", "_NullQuery")
    return any(map(_costs_more, query.children()))


def without_deleted(snapshot: ArraySnapshot, docs: DocIds) -> DocIds:
    if snapshot.live_count == snapshot.size:
        return docs
    return intersection(docs, snapshot.live(), snapshot.size)


def _text(text: str | bytes) -> str:
    return text.decode("utf-8", "surrogatepass") if isinstance(text, bytes) else text


def _day(date: Any) -> int:
    return int(date.toordinal()) - 719163  # the ordinal of 1970-01-01


def _above(values: Any, bound: int, excluded: bool) -> Any:
    return values > bound if excluded else values >= bound


def _below(values: Any, bound: int, excluded: bool) -> Any:
    return values < bound if excluded else values <= bound
