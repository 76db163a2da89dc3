"""A server for the tests that ask one while something happens to its index."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


@contextmanager
def server_over(index: Path) -> Iterator[tuple[str, int]]:
    """Its address and its process, until the block ends."""
    command = [sys.executable, "-m", "dateline", "--index", str(index), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().rpartition(" ")[2].strip().rstrip("/")
        try:
            while httpx.get(f"{base}/readyz", timeout=60).status_code != 200:
                time.sleep(0.1)
            yield base, server.pid
        finally:
            server.terminate()
