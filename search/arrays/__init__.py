"""The index as memory-mapped arrays: what builds it, what changes it, what reads it.

Names are imported where they are first used, so that a question needs nothing of what writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.arrays.building import SegmentBuilder, build_segment, build_segments
    from search.arrays.contents import current_generation
    from search.arrays.segment import SegmentInfo
    from search.arrays.snapshot import ArraySnapshot, open_snapshot
    from search.arrays.verifying import verify
    from search.arrays.writer import IndexWriter

_HOMES = {
    "ArraySnapshot": "snapshot",
    "IndexWriter": "writer",
    "SegmentBuilder": "building",
    "SegmentInfo": "segment",
    "build_segment": "building",
    "build_segments": "building",
    "current_generation": "contents",
    "open_snapshot": "snapshot",
    "verify": "verifying",
}
__all__ = [
    "ArraySnapshot",
    "IndexWriter",
    "SegmentBuilder",
    "SegmentInfo",
    "build_segment",
    "build_segments",
    "current_generation",
    "open_snapshot",
    "verify",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
