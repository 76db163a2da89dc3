"""What the corpus holds: by publisher and month, by every facet, with what was rejected and what was not understood."""

from __future__ import annotations

import json
from datetime import date, datetime

import numpy as np

from search.engines.port import Stats
from search.facets import facet
from search.folding import UNKNOWN_DAY
from search.request import FACETS
from search.view import View

_EPOCH = date(1970, 1, 1).toordinal()
_VALUES = 20


def coverage(view: View) -> Stats:
    """Counts are of releases, unfolded, as far as they may be seen."""
    snapshot, docs = view.snapshot, view.visible
    days = snapshot.days(docs)
    dated = days[days != UNKNOWN_DAY]
    built = json.loads(snapshot.extra("built") or b"{}")
    return Stats(
        generation=snapshot.generation,
        built_at=datetime.fromisoformat(built["built_at"]) if built.get("built_at") else None,
        built_seconds=built.get("seconds"),
        releases=len(docs),
        first_date=_iso(int(dated.min())) if len(dated) else None,
        last_date=_iso(int(dated.max())) if len(dated) else None,
        facets={
            field: facet(field, snapshot.values(field), snapshot.counts(field, docs), (), _VALUES, view.label)
            for field in FACETS
        },
        publishers_by_month=_publishers_by_month(view),
        rejects=[(path, reason) for path, reason in json.loads(snapshot.extra("rejects") or b"[]")],
        problems=_problems(view),
        index_bytes=snapshot.bytes(),
    )


def _publishers_by_month(view: View) -> dict[str, dict[str, int]]:
    docs = view.visible
    rows, ordinals = view.snapshot.ordinals("publisher", docs)
    days = view.snapshot.days(docs)[rows]
    known = days != UNKNOWN_DAY
    months = days[known].astype("datetime64[D]").astype("datetime64[M]")
    publishers = view.snapshot.values("publisher")
    table: dict[str, dict[str, int]] = {}
    pairs = np.stack((ordinals[known].astype(np.int64), months.astype(np.int64)))
    distinct, counts = np.unique(pairs, axis=1, return_counts=True)
    for (ordinal, month), count in zip(distinct.T.tolist(), counts.tolist(), strict=True):
        table.setdefault(publishers[ordinal], {})[str(np.datetime64(month, "M"))] = count
    return table


def _problems(view: View) -> dict[str, int]:
    return dict(view.terms("problem"))


def _iso(day: int) -> str:
    return date.fromordinal(day + _EPOCH).isoformat()
