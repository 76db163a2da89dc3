"""What the service counts of itself, in Prometheus' text format."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "other")
NO_ROUTE = "none"
_STATUSES = 600


class Metrics:
    """Counts of requests by route and status, and of their durations; any number of threads may share one.

    So may processes that are forked after it was made: each writes a row of its own (``row``) in memory that they
    share, and whichever of them is asked tells the sum.
    """

    def __init__(self, routes: Sequence[str], processes: int = 1) -> None:
        self.row = 0
        self._routes = {route: number for number, route in enumerate((*routes, NO_ROUTE))}
        self._lock = Lock()
        of_requests = (processes, len(self._routes), len(METHODS), _STATUSES)
        of_times = (processes, len(self._routes), len(BOUNDS) + 2)  # each bound, beyond all of them, the sum
        size = int(np.prod(of_requests))
        memory = np.frombuffer(mmap.mmap(-1, 8 * (size + int(np.prod(of_times)))), np.float64)
        self._requests = memory[:size].reshape(of_requests)
        self._times = memory[size:].reshape(of_times)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """``method`` and ``route`` may be unknown ones."""
        place = self._routes.get(route, self._routes[NO_ROUTE])
        verb = METHODS.index(method if method in METHODS else "other")
        bucket = next((number for number, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
        with self._lock:
            self._requests[self.row, place, verb, min(status, _STATUSES - 1)] += 1
            self._times[self.row, place, bucket] += 1
            self._times[self.row, place, -1] += seconds

    def text(self, gauges: Iterable[tuple[str, str, float]]) -> str:
        """All counts, then ``gauges`` as name, help and value."""
        requests, times = self._requests.sum(axis=0), self._times.sum(axis=0)
        lines = ["# HELP dateline_requests_total Requests answered.", "# TYPE dateline_requests_total counter"]
        for route, place in self._routes.items():
            for verb, status in np.argwhere(requests[place]).tolist():
                labels = f'method="{METHODS[verb]}",route="{_escaped(route)}",status="{status}"'
                lines.append(f"dateline_requests_total{{{labels}}} {requests[place, verb, status]:.0f}")
        lines += [
            "# HELP dateline_request_seconds Time from request to answer.",
            "# TYPE dateline_request_seconds histogram",
        ]
        for route, place in self._routes.items():
            counts = times[place, :-1].cumsum().tolist()
            if not counts[-1]:
                continue
            for bound, count in zip((*(f"{bound:g}" for bound in BOUNDS), "+Inf"), counts, strict=True):
                lines.append(f'dateline_request_seconds_bucket{{route="{_escaped(route)}",le="{bound}"}} {count:.0f}')
            lines.append(f'dateline_request_seconds_sum{{route="{_escaped(route)}"}} {times[place, -1]:.6f}')
            lines.append(f'dateline_request_seconds_count{{route="{_escaped(route)}"}} {counts[-1]:.0f}')
        for name, explanation, value in gauges:
            lines += [f"# HELP {name} {explanation}", f"# TYPE {name} gauge", f"{name} {value:.15g}"]
        return "\n".join(lines) + "\n"


def _escaped(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
