"""What docs/api.md shows is what happens: its commands are run, its client is used, against the sample corpus."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engines import open_engine
from search.indexing.reindex import reindex
from search.request import SearchRequest
from web import Settings, create_app
from web.connections import Server

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"
CONSOLE = "\n".join(re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = re.findall(r"^\$ (.+)\n((?:[^$\n].*\n)*)", CONSOLE, re.MULTILINE)
CLIENT = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    reindex(ROOT / "corpus" / "releases", folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def base(index: Path) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(create_app(open_engine(index), Settings()), listening, threads=2)
    running = threading.Thread(target=server.run)
    running.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.stop()
    running.join()


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_a_command_prints_what_the_page_says(base: str, command: str, shown: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    ran = subprocess.run(command.replace(ADDRESS, base), shell=True, capture_output=True, text=True, check=True)
    pattern = r".*?".join(re.escape(part.strip()) for part in shown.strip().split("…"))
    assert re.match(pattern, ran.stdout, re.DOTALL), ran.stdout[:2_000]


def test_the_client_gets_every_release_once_newest_first(base: str, index: Path) -> None:
    there: dict[str, Any] = {}
    exec(CLIENT, there)
    got = list(there["releases"](base, per_page=20))
    asked = SearchRequest(sort="newest", fold=False)
    assert [release["id"] for release in got] == [release.id for release in open_engine(index).export(asked)]
    assert [r["id"] for r in there["releases"](base, q="zirconium unobtainium")] == []


def test_the_client_is_as_short_as_the_page_promises() -> None:
    assert len(CLIENT.strip().splitlines()) <= 12
