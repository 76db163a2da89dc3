"""Bytes of the index flipped: `verify` names the file, and no answer is silently wrong."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

from search.arrays import verify
from tests.torture.material import reindex, write_corpus

NEVER = ("not named by verify", "wrong answers", "crashes")
_ASK = """
import sys
from pathlib import Path
from zlib import crc32

from search.engines import open_engine
from search.errors import SearchError
from search.request import SearchRequest
try:
    engine = open_engine(Path(sys.argv[1]))
    for q in ("announcement", "ministry", '"of justice"', "min*", "title:announcement~", ""):
        found = engine.search(SearchRequest(q=q, per_page=50))
        print(found.total, found.facets, found.histogram, found.suggestion)
        for result in found.results:
            print(result.release.id, result.highlights, crc32(repr(result.release).encode()))
except SearchError as error:
    print("refused", file=sys.stderr)
"""


def run(folder: Path, *, flips: int = 200, releases: int = 300, seed: int = 2) -> dict[str, object]:
    """Each time one bit of one byte, of a file chosen in turn."""
    chance = random.Random(seed)
    corpus, index, copy = folder / "corpus", folder / "index", folder / "copy"
    write_corpus(corpus, releases)
    reindex(corpus, index)
    right = _asked(index)
    assert right.stdout, right.stderr
    seen = {"flips": 0, "refused": 0, "answered right without that byte": 0} | dict.fromkeys(NEVER, 0)
    files = [path for path in sorted(index.iterdir()) if path.stat().st_size and path.suffix != ".lock"]
    for flip in range(flips):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(index, copy)
        victim = copy / files[flip % len(files)].name
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
            seen["answered right without that byte" if answer.stdout == right.stdout else "wrong answers"] += 1
    return dict(seen)


def _asked(index: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _ASK, str(index)], capture_output=True, text=True, check=False)
