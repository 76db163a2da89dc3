"""Ids that stay: a readable slug and a short hash of the source's own identity, whatever is edited in the text."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

from anyascii import anyascii

from corpus.document import Document

_WORDS = 8


def id_of(document: Document) -> str:
    """``2023-02-23-memorandum-9f2c41d7``: words of the item's address or of its file's name, and a hash.

    The hash is of the item's URL, guid or reference where it has one, else of its path and place in the file.
    """
    source = document.source
    identity = document.identity or f"{source.path}\0{source.item}"
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem = source.path.rsplit("/", 1)[-1].split(".", 1)[0]
    name = f"{stem} {source.item}" if source.item and not document.identity else stem
    if document.identity and "/" in document.identity:
        last = unquote(urlsplit(document.identity).path.rstrip("/").rsplit("/", 1)[-1])
        name = re.sub(r"\.\w{2,5}\Z", "", last) if re.search(r"[^\W\d_]{3}", last) else name
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    return "-".join([*(word[:24] for word in words[:_WORDS]), digest])
