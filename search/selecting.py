"""From a request to the documents it selects: the question, the filters, and what a facet sees without its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from whoosh.query import And, AndNot, Every, NumericRange, Or, Query, Term

from search.errors import BadRequest
from search.feedback import FEWEST_WORDS, with_feedback
from search.folding import Mask
from search.query.parser import Question
from search.query.tree import is_text
from search.request import FACETS, MATCHES, NONE, SORTS, SearchRequest
from search.snapshot import DocIds, Matches, Scores
from search.view import View

_EPOCH = date(1970, 1, 1).toordinal()
_MOST_VALUES = 1_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents of a request, ascending; ``scores`` where it is ranked by relevance."""

    question: Question
    query: Query | None  # of q alone, as it was answered; None where it asks for everything
    docs: DocIds
    scores: Scores | None
    base: DocIds  # docs before the any_of filters
    filters: dict[str, Mask]  # of each any_of field
    relaxed: bool
    notes: tuple[str, ...]

    def ignoring(self, field: str) -> DocIds:
        """The documents that a field's facet counts: all filters hold but its own choice of values."""
        if field not in self.filters:
            return self.docs
        docs = self.base
        for name, mask in self.filters.items():
            if name != field:
                docs = docs.compress(mask.take(docs))
        return docs


def select(request: SearchRequest, view: View, today: date, *, scored: bool) -> Selection:
    """What the request selects of a view. Raises BadRequest where a parameter can't be served."""
    check(request)
    question, query, read_as = view.understand(request.q, request.match, today)
    notes = list(read_as)
    fixed = _fixed(request)
    found: dict[Any, Any] = {}  # of the words, by the question in any reading
    base = _run(view, query, fixed, scored, found)
    relaxed = False
    if not len(base.docs) and request.match == "all" and sum(map(is_text, question.nodes)) > 1:
        looser = view.understand(request.q, "most", today).query
        # Whether to relax is asked of the words alone: a filter that leaves nothing must not change what they mean.
        if not (fixed and len(_run(view, query, [], False, found).docs)):
            relaxed_base = _run(view, looser, fixed, scored, found)
            if len(relaxed_base.docs) or (fixed and len(_run(view, looser, [], False, found).docs)):
                query, base, relaxed = looser, relaxed_base, True
                notes.append("No release has all of these words; shown are those that have most of them.")
    loose = relaxed or request.match == "any"
    if loose and base.scores is not None and sum(map(is_text, question.nodes)) >= FEWEST_WORDS:
        base = Matches(base.docs, with_feedback(view, base, question.nodes))
    filters = {field: _filter(view, field, values) for field, values in request.any_of.items() if values}
    docs, scores = base.docs, base.scores
    for mask in filters.values():
        kept = mask.take(docs)
        docs = docs.compress(kept)
        scores = None if scores is None else scores.compress(kept)
    notes += _unknown_values(request, view)
    return Selection(question, query, docs, scores, base.docs, filters, relaxed, tuple(notes))


def check(request: SearchRequest) -> None:
    """Raises BadRequest for a field, sort or number that no search takes."""
    for parameter, values in (("any_of", request.any_of), ("all_of", request.all_of), ("none_of", request.none_of)):
        for field, chosen in values.items():
            if field not in FACETS:
                raise BadRequest(parameter, f"there is no facet {field}; the facets are {', '.join(FACETS)}.")
            if len(chosen) > _MOST_VALUES:
                raise BadRequest(field, f"at most {_MOST_VALUES} values can be chosen, these are {len(chosen)}.")
    for field in request.facets:
        if field not in FACETS:
            raise BadRequest("facets", f"there is no facet {field}; the facets are {', '.join(FACETS)}.")
    if request.sort is not None and request.sort not in SORTS:
        raise BadRequest("sort", f"is one of {', '.join(SORTS)}.")
    if request.match not in MATCHES:
        raise BadRequest("match", f"is one of {', '.join(MATCHES)}.")
    if not 0 <= request.facet_size <= _MOST_VALUES:
        raise BadRequest("facet_size", f"is a number from 0 to {_MOST_VALUES}.")


def _fixed(request: SearchRequest) -> list[Query]:
    """The filters that every facet respects: dates, all_of and none_of."""
    queries: list[Query] = []
    if request.date_from or request.date_to:
        first, last = (day and day.toordinal() - _EPOCH for day in (request.date_from, request.date_to))
        queries.append(NumericRange("day", first, last))
    queries += [_value(field, value) for field, values in request.all_of.items() for value in values]
    excluded = [_value(field, value) for field, values in request.none_of.items() for value in values]
    if excluded:
        queries.append(AndNot(Every(), Or(excluded) if len(excluded) > 1 else excluded[0]))
    return queries


def _value(field: str, value: str) -> Query:
    return AndNot(Every(), Every(field)) if value == NONE else Term(field, value)


def _run(view: View, query: Query | None, fixed: Sequence[Query], scored: bool, found: dict[Any, Any]) -> Matches:
    parts = [query, *fixed] if query is not None else list(fixed)
    if not parts:
        docs = view.visible
        return Matches(docs, np.zeros(len(docs), dtype=np.float32) if scored else None)
    return view.match(parts[0] if len(parts) == 1 else And(parts), scored=scored, found=found)


def _filter(view: View, field: str, values: Sequence[str]) -> Mask:
    mask = np.zeros(view.snapshot.size, dtype=np.bool_)
    for value in values:
        mask[view.match(_value(field, value)).docs] = True
    return mask


def _unknown_values(request: SearchRequest, view: View) -> list[str]:
    return [
        f"No release has the {field} “{value}”."
        for chosen in (request.any_of, request.all_of, request.none_of)
        for field, values in chosen.items()
        for value in values
        if value != NONE and not view.frequency(field, value)
    ]
