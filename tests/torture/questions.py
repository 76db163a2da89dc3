"""Questions made to be slow, against a large index: each is answered or refused, and none takes long."""

from __future__ import annotations

import random
import time
from pathlib import Path

from search.arrays import open_snapshot
from search.engines import open_engine
from search.engines.port import Engine
from search.errors import BadRequest
from search.request import FACETS, SearchRequest
from tests.torture.material import MANY, indexed

LONGEST = 250  # milliseconds of processor time
NEVER = ("errors", f"over {LONGEST} ms")
_WORDS = ("the", "of", "ministry", "announcement", "a", "1", "2015", "zzz", "é", "“", "и", "大臣", "\u202e", "ə")
_PIECES = (
    "*", "?", "~", "a*", "?a", "*a*", "min*", "m?n*", "mnistry~", "announcment~2", "(", ")", '"', '"the of"~50',
    '"of the ministry of"', " OR ", " AND ", " NOT ", "-", "date:[2010 to 2020]", "date:2015", "person:a", "title:(",
    "country:az", "[", "]", ":", "text:*", "ministry:the", "\\", "^9", "&&", "||", "+",
)  # fmt: skip
_COMMON = 400  # words of the index that questions are made of, and as many rare ones


def run(
    folder: Path, *, questions: int = 6_000, releases: int = MANY, seed: int = 4, index: Path | None = None
) -> dict[str, object]:
    """Milliseconds are of processor time of one thread, so that other work on the machine does not count.

    ``index``: one that is there already, in place of one of ``releases`` releases that is made in the folder.
    """
    index = index or indexed(folder, releases)[1]
    engine = open_engine(index)
    chance = random.Random(seed)
    words = _words_of(index, chance)
    times: list[tuple[float, str]] = []
    refused = errors = 0
    for number in range(questions):
        request = _question(chance, number) if number % 2 else _of_the_index(chance, words)
        try:
            spent = _asked(engine, request)
            if spent > LONGEST:  # once more: what is read from disk for the first time is no cost of the question
                spent = min(spent, _asked(engine, request))
            times.append((spent, request.q))
        except BadRequest:
            refused += 1
        except Exception:
            errors += 1
    times.sort()
    return {
        "questions": questions,
        "refused": refused,
        "errors": errors,
        "median ms": round(times[len(times) // 2][0], 1),
        "p99 ms": round(times[int(0.99 * len(times))][0], 1),
        "slowest ms": round(times[-1][0], 1),
        f"over {LONGEST} ms": sum(spent > LONGEST for spent, _ in times),
        "the slowest": repr(times[-1][1][:60]),
    }


def _asked(engine: Engine, request: SearchRequest) -> float:
    started = time.thread_time()
    engine.search(request)
    return 1000 * (time.thread_time() - started)


def _question(chance: random.Random, number: int) -> SearchRequest:
    """Of signs and words in any order."""
    length = chance.choice((1, 2, 5, 20, 200))
    pieces = [chance.choice(_PIECES if chance.random() < 0.5 else _WORDS) for _ in range(length)]
    if number % 5 == 0:
        pieces = [chance.choice(pieces)] * chance.choice((50, 500, 1500))
    return _request(chance, chance.choice(("", " ")).join(pieces))


def _words_of(index: Path, chance: random.Random) -> list[str]:
    """The commonest words of an index, and as many others."""
    counted = sorted(((count, word) for word, count in open_snapshot(index).terms("text_exact")), reverse=True)
    others = chance.sample(counted[_COMMON:], min(_COMMON, max(0, len(counted) - _COMMON)))
    return [word for _, word in counted[:_COMMON] + others]


def _of_the_index(chance: random.Random, words: list[str]) -> SearchRequest:
    """Of words that the index has, the commonest most often: in numbers, in phrases, as patterns, misspelt."""
    among = words[: chance.choice((10, 50, _COMMON, len(words)))]
    chosen = chance.choices(among, k=chance.choice((1, 2, 3, 8, 30, 150, 480)))
    kind = chance.choice(("words", "either", "phrase", "phrases", "near", "prefixes", "middles", "endings", "fuzzy"))
    if kind == "phrase":
        q = f'"{" ".join(chosen)}"'
    elif kind in ("phrases", "near"):
        rows = [chosen[at : at + 3] for at in range(0, len(chosen), 3)]
        q = " ".join(f'"{" ".join(row)}"' + ("~50" if kind == "near" else "") for row in rows)
    elif kind == "fuzzy":
        q = " ".join(f"{word[:-1]}{chance.choice('xq')}{word[-1:]}{chance.choice(('', '~', '~2'))}" for word in chosen)
    elif kind in ("prefixes", "middles", "endings"):
        form = {"prefixes": "{}*", "middles": "*{}*", "endings": "*{}"}[kind]
        q = chance.choice((" ", " OR ")).join(form.format(word[: chance.choice((1, 2, 3))]) for word in chosen)
    else:
        q = (" OR " if kind == "either" else " ").join(chosen)
    return _request(chance, q)


def _request(chance: random.Random, q: str) -> SearchRequest:
    chosen = {chance.choice(FACETS): tuple(str(n) for n in range(chance.choice((1, 10, 1000))))}
    return SearchRequest(
        q=q[:4_000],
        match=chance.choice(("all", "most", "any")),
        any_of=chosen if chance.random() < 0.2 else {},
        sort=chance.choice((None, "newest")),
        page=chance.choice((1, 1, 100)),
        per_page=100,
        facet_size=chance.choice((10, 1000)),
        explain=chance.random() < 0.1,
    )
