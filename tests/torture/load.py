"""A server under mixed questions while a tenth of the corpus changes again and again."""

from __future__ import annotations

import itertools
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from tests.torture.material import write_corpus, write_release

QUESTIONS = (
    "/api/v1/search?q=ministry", "/api/v1/search?q=announcement&facets=none", "/search?q=minister", "/",
    "/api/v1/search?q=%22of+justice%22", "/api/v1/search?from=2015&to=2019", "/api/v1/search?q=min*&country=AZ",
    "/api/v1/suggest?q=min", "/search?q=agreement&year=2020", "/api/v1/stats", "/search.atom?q=energy", "/ministries",
)  # fmt: skip


def run(
    folder: Path, *, seconds: float = 300, releases: int = 5000, connections: int = 32, every: float = 20, seed: int = 3
) -> dict[str, float]:
    """What the clients and the process showed. ``failed`` and ``mixed generations`` have to be zero.

    A generation is mixed where the total of an unrestricted search is none of the totals that were ever published:
    every reindexing changes the number of releases.
    """
    corpus, index = folder / "corpus", folder / "index"
    write_corpus(corpus, releases)
    command = [sys.executable, "-m", "dateline", "--corpus", str(corpus), "--index", str(index), "reindex", "--json"]
    published = {json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["total"]}
    port = 18090
    server = subprocess.Popen(
        [sys.executable, "-m", "dateline", "--index", str(index), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    _wait(base)
    times: list[float] = []
    failed: list[str] = []
    totals: set[int] = set()
    stop = threading.Event()
    threads = [
        threading.Thread(target=_ask, args=(base, stop, times, failed, totals, seed + n)) for n in range(connections)
    ]
    memory, maps = [_memory(server.pid)], [_open(server.pid)]
    for thread in threads:
        thread.start()
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    for version in itertools.count(1):
        if time.monotonic() > end:
            break
        for number in chance.sample(range(releases), releases // 10):
            write_release(corpus, number, version)
        write_release(corpus, releases + version)
        published.add(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["total"])
        memory.append(_memory(server.pid))
        maps.append(_open(server.pid))
        stop.wait(min(every, max(0.0, end - time.monotonic())))
    stop.set()
    for thread in threads:
        thread.join()
    server.terminate()
    server.wait(20)
    times.sort()
    return {
        "requests": len(times),
        "requests/s": round(len(times) / seconds, 1),
        "failed": len(failed),
        "mixed generations": len(totals - published),
        "commits": len(memory) - 1,
        "median ms": round(1000 * statistics.median(times), 1),
        "p99 ms": round(1000 * times[int(0.99 * len(times))], 1),
        "private MB at start": memory[0],
        "private MB at end": memory[-1],
        "index files open at start": maps[0],
        "index files open at end": maps[-1],
    }


def _wait(base: str) -> None:
    for _ in range(200):
        try:
            if httpx.get(f"{base}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not become ready")


def _ask(base: str, stop: threading.Event, times: list[float], failed: list[str], totals: set[int], seed: int) -> None:
    chance = random.Random(seed)
    with httpx.Client(base_url=base, timeout=30) as client:
        while not stop.is_set():
            path = chance.choice((*QUESTIONS, "/api/v1/search?fold=false"))
            started = time.perf_counter()
            try:
                response = client.get(path)
            except httpx.TransportError as error:
                failed.append(f"{path}: {error}")
                continue
            times.append(time.perf_counter() - started)
            if response.status_code != 200:
                failed.append(f"{path}: {response.status_code}")
            elif path.endswith("fold=false"):
                totals.add(response.json()["total"])


def _memory(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return round(sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024, 1)


def _open(pid: int) -> int:
    return sum("/index/" in line for line in Path(f"/proc/{pid}/maps").read_text().splitlines())
