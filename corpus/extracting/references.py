"""The publisher's own number of a release."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.document import Document
from corpus.extracting.title import Found

_NAMES = (
    r"(?:(?:press|news|media)[ -]?(?:release|statement|note|communique)|release|reference|ref\.?"
    r"|medienmitteilung"
    r"|presse(?:mitteilung|information|aussendung)|communiqu[ée](?: de presse)?"
    r"|comunicat[oa](?: stampa| de (?:prensa|imprensa))?"
    r"|nota (?:de prensa|à imprensa|informativa)|bolet[ií]n|пресс-релиз|komunikat(?: prasowy)?"
    r"|persbericht|pressmeddelande"
    r"|pressemelding|basın (?:açıklaması|bülteni)|mətbuat relizi|新闻稿|報道発表)"
)
_NUMBER = r"(?:number|num\.?|no\.?|nr\.?|n[°ºo]\.?|№|#|id|第|:)"
_VALUE = r"((?=[\w/.-]*\d)[^\W_][\w/.-]{0,24})"
_LABELLED = re.compile(rf"(?i)[(\[]?\s*{_NAMES}\s*{_NUMBER}?\s*[:#№]?\s*{_VALUE}\s*[)\]]?\.?\s*\Z")
_INSIDE = re.compile(rf"(?i)[(\[]\s*{_NAMES}\s*{_NUMBER}\s*[:#№]?\s*{_VALUE}\s*[)\]]")
_NUMBER_FIRST = re.compile(rf"(?i)\s*{_NUMBER}\s*[:#№]?\s*{_VALUE}\s*\Z")
_ALONE = re.compile(rf"(?i){_NAMES}\s*{_NUMBER}?\s*:?\s*\Z")
_FILED = re.compile(
    r"(?i)(?:our |your )?(?:reference|ref|référence|referencia|referência"
    r"|aktenzeichen|geschäftszeichen|az|номер|исх)\b\.?"
    r"\s*(?:no|nr|n°|№)?\.?\s*:\s*((?=.*\d)[^\W_][\w/. -]{1,30})\Z"
)
_CODE = re.compile(r"\s*([A-Z]{2,10}(?:[/-][A-Z]{1,10})?[/-]\d{2,4}[/-]\d{1,6})\s*\Z")
_BARE = re.compile(r"(?=[\w/-]*\d)[\w/.-]{2,24}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\Z|(?:19|20)\d\d[./-]\d\d[./-]\d\d\Z")


def reference_of(document: Document, lines: Iterable[str]) -> Found | None:
    """A reference key of the file, else a line of header or footer that labels a number as the release's."""
    for metadatum in document.metadata_values("reference"):
        return Found(metadatum.value.strip(), "reference key of the file", metadatum.where)
    label_before = False
    for line in lines:
        text = line.strip()[:160]
        if label_before and _BARE.match(text) and "月" not in text and not _YEAR.match(text):
            return Found(text, "number labelled as the release's", "header")
        value = _stated(text)
        if value is not None:
            return Found(value, "number labelled as the release's", "header")
        label_before = bool(_ALONE.match(text))
    return None


def is_reference_line(text: str) -> bool:
    """Whether a line is nothing but the number of a release."""
    return len(text) < 80 and _stated(text.strip()) is not None


def _stated(text: str) -> str | None:
    if len(text) < 80:
        for pattern in (_FILED, _LABELLED, _CODE, _NUMBER_FIRST):
            match = pattern.match(text)
            if match and not _YEAR.match(match[1]) and "月" not in match[1]:
                return match[1].rstrip(".")
    inside = _INSIDE.search(text)
    return inside[1].rstrip(".") if inside and not _YEAR.match(inside[1]) else None
