"""How well fields are extracted: ``python -m bench.extraction DATA`` prints the table of docs/extraction.md.

DATA holds ``releases/``, labels in ``gold.jsonl`` and their scorer ``score.py``, which prints JSON with ``--json``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.document import Rejected
from corpus.normalising import normalise
from corpus.walking import FoundFile, walk

TARGETS = {
    "title": 0.97, "date": 0.99, "place": 0.97, "language": 0.99, "kind": 0.90,
    "ministries": 0.90, "people": 0.92, "offices": 0.85, "countries": 0.94,
}  # fmt: skip
# Measured once on the same labels, not by this command: trafilatura, htmldate, py3langid, spaCy's small English model
# and CLDR's names of countries put together.
ASSEMBLY = {"title": 0.96, "date": 0.67, "ministries": 0.46, "people": 0.36, "countries": 0.58}


def main(data: Path) -> None:
    records = []
    words, seconds = 0, 0.0
    for file in walk(data / "releases"):
        if isinstance(file, FoundFile):
            started = time.process_time()
            for item in normalise(file.path, relative=file.relative, source=file.source):
                if not isinstance(item, Rejected):
                    records.append(item.release)
                    words += len(item.release.text.split())
            seconds += time.process_time() - started
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record.to_json(), ensure_ascii=False) + "\n" for record in records)
        lines.flush()
        command = [sys.executable, str(data / "score.py"), str(data / "gold.jsonl"), lines.name, "--json"]
        scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print("| field | measure | Dateline | target | libraries put together |\n|---|---|---|---|---|")
    for field, target in TARGETS.items():
        score = scores[field]
        measure, value = ("F1", score["f1"]) if "f1" in score else ("accuracy", score["accuracy"])
        print(f"| {field} | {measure} | {value:.3f} | {target:.2f} | {ASSEMBLY.get(field, '')} |")
    rate, length = len(records) / seconds, words / len(records)
    print(
        f"\n{scores['releases']} labelled releases. All {len(records):,} of the folder, {length:.0f} words on average:"
    )
    print(f"{rate:.0f} releases/s of processor time on one core, reading included.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
