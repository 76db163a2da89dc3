"""The server: it says where it is, holds no one up for a slow client, and stops when what has begun is done."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from search.errors import IndexCorrupt, SearchError
from tests.web.corpus import corpus
from web import Settings, connections, create_app
from web.connections import Server
from web.serving import serve


@pytest.fixture
def port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def started(index: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "dateline", "--index", str(index), "serve", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == f"Dateline is at http://127.0.0.1:{port}/\n"
        try:
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(10) == 0


def ask(port: int, path: str, **headers: str) -> str:
    request = Request(f"http://127.0.0.1:{port}{path}", headers=headers)

    def asked() -> str:
        with urlopen(request, timeout=5) as answer:
            return str(answer.read().decode())

    return eventually(asked)


def eventually(attempt: Callable[[], str]) -> str:
    for _ in range(50):
        try:
            return attempt()
        except OSError:
            time.sleep(0.1)
    return attempt()


def test_it_says_where_it_is_answers_and_stops_when_told(tmp_path: Path, port: int) -> None:
    with started(tmp_path, port):
        assert ask(port, "/healthz") == "alive\n"


def test_of_several_processes_each_counts_the_requests_of_all_and_one_that_dies_is_replaced(
    tmp_path: Path, port: int
) -> None:
    with started(tmp_path, port, "--workers", "2") as server:
        for _ in range(30):
            ask(port, "/healthz")
        counted = re.compile(r'route="/healthz",status="200"\} (\d+)')
        assert {counted.findall(ask(port, "/metrics"))[0] for _ in range(10)} == {"30"}
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        for child in children.read_text().split() if children.exists() else []:
            os.kill(int(child), signal.SIGKILL)
        assert ask(port, "/healthz") == "alive\n"
        assert counted.findall(ask(port, "/metrics"))[0] == "31"


def test_a_port_that_is_taken_a_public_preview_and_a_broken_index_are_refused(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SearchError, match="--port"):
            serve(tmp_path, port=taken.getsockname()[1])
    with pytest.raises(SearchError, match="loopback"):
        serve(tmp_path, host="0.0.0.0", preview=True)
    (tmp_path / "contents.json").write_text("{}")
    with pytest.raises(IndexCorrupt, match=r"contents\.json"):
        serve(tmp_path)


# What slow clients can do


@contextmanager
def answering(application: Callable[..., Any], **options: Any) -> Iterator[tuple[Server, int]]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(application, listening, **{"threads": 2, **options})
    running = threading.Thread(target=server.run)
    running.start()
    try:
        yield server, listening.getsockname()[1]
    finally:
        server.stop()
        running.join(20)


def endless(environ: dict[str, object], start: Callable[..., object]) -> Iterator[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    while True:
        yield b"a line that nobody reads\n" * 1000


def patient(environ: dict[str, object], start: Callable[..., object]) -> Iterator[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    for _ in range(10):
        time.sleep(0.1)
        yield b"part\n"


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_who_sends_a_request_a_byte_at_a_time_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 1)
    with answering(patient) as (_, port), socket.create_connection(("127.0.0.1", port)) as slow:
        end = time.monotonic() + 10
        with pytest.raises(OSError):
            for letter in "GET / HTTP/1.1\r\nX: " + "a" * 10_000:
                slow.send(letter.encode())
                time.sleep(0.05)
                assert time.monotonic() < end


def test_who_does_not_read_an_answer_gives_the_thread_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 1)
    with answering(endless, threads=1) as (server, port):
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
        for connection in idle:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        wait_for(lambda: len(server.active_channels) == 2)
        wait_for(lambda: not server.active_channels)


def test_who_reads_steadily_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.3)
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.3)
    with answering(patient) as (_, port):
        assert ask(port, "/") == "part\n" * 10


def test_told_to_stop_it_finishes_what_has_begun_and_takes_nothing_new() -> None:
    with answering(patient, threads=1) as (server, port):
        answers: list[str] = []
        asking = [threading.Thread(target=lambda: answers.append(ask(port, "/"))) for _ in range(3)]
        for thread in asking:
            thread.start()
        time.sleep(0.3)
        server.stop()
        for thread in asking:
            thread.join(20)
    server.stop()  # once more, when it has ended
    assert answers == ["part\n" * 10] * 3
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


# What a request says of itself


def test_each_request_is_a_line_of_json_where_that_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "dateline.access")
    with answering(create_app(corpus(), Settings(access_log=True)), trusted_proxy="127.0.0.1") as (_, port):
        ask(port, "/healthz?a=b", **{"User-Agent": 'a "client"', "X-Forwarded-For": "192.0.2.7"})
    line = json.loads(caplog.messages[-1])
    assert (line["method"], line["path"], line["status"], line["bytes"]) == ("GET", "/healthz?a=b", 200, 6)
    assert (line["client"], line["agent"]) == ("192.0.2.7", 'a "client"')
    assert line["ms"] >= 0
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize(("proxy", "origin"), [("127.0.0.1", "https://dateline.example"), (None, "http://127.0.0.1")])
def test_only_of_a_trusted_proxy_it_believes_where_a_request_came_from(proxy: str | None, origin: str) -> None:
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "dateline.example"}
    with answering(create_app(corpus(), Settings()), trusted_proxy=proxy) as (_, port):
        assert f"Sitemap: {origin}" in ask(port, "/robots.txt", **told)
