"""A full disk, a read-only folder, a lack of rights, a clock that goes back: a clear error, the index intact."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from search.arrays import verify
from tests.torture.material import dateline, records, reindex, write_corpus, write_release

NEVER = ("failures",)
_NOBODY = 65534
_WITHOUT_RIGHTS = ("setpriv", "--bounding-set", "-all")  # root, but subject to permissions as anyone
_A_YEAR_BACK = """
import time
now, now_ns, back = time.time, time.time_ns, 365 * 86400
time.time, time.time_ns = (lambda: now() - back), (lambda: now_ns() - back * 10**9)
from dateline import main
main()
"""


def run(folder: Path) -> dict[str, object]:
    """All but the clock needs root's rights, to mount and to give a folder away, and is left out without them."""
    corpus, index = folder / "corpus", folder / "index"
    write_corpus(corpus, 200)
    done: list[str] = []
    failures: list[str] = []

    def note(name: str, right: bool) -> None:
        (done if right else failures).append(name)

    index.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(index)]
    mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    try:
        reindex(corpus, index)
        before = records(index)
        if mounted:
            write_corpus(corpus, 1_500)
            note("disk full", _is_refused(corpus, index, before))
            subprocess.run(["mount", "-o", "remount,ro", str(index)], check=True, capture_output=True)
            note("read-only folder", _is_refused(corpus, index, before))
            subprocess.run(["mount", "-o", "remount,rw", str(index)], check=True, capture_output=True)
            for path in (index, *index.iterdir()):
                os.chown(path, _NOBODY, _NOBODY)
            note("permission denied", _is_refused(corpus, index, before, *_WITHOUT_RIGHTS))
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(index)], check=False, capture_output=True)
    note("clock going back", _survives_a_clock_going_back(folder))
    return {"survived": ", ".join(done), "failures": ", ".join(failures)}


def _is_refused(corpus: Path, index: Path, before: dict[str, bytes], *through: str) -> bool:
    command = [*through, *dateline(corpus, index, "reindex")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    plain = answer.returncode == 1 and "Traceback" not in answer.stderr and str(index) in answer.stderr
    return plain and records(index) == before and not verify(index)


def _survives_a_clock_going_back(folder: Path) -> bool:
    """A change made after the clock went back a year is seen, and so is one made after it is right again."""
    corpus, index = folder / "dated", folder / "of-dated"
    write_corpus(corpus, 20)
    reindex(corpus, index)
    past = write_release(corpus, 3, version=1)
    os.utime(past, (past.stat().st_mtime - 365 * 86400,) * 2)
    back = subprocess.run(
        [sys.executable, "-c", _A_YEAR_BACK, *dateline(corpus, index, "reindex")[3:]], capture_output=True, check=False
    )
    changed = any(b"Announcement 3 of version 1" in record for record in records(index).values())
    write_release(corpus, 4, version=1)
    reindex(corpus, index)
    reindex(corpus, folder / "anew")
    return back.returncode == 0 and changed and records(index) == records(folder / "anew") and not verify(index)
