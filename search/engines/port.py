"""What every engine can do, in the product's own terms: requests and results, never an engine's dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from corpus.release import Release
from search.request import SearchRequest
from search.results import Bucket, Facet, Histogram, Result, SearchResults


@dataclass(frozen=True, slots=True)
class Completion:
    """What a person may mean while typing: ``kind`` is person, ministry, place, country, title or word."""

    kind: str
    text: str
    value: str  # facet value or id; for a word the word, for a title the release id
    count: int


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office as releases name its holder, with the span of dates in which they do."""

    office: str
    ministry: str | None
    ministry_name: str | None
    country: str | None
    person: str
    person_name: str
    first: str | None
    last: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, a ministry or a country as the whole corpus knows it."""

    kind: str  # person ministry country
    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    count: int
    offices: tuple[OfficeHeld, ...]  # a person's, or those held at a ministry
    histogram: Histogram | None
    related: Mapping[str, tuple[Bucket, ...]]  # facet -> who and what occurs in the same releases
    latest: tuple[Result, ...]
    generation: int


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release with what the index knows around it."""

    release: Release
    generation: int
    related: tuple[Result, ...]
    elsewhere: tuple[Release, ...]  # the same announcement by others, earliest first
    translations: tuple[Release, ...]
    corrections: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    generation: int
    built_at: datetime | None
    built_seconds: float | None  # that the last run of reindex took
    releases: int  # visible now
    first_date: str | None
    last_date: str | None
    facets: Mapping[str, Facet]
    publishers_by_month: Mapping[str, Mapping[str, int]]  # publisher -> "2023-02" -> releases
    rejects: Sequence[tuple[str, str]]  # path, reason
    problems: Mapping[str, int]  # code -> releases
    index_bytes: int


class Engine(Protocol):
    """An open index that follows new generations by itself. Safe to share between threads.

    ``now`` is the moment against which embargoes are judged (None: the clock); ``preview`` shows what is under one.
    """

    def follow(self) -> None:
        """From now on new generations are made ready beside the answers, so that no request waits for one."""

    @property
    def generation(self) -> int: ...

    def search(self, request: SearchRequest) -> SearchResults: ...

    def release(self, release_id: str, *, now: datetime | None = None, preview: bool = False) -> ReleaseView | None: ...

    def facet(self, field: str, *, prefix: str = "", request: SearchRequest, limit: int = 100) -> Facet: ...

    def suggest(
        self, q: str, *, limit: int = 10, now: datetime | None = None, preview: bool = False
    ) -> list[Completion]: ...

    def entity(self, kind: str, id: str, *, now: datetime | None = None, preview: bool = False) -> Entity | None: ...

    def export(self, request: SearchRequest) -> Iterator[Release]: ...

    def stats(self, *, now: datetime | None = None, preview: bool = False) -> Stats: ...

    def last_freed(self, *, now: datetime | None = None) -> datetime | None:
        """The latest instant at which an embargo ended: then answers changed without a commit."""

    def verify(self) -> list[str]:
        """Reads every byte of the index back; what is wrong, a sentence each, empty where it is sound."""

    def close(self) -> None: ...


ReleaseFields = Mapping[str, Any]
