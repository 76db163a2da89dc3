"""Thousands of requests made from the API's own description, valid and invalid, one by one and following its links."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path

from waitress.server import create_server

from search.engines import open_engine
from search.indexing.reindex import reindex
from tests.torture.material import SAMPLE
from web import Settings, create_app

NEVER = ("deviations",)
_EXAMPLES = 2_000


def run(folder: Path) -> dict[str, object]:
    """Every check of schemathesis over an index of the sample corpus. Raises AssertionError for any deviation."""
    reindex(SAMPLE, folder / "index")
    app = create_app(open_engine(folder / "index"), Settings())
    server = create_server(app, host="127.0.0.1", port=0, threads=4, max_request_header_size=256 * 1024)
    threading.Thread(target=server.run, daemon=True).start()
    address = f"http://127.0.0.1:{server.effective_port}/api/v1/openapi.json"
    command = [str(Path(sys.executable).parent / "st"), "run", address, "--max-examples", str(_EXAMPLES)]
    try:
        ended = subprocess.run([*command, "--checks", "all"], capture_output=True, text=True, check=False, cwd=folder)
    finally:
        server.close()
    assert ended.returncode == 0, ended.stdout[ended.stdout.find("FAILURES") :][:20_000]
    made = re.search(r"([\d,]+) generated", ended.stdout)
    return {"requests made": made[1] if made else "some", "deviations": 0}
