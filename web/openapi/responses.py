"""With which status and headers the API answers, and the problems (RFC 9457) that it tells."""

from __future__ import annotations

from typing import Any

from search.request import SORTS
from web.openapi.forms import TEXT, Schema, ref

PROBLEMS = {
    "invalid-parameter": "A parameter is unknown, given twice or has a value that can't be taken.",
    "no-such-page": "Pages do not reach so far, or the cursor is not one that this question's answers gave.",
    "cursor-expired": (
        "A cursor by relevance is bound to one generation of the index, which is gone: start again without it."
    ),
    "not-found": "There is nothing at this address. What is under embargo is not there either.",
    "method-not-allowed": "The address can only be read.",
    "index-unavailable": "There is no index, or it is damaged. `Retry-After` says when to ask again.",
    "busy": "Enough exports are being read already. `Retry-After` says when to ask again.",
    "internal-error": "A fault of the server. It has been logged.",
}

HEADERS: Schema = {
    "ETag": {"description": "Weak tag of the answer: question, generation, day.", "schema": TEXT},
    "Cache-Control": {"description": "Keep, and ask each time whether it still holds.", "schema": TEXT},
    "Vary": {"description": "Accept-Encoding", "schema": TEXT},
    "Link": {"description": "The links of the body (RFC 8288): self, next, prev, alternate.", "schema": TEXT},
    "Retry-After": {"description": "Seconds", "schema": {"type": "integer"}},
}


def headers(*names: str) -> Schema:
    return {name: ref("headers", name) for name in names}


def _problem(says: str, kind: str, title: str, status: int, detail: str, **members: Any) -> Schema:
    example = {"type": f"/api/v1/docs#{kind}", "title": title, "status": status, "detail": detail, **members}
    return {
        "description": says,
        "content": {"application/problem+json": {"schema": ref("schemas", "Problem"), "example": example}},
    }


RESPONSES: Schema = {
    "Unchanged": {
        "description": "The client has the answer: the ETag is still that of If-None-Match.",
        "headers": headers("ETag", "Cache-Control", "Vary"),
    },
    "BadRequest": _problem(
        "A parameter can't be taken",
        "invalid-parameter",
        "Bad Request",
        400,
        "The parameter sort is one of relevance, newest, oldest.",
        parameter="sort",
        given="newst",
        accepted=list(SORTS),
        nearest="newest",
    ),
    "NotFound": _problem("Nothing is there", "not-found", "Not Found", 404, PROBLEMS["not-found"]),
    "NoSuchPage": _problem(
        "Pages do not reach so far, or the cursor is of another question",
        "no-such-page",
        "Not Found",
        404,
        "cursor: belongs to another question; start again without it.",
        parameter="cursor",
        given="WyJkNDRi",
    ),
    "CursorExpired": _problem(
        "The cursor by relevance is of an older generation",
        "cursor-expired",
        "Conflict",
        409,
        "cursor: the index has changed since; start the search again without it.",
        parameter="cursor",
    ),
    "Unavailable": _problem(
        "No index can be read",
        "index-unavailable",
        "Service Unavailable",
        503,
        "There is no index yet. Build it with: dateline reindex",
    )
    | {"headers": headers("Retry-After")},
}
