"""Runs the long tests one after the other: ``python -m tests.torture [name ...]``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.torture import flipping, full, fuzzing, killing, load

RUNS = {"killing": killing.run, "flipping": flipping.run, "full": full.run, "load": load.run, "fuzzing": fuzzing.run}


def main() -> None:
    print("| test | seen | took |\n|---|---|---|")
    for name in sys.argv[1:] or RUNS:
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            seen = RUNS[name](Path(folder))
        said = ", ".join(f"{what} {count}" for what, count in seen.items())
        print(f"| {name} | {said} | {time.monotonic() - started:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
