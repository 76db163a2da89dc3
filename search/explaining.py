"""Why a result matched, and how its score came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from whoosh.query import AndNot, Not, Query

from search.query.nodes import Words
from search.view import View


def explain(view: View, query: Query | None, doc: int, score: float | None) -> Mapping[str, Any]:
    """The score of each word of the question in a document, and what each field alone would have given it.

    ``score`` is that of the result: the sum of the words' scores and of ``feedback``, what the words of the best
    answers changed of it. Fields are weighed together before saturation, so theirs do not add up.
    """
    words: list[dict[str, Any]] = []
    for node in _words(query):
        own = _score(view, node, doc)
        if own is None:
            continue
        fields = {}
        for field in dict.fromkeys(leaf.fieldname for leaf in node.subqueries):
            leaves = [leaf for leaf in node.subqueries if leaf.fieldname == field]
            alone = _score(view, Words(leaves, boost=node.boost), doc)
            if alone is not None:
                matched = [leaf for leaf in leaves if _score(view, Words([leaf]), doc) is not None]
                fields[field] = {"score": alone, "matched": [_written(leaf) for leaf in matched]}
        words.append({"score": own, "releases": len(view.match(node).docs), "fields": fields})
    total = sum(word["score"] for word in words)
    feedback = 0.0 if score is None or abs(score - total) < 1e-4 * abs(total) else score - total
    return {"score": total if score is None else score, "feedback": feedback, "words": words}


def _words(query: Query | None) -> Iterator[Words]:
    """The scoring nodes of a tree, those of excluded parts left out."""
    if isinstance(query, Words):
        yield query
    elif isinstance(query, AndNot):
        yield from _words(query.a)
    elif query is not None and not isinstance(query, Not) and hasattr(query, "subqueries"):
        for child in query.subqueries:
            yield from _words(child)


def _score(view: View, query: Query, doc: int) -> float | None:
    found = view.match(query, scored=True)
    at = int(np.searchsorted(found.docs, doc))
    if at == len(found.docs) or found.docs[at] != doc or found.scores is None:
        return None
    return float(found.scores[at])


def _written(leaf: Query) -> str:
    """A leaf as a person reads it: its word without the language it was stemmed by."""
    words = getattr(leaf, "words", None)
    if words:
        return " ".join(words)
    text = str(leaf.text)
    return text.partition(":")[2] or text
