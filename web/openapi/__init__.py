"""What the API takes and gives, as OpenAPI 3.1. The tests hold every answer against it.

``parameters`` is what may be asked, ``schemas`` what is answered, ``responses`` with which status, ``paths`` where;
``wording`` says it to people.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from web.openapi.paths import paths
from web.openapi.responses import HEADERS, RESPONSES
from web.openapi.schemas import schemas

_GENERAL = """Reads the index of Dateline: searching, releases, people, ministries, countries and counts.

Everything is read with GET (or HEAD), from any origin, without a key. Answers are JSON in UTF-8, compressed with gzip
for clients that accept it. Each carries an `ETag`; sent back in `If-None-Match` it saves the transfer of an answer that
has not changed. Parameters are read strictly: the first one that is unknown, repeated or out of range is answered
with a problem (RFC 9457) naming it, what was given, what is accepted and what was probably meant. A value that
no release has is no error: the answer is empty and its `notes` say so. What is under embargo does not exist here until
the embargo ends.

The same search comes as a table, lines and a feed under `/search.csv`, `/search.jsonl` and `/search.atom`, with the
same parameters but for those that shape pages."""


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of everything under /api/v1. Shared: not to be changed."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": "1.0.0",
            "summary": "Full-text search of government press releases",
            "description": _GENERAL,
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "Searching", "description": "Releases by words, filters and dates."},
            {"name": "Reading", "description": "One release, person, ministry or country."},
            {"name": "About", "description": "The corpus and this description."},
        ],
        "paths": paths(),
        "components": {"schemas": schemas(), "headers": HEADERS, "responses": RESPONSES},
    }
