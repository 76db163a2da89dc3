"""What machines ask of the service itself: whether it lives, what it counts, what crawlers may read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, json, request, url_for

from search.errors import SearchError
from search.request import NONE, SearchRequest
from web.presenting import entity_url, release_url
from web.site import engine, moment, preview, previewed, site

blueprint = Blueprint("service", __name__)

_A_SITEMAP = 20_000  # addresses; the protocol allows 50,000
_SITEMAP_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@blueprint.get("/healthz")
def healthz() -> Response:
    return Response("alive\n", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> Response:
    body: dict[str, object]
    try:
        body, status = {"ready": True, "generation": engine().generation}, 200
    except SearchError as error:
        body, status = {"ready": False, "reason": type(error).__name__}, 503
    return Response(json.dumps(body) + "\n", status, mimetype="application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
    gauges: list[tuple[str, str, float]] = []
    try:
        stats = site().stats()
    except SearchError:
        gauges.append(("dateline_index_open", "Whether the index is open.", 0))
    else:
        gauges += [
            ("dateline_index_open", "Whether the index is open.", 1),
            ("dateline_index_generation", "Generation of the index that is served.", stats.generation),
            ("dateline_index_bytes", "Size of the index.", stats.index_bytes),
            ("dateline_releases", "Releases that can be found now.", stats.releases),
            ("dateline_rejects", "Files of the corpus that were rejected.", len(stats.rejects)),
        ]
        if stats.built_seconds is not None:
            gauges.append(("dateline_reindex_seconds", "Time the last reindexing took.", stats.built_seconds))
        if stats.built_at:
            age = (moment() - stats.built_at).total_seconds()
            gauges.append(("dateline_index_age_seconds", "Time since the index was built.", round(age)))
    return Response(site().metrics.text(gauges), content_type="text/plain; version=0.0.4; charset=utf-8")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Filtered pages are without end, so crawlers are kept from searches; the sitemap names what is worth reading."""
    rules = ["User-agent: *", "Disallow: /search", "Disallow: /api/", "Disallow: /*?", "Allow: /"]
    address = request.host_url.rstrip("/") + url_for("service.sitemap")
    return Response("\n".join([*rules, f"Sitemap: {address}", ""]), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    count = site().stats().releases
    parts = [f"releases-{number}" for number in range(1, -(-count // _A_SITEMAP) + 1)] + ["people", "ministries"]
    base = request.host_url.rstrip("/")
    rows = [
        f"<sitemap><loc>{escape(base + url_for('service.sitemap_part', part=part))}</loc></sitemap>" for part in parts
    ]
    return _xml(["<sitemapindex", *rows, "</sitemapindex>"])


@blueprint.get("/sitemaps/<part>.xml")
def sitemap_part(part: str) -> Response:
    kind, _, number = part.partition("-")
    base = request.host_url.rstrip("/")
    if kind == "releases" and number.isascii() and number.isdigit() and len(number) < 6:
        return _urls(_releases(base, int(number)))
    if part in ("people", "ministries"):
        return _urls(_entities(base, {"people": "person", "ministries": "ministry"}[part]))
    return abort(404)


def _releases(base: str, number: int) -> Iterator[tuple[str, str | None]]:
    asked = previewed(SearchRequest(sort="oldest", fold=False))
    first = max(0, number - 1) * _A_SITEMAP
    for release in islice(engine().export(asked), first, first + _A_SITEMAP):
        yield base + release_url(release), release.date


def _entities(base: str, kind: str) -> Iterator[tuple[str, str | None]]:
    found = engine().facet(kind, request=previewed(SearchRequest(fold=False)), limit=_A_SITEMAP)
    for bucket in found.buckets:
        if bucket.value != NONE:
            yield base + entity_url(kind, bucket.value), None


def _urls(found: Iterator[tuple[str, str | None]]) -> Response:
    rows = (
        f"<url><loc>{escape(address)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>"
        for address, day in found
    )
    return _xml(["<urlset", *rows, "</urlset>"])


def _xml(lines: list[str]) -> Response:
    opening = f'{lines[0]} xmlns="{_SITEMAP_SPACE}">'
    text = "\n".join(['<?xml version="1.0" encoding="utf-8"?>', opening, *lines[1:], ""])
    return Response(text, content_type="application/xml; charset=utf-8")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    base = request.host_url.rstrip("/")
    search, complete = base + url_for("searching.search_page"), base + url_for("service.completions")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        "<ShortName>Dateline</ShortName>",
        "<Description>Search government press releases</Description>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{escape(search)}?q={{searchTerms}}"/>',
        f'<Url type="application/atom+xml" template="{escape(search)}.atom?q={{searchTerms}}"/>',
        f'<Url type="application/x-suggestions+json" template="{escape(complete)}?q={{searchTerms}}"/>',
        "</OpenSearchDescription>",
        "",
    ]
    return Response("\n".join(lines), content_type="application/opensearchdescription+xml; charset=utf-8")


@blueprint.get("/opensearch/suggest")
def completions() -> Response:
    q = request.args.get("q", "")[:200]
    found = engine().suggest(q, limit=8, preview=preview())
    return Response(
        json.dumps([q, [completion.text for completion in found]]), mimetype="application/x-suggestions+json"
    )
