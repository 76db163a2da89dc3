"""Questions made to be slow, against a large index: each is answered or refused, and none takes long."""

from __future__ import annotations

import random
import time
from pathlib import Path

from search.engines import open_engine
from search.errors import BadRequest
from search.request import FACETS, SearchRequest
from tests.torture.material import MANY, indexed

NEVER = ("errors",)
_WORDS = ("the", "of", "ministry", "announcement", "a", "1", "2015", "zzz", "é", "“", "и", "大臣", "\u202e", "ə")
_PIECES = (
    "*", "?", "~", "a*", "?a", "*a*", "min*", "m?n*", "mnistry~", "announcment~2", "(", ")", '"', '"the of"~50',
    '"of the ministry of"', " OR ", " AND ", " NOT ", "-", "date:[2010 to 2020]", "date:2015", "person:a", "title:(",
    "country:az", "[", "]", ":", "text:*", "ministry:the", "\\", "^9", "&&", "||", "+",
)  # fmt: skip


def run(folder: Path, *, questions: int = 4_000, releases: int = MANY, seed: int = 4) -> dict[str, object]:
    """Milliseconds are of processor time of one thread, so that other work on the machine does not count."""
    _, index = indexed(folder, releases)
    engine = open_engine(index)
    chance = random.Random(seed)
    times: list[tuple[float, str]] = []
    refused = errors = 0
    for number in range(questions):
        request = _question(chance, number)
        started = time.thread_time()
        try:
            engine.search(request)
        except BadRequest:
            refused += 1
        except Exception:
            errors += 1
        times.append((1000 * (time.thread_time() - started), request.q))
    times.sort()
    return {
        "questions": questions,
        "refused": refused,
        "errors": errors,
        "median ms": round(times[len(times) // 2][0], 1),
        "p99 ms": round(times[int(0.99 * len(times))][0], 1),
        "slowest ms": round(times[-1][0], 1),
        "over 250 ms": sum(spent > 250 for spent, _ in times),
        "the slowest": repr(times[-1][1][:60]),
    }


def _question(chance: random.Random, number: int) -> SearchRequest:
    length = chance.choice((1, 2, 5, 20, 200))
    pieces = [chance.choice(_PIECES if chance.random() < 0.5 else _WORDS) for _ in range(length)]
    if number % 10 == 0:
        pieces = [chance.choice(pieces)] * chance.choice((50, 500, 1500))
    q = chance.choice(("", " ")).join(pieces)[:4_000]
    chosen = {chance.choice(FACETS): tuple(str(n) for n in range(chance.choice((1, 10, 1000))))}
    return SearchRequest(
        q=q,
        match=chance.choice(("all", "most", "any")),
        any_of=chosen if chance.random() < 0.2 else {},
        sort=chance.choice((None, "newest")),
        page=chance.choice((1, 1, 100)),
        per_page=100,
        facet_size=chance.choice((10, 1000)),
        explain=chance.random() < 0.1,
    )
