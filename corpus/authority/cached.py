"""Caches of what was worked out from the tables: emptied when a corpus adds to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

_empty: list[Callable[[], None]] = []


def until_added(function: F) -> F:
    """A function that remembers its last results until something is added to the tables; arguments are hashable."""
    kept = lru_cache(maxsize=1 << 14)(function)
    _empty.append(kept.cache_clear)
    return cast(F, kept)


def empty() -> None:
    """Forget all results."""
    for clear in _empty:
        clear()
