"""What a web page states about itself: JSON-LD, Open Graph, Dublin Core, meta, time, title,
in the order of their worth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from corpus.document import Metadatum

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage|CreativeWork|SpecialAnnouncement|Event$", re.IGNORECASE)
_LD_KEYS = {
    "headline": "title", "alternativeHeadline": "subtitle", "datePublished": "date", "dateCreated": "date-created",
    "dateModified": "date-modified", "url": "url", "inLanguage": "language", "author": "author",
    "publisher": "publisher",
    "description": "description", "articleSection": "kind", "identifier": "reference",
}  # fmt: skip
# name or property of <meta>, folded -> field of the record; the order is that of their worth.
_META_KEYS = {
    "og:title": "title", "citation_title": "title", "dc.title": "title", "dcterms.title": "title", "headline": "title",
    "parsely-title": "title", "sailthru.title": "title", "twitter:title": "title", "title": "title",
    "article:published_time": "date", "og:article:published_time": "date", "og:published_time": "date",
    "dc.date.issued": "date", "dcterms.issued": "date", "dcterms.date": "date", "dc.date": "date",
    "dcterms.available": "date",
    "dcterms.created": "date-created", "dc.date.created": "date-created", "citation_publication_date": "date",
    "citation_date": "date", "datepublished": "date", "publishdate": "date", "publish-date": "date",
    "publish_date": "date",
    "pubdate": "date", "published": "date", "publication_date": "date", "release_date": "date", "releasedate": "date",
    "parsely-pub-date": "date", "sailthru.date": "date", "article.published": "date", "date.issued": "date",
    "date": "date",
    "article:modified_time": "date-modified", "og:updated_time": "date-modified", "dcterms.modified": "date-modified",
    "dc.date.modified": "date-modified", "last-modified": "date-modified", "lastmod": "date-modified",
    "revised": "date-modified",
    "og:url": "url", "twitter:url": "url", "dc.identifier": "reference", "dcterms.identifier": "reference",
    "dc.language": "language", "dcterms.language": "language", "og:locale": "language", "language": "language",
    "content-language": "language", "og:site_name": "publisher", "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "publisher": "publisher", "application-name": "publisher", "dc.creator": "author", "dcterms.creator": "author",
    "article:author": "author", "author": "author", "og:description": "description", "description": "description",
    "dc.description": "description", "og:type": "kind", "dc.type": "kind", "dcterms.type": "kind",
    "article:section": "kind",
    "news_keywords": "keywords", "keywords": "keywords",
}  # fmt: skip
_META_ORDER = {key: place for place, key in enumerate(_META_KEYS)}


def page_metadata(tree: Any) -> tuple[tuple[Metadatum, ...], str | None]:
    """What the page states, best witness of each key first, and its own address if it names one."""
    stating = _stating_elements(tree)
    found: list[Metadatum] = []
    found += _json_ld(stating["script"])
    found += _canonical(stating["link"])
    found += _metas(stating["meta"])
    found += _microdata(stating["itemprop"])
    found += _times(stating["time"])
    found += _headings(stating["h1"], stating["title"])
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    if language and language.strip():
        found.append(Metadatum("language", language.strip(), "html lang"))
    address = next((m.value for m in found if m.key == "url" and "://" in m.value), None)
    return tuple(dict.fromkeys(found)), address


def _stating_elements(tree: Any) -> dict[str, list[Any]]:
    """The elements that may state something, in document order: by tag, those of microdata under "itemprop"."""
    stating: dict[str, list[Any]] = {name: [] for name in ("script", "link", "meta", "time", "h1", "title", "itemprop")}
    for element in tree.iter(*stating):
        stating[element.tag].append(element)
    stating["itemprop"] = [
        element
        for element in _items_of_microdata()(tree)
        if element.tag in _ITEM_TAGS and element.get("itemprop") in _ITEM_KEYS
    ]
    return stating


@cache
def _items_of_microdata() -> Any:
    from lxml import etree

    return etree.XPath("//@itemprop/..")


_ITEM_TAGS = frozenset({"span", "div", "p", "h1", "h2", "time", "a", "abbr", "strong", "em", "dd", "li", "td"})
_ITEM_KEYS = {"headline": "title", "datePublished": "date", "dateModified": "date-modified"}


def _canonical(links: list[Any]) -> Iterator[Metadatum]:
    for link in links:
        address = (link.get("href") or "").strip()
        if address and "canonical" in (link.get("rel") or ""):
            yield Metadatum("url", address, "link rel=canonical")
            return


def _json_ld(scripts: list[Any]) -> Iterator[Metadatum]:
    articles = _articles(scripts)
    articles.sort(key=lambda node: ("WebPage" in _types(node), "headline" not in node))
    for node in articles[:3]:
        kind = _types(node)
        for key, field in _LD_KEYS.items():
            if (value := _ld_text(node.get(key))) and not (kind.endswith("Event") and field.startswith("date")):
                yield Metadatum(field, value, f"json-ld {key}")
        if "headline" not in node and (name := _ld_text(node.get("name"))):
            yield Metadatum("title", name, "json-ld name")


def article_body(tree: Any) -> str:
    """The text of the article as JSON-LD gives it; "" where it does not."""
    bodies = (node.get("articleBody") for node in _articles(list(tree.iter("script"))))
    return max((unescape(body) for body in bodies if isinstance(body, str)), key=len, default="")


def _articles(scripts: list[Any]) -> list[dict[str, Any]]:
    """The articles, postings and pages that scripts of JSON-LD describe."""
    nodes: list[Any] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                nodes.append(json.loads(script.text.strip().strip(";"), strict=False))
            except (ValueError, RecursionError):
                continue
    return [node for node in _graph_nodes(nodes) if _ARTICLE_TYPES.search(_types(node))]


def _graph_nodes(values: list[Any]) -> Iterator[dict[str, Any]]:
    pending, seen = list(reversed(values)), 0
    while pending and seen < 500:
        value = pending.pop()
        seen += 1
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            pending.extend(
                inner
                for key in ("mainEntity", "@graph", "mainEntityOfPage")
                if isinstance(inner := value.get(key), (list, dict))
            )


def _types(node: dict[str, Any]) -> str:
    kind = node.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _ld_text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("@id") or ""
    return _plain(value) if isinstance(value, str) else ""


def _metas(elements: list[Any]) -> list[Metadatum]:
    found: list[tuple[int, Metadatum]] = []
    for meta in elements:
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(attribute)
            if not name:
                continue
            name = name.strip()
            folded = name.lower()
            if folded.startswith("dc"):
                folded = folded.replace(":", ".", 1)
            if (key := _META_KEYS.get(folded)) and (content := _plain(meta.get("content", ""))):
                found.append(
                    (_META_ORDER[folded], Metadatum(key, content, f"meta {name}" if ":" not in name else name))
                )
                break
    found.sort(key=lambda pair: pair[0])
    return [metadatum for _, metadatum in found]


def _microdata(elements: list[Any]) -> Iterator[Metadatum]:
    for element in elements[:20]:
        if value := _plain(element.get("datetime") or element.get("content") or "".join(element.itertext())):
            yield Metadatum(_ITEM_KEYS[element.get("itemprop")], value[:500], f"itemprop {element.get('itemprop')}")


def _times(elements: list[Any]) -> Iterator[Metadatum]:
    for element in elements[:20]:
        if value := _plain(element.get("datetime") or "".join(element.itertext())):
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".strip()
            key = "date-modified" if _MODIFIED.search(names) else "date"
            yield Metadatum(key, value[:100], f"time {names}".strip())


_MODIFIED = re.compile(r"modif|updat", re.IGNORECASE)


def _headings(headings: list[Any], titles: list[Any]) -> Iterator[Metadatum]:
    for element in (*headings[:3], *titles[:1]):
        if value := _plain("".join(element.itertext())):
            yield Metadatum("title", value, element.tag)


def _plain(value: str) -> str:
    """One line; entities that were escaped twice undone."""
    if "&" in value:
        value = unescape(value)
    return " ".join(value.split())
