"""The server behind `dateline serve`: waitress, threads that share one open index, and processes where asked for."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

from search.engines import open_engine
from search.errors import IndexMissing, SearchError
from web.application import create_app
from web.settings import Settings

_LARGEST_HEADER = 64 * 1024  # bytes: a question of 4,000 characters, nine bytes each where they are escaped
_LARGEST_BODY = 16 * 1024
_SLOWEST = 20  # seconds a client may leave its request unfinished
_WAITING = 1024  # connections


def serve(
    index: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    workers: int = 1,
    threads: int = 8,
    preview: bool = False,
    access_log: bool = False,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what has begun. Prints the address.

    Without an index it serves the advice to build one, and the index as soon as it is there. ``workers`` processes
    answer on one port and share the index through the page cache; where processes can't be forked there is one.
    Raises SearchError where previews are asked for on an address that others can reach, and where the port is taken.
    """
    if preview and not _is_loopback(host):
        raise SearchError(f"previews show what is under embargo: they are served on a loopback address, not on {host}")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("dateline.access").setLevel(logging.INFO)
    settings = Settings(index=index, preview=preview, access_log=access_log)
    listening = _listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"Dateline is at http://{shown}:{listening.getsockname()[1]}/", flush=True)
    signal.signal(signal.SIGTERM, _stop)
    if workers > 1 and hasattr(os, "fork"):
        _supervise(workers, lambda: _answer(listening, settings, threads))
    else:
        _answer(listening, settings, threads)


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


def _answer(listening: socket.socket, settings: Settings, threads: int) -> None:
    from waitress.server import create_server  # type: ignore[import-untyped]

    try:
        engine = open_engine(settings.index)
    except IndexMissing:
        engine = None
        print("There is no index yet; build it with: dateline reindex", file=sys.stderr, flush=True)
    app = create_app(engine, settings)
    server = create_server(
        app,
        sockets=[listening],
        threads=threads,
        ident="dateline",
        max_request_header_size=_LARGEST_HEADER,
        max_request_body_size=_LARGEST_BODY,
        channel_timeout=_SLOWEST,
        clear_untrusted_proxy_headers=True,
    )
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
        app.extensions["dateline"].close()


def _supervise(workers: int, answer: Callable[[], None]) -> None:
    """Keep ``workers`` processes answering; one that dies is replaced, and all are told to stop with this one."""
    children: set[int] = set()
    try:
        while True:
            while len(children) < workers:
                children.add(_child(answer))
            gone, _ = os.wait()
            children.discard(gone)
    except (KeyboardInterrupt, SystemExit):
        for child in children:
            os.kill(child, signal.SIGTERM)
        for child in children:
            os.waitpid(child, 0)


def _child(answer: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        answer()
    finally:
        os._exit(0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)  # waitress ends its loop and lets its threads finish


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
