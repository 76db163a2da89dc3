"""Ranking by what the best answers are about: pseudo-relevance feedback for questions of which any word will do.

The words that tell the first answers from the rest are asked for as well, at a lower weight: Rocchio's feedback with
the weights of relevance models (Lavrenko and Croft, "Relevance-based language models", 2001). It changes the order of
the matches, never which they are.
"""

from __future__ import annotations

from collections import Counter
from math import log

import numpy as np
from whoosh.query import Or, Term

from search.analysis import terms
from search.query.nodes import Words
from search.snapshot import Matches, Scores
from search.view import View

FEWEST_WORDS = 5  # of a question that says enough for its best answers to be taken as right
_ANSWERS = 12  # that are taken to be right
_WORDS = 20  # asked for as well
_SHARE = 0.4  # of the score that they decide
_READ = 2_000  # words of an answer that are looked at
_COMMONEST = 0.25  # of the releases: a word in more tells nothing


def with_feedback(view: View, found: Matches) -> Scores:
    """The scores of scored matches after feedback: float32[n], the best as high as before."""
    assert found.scores is not None
    if len(found.docs) < 2 or not found.scores.max() > 0:
        return found.scores
    weighed = _telling(view, found)
    if not weighed:
        return found.scores
    query = Or([Words([Term("text", stem), Term("title", stem)], boost=weight) for stem, weight in weighed])
    told = view.match(query, scored=True)
    added = np.zeros(len(found.docs), dtype=np.float32)
    places = np.searchsorted(found.docs, told.docs)
    places[places == len(found.docs)] = 0
    known = found.docs[places] == told.docs
    if told.scores is None or not known.any():
        return found.scores
    added[places[known]] = told.scores[known]
    best = found.scores.max()
    mixed = (1 - _SHARE) * found.scores / best + _SHARE * added / added.max()
    scores: Scores = (mixed * (best / mixed.max())).astype(np.float32)
    return scores


def _telling(view: View, found: Matches) -> list[tuple[str, float]]:
    """Stems of the best answers with their weights, the first 1.0."""
    assert found.scores is not None
    order = np.argsort(-found.scores, kind="stable")[:_ANSWERS]
    order = order[found.scores[order] > 0]
    shares = found.scores[order] / found.scores[order].sum()
    relevance: dict[str, float] = {}
    for place, share in zip(order.tolist(), shares.tolist(), strict=True):
        release = view.release(int(found.docs[place]))
        counts = Counter(terms(release.title or "", release.language)[1])
        counts.update(terms(release.text, release.language)[1][:_READ])
        total = counts.total()
        for stem, count in counts.items():
            relevance[stem] = relevance.get(stem, 0.0) + share * count / total
    size = len(view.visible)
    weighed = []
    for stem, weight in sorted(relevance.items(), key=lambda item: -item[1])[: 6 * _WORDS]:
        frequency = view.frequency("text", stem)
        if 1 < frequency <= max(2, _COMMONEST * size) and len(stem.rpartition(":")[2]) > 2:
            weighed.append((weight * log(1 + size / frequency), stem))
    weighed.sort(reverse=True)
    return [(stem, weight / weighed[0][0]) for weight, stem in weighed[:_WORDS]]
