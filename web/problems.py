"""Errors: problem details (RFC 9457) for programs, a page with a way on for people. Never a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import BadRequest, CursorExpired, IndexCorrupt, IndexMissing, SearchError
from web.openapi.responses import PROBLEMS
from web.parameters import InvalidParameter
from web.site import site

_log = logging.getLogger("dateline.web")
_PROGRAMS = (".json", ".csv", ".jsonl", ".atom")


def install(app: Flask) -> None:
    app.register_error_handler(InvalidParameter, answer_invalid)
    app.register_error_handler(BadRequest, _bad_request)
    app.register_error_handler(SearchError, _unavailable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answer_invalid(error: InvalidParameter, status: int = 400, kind: str = "invalid-parameter") -> Response:
    """What was given, what is accepted, what was probably meant."""
    return answer(
        status,
        kind,
        f"The parameter {error.parameter} {error.message}" if error.message.startswith("is ")
        else f"{error.parameter}: {error.message}",
        parameter=error.parameter,
        given=error.given[:200],
        accepted=list(error.accepted) or None,
        nearest=error.nearest,
    )  # fmt: skip


def _bad_request(error: BadRequest) -> Response:
    status, kind = 400, "invalid-parameter"
    if isinstance(error, CursorExpired):
        status, kind = 409, "cursor-expired"
    elif error.parameter in ("page", "cursor"):  # well formed, but no such page
        status, kind = 404, "no-such-page"
    given = request.args.get(error.parameter)
    return answer(
        status, kind, f"{error.parameter}: {error.message}", parameter=error.parameter, given=given and given[:200]
    )


def _unavailable(error: SearchError) -> Response:
    if isinstance(error, IndexMissing):
        detail = "There is no index yet. Build it with: dateline reindex"
    elif isinstance(error, IndexCorrupt):
        detail = "The index is damaged. Build it anew with: dateline reindex --full"
    else:
        detail = "The index can't be read at the moment."
    _log.error("%s", error)
    response = answer(503, "index-unavailable", detail)
    response.headers["Retry-After"] = "30"
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 and error.response is not None:
        return Response(error.get_body(), status, error.get_headers())
    own = error.description if error.description != type(error).description else None
    detail = own or _DETAILS.get(status, error.description or "")
    response = answer(status, HTTPStatus(status).phrase.lower().replace(" ", "-"), detail)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(500, "internal-error", "Something went wrong here, not with what you asked. It has been logged.")


_DETAILS = {
    404: "There is nothing at this address. A release that is under embargo or was withdrawn is not shown either.",
    405: "This address can only be read, with GET or HEAD.",
    413: "The request is too large.",
    414: "The address is too long.",
}


def answer(status: int, kind: str, detail: str, **members: Any) -> Response:
    """The error in the form that the client reads."""
    title = HTTPStatus(status).phrase
    if request.path.startswith("/api/") or request.path.endswith(_PROGRAMS):
        explained = f"/api/v1/docs#{kind}" if kind in PROBLEMS else "about:blank"
        problem = {"type": explained, "title": title, "status": status, "detail": detail}
        problem |= {name: value for name, value in members.items() if value is not None}
        return Response(json.dumps(problem), status, mimetype="application/problem+json")
    page = render_template(
        "error.html", status=status, title=title, detail=detail, open=site().is_open and status != 503
    )
    return Response(page, status, mimetype="text/html")
