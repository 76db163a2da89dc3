"""``python -m bench RELEASES``: builds with every engine that is installed, asks them all, prints the table."""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.corpus import BenchRelease, Shuffled, read_releases
from bench.measuring import Measured, measure_questions, measured_build
from bench.peers import NAMES, peer
from bench.peers.dateline import Dateline
from bench.questions import QUESTIONS
from bench.table import curve_report, report


def main() -> int:
    arguments = _arguments()
    originals = read_releases(arguments.releases, arguments.count)
    for one in originals:
        _ = one.stored  # made once, before any clock runs
    gc.freeze()  # no server has a corpus as objects in memory: the collector would go through it during questions
    with _folder(arguments.folder) as folder:
        if arguments.curve:
            text = curve_report([(n, _at_size(n, folder / str(n), originals, arguments)) for n in arguments.curve])
        else:
            text = report(len(originals), _run(folder, arguments.engines, originals, arguments.repeats))
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")
    return 0


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    """Where indexes are built: in a folder of their own that goes afterwards, or in the given one, where they stay."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        yield Path(made)


def _at_size(count: int, folder: Path, originals: list[BenchRelease], arguments: argparse.Namespace) -> list[Measured]:
    made = originals[:count] if count <= len(originals) else Shuffled(originals, count)
    gc.freeze()
    names = [name for name in arguments.engines if name in ("dateline", "tantivy")]
    return _run(folder, names, made, arguments.repeats)


def _run(folder: Path, names: Iterable[str], releases: Iterable[BenchRelease], repeats: int) -> list[Measured]:
    """With the engines that are installed; Dateline first."""
    engines = []
    for name in names:
        engine = peer(name)
        if engine is None:
            print(f"{name} is not installed and left out", file=sys.stderr)
            continue
        print(f"building with {engine.name}", file=sys.stderr, flush=True)
        engines.append(measured_build(engine, releases, folder / name))
        print(f"  {engines[-1].seconds:.1f} s, {engines[-1].bytes / 1e6:.0f} MB", file=sys.stderr, flush=True)
    for engine in [*engines]:
        if isinstance(engine.peer, Dateline):
            engines.append(replace(engine, peer=engine.peer.rereading(), milliseconds={}, totals={}))
    measure_questions(engines, QUESTIONS, repeats)
    return engines


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("releases", type=Path, help="JSON lines with id, date, ministry, title, body; plain or .xz")
    parser.add_argument("--count", type=int, default=10**9, help="take only the first so many")
    parser.add_argument("--engines", nargs="+", choices=NAMES, default=list(NAMES), help="Dateline must be the first")
    parser.add_argument("--repeats", type=int, default=9, help="rounds after the one that warms up")
    parser.add_argument("--curve", nargs="*", type=int, default=[], help="instead, Dateline and tantivy at these sizes")
    parser.add_argument("--folder", type=Path, help="keeps the indexes here; those of a run before are not built anew")
    parser.add_argument("--write", type=Path, help="also write the table to this file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
