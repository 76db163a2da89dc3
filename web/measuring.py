"""What the service counts of itself, in Prometheus' text format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from threading import Lock

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds


class Metrics:
    """Counts of requests by route and status and of their durations. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        bound = next((bound for bound in BOUNDS if seconds <= bound), float("inf"))
        with self._lock:
            self._requests[method, route, status] += 1
            self._buckets[route, bound] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]

    def text(self, gauges: Iterable[tuple[str, str, float]]) -> str:
        """All counts, then ``gauges`` as name, help and value."""
        with self._lock:
            requests, buckets, seconds = dict(self._requests), dict(self._buckets), dict(self._seconds)
        lines = ["# HELP dateline_requests_total Requests answered.", "# TYPE dateline_requests_total counter"]
        lines += [
            f'dateline_requests_total{{method="{method}",route="{_escaped(route)}",status="{status}"}} {count}'
            for (method, route, status), count in sorted(requests.items())
        ]
        lines += [
            "# HELP dateline_request_seconds Time from request to answer.",
            "# TYPE dateline_request_seconds histogram",
        ]
        for route in sorted(seconds):
            total = 0
            for bound in (*BOUNDS, float("inf")):
                total += buckets.get((route, bound), 0)
                label = "+Inf" if bound == float("inf") else f"{bound:g}"
                lines.append(f'dateline_request_seconds_bucket{{route="{_escaped(route)}",le="{label}"}} {total}')
            lines.append(f'dateline_request_seconds_sum{{route="{_escaped(route)}"}} {seconds[route]:.6f}')
            lines.append(f'dateline_request_seconds_count{{route="{_escaped(route)}"}} {total}')
        for name, explanation, value in gauges:
            lines += [f"# HELP {name} {explanation}", f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"


def _escaped(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
