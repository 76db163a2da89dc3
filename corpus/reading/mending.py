"""Markup that the fast parser loses text of, read again by beautifulsoup4 over Python's own parser.

That one knows no greatest depth and lets nothing but scripts and styles swallow the page. It costs ten microseconds a
tag, so it is asked only where a page shows too little text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.reading.markup import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements whose end tag, once forgotten, makes the rest of the page part of a menu, a field or a title.
_SWALLOWING = (
    "title", "nav", "select", "option", "textarea", "button", "noscript", "noframes", "iframe", "object", "svg", "menu",
    "dialog", "map", "video", "audio", "canvas",
)  # fmt: skip
_SWALLOWED = 400  # characters of text that none of these has when it is closed

_LOOKED_AT = 40  # of them, the outermost first; the text of each is gone through


def mended(html: str) -> _Element | None:
    """The tree of a page without the elements that swallowed much of its text; what they hold stays."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(_SWALLOWING, limit=_LOOKED_AT):
        if len(element.get_text()) > _SWALLOWED:
            element.unwrap()
    return parsed(str(soup))


def text_of_broken(html: str) -> str:
    """The text of markup that no tree takes in, run by run on lines of its own."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    return "\n".join(soup.stripped_strings)
