"""When releases were last seen to have changed: what feeds tell their readers. Kept beside the documents.

A release that is as it was when it was first indexed is not in here, whatever was done to the index since. As bytes:
the number of releases as uint64, their keys (see `Snapshot.keys`) as uint64, the instants as int64 Unix seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from search.snapshot import Snapshot

_NOT_THE_RELEASE = ("source", "problems")  # keys of a record that say how it was read


def edits(snapshot: Snapshot | None) -> dict[int, int]:
    """Key of a release -> the instant at which it was seen to differ from before."""
    data = snapshot.extra("edits") if snapshot is not None else None
    if not data:
        return {}
    count = int(np.frombuffer(data, "<u8", 1)[0])
    keys = np.frombuffer(data, "<u8", count, 8)
    return dict(zip(keys.tolist(), np.frombuffer(data, "<i8", count, 8 + 8 * count).tolist(), strict=True))


def to_bytes(known: Mapping[int, int]) -> bytes:
    """For ``extra("edits")``."""
    keys = sorted(known)
    instants = np.array([known[key] for key in keys], "<i8")
    return np.array([len(keys), *keys], "<u8").tobytes() + instants.tobytes()


def edits_after(before: Snapshot | None, staged: Snapshot, now: int) -> dict[int, int]:
    """The edits of ``before`` whose releases are still in ``staged``, and those that lie between the two.

    Documents of ``staged`` from ``before.size`` on are new; ``now``: Unix seconds. A release that is read anew from
    unchanged bytes is not edited, even if more is understood of it than before. Of two edits the later has the later
    instant, whatever the clock says.
    """
    if before is None:
        return {}
    live = staged.live()
    keys = staged.keys(live)
    left = set(keys.tolist())
    found = {key: instant for key, instant in edits(before).items() if key in left}
    added = live >= before.size
    old = before.live()
    again, olds, news = np.intersect1d(before.keys(old), keys[added], return_indices=True)
    for key, old_doc, new_doc in zip(again.tolist(), old[olds].tolist(), live[added][news].tolist(), strict=True):
        if _differ(before.stored(old_doc), staged.stored(new_doc)):
            found[key] = max(now, found[key] + 1) if key in found else now
    return found


def _differ(old: bytes, new: bytes) -> bool:
    if old == new:
        return False
    a, b = json.loads(old), json.loads(new)
    if a["source"]["sha256"] == b["source"]["sha256"]:
        return False
    return any(a.get(key) != value for key, value in b.items() if key not in _NOT_THE_RELEASE)
