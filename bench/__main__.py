"""``python -m bench RELEASES``: builds with every engine that is installed, asks them all, prints the table."""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import BenchRelease, read_releases, shuffled
from bench.measuring import Measured, measure_questions, measured_build
from bench.peers import NAMES, Peer, peer
from bench.peers.dateline import Dateline
from bench.questions import QUESTIONS
from bench.table import curve_report, report


def main() -> int:
    arguments = _arguments()
    originals = read_releases(arguments.releases, arguments.count)
    for one in originals:
        _ = one.stored  # made once, before any clock runs
    gc.freeze()  # no server has a corpus as objects in memory: the collector would go through it during questions
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=arguments.folder))
    try:
        if arguments.curve:
            text = curve_report([(n, _at_size(n, folder / str(n), originals, arguments)) for n in arguments.curve])
        else:
            peers = _peers(arguments.engines)
            text = report(len(originals), _run(folder, peers, originals, arguments.repeats))
    finally:
        shutil.rmtree(folder)
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")
    return 0


def _at_size(count: int, folder: Path, originals: list[BenchRelease], arguments: argparse.Namespace) -> list[Measured]:
    made = originals[:count] if count <= len(originals) else _Shuffled(originals, count)
    peers = _peers([name for name in arguments.engines if name in ("dateline", "tantivy")])
    engines = _run(folder, peers, made, arguments.repeats)
    shutil.rmtree(folder)
    return engines


class _Shuffled:
    """Releases made anew each time they are gone through, so that a million needs no memory."""

    def __init__(self, originals: list[BenchRelease], count: int) -> None:
        self._originals = originals
        self._count = count

    def __iter__(self) -> Iterable[BenchRelease]:  # type: ignore[override]
        return shuffled(self._originals, self._count)


def _run(folder: Path, peers: list[Peer], releases: Iterable[BenchRelease], repeats: int) -> list[Measured]:
    engines = []
    for number, engine in enumerate(peers):
        own = folder / str(number)
        own.mkdir(parents=True)
        print(f"building with {engine.name}", file=sys.stderr, flush=True)
        engines.append(measured_build(engine, releases, own))
        print(f"  {engines[-1].seconds:.1f} s, {engines[-1].bytes / 1e6:.0f} MB", file=sys.stderr, flush=True)
    for engine in [*engines]:
        if isinstance(engine.peer, Dateline):
            engines.append(Measured(engine.peer.rereading(), engine.seconds, engine.bytes))
    measure_questions(engines, QUESTIONS, repeats)
    return engines


def _peers(names: Iterable[str]) -> list[Peer]:
    """Those that are installed; Dateline first."""
    found = []
    for name in names:
        made = peer(name)
        if made is None:
            print(f"{name} is not installed and left out", file=sys.stderr)
        else:
            found.append(made)
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("releases", type=Path, help="JSON lines with id, date, ministry, title, body; plain or .xz")
    parser.add_argument("--count", type=int, default=10**9, help="take only the first so many")
    parser.add_argument("--engines", nargs="+", choices=NAMES, default=list(NAMES), help="Dateline must be the first")
    parser.add_argument("--repeats", type=int, default=9, help="rounds after the one that warms up")
    parser.add_argument("--curve", nargs="*", type=int, default=[], help="instead, Dateline and tantivy at these sizes")
    parser.add_argument("--folder", type=Path, help="where indexes are built (default: the system's temporary folder)")
    parser.add_argument("--write", type=Path, help="also write the table to this file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
