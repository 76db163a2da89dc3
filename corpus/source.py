"""``source.toml``: what the publisher of a folder's releases is, and how its files name things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """The settings that hold for a folder and those below it; an inner source.toml overrides key by key."""

    publisher: str | None = None
    country: str | None = None  # what "our country" and "the ministry" mean there, ISO 3166-1 alpha-2
    language: str | None = None
    timezone: str | None = None  # IANA name
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # record field -> key of the file, dotted
