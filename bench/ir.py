"""Search quality on judged collections: ``python -m bench.ir FOLDER`` prints nDCG@10 and recall@100.

Every collection in FOLDER (a folder of its own, with documents, queries and judgements, in SMART format or as BEIR's
corpus.jsonl, queries.jsonl and qrels.tsv) is indexed and asked through the engine as the pages do, with ``match=any``
and one setting for all. Relevance is yes or no.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus.release import Release, SourceFile
from search.arrays import IndexWriter, build_segment
from search.engines import open_engine
from search.engines.port import Engine
from search.fields import index_document
from search.request import SearchRequest

Document = tuple[str, str, str]  # number, title, text


class Collection(NamedTuple):
    documents: list[Document]
    judged: list[tuple[str, set[str]]]  # questions with the numbers of the relevant documents


def main(folder: Path) -> None:
    print(f"{'collection':<12} {'documents':>9} {'questions':>9} {'nDCG@10':>8} {'recall@100':>10}")
    means = []
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        collection = read(path)
        with TemporaryDirectory() as index:
            engine = built(collection.documents, Path(index))
            measured = [judged(found(engine, q), right) for q, right in collection.judged]
            engine.close()
        ndcg, recall = (sum(values) / len(measured) for values in zip(*measured, strict=True))
        means.append((ndcg, recall))
        print(f"{path.name:<12} {len(collection.documents):>9} {len(measured):>9} {ndcg:>8.3f} {recall:>10.3f}")
    ndcg, recall = (sum(values) / len(means) for values in zip(*means, strict=True))
    print(f"{'mean':<32} {ndcg:>8.3f} {recall:>10.3f}")


def read(folder: Path) -> Collection:
    """A collection with those of its questions that have a relevant document."""
    if (folder / "corpus.jsonl").exists():
        return _read_beir(folder)
    files = {kind: path for path in sorted(folder.iterdir()) if (kind := _kind(path))}
    documents = [(number, fields.get("T", ""), fields.get("W", "")) for number, fields in _records(files["documents"])]
    questions = [" ".join((fields.get("T", ""), fields.get("W", ""))) for _, fields in _records(files["questions"])]
    relevant: dict[int, set[str]] = {}  # by the question's ordinal, which need not be its number
    for line in files["judgements"].read_text(encoding="latin-1").splitlines():
        parts = line.split()
        if len(parts) >= 2 and (len(parts) < 3 or float(parts[2]) >= 0):  # -1 is judged and not relevant
            relevant.setdefault(int(parts[0]), set()).add(parts[1])
    return Collection(documents, [(q, relevant[n]) for n, q in enumerate(questions, 1) if n in relevant])


def _read_beir(folder: Path) -> Collection:
    documents = [(row["_id"], row.get("title", ""), row["text"]) for row in _rows(folder / "corpus.jsonl")]
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, document, grade = line.split("\t")
        if int(grade) > 0:
            relevant.setdefault(question, set()).add(document)
    questions = _rows(folder / "queries.jsonl")
    return Collection(documents, [(row["text"], relevant[row["_id"]]) for row in questions if row["_id"] in relevant])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def built(documents: list[Document], index: Path) -> Engine:
    """An engine over an index of the documents, made in an empty folder."""
    with IndexWriter(index) as writer:
        writer.add(build_segment((index_document(_release(*document)) for document in documents), index, "all"))
        writer.commit({})
    return open_engine(index)


def found(engine: Engine, q: str) -> list[str]:
    """Numbers of the first hundred documents for a question."""
    request = SearchRequest(q=q, match="any", per_page=100, facets=(), histogram=False, snippets=False, fold=False)
    return [result.release.id for result in engine.search(request).results]


def judged(ranked: list[str], right: set[str]) -> tuple[float, float]:
    """nDCG@10 and recall@100 of a ranking against the relevant ones."""
    gain = sum(1 / log2(place + 2) for place, number in enumerate(ranked[:10]) if number in right)
    ideal = sum(1 / log2(place + 2) for place in range(min(10, len(right))))
    return gain / ideal, len(right.intersection(ranked[:100])) / len(right)


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    if name.endswith((".rel", "qrel", "qrels")):
        return "judgements"
    if name.endswith((".qry", ".que")):
        return "questions"
    return "documents" if re.search(r"\.all(\.\d+)?$", name) else None


def _records(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each record as its number and its fields by letter, lines joined."""
    for record in re.split(r"^\.I\s+", path.read_text(encoding="latin-1"), flags=re.M)[1:]:
        number, _, rest = record.partition("\n")
        parts = re.split(r"^\.([A-Z])\s*$", rest, flags=re.M)
        fields: dict[str, str] = {}
        for letter, text in zip(parts[1::2], parts[2::2], strict=True):
            fields[letter] = f"{fields.get(letter, '')} {' '.join(text.split())}".strip()
        yield str(int(number)), fields


def _release(number: str, title: str, text: str) -> Release:
    source = SourceFile(number, "text", None, "", 0)
    return Release(
        id=number, title=title or None, subtitle=None, date=None, date_from=None, dateline=None, publisher=None,
        kind=None, language="en", ministries=(), people=(), countries=(), reference=None, embargo=None, url=None,
        contacts=(), text=text, source=source,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
