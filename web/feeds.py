"""Searches as Atom feeds (RFC 4287). Ids are the same on every host; an entry is updated when its release is."""

from __future__ import annotations

import re
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from flask import Response, request

from corpus.authority import country_name
from corpus.release import Release
from search.request import SearchRequest
from search.results import Result, SearchResults
from web.presenting import kind_name, marked, release_url, search_url
from web.questions import query_string

_RELEASES = UUID("5b0f2c43-7d1e-5c0a-9b53-2f6f6a7d1c10")
_SEARCHES = UUID("0c9f8f4e-31a7-5f0e-8c4b-6d1b0f1f8a77")
_NO_DATE = "1970-01-01T00:00:00Z"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def answer(results: SearchResults, asked: SearchRequest) -> Response:
    """The newest results of a search as a feed."""
    base = request.host_url.rstrip("/")
    question = query_string(asked)
    entries = [_entry(result, base) for result in results.results]
    updated = max((updated_at(result) for result in results.results), default=_NO_DATE)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{uuid5(_SEARCHES, question).urn}</id>",
        f"<title>{_text(title_of(asked, results))}</title>",
        f"<updated>{updated}</updated>",
        "<author><name>Dateline</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + search_url(asked, ".atom"))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base + search_url(asked))}/>',
    ]
    return Response("\n".join([*head, *entries, "</feed>", ""]), content_type="application/atom+xml; charset=utf-8")


def title_of(asked: SearchRequest, results: SearchResults) -> str:
    """The question in words: what a reader's list of feeds shows."""
    said = [f"“{asked.q.strip()}”"] if asked.q.strip() else []
    for before, chosen in (("", asked.any_of), ("with ", asked.all_of), ("without ", asked.none_of)):
        for field, values in chosen.items():
            names = [results.labels.get(field, {}).get(value, value) for value in values]
            said.append(before + " or ".join(names))
    if asked.date_from or asked.date_to:
        said.append(f"{asked.date_from or ''} to {asked.date_to or ''}".strip())
    return "Dateline: " + (", ".join(said) or "all releases")


def updated_at(result: Result) -> str:
    """The day of the release at midnight or, where it was edited after that, when this was seen.

    Neither changes by reindexing what has not changed.
    """
    published = _published(result.release)
    return max(published, f"{result.edited:%Y-%m-%dT%H:%M:%SZ}") if result.edited else published


def _published(release: Release) -> str:
    parts = (release.date or "").split("-")
    if not parts[0]:
        return _NO_DATE
    return "-".join([*parts, "01", "01"][:3]) + "T00:00:00Z"


def _entry(result: Result, base: str) -> str:
    release = result.release
    published = _published(release)
    place = release.dateline.place if release.dateline else None
    summary = " … ".join(f"<p>{marked(passage)}</p>" for passage in result.highlights.text)
    categories = [("kind", release.kind, kind_name(release.kind))]
    categories += [("country", code, country_name(code)) for code in release.countries]
    lines = [
        "<entry>",
        f"<id>{uuid5(_RELEASES, release.id).urn}</id>",
        f"<title>{_text(release.headline)}</title>",
        f"<updated>{updated_at(result)}</updated>",
        f"<link rel=\"alternate\" type=\"text/html\" href={quoteattr(base + release_url(release))}/>",
        f"<author><name>{_text(release.publisher or place or 'Unknown')}</name></author>",
        *(f"<category term={quoteattr(f'{scheme}:{term}')} label={quoteattr(_plain(label))}/>"
          for scheme, term, label in categories if term),
        f'<summary type="html">{_text(summary)}</summary>',
        "</entry>",
    ]  # fmt: skip
    if published != _NO_DATE:
        lines.insert(4, f"<published>{published}</published>")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text without what no XML document may hold."""
    return _NOT_XML.sub(" ", text)


def _text(text: str) -> str:
    return escape(_plain(text))
