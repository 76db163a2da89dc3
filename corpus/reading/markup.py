"""A tree of HTML -> pieces of text as a reader sees them set apart, each knowing which element holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.document import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

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
_KINDS: dict[str, BlockKind] = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "list-item", "blockquote": "quote", "figcaption": "caption", "caption": "caption",
}  # fmt: skip
_BREAK = "\0"  # stands for <br> in the text gathered; no parser lets a real one through
_TWO_BREAKS = re.compile(r"\0\s*\0[\s\0]*")
_INVISIBLE = "\xad\u200b\u2060\ufeff"
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPTIONAL_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"(?:\s|</(?:html|body)\s*>)*+", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """A run of text without a break in it."""

    kind: BlockKind
    text: str
    level: int
    link_chars: int  # of the text, inside links
    holder: int  # index into Pieces.holders


@dataclass(slots=True)
class Holder:
    """A block-level element that pieces lie in."""

    parent: int  # index of the holder around it, -1 for the outermost
    tag: str
    names: str  # its class and id, lower case


@dataclass(slots=True)
class Pieces:
    items: list[Piece] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)


def parsed(html: str) -> _Element | None:
    """The tree of a page or a fragment; None where there is nothing in it. Depth is bounded by the parser."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    if _goes_on(html):
        html = _OPTIONAL_END.sub("", html)
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError:
        return None


def _goes_on(html: str) -> bool:
    """Whether anything stands behind the first end of the page, where the parser would stop."""
    match = _OPTIONAL_END.search(html)
    return match is not None and _NOTHING_MORE.fullmatch(html, match.end()) is None


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


class _Collector:
    """Gathers text, and cuts it into pieces wherever a block-level element begins or ends."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self.buffer: list[str] = []
        self.link_chars = 0
        self.in_link = 0
        self.kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]
        self.holder = -1

    def flush(self) -> None:
        raw = "".join(self.buffer)
        self.buffer.clear()
        if not raw or raw.isspace():
            return
        link_chars, self.link_chars = self.link_chars, 0
        kind, level = self.kinds[-1]
        for part in _TWO_BREAKS.split(raw) if _BREAK in raw else (raw,):
            text = _collapsed(part)
            if text:
                self.pieces.items.append(Piece(kind, text, level, min(link_chars, len(text)), self.holder))
                link_chars = max(0, link_chars - len(text))
                if kind == "list-item":  # only the first piece of an item carries its bullet
                    kind = "paragraph"
        if kind != self.kinds[-1][0]:
            self.kinds[-1] = (kind, 0)

    def say(self, text: str) -> None:
        if not self.buffer and text.isspace():
            return
        self.buffer.append(text)
        if self.in_link:
            self.link_chars += len(text.strip())

    def enter(self, element: _Element) -> None:
        """A block-level element begins."""
        if self.buffer:
            self.flush()
        tag = element.tag
        names = f"{element.get('class', '')} {element.get('id', '')}".lower()
        self.pieces.holders.append(Holder(self.holder, tag, names))
        self.holder = len(self.pieces.holders) - 1
        if kind := _KINDS.get(tag):
            self.kinds.append((kind, int(tag[1]) if kind == "heading" else 0))

    def leave(self) -> None:
        """The block-level element that was entered last ends."""
        if self.buffer:
            self.flush()
        left = self.pieces.holders[self.holder]
        self.holder = left.parent
        if left.tag in _KINDS:
            self.kinds.pop()

    def whole(self, element: _Element) -> bool:
        """Takes a row of data or a preformatted text in one; False for a row of a table that serves the layout."""
        if element.tag == "pre":
            self.flush()
            _preformatted(self, element)
            return True
        row = _data_row(element)
        if row is None:
            return False
        self.flush()
        if row:
            self.pieces.items.append(Piece("table-row", row, 0, _row_link_chars(element), self.holder))
        return True


def _collapsed(text: str) -> str:
    """Blanks and line ends of the markup as single blanks, line breaks as line ends."""
    if _BREAK in text:
        return "\n".join(line for part in text.split(_BREAK) if (line := _collapsed(part)))
    text = " ".join(text.split())
    if not text.isascii():
        for invisible in _INVISIBLE:
            if invisible in text:
                text = text.replace(invisible, "")
    return text


def pieces_of(root: _Element, *, hidden: bool = False) -> Pieces:
    """All text of the tree but what is never read: scripts, menus, form fields and, unless ``hidden``, hidden parts."""
    from lxml import etree

    collector = _Collector()
    say, buffer = collector.say, collector.buffer
    open_roles: list[str] = []
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "start":
            role = _ROLES.get(element.tag, "block")
            if role == "skipped" or (not hidden and _is_hidden(element)):
                steps.skip_subtree()
                next(steps)
            elif role == "break":
                buffer.append(_BREAK)
                next(steps)
            elif role == "whole" and collector.whole(element):
                steps.skip_subtree()
                next(steps)
            else:
                open_roles.append(role)
                if role == "link":
                    collector.in_link += 1
                elif role == "quotation":
                    say("“")
                elif role != "inline":
                    collector.enter(element)
                if text := element.text:
                    say(text)
                continue
        else:
            role = open_roles.pop()
            if role == "link":
                collector.in_link -= 1
            elif role == "quotation":
                say("”")
            elif role != "inline":
                collector.leave()
        if text := element.tail:
            say(text)
    collector.flush()
    return collector.pieces


def _is_hidden(element: _Element) -> bool:
    if element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


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


def _preformatted(collector: _Collector, element: Any) -> None:
    from corpus.reading.text import blocks_of

    for block in blocks_of("".join(element.itertext())):
        collector.pieces.items.append(Piece(block.kind, block.text, block.level, 0, collector.holder))
