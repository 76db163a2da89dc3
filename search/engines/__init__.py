"""The engines that answer questions, behind one port."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.port import Engine


def open_engine(index: Path) -> Engine:
    """The embedded engine over an index folder. Raises IndexMissing where there is none, IndexCorrupt for a bad one."""
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine.open(index)
