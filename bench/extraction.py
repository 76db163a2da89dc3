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
_WORDS = 500  # of the releases that the speed on plain text is measured by
_TABLE = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- /table -->)", re.DOTALL)


def extracted(folder: Path) -> tuple[list[Release], float]:
    """The releases of a folder, and the seconds of processor time that reading and extracting them took."""
    releases: list[Release] = []
    seconds = 0.0
    for file in walk(folder):
        if isinstance(file, FoundFile):
            started = time.process_time()
            items = list(normalise(file.path, relative=file.relative, source=file.source))
            seconds += time.process_time() - started
            releases += [item.release for item in items if not isinstance(item, Rejected)]
    return releases, seconds


def speed_of(releases: list[Release], seconds: float) -> str:
    words = sum(len(release.text.split()) for release in releases) / len(releases)
    return f"{len(releases) / seconds:.0f} releases/s ({len(releases):,} of {words:.0f} words on average)"


def speed_of_text(releases: list[Release]) -> str:
    """The speed on plain text: files of those releases that have ``_WORDS`` words, cut behind the paragraph that
    completes them. The fastest of some readings counts: their words have been met, as in a long run."""
    with tempfile.TemporaryDirectory() as folder:
        for number, release in enumerate(releases):
            words, kept = 0, [release.title or ""]
            for paragraph in release.text.split("\n\n"):
                if words < _WORDS:
                    kept.append(paragraph)
                    words += len(paragraph.split())
            if _WORDS <= words < 1.2 * _WORDS:
                (Path(folder) / f"{number}.txt").write_text("\n\n".join(kept), encoding="utf-8")
        return speed_of(*min((extracted(Path(folder)) for _ in range(4)), key=lambda read: read[1]))


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
        releases, seconds = extracted(data / "releases")
        sets.append(scored(data, folders[0] / "score.py", releases))
        speed = speed or (
            "On one core, by processor time, reading included:\n"
            f"set 1 in its formats {speed_of(releases, seconds)}, as plain text {speed_of_text(releases)}."
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
