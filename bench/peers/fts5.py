"""SQLite FTS5 with its Porter stemmer; facets by GROUP BY over the matching rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import BenchRelease
from bench.peers import Answer, Peer
from bench.questions import ALL_FACETS, PER_PAGE, Question


class Fts5:
    name = f"SQLite FTS5 {sqlite3.sqlite_version}"

    def build(self, releases: Iterable[BenchRelease], folder: Path) -> None:
        db = sqlite3.connect(folder / "bench.db")
        db.execute("PRAGMA journal_mode = WAL")
        columns = ", ".join(ALL_FACETS)
        db.execute(f"CREATE TABLE releases (id TEXT, date TEXT, {columns}, record BLOB)")
        db.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='porter unicode61')")
        for number, one in enumerate(releases):
            values = [number, one.id, one.date, *(getattr(one, field) for field in ALL_FACETS), one.stored]
            marks = ", ".join("?" * (len(values) - 1))
            db.execute(f"INSERT INTO releases (rowid, id, date, {columns}, record) VALUES (?, {marks})", values)
            db.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (number, one.title, one.text))
        db.execute("INSERT INTO words (words) VALUES ('optimize')")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()

    def open(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "bench.db")

    def ask(self, question: Question) -> Answer:
        """Raises NotImplementedError for what FTS5 has no way to ask."""
        if question.how in ("wildcard", "fuzzy"):
            raise NotImplementedError
        source, parameters = (
            "FROM words JOIN releases ON releases.rowid = words.rowid WHERE words MATCH ?",
            [_text(question)],
        )
        if question.ministry:
            source += " AND ministry = ?"
            parameters.append(question.ministry)
        if question.dates:
            source += " AND date BETWEEN ? AND ?"
            parameters += question.dates
        self._db.execute("DROP TABLE IF EXISTS temp.found")
        self._db.execute(f"CREATE TEMP TABLE found AS SELECT words.rowid AS doc, rank {source}", parameters)
        total = self._db.execute("SELECT count(*) FROM found").fetchone()[0]
        page = self._db.execute(
            "SELECT record FROM (SELECT doc, rank FROM found ORDER BY rank LIMIT ? OFFSET ?) AS page "
            "JOIN releases ON releases.rowid = page.doc ORDER BY page.rank",
            (PER_PAGE, (question.page - 1) * PER_PAGE),
        )
        records = [json.loads(record) for (record,) in page]
        counted = (
            "SELECT {0}, count(*) FROM found JOIN releases ON releases.rowid = doc GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
        )
        facets = {field: dict(self._db.execute(counted.format(field))) for field in question.facets}
        return Answer(total, records, facets)


def _text(question: Question) -> str:
    words = " ".join(question.words)
    text = {
        "phrase": f'"{words}"', "prefix": f"{words}*", "title": f"title : {words}", "any": " OR ".join(question.words),
    }.get(question.how, words)  # fmt: skip
    return f"{text} NOT {question.without}" if question.without else text


def make() -> Peer:
    return Fts5()
