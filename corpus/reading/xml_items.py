"""XML: RSS, Atom, RDF feeds, news sitemaps, and lists of items in anybody's vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from corpus.document import Metadatum, Rejected
from corpus.reading.keyed import folded, is_release, item_of
from corpus.reading.limits import LIMITS
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import encoding_problems

_START = re.compile(
    r"\s*(?:<\?xml\b|<(?:\w+:)?(?:rss|feed|rdf|urlset|entry|channel|items?|news|releases?|documents?|articles?)\b)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<!doctype html|<html\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_ITEMS = frozenset({"item", "entry"})
_SEARCHED = 200_000  # elements looked at for what repeats


def looks_like(payload: Payload, start: str) -> bool:
    return (bool(_START.match(start)) and not _PAGE.search(start[:2000])) or (
        payload.suffix in (".xml", ".rss", ".atom")
        and start.lstrip().startswith("<")
        and not _PAGE.search(start[:2000])
    )


def read(payload: Payload) -> Iterator[Found]:
    """An item for each entry of a feed or release of a list. No entity but a character's is expanded, none fetched."""
    declared = _DECLARED.search(payload.head)
    decoded = payload.text(declared[1].decode("ascii") if declared else None, LIMITS.markup_bytes)
    root = _root(decoded.text, payload.path)
    items = _items(root, payload)
    publisher = _channel_title(root)
    format = _format(root)
    problems = encoding_problems(decoded.repaired)
    for element in items:
        item = item_of(_record(element), payload.source, format=format, encoding=decoded.encoding, word="element")
        more = (Metadatum("publisher", publisher, f"{format} title"),) if publisher else ()
        yield Item(item.format, item.encoding, item.blocks, (*item.metadata, *more), item.identity, problems)


def _root(text: str, path: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, recover=True, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1).lstrip()
    try:
        root = etree.fromstring(_ENTITY.sub(_character, text).encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError as error:
        raise Rejected(path, f"is not XML that can be read: {error.msg}") from error
    if root is None:
        raise Rejected(path, "is not XML that can be read")
    return root


def _character(match: re.Match[str]) -> str:
    """A character that HTML has a name for and XML has not."""
    from html.entities import html5

    name = match[1]
    return match[0] if name in ("amp", "lt", "gt", "quot", "apos") else html5.get(f"{name};", match[0])


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _items(root: Any, payload: Payload) -> list[Any]:
    """Entries of a feed, else the element that repeats and reads as a release, else the root itself."""
    found = [
        element
        for element in root.iter("{*}item", "{*}entry")
        if is_release(_record(element), payload.source) or _local(root) in ("rss", "feed", "RDF")
    ]
    if found:
        return found
    if _local(root) == "urlset":
        raise Rejected(payload.path, "is a sitemap: addresses without texts; give it the pages themselves")
    tags = Counter[str]()
    for place, element in enumerate(root.iter()):
        if place > _SEARCHED:
            break
        if isinstance(element.tag, str) and len(element):
            tags[element.tag] += 1
    for tag, _ in tags.most_common(12):
        elements = list(root.iter(tag))
        if elements[0] is not root and is_release(_record(elements[0]), payload.source):
            return elements
    if is_release(_record(root), payload.source):
        return [root]
    raise Rejected(
        payload.path,
        f"is XML (<{_local(root)}>) without items that have a title or text; name these in source.toml, [fields]",
    )


def _record(element: Any) -> dict[str, Any]:
    """Child elements by name: their text or markup, or a record where they hold more elements; attributes by name."""
    record: dict[str, Any] = {str(name).rpartition("}")[2]: value for name, value in element.attrib.items()}
    for child in element:
        name = _local(child)
        if not name:
            continue
        if folded(name) == "encoded":
            name = "content_encoded"
        value = _value(child, name)
        if name == "link" and isinstance(value, dict):
            if value.get("rel", "alternate") != "alternate":
                continue
            value = value.get("href", "")
        if name in record and value:
            before = record[name]
            record[name] = [*before, value] if isinstance(before, list) else [before, value]
        elif value or name not in record:
            record[name] = value
    return record


def _value(element: Any, name: str) -> Any:
    inner = [child for child in element if isinstance(child.tag, str)]
    kind = element.get("type", "")
    if kind == "xhtml" or any(_local(child) in _MARKUP_TAGS for child in inner):
        return _markup(element)
    text = "".join(piece for piece in element.itertext(with_tail=False)).strip() if not inner else ""
    if inner:
        return {_local(child): "".join(child.itertext()).strip() for child in inner}
    if not text and element.attrib and name == "link":
        return dict(element.attrib)
    return text


_MARKUP_TAGS = frozenset(
    [
        "p",
        "div",
        "br",
        "span",
        "a",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "strong",
        "em",
        "b",
        "i",
        "section",
        "article",
        "body",
        "para",
    ]
)


def _markup(element: Any) -> str:
    from lxml import etree

    text = etree.tostring(element, encoding="unicode", with_tail=False)
    text = re.sub(r"<(/?)(?:\w+:)", r"<\1", text)
    return re.sub(r"<(/?)para\b", r"<\1p", text)


def _channel_title(root: Any) -> str | None:
    for path in ("{*}channel/{*}title", "{*}title"):
        title = root.find(path)
        if title is not None and _local(root) in ("rss", "feed", "RDF"):
            return " ".join("".join(title.itertext()).split()) or None
    return None


def _format(root: Any) -> str:
    return {"rss": "rss", "RDF": "rss", "feed": "atom"}.get(_local(root), "xml")
