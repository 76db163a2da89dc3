"""Web pages: the release without the site around it, and what the page states about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Rejected
from corpus.reading.labels import stated_beside
from corpus.reading.limits import LIMITS
from corpus.reading.main_text import main_pieces
from corpus.reading.markup import blocks_of_pieces, cut_short, parsed, pieces_of, text_of_broken
from corpus.reading.page_metadata import page_metadata
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import blocks_of, encoding_problems
from corpus.release import Problem

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|div|p|h[1-6]|table"
    r"|article|section|main|span|center|font|form|link|script|style|ul|ol|blockquote|header|br|a|b|strong|img|base|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<(?:html|head|body|div|p|table|h[1-6]|br|span|meta)\b[^<>]*>", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp", ".cfm"})


def looks_like(payload: Payload, start: str) -> bool:
    return bool(_START.match(start)) or (payload.suffix in _SUFFIXES and bool(_ANY_TAG.search(start)))


def read(payload: Payload) -> Iterator[Found]:
    """One item: the page's main text, its metadata best witness first, its own address as identity."""
    declared = _CHARSET.search(payload.head)
    label = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    decoded = payload.text(payload.charset or label, LIMITS.markup_bytes)
    tree = parsed(decoded.text)
    if tree is None:
        raise Rejected(payload.path, "is a web page with nothing in it")
    metadata, identity = page_metadata(tree)
    pieces = pieces_of(tree)
    kept, problems = main_pieces(pieces)
    blocks = blocks_of_pieces(kept)
    if not pieces.items and cut_short(tree):
        if decoded.text.count("<") > LIMITS.broken_tags:
            raise Rejected(payload.path, "is a web page nested too deeply to be read")
        blocks = blocks_of(text_of_broken(decoded.text))
        problems = (Problem("text", "main-text-weak", "the page is nested too deeply to tell its text from its menus"),)
    metadata = (*metadata, *stated_beside(pieces.items, kept))
    problems = (*encoding_problems(decoded.repaired), *problems)
    yield Item("html", decoded.encoding, blocks, metadata, identity, problems)
