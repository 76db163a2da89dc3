"""PDF: the text layer of the pages, put back into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.document import Rejected
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import blocks_of


def looks_like(payload: Payload, start: str) -> bool:
    return b"%PDF-" in payload.head[:1024]


def read(payload: Payload) -> Iterator[Found]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(payload.data())
    text = "\n\n".join(page.get_textpage().get_text_range() for page in document)
    if not text.strip():
        raise Rejected(
            payload.path, "is a PDF without text, probably scanned; run text recognition (OCR) over it first"
        )
    yield Item("pdf", None, blocks_of(text))
