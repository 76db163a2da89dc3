"""Questions that a coverage-guided fuzzer finds: each is read, whatever it is, and what was read can be asked.

Atheris feeds the parser what reaches new branches of it, in a process of its own, which it ends.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from search.errors import BadRequest

NEVER = ("exceptions",)
_RUNS = 200_000
_TODAY = date(2026, 11, 24)


def run(folder: Path) -> dict[str, object]:
    """Nothing is run where atheris is not installed (``pip install -e '.[fuzz]'``), and the table says so."""
    if find_spec("atheris") is None:
        return {"runs": "none: atheris is not installed", "exceptions": 0}
    command = [sys.executable, "-m", __name__, f"-runs={_RUNS}", "-max_len=4096", f"-artifact_prefix={folder}/"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    done = re.search(r"Done (\d+) runs", ended.stderr)
    assert done is not None, ended.stderr[-4_000:]
    return {"runs": int(done[1]), "branches reached": _reached(ended.stderr), "exceptions": 0}


def _reached(log: str) -> int:
    return max((int(found) for found in re.findall(r"cov: (\d+)", log)), default=0)


def _fuzz() -> None:
    import atheris

    with atheris.instrument_imports(include=["search.query"]):
        from search.query.parser import parse
        from search.query.tree import TreeBuilder

    def ask(data: bytes) -> None:
        q = atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(4_000)
        try:
            question = parse(q, _TODAY)
        except BadRequest:
            return
        TreeBuilder(("en", "de"), lambda field, text: [text]).build(question.nodes, "all")

    atheris.Setup(sys.argv, ask)
    atheris.Fuzz()


if __name__ == "__main__":
    _fuzz()
