"""A generation of the index as it may be seen at a moment: without what is still under embargo."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache, partial
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corpus.release import Release
from search import names
from search.analysis import exact_terms, stems_of, words_of
from search.document import IndexDocument
from search.edits import edits
from search.folding import Folding, Mask
from search.query import limits
from search.query.parser import Question, parse
from search.query.pruning import as_words, pruned
from search.query.tree import FURTHER_PHRASES, Match, TreeBuilder
from search.snapshot import DocIds, Matches, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whoosh.query import Query

_MOST_NAMES = 100_000
_KEPT_QUESTIONS = 500
_KEPT_RECORDS = 1_000  # read last, some 10 KB each
_KEPT_STEMS = 300  # texts whose stems are, some 10 KB each
_READ = 2_000  # words of a text whose stems are wanted


class Generation:
    """A snapshot with what is worked out from it once. Shared by threads.

    Nothing in it refers back to it: it goes with the last answer that is made from it, and so do the maps of its files.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._indexed: dict[int, IndexDocument] = {}
        self.release = lru_cache(maxsize=_KEPT_RECORDS)(partial(_release, snapshot))
        self.stems = lru_cache(maxsize=_KEPT_STEMS)(partial(_stems, self.release))

    @cached_property
    def folding(self) -> Folding:
        return Folding(self.snapshot)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.snapshot.values("language"))

    @cached_property
    def _edits(self) -> dict[int, int]:
        return edits(self.snapshot)

    def edited(self, doc: int) -> datetime | None:
        """When a release was last seen to differ from before."""
        if not self._edits:
            return None
        instant = self._edits.get(int(self.snapshot.keys(np.array([doc]))[0]))
        return None if instant is None else datetime.fromtimestamp(instant, UTC)

    def indexed(self, doc: int) -> IndexDocument:
        """What was indexed of a document, worked out again from its record."""
        if doc not in self._indexed:
            from search.fields import index_document

            self._indexed[doc] = index_document(self.release(doc))
        return self._indexed[doc]


def _release(snapshot: Snapshot, doc: int) -> Release:
    return Release.from_json(json.loads(snapshot.stored(doc).decode()))


def _stems(release_of: Callable[[int], Release], doc: int) -> tuple[list[str], list[str]]:
    """The stems of a release's title and of the beginning of its text, in order."""
    release = release_of(doc)
    title, text = words_of(release.title or ""), islice(words_of(release.text), _READ)
    return [*stems_of(title, release.language)], [*stems_of(text, release.language)]


class Understood(NamedTuple):
    """A question as it was read, and the query that it comes to; None where it asks for everything."""

    question: Question
    query: Query | None
    notes: tuple[str, ...]


class View:
    """A generation less the hidden documents. Every answer is made from one of these and nothing else."""

    def __init__(self, generation: Generation, hidden: DocIds) -> None:
        self.generation = generation
        self.snapshot = generation.snapshot
        self.hidden = hidden
        self._labels: dict[tuple[str, str], str] = {}
        self._understood: dict[tuple[str, Match, date], Understood] = {}
        self._held_terms: dict[str, frozenset[str]] = {}

    @cached_property
    def visible(self) -> DocIds:
        """All documents that may be seen, ascending."""
        live = self.snapshot.live()
        return live[~np.isin(live, self.hidden)] if len(self.hidden) else live

    def understand(self, q: str, match: Match, today: date) -> Understood:
        """What a question asks of this corpus. Kept, as its further pages and the choices of its facets ask it again.

        Raises BadRequest where it is longer than a question may be.
        """
        known = self._understood.get((q, match, today))
        if known is None:
            question = parse(q, today)
            builder = TreeBuilder(self.generation.languages, self.resolve)
            nodes, further = as_words(question.nodes)
            if further:
                builder.note(FURTHER_PHRASES)
            nodes, kept, left_out = pruned(nodes, self._releases_with, len(self.visible))
            if left_out:
                builder.note(f"Only the {kept} rarest words are looked for, {left_out} are left out.")
            query = builder.build(nodes, match)
            question = Question(nodes, (*question.notes, *builder.notes))
            known = Understood(question, query, question.notes)
            if len(self._understood) >= _KEPT_QUESTIONS:
                self._understood.clear()
            self._understood[q, match, today] = known
        return known

    def _releases_with(self, word: str) -> int:
        """How many releases have a word as written; 0 for one of several parts."""
        terms = exact_terms(word)
        return self.frequency("text_exact", terms[0]) if len(terms) == 1 else 0

    def match(self, query: Query, *, scored: bool = False, found: dict[Any, Any] | None = None) -> Matches:
        """As ``Snapshot.match``, of what may be seen."""
        matches = self.snapshot.match(query, scored=scored, found=found)
        if not len(self.hidden):
            return matches
        seen = ~np.isin(matches.docs, self.hidden)
        return Matches(matches.docs[seen], None if matches.scores is None else matches.scores[seen])

    def find(self, release_id: str) -> int | None:
        doc = self.snapshot.find(release_id)
        return None if doc is None or doc in self.hidden else doc

    def release(self, doc: int) -> Release:
        return self.generation.release(doc)

    def label(self, field: str, value: str) -> str:
        """What a value is called, by the releases that may be seen."""
        known = self._labels.get((field, value))
        if known is None:
            known = names.label(self, field, value)
            if len(self._labels) > 50_000:
                self._labels.clear()
            self._labels[field, value] = known
        return known

    def named_like(self, field: str, prefix: str) -> Mask:
        """bool per value of a column: whether a name of it has the words of ``prefix``, the last as a beginning."""
        words = exact_terms(prefix)
        values = self.snapshot.values(field)
        if not words:
            return np.ones(len(values), dtype=np.bool_)
        if field in ("person", "ministry", "place", "publisher"):
            found = {value for value, _ in names.completions(self, field, words, most=_MOST_NAMES)}
            return np.array([value in found for value in values], dtype=np.bool_)
        return np.array([_begins(exact_terms(self.label(field, value)), words) for value in values], dtype=np.bool_)

    def resolve(self, field: str, text: str) -> list[str]:
        """The values of a facet field that a typed name stands for."""
        return names.resolve(self, field, text, limit=limits.NAMES)

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """As ``Snapshot.terms``, counted over what may be seen."""
        found = self.snapshot.terms(field, prefix)
        return found if not len(self.hidden) else self._seen(field, found)

    def frequency(self, field: str, term: str) -> int:
        if len(self.hidden) and term in self._held(field):
            from whoosh.query import Term

            return len(self.match(Term(field, term)).docs)
        return self.snapshot.frequency(field, term)

    def similar(self, field: str, word: str, distance: int, prefix: int) -> list[tuple[str, int, int]]:
        """As ``Snapshot.similar``, counted over what may be seen."""
        found = self.snapshot.similar(field, word, distance, prefix)
        if not len(self.hidden):
            return list(found)
        counted = ((term, self.frequency(field, term), steps) for term, _, steps in found)
        return [(term, count, steps) for term, count, steps in counted if count]

    def _seen(self, field: str, found: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        held = self._held(field)
        for term, count in found:
            visible = self.frequency(field, term) if term in held else count
            if visible:
                yield term, visible

    def _held(self, field: str) -> frozenset[str]:
        """The terms of the hidden documents: the only ones whose frequency is not what the dictionary says."""
        if field not in self._held_terms:
            documents = [self.generation.indexed(int(doc)) for doc in self.hidden]
            held = (term for d in documents for part in (d.terms(), d.values) for term in part.get(field, ()))
            self._held_terms[field] = frozenset(held)
        return self._held_terms[field]


class Views:
    """The views of a generation at different moments. Shared by threads."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._embargoed, self._instants = generation.snapshot.embargoes()
        self._known: dict[bytes, View] = {}
        self._lock = Lock()

    def at(self, now: float, preview: bool) -> View:
        """What may be seen at ``now`` (Unix seconds): a document is free from the instant of its embargo on."""
        held = np.zeros(0, dtype=np.bool_) if preview else self._instants > now
        hidden = self._embargoed[held] if not preview else self._embargoed[:0]
        key = hidden.tobytes()
        with self._lock:
            if key not in self._known:
                if len(self._known) > 8:
                    self._known.clear()
                self._known[key] = View(self.generation, hidden)
            return self._known[key]

    def last_freed(self, now: float) -> int | None:
        """The latest instant up to ``now`` at which something came free, Unix seconds."""
        behind = self._instants[self._instants <= now]
        return int(behind.max()) if len(behind) else None


def _begins(name: list[str], words: list[str]) -> bool:
    return all(word in name for word in words[:-1]) and any(part.startswith(words[-1]) for part in name)
