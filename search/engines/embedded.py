"""The default engine: everything in this process, over memory-mapped arrays."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock, Thread

import numpy as np
from numpy.typing import NDArray

from corpus.release import Release
from search.coverage import coverage
from search.engines.port import Completion, Entity, ReleaseView, Stats
from search.entities import entity
from search.errors import BadRequest, SearchError
from search.explaining import Explainer
from search.facets import facet, histogram
from search.folding import Folded, unfolded
from search.highlighting import highlighter
from search.neighbours import release_view
from search.ranking import Cursor, Keys, beyond, position_of, question_hash, read_cursor, smallest, sort_keys
from search.request import DEEPEST, FACETS, SearchRequest
from search.results import Facet, Highlights, Result, SearchResults
from search.results import Suggestion as Correction
from search.selecting import Selection, check, select
from search.snapshot import DocIds, Scores, Snapshot
from search.snippets import highlights
from search.spelling import corrections
from search.suggesting import suggest
from search.view import Generation, View, Views

Places = NDArray[np.intp]

_log = logging.getLogger("dateline.search")

_USUAL = "minister energy"  # a question that has what any question needs read or worked out
_MOST_CORRECTED = 30  # words of a question up to which one is looked for
_NO_HIGHLIGHTS = Highlights(None, ())
_FEW = 3  # results up to which a correction is looked for


class EmbeddedEngine:
    """``opened`` gives a snapshot of the newest generation, ``newest`` its number cheaply."""

    LOOK_EVERY = 0.2  # seconds between looks for a new generation

    def __init__(self, opened: Callable[[], Snapshot], newest: Callable[[], int]) -> None:
        self._opened = opened
        self._newest = newest
        self._lock = Lock()
        self._views = Views(Generation(opened()))
        self._looked = time.monotonic()
        self._follower: Thread | None = None
        self._closed = Event()

    @classmethod
    def open(cls, index: Path) -> EmbeddedEngine:
        from search.arrays import current_generation, open_snapshot

        return cls(lambda: open_snapshot(index), lambda: current_generation(index))

    def follow(self) -> None:
        """From now on a thread of its own looks for new generations, and makes each ready before requests get it."""
        self._follower = Thread(target=self._look_on, name="generations", daemon=True)
        self._follower.start()

    @property
    def generation(self) -> int:
        return self._current().generation.snapshot.generation

    def search(self, request: SearchRequest) -> SearchResults:
        """Raises BadRequest for a parameter that can't be served, CursorExpired for an old relevance cursor."""
        return self._answer(self._view(request.now, request.preview), request)

    def _answer(self, view: View, request: SearchRequest) -> SearchResults:
        started = time.perf_counter()
        sort = request.sort or ("relevance" if request.q.strip() else "newest")
        _check_page(request)
        selection = select(request, view, _moment(request.now).date(), scored=sort == "relevance")
        folded = _fold(view, selection.docs, request)
        docs, scores = folded.docs, _group_scores(selection, folded, view.snapshot.size)
        keys = sort_keys(sort, view.snapshot, docs, scores)
        if request.cursor:
            places = beyond(keys, read_cursor(request, sort, view.snapshot.generation).position)
            page = smallest(keys, len(docs), request.per_page, places)
            more = len(places) > len(page)
        else:
            upto = smallest(keys, len(docs), request.page * request.per_page)
            page = upto[(request.page - 1) * request.per_page :]
            more = len(docs) > len(upto)
        results = _results(view, request, selection, folded, docs, scores, page)
        notes = list(selection.notes)
        facets = _facets(view, selection, folded, request)
        years = histogram(view.generation.folding.timeline(folded)) if request.histogram else None
        correction = self._correction(request, view, selection, len(docs))
        notes += _help_with_nothing(request, view, selection, len(docs))
        return SearchResults(
            request=request,
            total=len(docs),
            releases=len(selection.docs),
            took_ms=(time.perf_counter() - started) * 1000,
            generation=view.snapshot.generation,
            results=tuple(results),
            facets=facets,
            histogram=years,
            suggestion=correction,
            notes=tuple(dict.fromkeys(notes)),
            next_cursor=_next_cursor(request, sort, view, keys, page) if more and len(page) else None,
            relaxed=selection.relaxed,
            labels=_labels(view, request),
        )

    def release(self, release_id: str, *, now: datetime | None = None, preview: bool = False) -> ReleaseView | None:
        """A release with what is around it; None for an id the index has not, or has under embargo."""
        view = self._view(now, preview)
        doc = view.find(release_id)
        return None if doc is None else release_view(view, doc)

    def facet(self, field: str, *, prefix: str = "", request: SearchRequest, limit: int = 100) -> Facet:
        """The values of one facet whose name has a word that begins with each word of ``prefix``."""
        if field not in FACETS:
            raise BadRequest("field", f"there is no facet {field}; the facets are {', '.join(FACETS)}.")
        if limit < 0:
            raise BadRequest("limit", "is a number from 0 up.")
        view = self._view(request.now, request.preview)
        selection = select(request, view, _moment(request.now).date(), scored=False)
        folded = _fold(view, selection.ignoring(field), request)
        counts, missing = view.generation.folding.counts([field], folded)[0]
        selected = request.any_of.get(field, ())
        if prefix.strip():
            counts = np.where(view.named_like(field, prefix), counts, 0)
            selected = ()
        return facet(field, view.snapshot.values(field), (counts, missing), selected, limit, view.label)

    def suggest(
        self, q: str, *, limit: int = 10, now: datetime | None = None, preview: bool = False
    ) -> list[Completion]:
        """What a person who has typed ``q`` may go on to mean."""
        return suggest(self._view(now, preview), q, limit)

    def entity(self, kind: str, id: str, *, now: datetime | None = None, preview: bool = False) -> Entity | None:
        """A person, ministry or country by the releases that may be seen; None where none names it."""
        return entity(self._view(now, preview), kind, id)

    def export(self, request: SearchRequest) -> Iterator[Release]:
        """All releases of a request in its order, unfolded, from one generation; memory does not grow with them."""
        view = self._view(request.now, request.preview)
        sort = request.sort or ("relevance" if request.q.strip() else "newest")
        selection = select(request, view, _moment(request.now).date(), scored=sort == "relevance")
        keys = sort_keys(sort, view.snapshot, selection.docs, selection.scores)
        order = smallest(keys, len(selection.docs), len(selection.docs))
        docs = selection.docs[order]
        return (view.release(int(doc)) for doc in docs)

    def stats(self, *, now: datetime | None = None, preview: bool = False) -> Stats:
        return coverage(self._view(now, preview))

    def last_freed(self, *, now: datetime | None = None) -> datetime | None:
        instant = self._current().last_freed(_moment(now).timestamp())
        return None if instant is None else datetime.fromtimestamp(instant, UTC)

    def verify(self) -> list[str]:
        return self._current().generation.snapshot.verify()

    def close(self) -> None:
        """Ends the thread that follows; the maps of a generation go with the last answer that is made from it."""
        self._closed.set()
        if self._follower is not None:
            self._follower.join()

    def _current(self) -> Views:
        """The newest generation. A request keeps the one it got; an old one goes when the last has let go of it."""
        due = self._follower is None and time.monotonic() - self._looked > self.LOOK_EVERY
        if due and self._lock.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                self._look()
            finally:
                self._lock.release()
        return self._views

    def _look_on(self) -> None:
        self._rehearse(self._views)
        while not self._closed.wait(self.LOOK_EVERY):
            try:
                self._look()
            except Exception:
                _log.exception("going on with generation %s", self._views.generation.snapshot.generation)

    def _look(self) -> None:
        """Opens the newest generation, where it is another."""
        try:
            if self._newest() == self._views.generation.snapshot.generation:
                return
            views = Views(Generation(self._opened()))
            if self._follower is not None:
                self._rehearse(views)
            self._views = views
        except SearchError as error:  # what is open is whole; what comes next may not be
            _log.error("going on with generation %s: %s", self._views.generation.snapshot.generation, error)

    def _rehearse(self, views: Views) -> None:
        """Works out what the first questions would wait for."""
        for q in ("", _USUAL):
            self._answer(views.at(_moment(None).timestamp(), preview=False), SearchRequest(q=q))

    def _view(self, now: datetime | None, preview: bool) -> View:
        return self._current().at(_moment(now).timestamp(), preview)

    def _correction(self, request: SearchRequest, view: View, selection: Selection, total: int) -> Correction | None:
        """The question with its words corrected, if that finds more than it did as typed."""
        if (total > _FEW and not selection.relaxed) or request.cursor:
            return None
        if len(selection.question.nodes) > _MOST_CORRECTED:
            return None
        best: Correction | None = None
        for q in corrections(view, request.q, selection.question.nodes):
            found = select(replace(request, q=q, match="all"), view, _moment(request.now).date(), scored=False)
            if found.relaxed and (total or best):
                continue
            count = len(_fold(view, found.docs, request).docs)
            if count > (best.total if best else 0 if selection.relaxed else total):
                best = Correction(q, count)
        return best


def _check_page(request: SearchRequest) -> None:
    check(request)
    if not 1 <= request.per_page <= 100:
        raise BadRequest("per_page", "is a number from 1 to 100.")
    if request.page < 1:
        raise BadRequest("page", "is a number from 1 up.")
    if request.cursor is None and request.page * request.per_page > DEEPEST:
        raise BadRequest(
            "page", f"pages reach the first {DEEPEST:,} results; page {request.page} of {request.per_page} is beyond. "
            "Narrow the search, or go through all of them with cursor.",
        )  # fmt: skip


def _moment(now: datetime | None) -> datetime:
    return now or datetime.now(UTC)


def _fold(view: View, docs: DocIds, request: SearchRequest) -> Folded:
    return view.generation.folding.fold(docs) if request.fold else unfolded(docs)


def _group_scores(selection: Selection, folded: Folded, size: int) -> Scores | None:
    """Scores of the folded results: of a group the best of its members'."""
    if selection.scores is None or not len(folded.rows):
        return selection.scores
    scores = np.zeros(size, dtype=np.float32)
    scores[selection.docs] = selection.scores
    scores[folded.first] = np.maximum.reduceat(scores.take(folded.members), folded.starts)
    return scores.take(folded.docs)


def _facets(view: View, selection: Selection, folded: Folded, request: SearchRequest) -> dict[str, Facet]:
    """Each counted over what all filters but its own select."""
    counts = view.generation.folding.counts
    common = [field for field in request.facets if field not in selection.filters]
    counted = dict(zip(common, counts(common, folded), strict=True))
    for field in request.facets:
        if field in selection.filters:
            counted[field] = counts([field], _fold(view, selection.ignoring(field), request))[0]
    return {
        field: facet(
            field,
            view.snapshot.values(field),
            counted[field],
            request.any_of.get(field, ()),
            request.facet_size,
            view.label,
        )
        for field in request.facets
    }


def _results(
    view: View,
    request: SearchRequest,
    selection: Selection,
    folded: Folded,
    docs: DocIds,
    scores: Scores | None,
    page: Places,
) -> list[Result]:
    also = folded.sizes(docs.take(page))
    explainer = Explainer(view, selection.query, docs.take(page)) if request.explain else None
    marker = highlighter(selection.question.nodes) if request.snippets else None
    scored = [None] * len(page) if scores is None else scores.take(page).tolist()
    read, results = view.generation.release, []
    for doc, score in zip(docs.take(page).tolist(), scored, strict=True):
        release = read(doc)
        results.append(
            Result(
                release=release,
                score=score,
                highlights=_NO_HIGHLIGHTS if marker is None else highlights(release, marker),
                also=also.get(doc, 1) - 1,
                explanation=explainer.explain(doc, score) if explainer else None,
                edited=view.generation.edited(doc),
            )
        )
    return results


def _next_cursor(request: SearchRequest, sort: str, view: View, keys: Keys, page: Places) -> str:
    return Cursor(question_hash(request, sort), view.snapshot.generation, position_of(keys, page[-1])).text()


def _labels(view: View, request: SearchRequest) -> Mapping[str, Mapping[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for chosen in (request.any_of, request.all_of, request.none_of):
        for field, values in chosen.items():
            for value in values:
                labels.setdefault(field, {})[value] = "None" if value == "none" else view.label(field, value)
    return labels


def _help_with_nothing(request: SearchRequest, view: View, selection: Selection, total: int) -> list[str]:
    """Where nothing is found: which filter alone stands in the way."""
    if total or not request.any_of:
        return []
    notes = []
    for field in selection.filters:
        found = len(selection.ignoring(field))
        if found:
            notes.append(f"Without the choice of {field} there would be {found:,}.")
    return notes
