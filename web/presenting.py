"""Values as people read them: what the templates know beside the answer itself."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, request, url_for
from markupsafe import Markup

from corpus.authority import country_name
from corpus.release import Release
from search.names import KIND_NAMES, LANGUAGE_NAMES
from search.request import NONE, SearchRequest
from search.results import Facet
from web import questions
from web.letters import named_in
from web.site import site

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
FACET_NAMES = {
    "ministry": "Ministry", "person": "Person", "country": "Country", "place": "Place", "publisher": "Publisher",
    "kind": "Kind", "language": "Language", "year": "Year",
}  # fmt: skip
PLURALS = {
    "ministry": "Ministries", "person": "People", "country": "Countries", "place": "Places", "publisher": "Publishers",
    "kind": "Kinds", "language": "Languages", "year": "Years",
}  # fmt: skip
SINGULAR = {
    "releases": "release", "publishers": "publisher", "people": "person", "ministries": "ministry",
    "countries": "country", "languages": "language",
}  # fmt: skip
DATE_SOURCES = {
    "metadata": "the file’s metadata", "header": "the line above the text", "dateline": "the dateline",
    "body": "the text", "filename": "the file’s name",
}  # fmt: skip
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "sd", "ug", "ur", "yi")


def install(app: Flask) -> None:
    environment = app.jinja_env
    environment.filters.update(
        day=long_date, num=number, marked=marked, country=country_name, host=host, kind_name=kind_name,
        language_name=language_name, bytes=size, ago=ago, values_of=values_of,
    )  # fmt: skip
    environment.globals.update(
        search_url=search_url, release_url=release_url, entity_url=entity_url, written_in=written_in,
        date_sources=DATE_SOURCES, facet_names=FACET_NAMES, plurals=PLURALS, singular=SINGULAR, web_link=web_link,
        asset=asset, change=questions, named_in=named_in, url_for=path,
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def long_date(text: str | date | None) -> str:
    """ "2023-02-23" as 23 February 2023, "2023-02" as February 2023; anything else as it is."""
    parts = str(text or "").split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return str(text or "")
    words = [str(int(parts[2]))] if len(parts) == 3 else []
    if len(parts) > 1 and 1 <= int(parts[1]) <= 12:
        words.append(MONTHS[int(parts[1]) - 1])
    return " ".join([*words, parts[0]])


def number(value: int) -> str:
    return f"{value:,}"


def ago(days: int) -> str:
    """How long ago in days: what is true all day, as answers that have not changed since are not sent again."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days:,} days ago")


def values_of(facet: Facet) -> int:
    """How many values a facet has, shown and not."""
    return sum(bucket.value != NONE for bucket in facet.buckets) + facet.more


def size(value: int) -> str:
    """Bytes in the unit that fits."""
    scaled = float(value)
    for unit in ("bytes", "kB", "MB"):
        if scaled < 1000:
            return f"{scaled:.3g} {unit}" if unit != "bytes" else f"{value} {unit}"
        scaled /= 1000
    return f"{scaled:,.1f} GB"


def marked(html: str | None) -> Markup:
    """A highlight as markup: whatever an engine hands over, no tag but <mark> gets through."""
    text = html or ""
    marks = text.count("<mark>") + text.count("</mark>")
    if text.count("<") == marks == text.count(">"):
        return Markup(text)
    parts = re.split("(</?mark>)", text)
    return Markup("").join(
        Markup(part) if place % 2 else Markup(part.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;"))
        for place, part in enumerate(parts)
    )


def kind_name(kind: str | None) -> str:
    return KIND_NAMES.get(kind or "", kind or "")


def language_name(code: str | None) -> str:
    return LANGUAGE_NAMES.get(code or "", code or "")


def direction(language: str | None) -> str:
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def written_in(release: Release) -> Markup:
    """The attributes that tell browsers and screen readers how to set and read a release's words."""
    return _attributes(release.language)


@cache
def _attributes(language: str | None) -> Markup:
    return Markup('lang="{}" dir="{}"').format(language or "und", direction(language))


def web_link(url: str | None) -> str | None:
    """The URL of a release where it leads to the web, None for any other scheme."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return (url or "").strip() if parts.scheme in ("http", "https") and parts.netloc else None


def host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def search_url(asked: SearchRequest, form: str = "", endpoint: str = "searching.search_page") -> str:
    """The address of a search as a page, or in a form such as ".json"."""
    question = questions.query_string(asked)
    address = path(endpoint) + form
    return f"{address}?{question}" if question else address


def path(endpoint: str, **values: str | None) -> str:
    """As ``url_for``, which is slow, made once for each place that the site is mounted at."""
    return _path(request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=20_000)
def _path(root: str, endpoint: str, values: tuple[tuple[str, str | None], ...]) -> str:
    parameters: dict[str, Any] = dict(values)
    return url_for(endpoint, **parameters)


def _named(endpoint: str, parameter: str, id: str) -> str:
    """The address of one of many things: what stands before and after its id is made once."""
    before, after = path(endpoint, **{parameter: "\0"}).split("%00")
    return before + _in_path(id) + after


@lru_cache(maxsize=20_000)
def _in_path(id: str) -> str:
    return quote(id, safe="/:@!$&'()*+,;=", errors="replace")


def release_url(release: Release | str, asked: SearchRequest | None = None) -> str:
    """The address of a release, with the question that led to it so that its words can be shown there."""
    address = _named("reading.release", "release_id", release if isinstance(release, str) else release.id)
    question = questions.query_string(asked) if asked else ""
    return f"{address}?{question}" if question else address


def entity_url(kind: str, id: str) -> str:
    endpoint = {"person": "entities.person", "ministry": "entities.ministry", "country": "entities.country"}[kind]
    return _named(endpoint, "id", id)


def asset(name: str) -> str:
    return path("static", filename=name, v=site().version)
