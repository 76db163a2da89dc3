"""A file to records, in one call: read, then extracted.

What reads and extracts is imported where it is first used, so that a run that finds nothing changed needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Block, Document, Rejected
from corpus.release import SourceFile
from corpus.source import Source

if TYPE_CHECKING:
    from corpus.extracting import Extraction

# Of the records it makes: raised when the same bytes give another record, so that they are read again.
EXTRACTOR_VERSION = 7

_USUAL = (
    "Ministers of Energy meet\n\nBAKU, Azerbaijan, February 23, 2023. The Minister of Energy of Azerbaijan, Jane Roe, "
    "met with John Doe, Deputy Minister of Foreign Affairs of Kazakhstan, and spoke of gas.\n"
)


def normalise(path: Path, *, relative: str, source: Source) -> Iterator[Extraction | Rejected]:
    """The releases of a file, in its order, and what of it was rejected; ids are unique within the file.

    Raises nothing for what the file holds.
    """
    from corpus.extracting import extract
    from corpus.reading import read

    seen: dict[str, int] = {}
    for item in read(path, relative=relative, source=source):
        if isinstance(item, Rejected):
            yield item
            continue
        extraction = extract(item, source)
        ident = extraction.release.id
        times = seen[ident] = seen.get(ident, 0) + 1
        if times > 1:
            extraction = replace(extraction, release=replace(extraction.release, id=f"{ident}-{times}"))
        yield extraction


def prepare() -> Extraction:
    """Loads what nearly every file needs, readers and tables, by extracting a release; which it returns."""
    from corpus.extracting import extract
    from corpus.reading.payload import Payload
    from corpus.reading.sniffing import reader_of

    reader_of(Payload("usual.txt", BytesIO(_USUAL.encode()), len(_USUAL), Source(), "", len(_USUAL)))
    blocks = tuple(Block("paragraph", text) for text in _USUAL.split("\n\n"))
    return extract(Document(SourceFile("usual.txt", "text", "utf-8", "", len(_USUAL)), blocks), Source())
