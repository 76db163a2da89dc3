"""What is measured of an engine, and how: builds one after another, questions in turns.

Processor time of all threads rather than the clock's, so that what else the machine does is not measured with it.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.corpus import BenchRelease
from bench.peers import Peer, size_of
from bench.questions import Question

SLOW = 0.2  # seconds: what takes longer is asked twice only


@dataclass(slots=True)
class Measured:
    """One engine: seconds to build, bytes on disk, and for each question its median in milliseconds and its total."""

    peer: Peer
    seconds: float
    bytes: int
    memory: int | None  # bytes that building took at most
    milliseconds: dict[Question, float] = field(default_factory=dict)
    totals: dict[Question, int] = field(default_factory=dict)


def measured_build(peer: Peer, releases: Iterable[BenchRelease], folder: Path) -> Measured:
    """Builds in ``folder`` and opens. What is there already, with a note of what it took, is only opened."""
    note = folder.with_suffix(".json")
    if not note.exists():
        folder.mkdir(parents=True)
        gc.collect()
        clocked = _Clocked(releases)
        memory = _Memory()
        started = time.process_time()
        peer.build(clocked, folder)
        seconds = time.process_time() - started - clocked.seconds
        note.write_text(json.dumps({"seconds": seconds, "bytes": size_of(folder), "memory": memory.risen()}))
    peer.open(folder)
    return Measured(peer, **json.loads(note.read_text()))


class _Clocked:
    """Releases, and how long it took to make them."""

    def __init__(self, releases: Iterable[BenchRelease]) -> None:
        self._releases = releases
        self.seconds = 0.0

    def __iter__(self) -> Iterator[BenchRelease]:
        releases = iter(self._releases)
        while True:
            started = time.thread_time()
            release = next(releases, None)
            self.seconds += time.thread_time() - started
            if release is None:
                return
            yield release


class _Memory:
    """By how much the process grows at most; where Linux tells it."""

    def __init__(self) -> None:
        try:
            Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins anew
            self._before: int | None = self._highest()
        except OSError:
            self._before = None

    def risen(self) -> int | None:
        """Bytes, mapped files included."""
        return None if self._before is None else self._highest() - self._before

    def _highest(self) -> int:
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) << 10


def measure_questions(engines: Sequence[Measured], questions: Sequence[Question], repeats: int) -> None:
    """Each question is put to all engines in turn, ``repeats`` times, after one round that warms up.

    What an engine has no way to ask stays out of its numbers.
    """
    for question in questions:
        times: dict[int, list[float]] = {}
        for round_number in range(repeats + 1):
            for number, engine in enumerate(engines):
                taken = times.setdefault(number, [])
                if taken and (taken[0] > SLOW and len(taken) > 1):
                    continue
                started = time.process_time()
                try:
                    answer = engine.peer.ask(question)
                except NotImplementedError:
                    continue
                if round_number:
                    taken.append(time.process_time() - started)
                engine.totals[question] = answer.total
        for number, taken in times.items():
            if taken:
                engines[number].milliseconds[question] = median(taken) * 1000
