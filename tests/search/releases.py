"""Releases made from a few words, and an engine over them: what the search tests are written with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.release import Dateline, Ministry, Office, Person, Release, SourceFile
from search.engines.embedded import EmbeddedEngine
from search.fields import index_document
from tests.search.twin import TwinSnapshot


def release(id: str, text: str = "", **fields: Any) -> Release:
    """A release; ``people`` and ``ministries`` by id or (id, name), ``place`` of the dateline."""
    offices: dict[str, list[Office]] = fields.pop("offices", {})
    people = [_named(p) for p in fields.pop("people", ())]
    ministries = [_named(m) for m in fields.pop("ministries", ())]
    place = fields.pop("place", None)
    path = fields.pop("path", f"{id}.txt")
    known: dict[str, Any] = {
        "title": None, "subtitle": None, "date": None, "date_from": None, "publisher": None, "kind": None,
        "language": "en", "countries": (), "reference": None, "embargo": None, "url": None, "contacts": (),
    }  # fmt: skip
    known.update(fields)
    return Release(
        id=id,
        text=text,
        dateline=Dateline(f"{place}.", place, None, None) if place else None,
        people=tuple(Person(p, name, offices=tuple(offices.get(p, ()))) for p, name in people),
        ministries=tuple(Ministry(m, name, m.split("/")[0].upper()) for m, name in ministries),
        source=SourceFile(path, "text", "utf-8", "0" * 64, len(text)),
        **known,
    )


def snapshot(releases: Sequence[Release], **options: Any) -> TwinSnapshot:
    return TwinSnapshot([index_document(release) for release in releases], **options)


def engine(*releases: Release, **options: Any) -> EmbeddedEngine:
    made = snapshot(releases, **options)
    return EmbeddedEngine(lambda: made, lambda: made.generation)


def _named(entity: str | tuple[str, str]) -> tuple[str, str]:
    if isinstance(entity, tuple):
        return entity
    return entity, entity.replace("-", " ").replace("/", " ").title()
