"""Web pages: the release without the site around it, and what the page states about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.document import Block, Rejected
from corpus.reading.encoding import named_in_markup
from corpus.reading.labels import stated_beside
from corpus.reading.limits import LIMITS
from corpus.reading.main_text import main_pieces
from corpus.reading.markup import Pieces, blocks_of_pieces, cut_short, parsed, pieces_of
from corpus.reading.mending import mended, text_of_broken
from corpus.reading.page_metadata import article_body, page_metadata
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import blocks_of, encoding_problems
from corpus.release import Problem

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|div|p|h[1-6]|table"
    r"|article|section|main|span|center|font|form|link|script|style|ul|ol|blockquote|header|br|a|b|strong|img|base|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<(?:html|head|body|div|p|table|h[1-6]|br|span|meta)\b[^<>]*>", re.IGNORECASE)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp", ".cfm"})


def looks_like(payload: Payload, start: str) -> bool:
    return bool(_START.match(start)) or (payload.suffix in _SUFFIXES and bool(_ANY_TAG.search(start)))


def read(payload: Payload) -> Iterator[Found]:
    """One item: the page's main text, its metadata best witness first, its own address as identity."""
    decoded = payload.text(payload.charset or named_in_markup(payload.head), LIMITS.markup_bytes)
    tree = parsed(decoded.utf8 or decoded.text)
    if tree is None:
        raise Rejected(payload.path, "is a web page with nothing in it")
    metadata, identity = page_metadata(tree)
    pieces = pieces_of(tree)
    kept = main_pieces(pieces, [metadatum.value for metadatum in metadata if metadatum.key == "title"])
    blocks, problems = blocks_of_pieces(kept), encoding_problems(decoded.repaired)
    if _chars(blocks) < _WEAK:
        blocks, problem = _second_look(decoded.text, tree, pieces, blocks, payload.path)
        problems = (*problems, problem)
    metadata = (*metadata, *stated_beside(pieces.items, kept))
    yield Item("html", decoded.encoding, blocks, metadata, identity, problems)


def _second_look(
    html: str, tree: Any, pieces: Pieces, found: tuple[Block, ...], path: str
) -> tuple[tuple[Block, ...], Problem]:
    """The text of a page that shows little of it, and what is to be said of it.

    It may be in parts that a script would have shown, in the page's own description, or lost to broken markup.
    """
    shown = sum(len(piece.text) for piece in pieces.items)
    if shown < _WEAK and cut_short(tree):
        if html.count("<") > LIMITS.broken_tags:
            raise Rejected(path, "is a web page nested too deeply to be read")
        message = "the page is nested too deeply to tell its text from its menus"
        return blocks_of(text_of_broken(html)), Problem("text", "main-text-weak", message)
    for blocks in _looks(html, tree, shown):
        if _chars(blocks) >= max(_WEAK, 2 * _chars(found)):
            message = "the page shows little text; this was hidden, described in its head or lost to broken markup"
            return blocks, Problem("text", "main-text-weak", message)
    return found, Problem("text", "main-text-weak", "little of the page reads as the text of a release")


def _looks(html: str, tree: Any, shown: int) -> Iterator[tuple[Block, ...]]:
    yield blocks_of_pieces(main_pieces(pieces_of(tree, hidden=True)))
    yield blocks_of(article_body(tree))
    if shown < 2 * _WEAK < len(html) and html.count("<") <= LIMITS.mended_tags:
        whole = mended(html)
        if whole is not None:
            yield blocks_of_pieces(main_pieces(pieces_of(whole)))


_WEAK = 200  # characters of main text below which the finding is in doubt


def _chars(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks)
