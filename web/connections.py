"""A waitress server that does not wait for slow clients for ever, and that ends when what has begun is done.

Waitress closes connections on which nothing happens. A client that sends its request, or takes its answer, a byte at a
time makes something happen; it is given a time for the one and a rate for the other.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from typing import Any

from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]

LARGEST_HEADER = 64 * 1024  # bytes: a question of 4,000 characters, nine bytes each where they are escaped
LARGEST_BODY = 16 * 1024
MOST_CONNECTIONS = 1_000
MOST_HELD = 1 << 20  # bytes of an answer that wait in memory for their reader
REQUEST_SECONDS = 20  # from the first byte of a request to its last; also for a connection without one
ANSWER_SECONDS = 20  # in which a reader must take
ANSWER_BYTES = 20 * 1024  # so much, or all that waits for it
LAST_SECONDS = 15  # for what has begun when the server is told to stop


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when its client keeps it waiting."""

    def __init__(self, *args: Any, **others: Any) -> None:
        super().__init__(*args, **others)
        self._asking: float | None = None  # since when, on the monotonic clock, a request is incomplete
        self._sent = 0
        self._seen = time.monotonic(), 0  # when the reader was last known to take enough, and what was sent by then

    @property
    def is_busy(self) -> bool:
        """Whether a request has begun whose answer is not yet on its way."""
        return bool(self.requests or self.total_outbufs_len or self.request is not None)

    def readable(self) -> bool:
        return bool(super().readable()) and not (self.server.ending and self.request is None)

    def received(self, data: bytes) -> bool:
        taken = super().received(data)
        if self.request is None:
            self._asking = None
        elif self._asking is None:
            self._asking = time.monotonic()
        return bool(taken)

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close)
        self._sent += sent
        return sent

    def is_overdue(self, now: float) -> bool:
        if self._asking is not None and now - self._asking > REQUEST_SECONDS:
            return True
        since, sent = self._seen
        if not self.total_outbufs_len:
            self._seen = now, self._sent
        elif now - since > ANSWER_SECONDS:
            self._seen = now, self._sent
            return self._sent - sent < ANSWER_BYTES
        return False


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Answers on a socket that listens already. Any number of processes may have one on the same socket."""

    channel_class = Connection

    def __init__(
        self,
        application: Any,
        listening: socket.socket,
        *,
        threads: int,
        trusted_proxy: str | None = None,
        parent: int | None = None,
    ) -> None:
        """``trusted_proxy``: the address of a proxy whose X-Forwarded headers hold, ``*`` for any.
        ``parent``: the process without which this one must not go on.
        """
        self.ending = False
        self._stopped = False
        self._parent = parent
        forwarded = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
        limits = Adjustments(
            threads=threads,
            ident="dateline",
            max_request_header_size=LARGEST_HEADER,
            max_request_body_size=LARGEST_BODY,
            channel_timeout=REQUEST_SECONDS,
            cleanup_interval=1,
            connection_limit=MOST_CONNECTIONS,
            outbuf_high_watermark=MOST_HELD,
            outbuf_overflow=1 << 30,  # an answer made whole is in memory anyway: none goes to disk
            asyncore_use_poll=True,
            trusted_proxy=trusted_proxy,
            trusted_proxy_headers=forwarded if trusted_proxy else set(),
            clear_untrusted_proxy_headers=True,
        )
        listening.setblocking(False)
        address = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(application, _sock=listening, adj=limits, sockinfo=address, bind_socket=False)

    def stop(self) -> None:
        """Makes ``run`` return soon. May be called by a signal's handler, and again when ``run`` has returned."""
        stopping, self._stopped = self._stopped, True
        if not stopping:
            with contextlib.suppress(OSError):  # ``run`` may have ended by itself and closed the trigger
                self.pull_trigger()

    def run(self) -> None:
        """Answers until ``stop`` is called or the parent is gone, then finishes what has begun."""
        while not self._stopped and self._parent in (None, os.getppid()):
            self._turn(1)
        before = -1
        while len(self.active_channels) != before:  # those who wait to be let in are
            before = len(self.active_channels)
            self._turn(0)
        self.accepting = False
        self.ending = True
        end = time.monotonic() + LAST_SECONDS
        while self._busy() and time.monotonic() < end:
            self._turn(0.1)
        self.task_dispatcher.shutdown(timeout=1)
        self.trigger.close()
        wasyncore.close_all(self._map)

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for connection in list(self.active_channels.values()):
            if connection.is_overdue(time.monotonic()):
                connection.handle_close()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _busy(self) -> bool:
        for connection in list(self.active_channels.values()):
            if not connection.is_busy:
                connection.handle_close()
        return bool(self.active_channels)
