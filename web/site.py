"""What every route needs: the engine, the settings, and what is worth keeping between requests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from flask import current_app, g

from search.engines import open_engine
from search.engines.port import Engine, Stats
from search.errors import IndexMissing
from search.request import SearchRequest
from web.measuring import Metrics
from web.settings import Settings

HERE = Path(__file__).parent
MOST_EXPORTS = 4  # at a time in one process: each keeps a thread for as long as its reader takes
Kept = TypeVar("Kept")


class Site:
    """The engine may come later than the server: an index that is missing is looked for again with each request."""

    def __init__(self, engine: Engine | None, settings: Settings, metrics: Metrics) -> None:
        self.settings = settings
        self.metrics = metrics
        self.exports = BoundedSemaphore(MOST_EXPORTS)
        self.version = _version()
        self._engine = engine
        self._follows = False
        self._lock = Lock()
        self._kept: tuple[object, dict[str, Any]] = (), {}

    @property
    def engine(self) -> Engine:
        """Raises IndexMissing or IndexCorrupt."""
        if self._engine is None:
            with self._lock:
                if self._engine is None:
                    opened = open_engine(self.settings.index)
                    if self._follows:
                        opened.follow()
                    self._engine = opened
        return self._engine

    def prepare(self) -> None:
        """Opens the index and follows it, so that no request waits for that. Raises IndexCorrupt."""
        self._follows = True
        with suppress(IndexMissing):
            _ = self.engine

    @property
    def is_open(self) -> bool:
        return self._engine is not None

    def stats(self) -> Stats:
        """The engine's stats."""
        return self.kept("stats", lambda: self.engine.stats(preview=self.settings.preview))

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What is made once and kept until a commit or the end of an embargo changes it."""
        current = self.state()
        state, known = self._kept
        if state != current:
            known = {}
            self._kept = current, known
        if name not in known:
            known[name] = make()
        found: Kept = known[name]
        return found

    def state(self) -> tuple[int, str]:
        """What every answer depends on beside its question: the generation and the last end of an embargo.

        Not the next one: a tag made of that would tell that something is to come.
        """
        freed = None if self.settings.preview else self.engine.last_freed()
        return self.engine.generation, freed.isoformat() if freed else ""

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()


def site() -> Site:
    """The site of the current request."""
    found: Site = current_app.extensions["dateline"]
    return found


def engine() -> Engine:
    return site().engine


def preview() -> bool:
    return site().settings.preview


def previewed(request: SearchRequest) -> SearchRequest:
    """The request as this site asks it: with what is under embargo only where the site shows previews."""
    from dataclasses import replace

    return replace(request, preview=True) if preview() else request


def moment() -> datetime:
    """One moment for the whole of a request."""
    if "moment" not in g:
        g.moment = datetime.now(UTC)
    now: datetime = g.moment
    return now


def _version() -> str:
    """Of what makes and dresses pages: with another, what a client has kept of them is out of date."""
    digest = hashlib.sha256()
    for path in sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".html", ".css", ".js", ".svg")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
