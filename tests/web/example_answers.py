"""The examples of the API's description, asked of the sample corpus: python -m tests.web.example_answers"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from search.engines import open_engine
from search.indexing.reindex import reindex
from web import Settings, create_app

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "web" / "openapi" / "examples.json"
RELEASE = "2023-02-23-memorandum-with-kazakhstan-96599b2b"
ASKED = {
    "search": "search?q=memorandum&ministry=az/interior&language=en&per_page=1&facets=country&facet_size=2",
    "facet": "facets/ministry?q=memorandum&prefix=int&limit=2",
    "suggest": "suggest?q=min&limit=2",
    "release": f"releases/{RELEASE}",
    "person": "people/vilayat-eyvazov",
    "ministry": "ministries/az/interior",
    "country": "countries/KZ",
    "stats": "stats",
}
MOST = 2  # of a list or of a table by name
LONGEST = 160  # characters


def shortened(answer: Any, keys: bool = True) -> Any:
    """The first few of everything. ``keys``: the names of a structure, all of which are there, not those of a table."""
    if isinstance(answer, dict):
        kept = list(answer.items())[: None if keys else MOST]
        return {
            name: shortened(value, name not in ("facets", "publishers_by_month", "problems")) for name, value in kept
        }
    if isinstance(answer, list):
        return [shortened(value) for value in answer[:MOST]]
    if isinstance(answer, str) and len(answer) > LONGEST:
        return answer[:LONGEST].rsplit(" ", 1)[0] + " …"
    return answer


def main() -> None:
    with TemporaryDirectory() as folder:
        reindex(ROOT / "corpus" / "releases", Path(folder))
        engine = open_engine(Path(folder))
        client = create_app(engine, Settings()).test_client()
        for _ in range(5):  # until what is worked out once has been
            answers = {name: shortened(client.get(f"/api/v1/{path}").json) for name, path in ASKED.items()}
        engine.close()
    EXAMPLES.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
