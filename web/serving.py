"""The server behind `dateline serve`: waitress, threads that share one open index, and processes where asked for."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import NoReturn

from flask import Flask

from search.engines import open_engine
from search.errors import IndexMissing, SearchError
from web.application import create_app
from web.connections import LAST_SECONDS, Server
from web.settings import Settings

_WAITING = 1024  # connections
_BREATH = 1.0  # seconds before a process is replaced that did not live longer than that


def serve(
    index: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    workers: int = 1,
    threads: int = 8,
    preview: bool = False,
    access_log: bool = False,
    trusted_proxy: str | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what has begun. Prints the address.

    Without an index it serves the advice to build one, and the index as soon as it is there. ``workers`` processes
    answer on one port and share the index through the page cache; where processes can't be forked there is one.
    ``trusted_proxy`` is the address whose X-Forwarded headers hold, ``*`` for any.
    Raises SearchError where previews are asked for on an address that others can reach, where the port is taken, and
    IndexCorrupt.
    """
    if preview and not _is_loopback(host):
        raise SearchError(f"previews show what is under embargo: they are served on a loopback address, not on {host}")
    _log_to_standard_error()
    try:
        open_engine(index)
    except IndexMissing:
        print("There is no index yet; build it with: dateline reindex", file=sys.stderr, flush=True)
    listening = _listening(host, port)
    workers = workers if hasattr(os, "fork") else 1
    app = create_app(None, Settings(index=index, preview=preview, access_log=access_log, processes=workers))
    shown = f"[{host}]" if ":" in host else host
    print(f"Dateline is at http://{shown}:{listening.getsockname()[1]}/", flush=True)

    def answer(parent: int | None = None) -> None:
        _answer(Server(app, listening, threads=threads, trusted_proxy=trusted_proxy, parent=parent), app)

    if workers > 1:
        _supervise(workers, app, answer)
    else:
        answer()


def _log_to_standard_error() -> None:
    """Warnings with time and origin; requests, where they are logged at all, as nothing but JSON, one a line."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a thread is no event
    plain = logging.StreamHandler(sys.stderr)
    plain.setFormatter(logging.Formatter("%(message)s"))
    access = logging.getLogger("dateline.access")
    access.handlers, access.propagate = [plain], False
    access.setLevel(logging.INFO)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_WAITING)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SearchError(f"{host}:{port}: {reason}; another port is chosen with --port") from error
    return listening


def _answer(server: Server, app: Flask) -> None:
    """Serve until a signal says to stop; SIGINT a second time ends it at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        server.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    app.extensions["dateline"].prepare()
    server.run()
    app.extensions["dateline"].close()


def _supervise(workers: int, app: Flask, answer: Callable[[int], None]) -> None:
    """Keep ``workers`` processes answering; one that dies is replaced, and all are told to stop with this one."""
    children: dict[int, tuple[int, float]] = {}  # number and time of birth of each process
    signal.signal(signal.SIGTERM, _end)
    try:
        while True:
            for number in sorted(set(range(workers)) - {number for number, _ in children.values()}):
                children[_child(number, app, answer)] = number, time.monotonic()
            gone, _ = os.wait()
            _, born = children.pop(gone)
            if time.monotonic() - born < _BREATH:
                time.sleep(_BREATH)
    except (KeyboardInterrupt, SystemExit):
        _end_all(set(children))


def _child(number: int, app: Flask, answer: Callable[[int], None]) -> int:
    parent = os.getpid()
    child = os.fork()
    return child or _live(number, parent, app, answer)


def _live(number: int, parent: int, app: Flask, answer: Callable[[int], None]) -> NoReturn:
    try:
        app.extensions["dateline"].metrics.row = number
        answer(parent)
    except Exception:
        logging.getLogger("dateline.web").exception("a worker failed")
    finally:
        os._exit(0)


def _end_all(children: set[int]) -> None:
    for child in children:
        os.kill(child, signal.SIGTERM)
    end = time.monotonic() + LAST_SECONDS + 5
    while children and time.monotonic() < end:
        gone, _ = os.waitpid(-1, os.WNOHANG)
        children.discard(gone)
        time.sleep(0 if gone else 0.05)
    for child in children:
        os.kill(child, signal.SIGKILL)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
