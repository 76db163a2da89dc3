"""PDF: the text layer of the pages, put back into paragraphs.

The engine gives lines with their places. A paragraph ends where the gap below a line is wider than usual, where the
next line is indented or of another size, or where a short line closes a sentence. What stands at the top or foot of
most pages is no text of the release.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from corpus.document import Block, Metadatum, Rejected
from corpus.reading.encoding import repaired
from corpus.reading.limits import LIMITS
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import BULLET
from corpus.release import Problem

_PROPERTIES = {
    "Title": "title",
    "CreationDate": "date-created",
    "ModDate": "date-modified",
    "Author": "author",
    "Subject": "description",
}
_NO_TITLE = re.compile(
    r"untitled|microsoft word|powerpoint|document\d*$|.*\.(?:docx?|pdf|indd|rtf|odt|qxd|pages)$|\W*$", re.I
)
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|pagina|página|strona|стр\.?|sayfa|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|di|sur|z|из)\s*\d{1,4})?\W*",
    re.I,
)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\ufffe]$")
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？؟۔।][\"”’»)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float  # points from the page's left edge
    right: float
    bottom: float  # points from the page's foot
    height: float


def looks_like(payload: Payload, start: str) -> bool:
    return b"%PDF-" in payload.head[:1024]


def read(payload: Payload) -> Iterator[Found]:
    """One item. Rejected where the file is damaged, locked, has no text layer or too many pages."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(payload.data())
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        remedy = (
            "is locked with a password; save it without" if locked else "is a damaged PDF; save or download it again"
        )
        raise Rejected(payload.path, remedy) from error
    try:
        if len(document) > LIMITS.pdf_pages:
            raise Rejected(
                payload.path, f"has {len(document):,} pages; at most {LIMITS.pdf_pages:,} are read. Split it"
            )
        pages, unreadable = _pages(document, payload.path)
        metadata = tuple(_properties(document))
    finally:
        document.close()
    blocks = tuple(_blocks(_without_running_lines(pages)))
    if not blocks:
        raise Rejected(
            payload.path,
            "is a PDF without text, probably scanned; run text recognition (OCR) over it, or give its text",
        )
    problems = (Problem("text", "pages-unreadable", f"{unreadable} pages are damaged"),) if unreadable else ()
    yield Item("pdf", None, blocks, metadata, problems=problems)


def _pages(document: Any, path: str) -> tuple[list[list[Line]], int]:
    import pypdfium2 as pdfium

    pages, chars, unreadable = list[list[Line]](), 0, 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
            pages.append(list(_lines(text_page)))
        except pdfium.PdfiumError:
            unreadable += 1
            continue
        chars += sum(len(line.text) for line in pages[-1])
        if chars > LIMITS.release_chars:
            raise Rejected(path, f"has more than {LIMITS.release_chars:,} characters of text; split it")
        text_page.close()
        page.close()
    return pages, unreadable


def _lines(text_page: Any) -> Iterator[Line]:
    """The lines of a page in the order of its text, each with its place."""
    total = min(text_page.count_chars(), LIMITS.release_chars + 1)
    text = text_page.get_text_range(0, total) if total > 0 else ""
    placed = len(text) == total  # else characters beyond the first plane have shifted the places
    offset = 0
    for raw in re.split("[\n\ufffe]", text):  # the latter stands for a hyphen that breaks a word at the end of a line
        start, offset = offset, offset + len(raw) + 1
        line = raw.strip()
        if not line:
            continue
        broken = "\ufffe" if text[offset - 1 : offset] == "\ufffe" else ""
        start += len(raw) - len(raw.lstrip())
        end = start + len(line) - 1
        if placed:
            first, last = text_page.get_charbox(start, loose=True), text_page.get_charbox(end, loose=True)
            yield Line(_clean(line) + broken, first[0], last[2], last[1], last[3] - last[1])
        else:
            yield Line(_clean(line) + broken, 0.0, 0.0, 0.0, 0.0)


def _clean(line: str) -> str:
    return repaired(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\uffff]", "", line)).translate(_LIGATURES)


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what is repeated at their heads and feet, numbers aside, and without page numbers."""
    edges = Counter[str]()
    for page in pages:
        edges.update({_masked(line) for line in (*page[:3], *page[-3:])})
    running = {text for text, count in edges.items() if count >= max(2, len(pages) * 0.5) and text}
    if len(pages) < 2:
        running = set()
    return [
        [
            line
            for place, line in enumerate(page)
            if not (
                (place < 3 or place >= len(page) - 3)
                and (_masked(line) in running or (place in (0, len(page) - 1) and _PAGE_NUMBER.fullmatch(line.text)))
            )
        ]
        for page in pages
    ]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text).strip()


def _blocks(pages: list[list[Line]]) -> Iterator[Block]:
    lines = [line for page in pages for line in page]
    if not lines:
        return
    height = median(line.height for line in lines)
    width = max((line.right for line in lines), default=0.0) - min((line.left for line in lines), default=0.0)
    gaps = [
        gap
        for page in pages
        for above, below in pairwise(page)
        if 0 < (gap := above.bottom - below.bottom) < 4 * max(height, 1)
    ]
    gap = median(gaps) if gaps else 0.0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _ends(paragraph, line, height, width, gap):
            yield _block(paragraph, height)
            paragraph = []
        paragraph.append(line)
    yield _block(paragraph, height)


def _ends(paragraph: list[Line], line: Line, height: float, width: float, gap: float) -> bool:
    """Whether ``line`` begins a paragraph of its own behind ``paragraph``."""
    above = paragraph[-1]
    drop = above.bottom - line.bottom
    if BULLET.match(line.text) or abs(line.height - above.height) > 0.2 * max(height, 1):
        return True
    if _BROKEN_WORD.search(above.text) or (line.height > 1.15 * height and 0 < drop < 1.6 * line.height):
        return False
    closed = _ENDS_SENTENCE.search(above.text) is not None
    short = above.right - min(above.left, line.left) < 0.75 * width
    if drop < 0:  # the top of the next page or column
        return closed and (short or line.text[:1].isupper())
    if gap and drop > 1.4 * gap:
        return True
    indented = line.left - above.left > 0.02 * width and len(paragraph) > 1
    return (closed and (short or indented)) or (short and above.right - above.left < 0.5 * width)


def _block(lines: list[Line], height: float) -> Block:
    text = ""
    for line in lines:
        if _BROKEN_WORD.search(text):
            text = text[:-1] + line.text if line.text[:1].islower() else f"{text[:-1]}-{line.text}"
        else:
            text = f"{text} {line.text}" if text else line.text
    text = text.strip("\ufffe ")
    if lines[0].height > 1.15 * height and len(text) < 300:
        return Block("heading", text, 1 if lines[0].height > 1.4 * height else 2)
    if (bullet := BULLET.match(text)) and bullet.group().strip() in "•‣▪●◦·∙■□*-–—":
        return Block("list-item", text[bullet.end() :])
    return Block("paragraph", text)


def _properties(document: Any) -> Iterator[Metadatum]:
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        value = " ".join(repaired(value).replace("\0", "").split())
        if name not in _PROPERTIES or not value or (name == "Title" and _NO_TITLE.match(value)):
            continue
        if match := _PDF_DATE.match(value):
            value = _iso(match)
        yield Metadatum(_PROPERTIES[name], value, f"pdf {name}")


def _iso(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second, sign, zone_hours, zone_minutes = match.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = f"{sign}{zone_hours}:{zone_minutes or '00'}" if sign else "Z"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
