"""What is measured of an engine, and how: builds one after another, questions in turns.

Processor time of all threads rather than the clock's, so that what else the machine does is not measured with it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Sequence
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
    milliseconds: dict[Question, float] = field(default_factory=dict)
    totals: dict[Question, int] = field(default_factory=dict)


def measured_build(peer: Peer, releases: Iterable[BenchRelease], folder: Path) -> Measured:
    """Builds in ``folder``, which must be empty."""
    gc.collect()
    started = time.process_time()
    peer.build(releases, folder)
    return Measured(peer, time.process_time() - started, size_of(folder))


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
