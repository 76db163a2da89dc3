"""A disk that is full, a folder that is read-only, a clock that goes back: a clear error, the old index intact."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from search.arrays import verify
from tests.torture.killing import records
from tests.torture.material import write_corpus


def run(folder: Path) -> dict[str, int]:
    """Counts; ``failures`` has to be zero. The full disk needs the right to mount a tmpfs, and is left out without."""
    corpus, index = folder / "corpus", folder / "index"
    write_corpus(corpus, 200)
    seen = {"checks": 0, "failures": 0}
    index.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(index)], capture_output=True, check=False
    )
    command = [sys.executable, "-m", "dateline", "--corpus", str(corpus), "--index", str(index), "reindex"]
    try:
        subprocess.run(command, check=True, capture_output=True)
        before = records(index)
        if mounted.returncode == 0:
            write_corpus(corpus, 4000)
            seen["checks"] += 1
            seen["failures"] += not _refused(command, before, index)
            subprocess.run(["mount", "-o", "remount,ro", str(index)], check=True, capture_output=True)
            seen["checks"] += 1
            seen["failures"] += not _refused(command, before, index)
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(index)], check=False, capture_output=True)
    later = time.time() + 10**7
    for path in corpus.rglob("*.json"):
        os.utime(path, (later, later))
    whole = folder / "whole"
    command[command.index(str(index))] = str(whole)
    first = subprocess.run(command, check=True, capture_output=True)
    second = subprocess.run(command, check=True, capture_output=True)
    seen["checks"] += 1
    seen["failures"] += first.returncode != 0 or second.returncode != 0 or bool(verify(whole))
    return seen


def _refused(command: list[str], before: dict[str, bytes], index: Path) -> bool:
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    plain = answer.returncode == 1 and "Traceback" not in answer.stderr and str(index) in answer.stderr
    return plain and records(index) == before and not verify(index)
