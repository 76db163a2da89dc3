"""`reindex` killed at random moments: the last committed index serves, and the next run completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from search.arrays import current_generation, open_snapshot, verify
from tests.torture.material import write_corpus, write_release


def records(index: Path) -> dict[str, bytes]:
    snapshot = open_snapshot(index)
    return {snapshot.stored(doc).decode()[:90]: snapshot.stored(doc) for doc in snapshot.live().tolist()}


def run(folder: Path, *, kills: int = 100, releases: int = 600, seed: int = 1) -> dict[str, int]:
    """Counts of what was seen; ``failures`` has to be zero. The process group is killed, workers and merges with it."""
    chance = random.Random(seed)
    corpus, index, fresh = folder / "corpus", folder / "index", folder / "fresh"
    write_corpus(corpus, releases)
    command = [sys.executable, "-m", "dateline", "--corpus", str(corpus), "--index", str(index), "reindex"]
    subprocess.run(command, check=True, capture_output=True)
    started = time.monotonic()
    for number in range(0, releases, 3):
        write_release(corpus, number, 1)
    subprocess.run(command, check=True, capture_output=True)
    length = time.monotonic() - started
    seen = {"kills": 0, "completed before the kill": 0, "failures": 0}
    for kill in range(kills):
        before, generation = records(index), current_generation(index)
        for number in chance.sample(range(releases), releases // 5):
            write_release(corpus, number, kill + 2)
        victim = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            victim.wait(chance.uniform(0.05, 2 * length))
            seen["completed before the kill"] += 1
        except subprocess.TimeoutExpired:
            os.killpg(victim.pid, signal.SIGKILL)
            victim.wait()
            seen["kills"] += 1
        sound = not verify(index)
        same = current_generation(index) != generation or records(index) == before
        seen["failures"] += not (sound and same)
    subprocess.run(command, check=True, capture_output=True)
    command[command.index(str(index))] = str(fresh)
    subprocess.run(command, check=True, capture_output=True)
    seen["failures"] += records(index) != records(fresh)
    seen["records compared with an undisturbed run"] = len(records(fresh))
    return seen
