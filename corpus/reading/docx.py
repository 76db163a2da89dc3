"""Word documents (.docx): headings, paragraphs, lists and tables out of the parts of WordprocessingML."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from corpus.document import Block, BlockKind, Metadatum, Rejected
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.payload import Found, Item, Payload

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(
    r"(?:heading|titre|überschrift|berschrift|titolo|título|ttulo|rubrik|kop|nagwek|заголовок)\s*(\d)", re.IGNORECASE
)
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_CORE = {
    "title": "title",
    "created": "date-created",
    "modified": "date-modified",
    "creator": "author",
    "language": "language",
    "subject": "description",
    "identifier": "reference",
}


def looks_like(payload: Payload, start: str) -> bool:
    if not payload.head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(payload.stream) as parts:
            return "word/document.xml" in parts.NameToInfo
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read(payload: Payload) -> Iterator[Found]:
    """One item: the document's body and behind it its notes; its properties as metadata. Deleted text is left out."""
    try:
        with zipfile.ZipFile(payload.stream) as parts:
            body = _tree(_part(parts, "word/document.xml", payload.path), payload.path)
            styles = _part(parts, "word/styles.xml", payload.path) if "word/styles.xml" in parts.NameToInfo else None
            core = _part(parts, "docProps/core.xml", payload.path) if "docProps/core.xml" in parts.NameToInfo else None
            notes = [
                _tree(_part(parts, name, payload.path), payload.path) for name in _NOTES if name in parts.NameToInfo
            ]
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Rejected(payload.path, f"is a damaged Word document: {error}; save it again") from error
    namespace = _STRICT_W if body.tag.startswith(_STRICT_W) else _W
    blocks = _Blocks(namespace, _style_names(styles, payload.path, namespace))
    found = [*blocks.of(body), *(block for tree in notes for block in blocks.of_notes(tree))]
    yield Item("docx", "utf-8", tuple(found), tuple(_properties(core, payload.path)))


def _part(parts: zipfile.ZipFile, name: str, path: str) -> bytes:
    with parts.open(name) as stream:
        data = stream.read(LIMITS.held_bytes + 1)
    if len(data) > LIMITS.held_bytes:
        raise Rejected(path, f"unpacks to more than {LIMITS.held_bytes // MIB} MiB, which a release does not")
    return data


def _tree(data: bytes, path: str) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
        )
    except etree.XMLSyntaxError as error:
        raise Rejected(path, f"is a damaged Word document: {error.msg}; save it again") from error


def _style_names(data: bytes | None, path: str, namespace: str) -> dict[str, str]:
    if data is None:
        return {}
    return {
        style.get(f"{namespace}styleId", ""): name.get(f"{namespace}val", "")
        for style in _tree(data, path).iter(f"{namespace}style")
        if (name := style.find(f"{namespace}name")) is not None
    }


def _properties(data: bytes | None, path: str) -> Iterator[Metadatum]:
    if data is None:
        return
    for element in _tree(data, path):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        value = " ".join((element.text or "").split())
        if value and name in _CORE:
            yield Metadatum(_CORE[name], value, f"docx {name}")


class _Blocks:
    def __init__(self, namespace: str, style_names: dict[str, str]) -> None:
        self.w = namespace
        self.style_names = style_names

    def of(self, body: Any) -> Iterator[Block]:
        """Blocks in document order: paragraphs outside tables, rows of tables; text boxes once."""
        w = self.w
        inside_row: Any = None
        for element in body.iter(f"{w}p", f"{w}tr"):
            if inside_row is not None and inside_row in element.iterancestors(f"{w}tr"):
                continue
            if element.tag == f"{w}tr":
                inside_row = element
                yield from self._row(element)
            elif next(element.iterancestors(f"{w}txbxContent"), None) is None:
                yield from self._paragraph(element)

    def of_notes(self, notes: Any) -> Iterator[Block]:
        """Blocks of footnotes or endnotes, without the rules that set them apart from the text."""
        for note in notes:
            if note.get(f"{self.w}type") in (None, "normal"):
                yield from self.of(note)

    def _row(self, row: Any) -> Iterator[Block]:
        cells = [
            [text for p in cell.iter(f"{self.w}p") if (text := self._text(p))]
            for cell in row.iterchildren(f"{self.w}tc")
        ]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 or any(len(cell) > 3 for cell in filled):  # a frame rather than a table
            for cell in row.iterchildren(f"{self.w}tc"):
                for paragraph in cell.iter(f"{self.w}p"):
                    yield from self._paragraph(paragraph)
        elif filled:
            yield Block("table-row", " | ".join(" ".join(cell) for cell in filled))

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text = self._text(paragraph)
        if not text:
            return
        kind: BlockKind = "paragraph"
        level = 0
        properties = paragraph.find(f"{self.w}pPr")
        if properties is not None:
            style = properties.find(f"{self.w}pStyle")
            identifier = style.get(f"{self.w}val", "") if style is not None else ""
            name = self.style_names.get(identifier, identifier)
            outline = properties.find(f"{self.w}outlineLvl")
            if match := _HEADING.match(name) or _HEADING.match(identifier):
                kind, level = "heading", max(1, min(6, int(match[1])))
            elif name.lower() == "title":
                kind, level = "heading", 1
            elif outline is not None and outline.get(f"{self.w}val", "9") in "012345":
                kind, level = "heading", int(outline.get(f"{self.w}val")) + 1
            elif "quote" in name.lower():
                kind = "quote"
            elif "caption" in name.lower():
                kind = "caption"
            elif properties.find(f"{self.w}numPr") is not None or name.lower().startswith("list"):
                kind = "list-item"
        yield Block(kind, text, level)

    def _text(self, paragraph: Any) -> str:
        """The runs of a paragraph; line breaks stay, field codes and what is in its text boxes do not count."""
        w, pieces = self.w, []
        for element in paragraph.iter(f"{w}t", f"{w}tab", f"{w}br", f"{w}cr", f"{w}noBreakHyphen"):
            if (
                next(element.iterancestors(f"{w}p"), paragraph) is not paragraph
                or element.getparent().tag == f"{w}tabs"
            ):
                continue
            if element.tag == f"{w}t":
                pieces.append(element.text or "")
            elif element.tag == f"{w}noBreakHyphen":
                pieces.append("-")
            else:
                pieces.append(" " if element.tag == f"{w}tab" else "\n")
        return "".join(pieces).strip()
