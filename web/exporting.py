"""All releases that a question finds, as a table and as lines: written while they are read, in memory that stays small.

An export lasts as long as its reader takes, so only some may be under way at a time; the others keep the threads.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack

from flask import Blueprint, Response, request

from corpus.release import Release
from search.renderings import csv_header, csv_row
from web import problems
from web.parameters import read_strictly
from web.site import engine, previewed, site

blueprint = Blueprint("exporting", __name__)

_OF_PAGES = ("page", "cursor", "facets", "facet_size", "explain")  # parameters that have no meaning here


@blueprint.get("/search.csv")
def search_csv() -> Response:
    asked = read_strictly(request.args, without=(*_OF_PAGES, "fields"))
    return _streamed(_csv(engine().export(previewed(asked.request))), "text/csv", "releases.csv")


@blueprint.get("/search.jsonl")
def search_jsonl() -> Response:
    asked = read_strictly(request.args, without=_OF_PAGES)
    lines = _jsonl(engine().export(previewed(asked.request)), asked.fields)
    return _streamed(lines, "application/x-ndjson", "releases.jsonl")


def _streamed(parts: Iterator[str], mimetype: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if request.method == "HEAD":
        return Response(parts, mimetype=mimetype, headers=headers)
    exports = site().exports
    if not exports.acquire(blocking=False):
        answer = problems.answer(503, "busy", "Enough exports are being read already; ask again in a minute.")
        answer.headers["Retry-After"] = "60"
        return answer
    held = ExitStack()
    held.callback(exports.release)
    answer = Response(_until_read(parts, held), mimetype=mimetype, headers=headers)
    answer.call_on_close(held.close)  # for a reader who is gone before the first line
    return answer


def _until_read(parts: Iterator[str], held: ExitStack) -> Iterator[str]:
    with held:
        yield from parts


def _csv(releases: Iterator[Release]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(csv_header())
    yield "\ufeff" + _taken(buffer)  # the mark by which spreadsheets know UTF-8
    for release in releases:
        writer.writerow(csv_row(release))
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _jsonl(releases: Iterator[Release], fields: tuple[str, ...] | None) -> Iterator[str]:
    for release in releases:
        record = release.to_json()
        if fields:
            record = {key: value for key, value in record.items() if key == "id" or key in fields}
        yield json.dumps(record, ensure_ascii=False) + "\n"
