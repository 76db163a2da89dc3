"""Bytes of the index flipped: `verify` names the file, and no answer is silently wrong."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

from search.arrays import verify
from tests.torture.material import write_corpus

_ASK = """
import sys
from pathlib import Path
from zlib import crc32

from search.engines import open_engine
from search.errors import SearchError
from search.request import SearchRequest
try:
    engine = open_engine(Path(sys.argv[1]))
    for q in ("announcement", "ministry", '"of justice"', "min*", ""):
        for result in engine.search(SearchRequest(q=q, per_page=50)).results:
            print(result.release.id, result.release.title, crc32(result.release.text.encode()))
except SearchError as error:
    print("refused", file=sys.stderr)
"""


def run(folder: Path, *, flips: int = 200, releases: int = 300, seed: int = 2) -> dict[str, int]:
    """Counts; ``not named by verify``, ``wrong answers`` and ``crashes`` have to be zero."""
    chance = random.Random(seed)
    corpus, index, copy = folder / "corpus", folder / "index", folder / "copy"
    write_corpus(corpus, releases)
    command = [sys.executable, "-m", "dateline", "--corpus", str(corpus), "--index", str(index), "reindex"]
    subprocess.run(command, check=True, capture_output=True)
    right = _asked(index)
    assert right.stdout, right.stderr
    seen = {"flips": 0, "not named by verify": 0, "refused": 0, "right answers": 0, "wrong answers": 0, "crashes": 0}
    files = [path for path in sorted(index.rglob("*")) if path.is_file() and path.stat().st_size]
    for _ in range(flips):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(index, copy)
        victim = copy / chance.choices(files, [path.stat().st_size for path in files])[0].relative_to(index)
        data = bytearray(victim.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        victim.write_bytes(data)
        seen["flips"] += 1
        seen["not named by verify"] += not any(victim.name in fault for fault in verify(copy))
        answer = _asked(copy)
        if answer.returncode:
            seen["crashes"] += 1
        elif "refused" in answer.stderr:
            seen["refused"] += 1
        else:
            seen["right answers" if answer.stdout == right.stdout else "wrong answers"] += 1
    return seen


def _asked(index: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _ASK, str(index)], capture_output=True, text=True)
