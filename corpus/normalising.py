"""A file to records, in one call: read, then extracted.

What reads and extracts is imported where it is first used, so that a run that finds nothing changed needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Rejected
from corpus.source import Source

if TYPE_CHECKING:
    from corpus.extracting import Extraction

# Of the records it makes: raised when the same bytes give another record, so that they are read again.
EXTRACTOR_VERSION = 6


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
