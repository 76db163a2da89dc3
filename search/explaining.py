"""Why a result matched, and how its score came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
from whoosh.query import AndNot, Not, Query

from search.query.nodes import Words
from search.snapshot import DocIds
from search.view import View

_MOST_WORDS = 8

_Field = tuple[str, dict[int, float], list[tuple[str, frozenset[int]]]]  # name, scores, its leaves and where they are
_Word = tuple[dict[int, float], int, list[_Field]]  # scores of results, releases, fields


class Explainer:
    """The words of a question's results, each looked for once for all of them."""

    def __init__(self, view: View, query: Query | None, docs: DocIds) -> None:
        """``docs``: the results to be explained."""
        self._view = view
        self._docs = np.sort(docs)
        self._words = [self._word(node) for node in islice(_words(query), _MOST_WORDS)]

    def explain(self, doc: int, score: float | None) -> Mapping[str, Any]:
        """The score of each word of the question in a document, and what each field alone would have given it.

        ``score`` is that of the result: the sum of the words' scores and of ``feedback``, what the words of the best
        answers changed of it, and words beyond the first eight. Fields are weighed together before saturation, so
        theirs do not add up.
        """
        words: list[dict[str, Any]] = []
        for held, releases, fields in self._words:
            own = held.get(doc)
            if own is not None:
                told = {
                    field: {"score": alone[doc], "matched": [text for text, there in leaves if doc in there]}
                    for field, alone, leaves in fields
                    if doc in alone
                }
                words.append({"score": own, "releases": releases, "fields": told})
        total = sum(word["score"] for word in words)
        feedback = 0.0 if score is None or abs(score - total) < 1e-4 * abs(total) else score - total
        return {"score": total if score is None else score, "feedback": feedback, "words": words}

    def _word(self, node: Words) -> _Word:
        held, releases = self._scores(node)
        fields = []
        for field in dict.fromkeys(leaf.fieldname for leaf in node.subqueries) if held else ():
            leaves = [leaf for leaf in node.subqueries if leaf.fieldname == field]
            alone = self._scores(Words(leaves, boost=node.boost))[0] if len(node.subqueries) > len(leaves) else held
            each = (
                [(leaf, self._scores(Words([leaf]))[0]) for leaf in leaves] if len(leaves) > 1 else [(leaves[0], alone)]
            )
            fields.append((field, alone, [(_written(leaf), frozenset(there)) for leaf, there in each]))
        return held, releases, fields

    def _scores(self, query: Query) -> tuple[dict[int, float], int]:
        """The scores of the results that match, and how many releases do."""
        found = self._view.match(query, scored=True)
        assert found.scores is not None
        places = found.docs.searchsorted(self._docs)
        held = found.docs.take(places, mode="clip") == self._docs if len(found.docs) else places < 0
        scores = found.scores.take(places.compress(held)).tolist()
        return dict(zip(self._docs.compress(held).tolist(), scores, strict=True)), len(found.docs)


def _words(query: Query | None) -> Iterator[Words]:
    """The scoring nodes of a tree, those of excluded parts left out."""
    if isinstance(query, Words):
        yield query
    elif isinstance(query, AndNot):
        yield from _words(query.a)
    elif query is not None and not isinstance(query, Not) and hasattr(query, "subqueries"):
        for child in query.subqueries:
            yield from _words(child)


def _written(leaf: Query) -> str:
    """A leaf as a person reads it: its word without the language it was stemmed by."""
    words = getattr(leaf, "words", None)
    if words:
        return " ".join(words)
    text = str(leaf.text)
    return text.partition(":")[2] or text
