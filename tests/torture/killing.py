"""`reindex` killed at random moments: the last committed index serves throughout, and the next run completes."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from search.arrays import current_generation, verify
from tests.torture.material import dateline, records, reindex, write_corpus, write_release
from tests.torture.serving import server_over

NEVER = ("index lost or damaged", "questions unanswered", "releases unlike those of an undisturbed run")
_AT_A_WRITE = """
import os, signal, sys
from search.arrays import files, writer
left, write, merge = int(sys.argv.pop(1)), files.ArrayFileWriter._write, writer.merge_segments
parent = os.getpid()
def counted(self, data):
    global left
    if os.getpid() == parent:
        left -= 1
        if left < 0:
            os.killpg(0, signal.SIGKILL)
    return write(self, data)
files.ArrayFileWriter._write = counted
from dateline import main
main()
"""


def run(folder: Path, *, kills: int = 100, releases: int = 240, seed: int = 1) -> dict[str, object]:
    """A fifth of the releases changes before each run. In turn the whole run is killed at a random time, at a random
    write of its merge or commit, or it loses one of its workers and has to go on without.
    """
    chance = random.Random(seed)
    corpus, index = folder / "corpus", folder / "index"
    write_corpus(corpus, releases)
    reindex(corpus, index)
    for number in range(0, releases, 3):
        write_release(corpus, number, 1)
    started = time.monotonic()
    reindex(corpus, index)
    length = time.monotonic() - started
    seen = {"runs killed": 0, "of these while merging or committing": 0, "workers killed": 0, "completed before": 0}
    seen |= dict.fromkeys(NEVER, 0)
    with server_over(index) as (base, _):
        for kill in range(kills):
            before, generation = records(index), current_generation(index)
            for number in chance.sample(range(releases), releases // 5):
                write_release(corpus, number, kill + 2)
            seen[_KILLS[kill % 3](corpus, index, chance, length)] += 1
            unchanged = current_generation(index) != generation or records(index) == before
            seen["index lost or damaged"] += not unchanged or bool(verify(index))
            seen["questions unanswered"] += _unanswered(base)
    reindex(corpus, index)
    reindex(corpus, folder / "undisturbed")
    kept, right = records(index), records(folder / "undisturbed")
    seen["runs killed"] += seen["of these while merging or committing"]
    seen["releases compared with an undisturbed run"] = len(right)
    seen["releases unlike those of an undisturbed run"] = sum(
        kept.get(id) != right.get(id) for id in kept.keys() | right.keys()
    )
    return dict(seen)


def _at_a_time(corpus: Path, index: Path, chance: random.Random, length: float) -> str:
    run = subprocess.Popen(dateline(corpus, index, "reindex"), stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        run.wait(chance.uniform(0.05, 1.5 * length))
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return "runs killed"
    return "completed before"


def _at_a_write(corpus: Path, index: Path, chance: random.Random, length: float) -> str:
    command = [sys.executable, "-c", _AT_A_WRITE, str(chance.randrange(400)), *dateline(corpus, index, "reindex")[3:]]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, start_new_session=True, check=False)
    return "of these while merging or committing" if run.returncode == -signal.SIGKILL else "completed before"


def _a_worker(corpus: Path, index: Path, chance: random.Random, length: float) -> str:
    run = subprocess.Popen(dateline(corpus, index, "reindex"), stdout=subprocess.DEVNULL)
    killed = False
    time.sleep(chance.uniform(0.05, length))
    with contextlib.suppress(OSError):
        for worker in Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()[:1]:
            os.kill(int(worker), signal.SIGKILL)
            killed = True
    assert run.wait() == 0
    return "workers killed" if killed else "completed before"


_KILLS = (_at_a_time, _at_a_write, _a_worker)


def _unanswered(base: str) -> bool:
    try:
        answer = httpx.get(f"{base}/api/v1/search?q=announcement", timeout=60)
    except httpx.TransportError:
        return True
    return answer.status_code != 200 or not answer.json()["total"]
