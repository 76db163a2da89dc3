"""Runs the long tests one after the other and prints their table: ``python -m tests.torture [name ...]``."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from tests.torture import flipping, fuzzing, killing, load, parsing, questions, refusals

TESTS = {
    "killing": killing,
    "flipping": flipping,
    "refusals": refusals,
    "load": load,
    "questions": questions,
    "parsing": parsing,
    "fuzzing": fuzzing,
}


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print("| test | | seen | minutes |\n|---|---|---|---:|")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or TESTS:
            test, started = TESTS[name], time.monotonic()
            # Those that need a large index have one folder, so that it is built once.
            place = Path(folder) / ("large" if name in ("load", "questions") else name)
            place.mkdir(exist_ok=True)
            seen = test.run(place)  # type: ignore[attr-defined]
            passed = not any(seen[what] for what in test.NEVER)  # type: ignore[attr-defined]
            failed = failed or not passed
            said = "; ".join(f"{what}: {count}" for what, count in seen.items())
            minutes = (time.monotonic() - started) / 60
            print(f"| {name} | {'passed' if passed else 'FAILED'} | {said} | {minutes:.1f} |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
