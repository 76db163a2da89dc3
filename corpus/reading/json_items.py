"""JSON: one release, an array of them, an array inside an object (APIs, JSON Feed), or a release a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from corpus.document import Rejected
from corpus.reading.keyed import empty_text, is_release, item_of
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.payload import Found, Payload
from corpus.source import Source

_FEED_KEYS = frozenset(
    ["items", "entries", "results", "articles", "releases", "news", "posts", "data", "documents", "records"]
)
_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})


def looks_like(payload: Payload, start: str) -> bool:
    text = start.lstrip()
    if payload.suffix in _LINES or payload.suffix in (".json", ".geojson", ".jsonld"):
        return text[:1] in ("{", "[")
    return re.match(r'\{\s*"|\[\s*\{', text) is not None


def read(payload: Payload) -> Iterator[Found]:
    """An item for each release, in the order of the file; a broken line of JSON lines is a reject of its own."""
    if payload.suffix in _LINES or _lines_of_objects(payload.head):
        yield from _read_lines(payload)
        return
    decoded = payload.text()
    try:
        value = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise Rejected(
                payload.path, f"is not valid JSON: {error.msg} in line {error.lineno}, column {error.colno}"
            ) from error
        values: Iterator[Any] = _concatenated(decoded.text, payload.path)
    except ValueError as error:
        raise Rejected(payload.path, "has a number too long to be read") from error
    else:
        values = iter(_records(value, payload))
    for record in values:
        yield _item(record, payload, "json", decoded.encoding)


def _item(record: Any, payload: Payload, format: str, encoding: str) -> Found:
    if not isinstance(record, Mapping):
        return Rejected(payload.path, f"has {_named(record)} where a release, an object with keys, should be")
    if not is_release(record, payload.source):
        empty = empty_text(record)
        if empty is not None:
            return Rejected(payload.path, f"has an object whose {empty[:40]} is empty, so that there is no text")
        keys = ", ".join(str(key)[:40] for key in list(record)[:8]) or "none"
        return Rejected(
            payload.path,
            f"has an object without a key for title or text (its keys: {keys}); name them in source.toml, [fields]",
        )
    return item_of(record, payload.source, format=format, encoding=encoding)


def _records(value: Any, payload: Payload) -> list[Any]:
    """The releases of a JSON value: itself, its members, or the first list of releases found in it, breadth first."""
    source = payload.source
    if isinstance(value, list):
        if value and not any(isinstance(member, Mapping) for member in value):
            raise Rejected(
                payload.path,
                f"is an array of {_named(value[0], plural=True)}, not of releases; each must be an object with keys",
            )
        if len(value) == 1 or not value or any(is_release(member, source) for member in value[:50]):
            return value
    elif not isinstance(value, Mapping):
        raise Rejected(payload.path, f"holds {_named(value)}, not a release; it must be an object with keys")
    level: list[Any] = [value]
    for _ in range(4):
        for candidate in level:
            if isinstance(candidate, Mapping) and is_release(candidate, source) and not _feed_items(candidate, source):
                return [candidate]
            if isinstance(candidate, list) and any(is_release(_unwrapped(member), source) for member in candidate[:50]):
                return [_unwrapped(member) for member in candidate]
        level = [
            inner
            for outer in level[:50]
            for inner in (outer.values() if isinstance(outer, Mapping) else outer)
            if isinstance(inner, (Mapping, list))
        ]
        named = [inner for inner in level if isinstance(inner, list)] + [
            inner for inner in level if isinstance(inner, Mapping)
        ]
        level = named[:2000]
    return [value] if isinstance(value, Mapping) else value


def _feed_items(value: Mapping[str, Any], source: Source) -> bool:
    """Whether an object that has a title of its own is the feed around the releases."""
    return any(
        isinstance(inner, list) and inner and key in _FEED_KEYS and is_release(_unwrapped(inner[0]), source)
        for key, inner in value.items()
    )


def _unwrapped(member: Any) -> Any:
    """The record in a member that only wraps it: {"node": {…}}, {"_source": {…}}."""
    if isinstance(member, Mapping):
        for key in ("node", "_source", "item", "article", "release"):
            if isinstance(inner := member.get(key), Mapping):
                return inner
    return member


def _named(value: Any, *, plural: bool = False) -> str:
    name = {str: "string", int: "number", float: "number", bool: "true or false", list: "list", type(None): "null"}.get(
        type(value), "object"
    )
    return f"{name}s" if plural else f"a {name}"


def _lines_of_objects(head: bytes) -> bool:
    """Two lines or more that are objects by themselves."""
    lines = [line for line in head.split(b"\n", 3)[:3] if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for line in lines[:2]):
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(payload: Payload) -> Iterator[Found]:
    stream, encoding = payload.lines()
    for number in count(1):
        line = stream.readline(LIMITS.record_bytes + 1)
        if not line:
            return
        if len(line) > LIMITS.record_bytes:
            raise Rejected(
                payload.path,
                f"line {number} is longer than {LIMITS.record_bytes // MIB} MiB; what follows was left out",
            )
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            yield Rejected(payload.path, f"line {number} is not valid JSON: {error.msg} at column {error.colno}")
            continue
        except (ValueError, RecursionError):
            yield Rejected(payload.path, f"line {number} is nested too deeply or has a number too long to be read")
            continue
        yield _item(record, payload, "jsonl", encoding)


def _concatenated(text: str, path: str) -> Iterator[Any]:
    """JSON values one behind the other, however they are laid out."""
    decoder = json.JSONDecoder()
    place = 0
    while True:
        while place < len(text) and text[place] in " \t\r\n,\x1e":
            place += 1
        if place >= len(text):
            return
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise Rejected(
                path, f"is not valid JSON: {error.msg} in line {error.lineno}, column {error.colno}"
            ) from error
        yield value
