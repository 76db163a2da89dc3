"""Ranking by what the best answers say: for questions of which any word will do.

Two things are read off the texts of the best answers. Where words that are neighbours in the question stand near one
another, the answer gains (after Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval", 2006).
And the words that tell these answers from the rest are asked for as well, at a lower weight: Rocchio's feedback with
weights like those of relevance models (Lavrenko and Croft, "Relevance-based language models", 2001). Both change the
order of the matches, never which they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import log

import numpy as np
from whoosh.query import Or, Term

from search.analysis import stems_in
from search.query.function_words import is_function_word
from search.query.nodes import Words
from search.query.syntax import All, Any, In, Node, Word
from search.ranking import near_the_front
from search.snapshot import Matches, Scores
from search.view import View

FEWEST_WORDS = 3  # of a question that says enough for its best answers to be taken as right
_ANSWERS = 15  # that are taken to be right
_WORDS = 30  # asked for as well
_SHARE = 0.45  # of the score that they decide at most: less, the more the best answer stands out
_COMMONEST = 0.25  # of the releases: a word in more tells nothing
_WINDOW = 8  # positions within which words are near
_NEARNESS = 2.0  # what a pair of neighbours counts at most, against K1 + 1 of a word


def with_feedback(view: View, found: Matches, nodes: Sequence[Node]) -> Scores:
    """The scores of scored matches of a question after feedback: float32[n], the best as high as before."""
    assert found.scores is not None
    if len(found.docs) < 2 or not found.scores.max() > 0:
        return found.scores
    near = near_the_front(-found.scores, min(_ANSWERS, len(found.docs)))
    order = near.take(np.argsort(-found.scores.take(near), kind="stable")[:_ANSWERS])
    order = order[found.scores[order] > 0]
    asked = list(_asked(view, nodes))
    pairs = list(pairwise(asked))
    answers = [_Answer(view, doc, frozenset(chain.from_iterable(asked))) for doc in found.docs.take(order).tolist()]
    scores = found.scores.copy()
    for place, answer in zip(order.tolist(), answers, strict=True):
        scores[place] += sum(_nearness(view, answer, *pair) for pair in pairs)
    weighed = _telling(view, answers, scores[order])
    best = scores.max()
    share = _SHARE * float(scores[order].mean() / best)
    mixed = (1 - share) * scores / best
    if weighed:
        mixed += share * _told(view, found, weighed)
    told: Scores = (mixed * (found.scores.max() / mixed.max())).astype(np.float32)
    return told


class _Answer:
    """What a release says: ``counts`` of its stems, ``places`` of those ``asked`` for, ascending.

    The title comes first and apart from the text.
    """

    def __init__(self, view: View, doc: int, asked: frozenset[str]) -> None:
        title, text = view.generation.stems(doc)
        self.counts = Counter(title)
        self.counts.update(text)
        self.places: dict[str, list[int]] = {}
        for place, stem in chain(enumerate(title), enumerate(text, len(title) + _WINDOW)):
            if stem in asked:
                self.places.setdefault(stem, []).append(place)


def _asked(view: View, nodes: Sequence[Node]) -> Iterator[tuple[str, ...]]:
    """The words of a question that say what it is about, in order, each as its stems in the corpus' languages."""
    languages = view.generation.languages
    for node in nodes:
        if isinstance(node, Word):
            if not is_function_word(node.text, languages):
                yield tuple(stems_in(node.text, languages))
        elif isinstance(node, (All, Any)):
            yield from _asked(view, node.nodes)
        elif isinstance(node, In) and node.field in ("title", "text"):
            yield from _asked(view, [node.node])


def _nearness(view: View, answer: _Answer, left: Sequence[str], right: Sequence[str]) -> float:
    """What it counts that two words of the question stand near one another: the rarer they are and the nearer."""
    if set(left) & set(right):
        return 0.0
    near = 0.0
    for one in left:
        for other in right:
            for place in answer.places.get(one, ()):
                gaps = (abs(place - there) for there in answer.places.get(other, ()))
                near += sum(1 / gap for gap in gaps if 0 < gap <= _WINDOW)
    if not near:
        return 0.0
    size = len(view.visible)
    rarity = min(log(1 + size / max(1, sum(view.frequency("text", stem) for stem in word))) for word in (left, right))
    return _NEARNESS * rarity * near / (near + 1)


def _telling(view: View, answers: Sequence[_Answer], scores: Scores) -> list[tuple[str, float]]:
    """Stems that several of the answers share, with their weights, the first 1.0."""
    relevance: dict[str, float] = {}
    holding: Counter[str] = Counter()
    for answer, share in zip(answers, (scores / scores.sum()).tolist(), strict=True):
        holding.update(answer.counts.keys())
        worth = [share * count / (count + 1) for count in range(max(answer.counts.values(), default=0) + 1)]
        for stem, count in answer.counts.items():
            relevance[stem] = relevance.get(stem, 0.0) + worth[count]
    size = len(view.visible)
    weighed = []
    for stem in sorted(relevance, key=relevance.__getitem__, reverse=True)[: 6 * _WORDS]:
        weight = relevance[stem]
        if holding[stem] < 2 or len(stem.rpartition(":")[2]) < 3:
            continue
        frequency = view.frequency("text", stem)
        if 1 < frequency <= max(2, _COMMONEST * size):
            weighed.append((weight * log(1 + size / frequency), stem))
    weighed.sort(reverse=True)
    return [(stem, weight / weighed[0][0]) for weight, stem in weighed[:_WORDS]]


def _told(view: View, found: Matches, weighed: Sequence[tuple[str, float]]) -> Scores:
    """What the telling words make of each match: float32[n], at most 1."""
    told = view.match(
        Or([Words([Term("text", stem), Term("title", stem)], boost=weight) for stem, weight in weighed]), scored=True
    )
    assert told.scores is not None
    added = np.zeros(len(found.docs), dtype=np.float32)
    places = np.searchsorted(told.docs, found.docs)
    places[places == len(told.docs)] = 0
    known = told.docs[places] == found.docs
    added[known] = told.scores[places[known]]
    most = added.max()
    return added / most if most > 0 else added
