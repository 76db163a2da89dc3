"""A server under mixed questions while a tenth of the corpus changes again and again."""

from __future__ import annotations

import itertools
import random
import re
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from tests.torture.material import MANY, indexed, reindex, write_release
from tests.torture.serving import server_over

NEVER = ("failed", "answers that mix generations", "skipped or repeated by a cursor", "deleted files still mapped")
QUESTIONS = (
    "/api/v1/search?q=ministry&fold=false", "/api/v1/search?q=announcement&facets=none&fold=false", "/",
    "/search?q=minister", "/api/v1/search?q=%22of+justice%22&fold=false", "/api/v1/search?from=2015&to=2019&fold=false",
    "/api/v1/search?q=min*&country=AZ&fold=false", "/api/v1/suggest?q=min", "/search?q=agreement&year=2020",
    "/api/v1/stats", "/search.atom?q=energy", "/ministries", "/api/v1/search?fold=false&facet_size=50",
)  # fmt: skip
_TITLE = re.compile(r"Announcement (\d+) of version (\d+)")


@dataclass
class _Seen:
    """What the clients saw, from all threads."""

    times: list[float] = field(default_factory=list)  # seconds
    failed: list[str] = field(default_factory=list)
    answers: list[tuple[int, int | None, list[tuple[int, int]]]] = field(default_factory=list)
    walks: list[list[int]] = field(default_factory=list)


def run(
    folder: Path, *, seconds: float = 300, releases: int = MANY, connections: int = 32, every: float = 20, seed: int = 3
) -> dict[str, object]:
    """A generation is known by the version of each of its releases: no answer may show a release as it is in another.
    One client more goes through all releases by cursor, again and again.
    """
    corpus, index = indexed(folder, releases)
    versions = dict.fromkeys(range(releases), 0)
    generation = reindex(corpus, index)["generation"]
    published = {generation: dict(versions)}
    seen, stop, chance = _Seen(), threading.Event(), random.Random(seed)
    took = []
    with server_over(index) as (base, process):
        threads = [threading.Thread(target=_ask, args=(base, stop, seen, seed + n)) for n in range(connections)]
        threads.append(threading.Thread(target=_walk, args=(base, stop, seen)))
        for thread in threads:
            thread.start()
        time.sleep(min(5, seconds / 10))
        held = [_held(process)]
        end = time.monotonic() + seconds
        for version in itertools.count(1):
            if time.monotonic() > end:
                break
            began = time.monotonic()
            for number in chance.sample(range(releases), releases // 10):
                write_release(corpus, number, version)
                versions[number] = version
            write_release(corpus, releases + version)
            versions[releases + version] = 0
            started = time.monotonic()
            published[reindex(corpus, index)["generation"]] = dict(versions)
            took.append(time.monotonic() - started)
            held.append(_held(process))
            stop.wait(max(0.0, min(began + every, end) - time.monotonic()))
        stop.set()
        for thread in threads:
            thread.join()
        _settle(base)
        held.append(_held(process))
        deleted = _deleted(process)
    seen.times.sort()
    return {
        "requests": len(seen.times),
        "requests/s": round(len(seen.times) / seconds, 1),
        "failed": len(seen.failed),
        "answers that mix generations": sum(_is_mixed(answer, published) for answer in seen.answers),
        "commits": len(took),
        "seconds to reindex a tenth": round(statistics.median(took), 1) if took else None,
        "walks by cursor": len(seen.walks),
        "skipped or repeated by a cursor": sum(_unlike_once(walk, releases) for walk in seen.walks),
        "median ms": round(1000 * statistics.median(seen.times), 1),
        "p99 ms": round(1000 * seen.times[int(0.99 * len(seen.times))], 1),
        "own MB after each commit": " ".join(f"{one.memory:.0f}" for one in held),
        "descriptors": " ".join(str(one.descriptors) for one in held),
        "maps of index files": " ".join(str(one.maps) for one in held),
        "deleted files still mapped": deleted,
    }


def _ask(base: str, stop: threading.Event, seen: _Seen, seed: int) -> None:
    chance = random.Random(seed)
    with httpx.Client(base_url=base, timeout=60) as client:
        while not stop.is_set():
            path = chance.choice(QUESTIONS)
            started = time.perf_counter()
            response = _got(client, path, seen)
            if response is None:
                continue
            seen.times.append(time.perf_counter() - started)
            if path.startswith("/api/v1/search"):
                answer = response.json()
                whole = answer["total"] if "facet_size" in path else None
                if whole is not None:
                    years = answer["facets"]["year"]
                    whole = sum(bucket["count"] for bucket in years["buckets"]) + years["missing"]
                seen.answers.append((answer["generation"], whole, list(_shown(answer))))


def _walk(base: str, stop: threading.Event, seen: _Seen) -> None:
    """Through all releases by cursor, newest first; only whole walks count."""
    with httpx.Client(base_url=base, timeout=60) as client:
        while not stop.is_set():
            first = path = "/api/v1/search?fold=false&per_page=100&facets=none&fields=title"
            walk: list[int] = []
            while path and not stop.is_set():
                response = _got(client, path, seen)
                if response is None:
                    return
                answer = response.json()
                walk += [number for number, _ in _shown(answer)]
                path = f"{first}&cursor={answer['next_cursor']}" if answer["next_cursor"] else ""
            if not path:
                seen.walks.append(walk)


def _got(client: httpx.Client, path: str, seen: _Seen) -> httpx.Response | None:
    try:
        response = client.get(path)
    except httpx.TransportError as error:
        seen.failed.append(f"{path}: {error!r}")
        return None
    if response.status_code != 200:
        seen.failed.append(f"{path}: {response.status_code}")
        return None
    return response


def _shown(answer: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for result in answer["results"]:
        number, version = _TITLE.fullmatch(result["title"]).groups()  # type: ignore[union-attr]
        yield int(number), int(version)


def _is_mixed(answer: tuple[int, int | None, list[tuple[int, int]]], published: dict[int, dict[int, int]]) -> bool:
    generation, whole, shown = answer
    versions = published[generation]
    return whole not in (None, len(versions)) or any(versions.get(number) != version for number, version in shown)


def _unlike_once(walk: list[int], releases: int) -> int:
    """How many of the releases that were there from the beginning came more or less than once."""
    there = [number for number in walk if number < releases]
    return len(there) - len(set(there)) + releases - len(set(there))


def _settle(base: str) -> None:
    """Lets the server see the last generation and let go of the one before."""
    for _ in range(3):
        time.sleep(0.5)
        httpx.get(f"{base}/api/v1/search", timeout=60)


class _Held(NamedTuple):
    """What a process holds of the system."""

    memory: float  # of its own, MB: what it has mapped of files can be given back at any time and is not counted
    descriptors: int  # those of its connections among them
    maps: int  # of files of the index, one that has been replaced among them


def _held(process: int) -> _Held:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    memory = sum(int(line.split()[1]) for line in rollup if line.startswith("Private_Dirty")) / 1024
    maps = Path(f"/proc/{process}/maps").read_text().count("/index-")
    return _Held(memory, len(list(Path(f"/proc/{process}/fd").iterdir())), maps)


def _deleted(process: int) -> int:
    """Files of generations that are gone and that the process still maps or has open."""
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    handles = [str(handle.readlink()) for handle in Path(f"/proc/{process}/fd").iterdir()]
    return sum(line.endswith("(deleted)") and "/index-" in line for line in [*maps, *handles])
