"""PDF: the text layer of the pages, put back into paragraphs.

The engine gives lines with their places. A paragraph ends where the gap below a line is wider than usual, where the
next line is indented or of another size, or where a short line closes a sentence. What stands at the top or foot of
most pages is no text of the release.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from corpus.document import Block, Metadatum, Rejected
from corpus.reading.encoding import repaired
from corpus.reading.limits import LIMITS
from corpus.reading.page_layout import Line, arranged, parts_of
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
_WORD = re.compile(r"\S+")
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？؟۔।][\"”’»)]*$")


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
    blocks = tuple(_blocks([arranged(page) for page in _without_running_lines(pages)]))
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
    """The lines of a page in the order of its text, cut at wide gaps, each part with its place."""
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
        if not placed:
            yield Line(_clean(line) + broken, 0.0, 0.0, 0.0, 0.0)
            continue
        words = [_placed(text_page, start + word.start(), word[0]) for word in _WORD.finditer(line)]
        words[-1] = replace(words[-1], text=words[-1].text + broken)
        yield from parts_of(words)


def _placed(text_page: Any, start: int, word: str) -> Line:
    first = text_page.get_charbox(start, loose=True)
    last = text_page.get_charbox(start + len(word) - 1, loose=True)
    return Line(_clean(word), first[0], last[2], last[1], last[3] - last[1])


def _clean(line: str) -> str:
    return repaired(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\uffff]", "", line)).translate(_LIGATURES)


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what is repeated at their heads and feet, numbers aside, and without page numbers.

    Heads of left and right pages may differ, so a third of the pages is enough.
    """
    if len(pages) < 2:
        return pages
    heads = [{place for place in _edges(page, _EDGE_LINES) if not _fills(page[place], page)} for page in pages]
    counts = Counter[str]()
    for page, places in zip(pages, heads, strict=True):
        counts.update({_masked(page[place]) for place in places})
    running = {text for text, count in counts.items() if count >= max(2, len(pages) / 3) and text}
    kept = []
    for page, places in zip(pages, heads, strict=True):
        dropped = {place for place in places if _masked(page[place]) in running}
        dropped |= {place for place in _edges(page, 1) if _PAGE_NUMBER.fullmatch(page[place].text)}
        kept.append([line for place, line in enumerate(page) if place not in dropped])
    return kept


_EDGE_LINES = 3


def _fills(line: Line, page: list[Line]) -> bool:
    """Whether a line is as wide as the text of its page: prose, though it may be the same on many."""
    width = max(other.right for other in page) - min(other.left for other in page)
    return len(line.text) > 60 and line.right - line.left > 0.9 * width


def _edges(page: list[Line], count: int) -> set[int]:
    """The places of the topmost and the lowest lines of a page, wherever the file has them."""
    ranked = sorted(range(len(page)), key=lambda place: -page[place].bottom)
    return {*ranked[:count], *ranked[-count:]}


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
    width = line.measure or width
    if line.row or above.row:
        return True
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
    if lines[0].row:
        return Block("table-row", text)
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
