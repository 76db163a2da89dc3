"""A generation of the index as it may be seen at a moment: without what is still under embargo."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from corpus.release import Release
from search import names
from search.analysis import exact_terms
from search.folding import Folding, Mask
from search.query import limits
from search.snapshot import DocIds, Matches, Snapshot

if TYPE_CHECKING:
    from whoosh.query import Query

_MOST_NAMES = 100_000


class Generation:
    """A snapshot with what is worked out from it once. Shared by threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        embargoed, self.instants = snapshot.embargoes()
        self._embargoed = embargoed
        self._views: dict[bytes, View] = {}
        self._lock = Lock()

    @cached_property
    def folding(self) -> Folding:
        return Folding(self.snapshot)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.snapshot.values("language"))

    def view(self, now: float, preview: bool) -> View:
        """What may be seen at ``now`` (Unix seconds): a document is free from the instant of its embargo on."""
        held = np.zeros(0, dtype=np.bool_) if preview else self.instants > now
        hidden = self._embargoed[held] if not preview else self._embargoed[:0]
        key = hidden.tobytes()
        with self._lock:
            if key not in self._views:
                if len(self._views) > 8:
                    self._views.clear()
                self._views[key] = View(self, hidden)
            return self._views[key]

    def next_embargo(self, now: float) -> int | None:
        """The earliest instant after ``now`` at which something comes free, Unix seconds."""
        ahead = self.instants[self.instants > now]
        return int(ahead.min()) if len(ahead) else None


class View:
    """A generation less the hidden documents. Every answer is made from one of these and nothing else."""

    def __init__(self, generation: Generation, hidden: DocIds) -> None:
        self.generation = generation
        self.snapshot = generation.snapshot
        self.hidden = hidden
        self._labels: dict[tuple[str, str], str] = {}

    @cached_property
    def visible(self) -> DocIds:
        """All documents that may be seen, ascending."""
        live = self.snapshot.live()
        return live[~np.isin(live, self.hidden)] if len(self.hidden) else live

    def match(self, query: Query, *, scored: bool = False) -> Matches:
        found = self.snapshot.match(query, scored=scored)
        if not len(self.hidden):
            return found
        seen = ~np.isin(found.docs, self.hidden)
        return Matches(found.docs[seen], None if found.scores is None else found.scores[seen])

    def mask(self, docs: DocIds) -> Mask:
        mask = np.zeros(self.snapshot.size, dtype=np.bool_)
        mask[docs] = True
        return mask

    def find(self, release_id: str) -> int | None:
        doc = self.snapshot.find(release_id)
        return None if doc is None or doc in self.hidden else doc

    def release(self, doc: int) -> Release:
        return Release.from_json(_loads(self.snapshot.stored(doc)))

    def named_like(self, field: str, prefix: str) -> Mask:
        """Of a column's dictionary the values with a name that has the words of ``prefix``, the last as a beginning."""
        words = exact_terms(prefix)
        values = self.snapshot.values(field)
        if not words:
            return np.ones(len(values), dtype=np.bool_)
        if field in ("person", "ministry", "place", "publisher"):
            found = {value for value, _ in names.completions(self.snapshot, field, words, most=_MOST_NAMES)}
            return np.array([value in found for value in values], dtype=np.bool_)
        return np.array([_begins(exact_terms(self.label(field, value)), words) for value in values], dtype=np.bool_)

    def has(self, field: str, value: str) -> bool:
        """Whether a release that may be seen has a value."""
        if not len(self.hidden):
            return self.snapshot.frequency(field, value) > 0
        from whoosh.query import Term

        return bool(len(self.match(Term(field, value)).docs))

    def resolve(self, field: str, text: str) -> list[str]:
        """The values of a facet field that a typed name stands for and a visible release has."""
        found = names.resolve(self.snapshot, field, text, limit=limits.NAMES)
        return [value for value in found if self.has(field, value)] if len(self.hidden) else found

    def label(self, field: str, value: str) -> str:
        """What a value is called, by the releases that may be seen."""
        known = self._labels.get((field, value))
        if known is None:
            known = names.label(self.snapshot, field, value)
            if len(self.hidden) and field in ("person", "ministry"):
                seen = self.names(field, value)
                known = names.with_country(field, value, seen[0][0]) if seen else value
            if len(self._labels) > 50_000:
                self._labels.clear()
            self._labels[field, value] = known
        return known

    def names(self, field: str, value: str) -> list[tuple[str, int]]:
        """As ``search.names.names``, counted over what may be seen."""
        found = names.names(self.snapshot, field, value)
        if not len(self.hidden):
            return found
        from whoosh.query import Term

        counted = [(name, len(self.match(Term("name", f"{field}\t{value}\t{name}")).docs)) for name, _ in found]
        return sorted(((name, count) for name, count in counted if count), key=lambda name: (-name[1], name[0]))


def _begins(name: list[str], words: list[str]) -> bool:
    return all(word in name for word in words[:-1]) and any(part.startswith(words[-1]) for part in name)


def _loads(data: bytes) -> dict[str, object]:
    import json

    loaded: dict[str, object] = json.loads(data)
    return loaded
