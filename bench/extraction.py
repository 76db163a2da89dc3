"""How well fields are extracted: ``python -m bench.extraction DATA... [--write docs/extraction.md]``.

Prints the table of the docs, or writes it there.

Each DATA is a set of its own: ``releases/`` and labels in ``gold.jsonl``; the first also holds their scorer,
``score.py``, which prints JSON with ``--json``. Speed is that of the first set.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from corpus.document import Rejected
from corpus.normalising import normalise
from corpus.release import Release
from corpus.walking import FoundFile, walk

TARGETS = {
    "title": 0.97, "date": 0.99, "date_from": 0.99, "place": 0.97, "language": 0.99, "kind": 0.90,
    "ministries": 0.90, "people": 0.92, "offices": 0.85, "countries": 0.94,
}  # fmt: skip
# Measured once, not by this command: trafilatura, htmldate, py3langid, spaCy's small English model and CLDR's names of
# countries put together, on the labels of the first set and on a set of other publishers that is kept for checking.
ASSEMBLY = {"title": 0.96, "date": 0.67, "ministries": 0.46, "people": 0.36, "countries": 0.58}
ASSEMBLY_KEPT = {"title": 0.48, "date": 0.71, "ministries": 0.38, "people": 0.53, "countries": 0.65}
_TABLE = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- /table -->)", re.DOTALL)


def extracted(data: Path) -> tuple[list[Release], float]:
    """The releases of a set, and the seconds of processor time that reading and extracting them took."""
    releases: list[Release] = []
    seconds = 0.0
    for file in walk(data / "releases"):
        if isinstance(file, FoundFile):
            started = time.process_time()
            items = normalise(file.path, relative=file.relative, source=file.source)
            releases += [item.release for item in items if not isinstance(item, Rejected)]
            seconds += time.process_time() - started
    return releases, seconds


def scored(data: Path, scorer: Path, releases: list[Release]) -> dict[str, Any]:
    """What the scorer says, by field, and the share of dates that come from where the labels say they do."""
    labels = [json.loads(line) for line in (data / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(release.to_json(), ensure_ascii=False) + "\n" for release in releases)
        lines.flush()
        command = [sys.executable, str(scorer), str(data / "gold.jsonl"), lines.name, "--json"]
        scores: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    by_file = defaultdict(list)
    for release in releases:
        by_file[release.source.path].append(release)
    dated = [label for label in labels if "date_from" in label]
    if dated:
        right = sum(
            by_file[label["file"]][label.get("item", 0)].date_from in _options(label["date_from"]) for label in dated
        )
        scores["date_from"] = {"accuracy": right / len(dated)}
    return scores


def _options(label: Any) -> list[Any]:
    return label if isinstance(label, list) else [label]


def _cell(score: dict[str, float] | None) -> str:
    return "" if score is None else f"{score.get('f1', score.get('accuracy', 0.0)):.3f}"


def table(sets: list[dict[str, Any]]) -> str:
    """A Markdown table: a row a field, a column a set, then the targets and the libraries put together."""
    names = [f"set {number}: {scores['releases']} releases" for number, scores in enumerate(sets, 1)]
    head = ["field", "measure", *names, "target", "libraries, set 1", "libraries, kept set"]
    rows = [head, ["---"] * len(head)]
    for field, target in TARGETS.items():
        measure = "F1" if any("f1" in scores.get(field, {}) for scores in sets) else "accuracy"
        others = [f"{known[field]:.2f}" if field in known else "" for known in (ASSEMBLY, ASSEMBLY_KEPT)]
        rows.append([field, measure, *(_cell(scores.get(field)) for scores in sets), f"{target:.2f}", *others])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main(folders: list[Path], write: Path | None) -> None:
    sets, speed = [], ""
    for data in folders:
        releases, seconds = extracted(data)
        sets.append(scored(data, folders[0] / "score.py", releases))
        length = sum(len(release.text.split()) for release in releases) / len(releases)
        speed = speed or (
            f"All {len(releases):,} of set 1, {length:.0f} words on average: {len(releases) / seconds:.0f} releases/s "
            "of processor time on one core, reading included."
        )
    if write is None:
        print(f"{table(sets)}\n{speed}")
    else:
        page = write.read_text(encoding="utf-8")
        write.write_text(_TABLE.sub(lambda _: f"\n{table(sets)}\n", page), encoding="utf-8")
        print(speed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    main(arguments.data, arguments.write)
