"""A tree of HTML -> pieces of text as a reader sees them set apart, each knowing which element holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.document import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element, iterwalk

# What becomes of an element, by its tag; of all others: a block.
_TAGS = {
    "skipped": "script style noscript template svg iframe object embed canvas video audio map math head title nav input"
    " select option optgroup datalist textarea button progress meter dialog rt rp del menu frameset param source track"
    " link meta",
    "inline": "abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr output ruby s samp small"
    " span strike strong sub sup time tt u var wbr rb rbc rtc img picture",
    "link": "a",
    "quotation": "q",
    "break": "br",
    "whole": "tr pre",
}
_ROLES = {tag: role for role, tags in _TAGS.items() for tag in tags.split()}
_KINDS: dict[str, tuple[BlockKind, int]] = {  # and the level
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    "li": ("list-item", 0), "blockquote": ("quote", 0), "figcaption": ("caption", 0), "caption": ("caption", 0),
}  # fmt: skip
_BREAK = "\0"  # stands for <br> in the text gathered; no parser lets a real one through
_TWO_BREAKS = re.compile(r"\0\s*\0[\s\0]*")
_INVISIBLE = "\xad\u200b\u2060\ufeff"
_HIDING = frozenset({"style", "hidden", "aria-hidden"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPTIONAL_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text without a break in it."""

    kind: BlockKind
    text: str
    level: int
    link_chars: int  # of the text, inside links
    holder: int  # index into Pieces.holders


@dataclass(slots=True)
class Pieces:
    """The text of a page, cut; and its holders, the block-level elements that pieces lie in, outer before inner."""

    items: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)  # of each holder: index of the one around it, -1 for the outermost
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # class and id, lower case, a blank between them


def parsed(html: str | bytes) -> _Element | None:
    """The tree of a page or a fragment; None where there is nothing in it. Depth is bounded by the parser.

    ``html`` is text, or text encoded in UTF-8.

    The ends of body and html are taken away: both may be left out in HTML, and the parser would stop at the first of
    them, though some pages go on behind it.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    try:
        return etree.fromstring(_OPTIONAL_END.sub(b"", data), parser=parser)
    except etree.XMLSyntaxError:
        return None


def cut_short(tree: _Element) -> bool:
    """Whether the parser gave up at its greatest depth, so that what lay deeper is not in the tree."""
    *_, last = tree.iter()
    return sum(1 for _ in last.iterancestors()) > _GREATEST_DEPTH


_GREATEST_DEPTH = 250


def fragment_blocks(html: str) -> tuple[Block, ...]:
    """The blocks of HTML that is all text of a release, as found in JSON, CSV, feeds and mails."""
    tree = parsed(html)
    if tree is None:
        return ()
    return blocks_of_pieces(pieces_of(tree).items)


def blocks_of_pieces(pieces: list[Piece]) -> tuple[Block, ...]:
    return tuple(Block(piece.kind, piece.text, piece.level) for piece in pieces)


def looks_like_markup(text: str) -> bool:
    """Whether a string out of a data file is HTML rather than text."""
    return _MARKUP.search(text) is not None


_MARKUP = re.compile(
    r"</?(?:p|div|br|span|a|ul|ol|li|h[1-6]|table|tr|td|strong|em|b|i|u|font|img|section|article|blockquote|body|html|figure|sup)"
    r"(?:\s[^<>]*)?/?>", re.IGNORECASE,
)  # fmt: skip


class _Cutter:
    """Gathers text, and cuts it into pieces."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self.buffer: list[str] = []
        self.link_chars = 0  # of what is in the buffer
        self.kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]  # of the elements around, and their levels

    def flush(self, holder: int) -> None:
        """What was gathered becomes a piece of the holder."""
        raw = self.buffer[0] if len(self.buffer) == 1 else "".join(self.buffer)
        self.buffer.clear()
        if not raw or raw.isspace():
            return
        link_chars, self.link_chars = self.link_chars, 0
        kind, level = self.kinds[-1]
        for part in _TWO_BREAKS.split(raw) if _BREAK in raw else (raw,):
            if text := _collapsed(part):
                chars = len(text)
                in_links = link_chars if link_chars < chars else chars
                self.pieces.items.append(Piece(kind, text, level, in_links, holder))
                link_chars -= in_links
                if kind == "list-item":  # only the first piece of an item carries its bullet
                    kind = "paragraph"
                    self.kinds[-1] = (kind, 0)

    def whole(self, element: _Element, holder: int) -> bool:
        """Takes a row of data or a preformatted text in one; False for a row of a table that serves the layout."""
        if element.tag == "pre":
            self.flush(holder)
            self.pieces.items += _preformatted(element, holder)
            return True
        row = _data_row(element)
        if row is None:
            return False
        self.flush(holder)
        if row:
            self.pieces.items.append(Piece("table-row", row, 0, _row_link_chars(element), holder))
        return True


def _collapsed(text: str) -> str:
    """Blanks and line ends of the markup as single blanks, line breaks as line ends."""
    if _BREAK in text:
        return "\n".join(line for part in text.split(_BREAK) if (line := _collapsed(part)))
    text = text.strip()
    if text.isprintable() and "  " not in text:  # of blanks, only that of ASCII is printable
        return text
    text = " ".join(text.split())
    if not text.isascii():
        for invisible in _INVISIBLE:
            if invisible in text:
                text = text.replace(invisible, "")
    return text


def pieces_of(root: _Element, *, hidden: bool = False) -> Pieces:
    """All text of the tree but what is never read: scripts, menus, form fields and, unless ``hidden``, hidden parts."""
    from lxml import etree

    cutter = _Cutter()
    buffer, kinds = cutter.buffer, cutter.kinds
    parents, tags, names = cutter.pieces.parents, cutter.pieces.tags, cutter.pieces.names
    holder = -1
    open_roles: list[str] = []
    links = 0  # open ones
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "start":
            tag = element.tag
            role = _ROLES.get(tag, "block")
            attributes = element.keys()
            if role == "skipped" or (not hidden and not _HIDING.isdisjoint(attributes) and _hides(element)):
                text = _stepped_over(steps, element)
            elif role == "break":
                buffer.append(_BREAK)
                text = _stepped_over(steps, element)
            elif role == "whole" and cutter.whole(element, holder):
                text = _stepped_over(steps, element)
            else:
                open_roles.append(role)
                text = element.text
                if role == "block" or role == "whole":
                    if buffer:
                        cutter.flush(holder)
                    parents.append(holder)
                    holder = len(tags)
                    tags.append(tag)
                    names.append(_names(element) if attributes else " ")
                    if tag in _KINDS:
                        kinds.append(_KINDS[tag])
                elif role == "link":
                    links += 1
                elif role == "quotation":
                    text = f"“{text or ''}"
        else:
            role = open_roles.pop()
            text = element.tail
            if role == "block" or role == "whole":
                if buffer:
                    cutter.flush(holder)
                if tags[holder] in _KINDS:
                    kinds.pop()
                holder = parents[holder]
            elif role == "link":
                links -= 1
            elif role == "quotation":
                text = f"”{text or ''}"
        if text and (buffer or not text.isspace()):
            buffer.append(text)
            if links:
                cutter.link_chars += len(text.strip())
    cutter.flush(holder)
    return cutter.pieces


def _stepped_over(steps: iterwalk, element: _Element) -> str | None:
    """The text behind an element that is not walked into."""
    steps.skip_subtree()
    next(steps)
    tail: str | None = element.tail
    return tail


_NAME_CHARS = 500  # of class and id, which are remembered from page to page; the rest of longer ones says nothing


def _names(element: _Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".lower()[:_NAME_CHARS]


def _hides(element: _Element) -> bool:
    """Whether any of an element's attributes hides it."""
    return (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


_CELL_CHARS = 300
_IN_LAYOUT = frozenset(["table", "div", "ul", "ol", "p", "h1", "h2", "h3", "h4", "section", "article", "form"])


def _data_row(row: Any) -> str | None:
    """The cells of a row joined by bars; None where the table serves the layout, so that its cells are like boxes."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return None
    texts = []
    for cell in cells:
        if sum(1 for child in cell if child.tag in _IN_LAYOUT) > 1 or any(
            child.tag in ("table", "script") for child in cell.iter()
        ):
            return None
        text = _collapsed(" ".join(cell.itertext()) if len(cell) > 1 else "".join(cell.itertext()))
        if len(text) > _CELL_CHARS:
            return None
        if text:
            texts.append(text.replace("\n", " "))
    return " | ".join(texts)


def _row_link_chars(row: Any) -> int:
    return sum(len("".join(link.itertext()).strip()) for link in row.iter("a"))


def _preformatted(element: Any, holder: int) -> Iterator[Piece]:
    from corpus.reading.text import blocks_of

    for block in blocks_of("".join(element.itertext())):
        yield Piece(block.kind, block.text, block.level, 0, holder)
