"""The publisher's own number of a release."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.document import Document
from corpus.extracting.title import Found

_LABELLED = re.compile(
    r"(?i)(?:press release|news release|release|reference|ref\.?|medienmitteilung|communiqu[ée]|пресс-релиз)"
    r"\s*(?:number|no\.?|nr\.?|n°|№|#)?\s*[:#№]?\s*((?=[\w/-]*\d)[A-Z0-9][\w/.-]{1,24})\Z"
)
_LABEL_ALONE = re.compile(r"(?i)(?:press |news )?release (?:number|no\.?)\s*:?\Z")
_VALUE = re.compile(r"(?=[\w/-]*\d)[\w/.-]{2,24}\Z")


def reference_of(document: Document, lines: Iterable[str]) -> Found | None:
    """A reference key of the file, else a line of header or footer that labels a number as the release's."""
    for metadatum in document.metadata_values("reference"):
        return Found(metadatum.value.strip(), "reference key of the file", metadatum.where)
    labelled = False
    for line in lines:
        text = line.strip()
        if labelled and _VALUE.match(text):
            return Found(text, "number labelled as the release's", "text")
        labelled = bool(_LABEL_ALONE.match(text))
        match = _LABELLED.match(text) if len(text) < 80 else None
        if match:
            return Found(match[1].rstrip("."), "number labelled as the release's", "text")
    return None
