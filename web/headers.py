"""What every answer carries: security, caching and cross-origin headers, and compression."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from gzip import compress

from flask import Flask, Response, g, request

from search.errors import SearchError
from web.site import moment, site

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SECURITY = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_UNCACHED = ("service.healthz", "service.readyz", "service.metrics", "static", None)
_COMPRESSIBLE = (
    "text/", "application/json", "application/problem+json", "application/atom+xml", "application/x-ndjson",
    "application/opensearchdescription+xml", "application/xml", "image/svg+xml",
)  # fmt: skip
_SMALL = 600  # bytes below which compression costs more than it saves
_FORMATS = (".json", ".csv", ".jsonl", ".atom")


def install(app: Flask) -> None:
    """The hooks, in the order in which an answer passes them."""
    app.before_request(_unchanged)
    app.after_request(_compressed)
    app.after_request(_with_headers)


def _unchanged() -> Response | None:
    """304 where the client has the answer: it depends on nothing but the question, the index and the moment.

    The tag is made before the answer. A commit or the end of an embargo in between makes an answer newer than its
    tag, which is then asked for once more; the other way round an old answer would pass for the new one.
    """
    if request.method not in ("GET", "HEAD") or request.endpoint in _UNCACHED or site().settings.preview:
        return None
    try:
        g.tag = _entity_tag()
    except SearchError:
        return None
    asked = request.if_none_match
    return Response(status=304) if asked.contains_weak(g.tag) and not asked.star_tag else None


def _entity_tag() -> str:
    """The tag of the answer to this request.

    Relative dates make the day part of it; links carry the host, so that is one too.
    """
    generation, freed = site().state()
    seen = f"{generation}|{freed}|{moment().date()}|{site().version}|{request.url}"
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _with_headers(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    if _is_api():
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Link, ETag"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif "tag" in g and response.status_code in (200, 304):
        # Kept, but asked after each time: an embargo or a commit changes an answer at any moment.
        response.headers["Cache-Control"] = "public, no-cache"
        response.set_etag(g.tag, weak=True)
    elif request.method != "OPTIONS":
        response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Encoding")
    return response


def _is_api() -> bool:
    return request.path.startswith("/api/") or request.path.endswith(_FORMATS)


def _compressed(response: Response) -> Response:
    wanted = request.accept_encodings["gzip"] > 0
    kind = response.mimetype or ""
    if not wanted or response.status_code in (204, 304) or "Content-Encoding" in response.headers:
        return response
    if not kind.startswith(_COMPRESSIBLE) and not kind.endswith("javascript"):
        return response
    if response.is_streamed and not response.direct_passthrough:
        response.response = _gzipped(response.iter_encoded())
        response.headers.pop("Content-Length", None)
    else:
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) < _SMALL:
            return response
        response.set_data(compress(data, 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _gzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(5, wbits=31)
    for part in parts:
        packed = packer.compress(part)
        if packed:
            yield packed
    yield packer.flush()
