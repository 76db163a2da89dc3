"""Plain text: paragraphs set apart by blank lines, hard-wrapped or not, and several releases in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.document import Block
from corpus.reading.payload import Found, Item, Payload
from corpus.release import Problem

BULLET = re.compile(r"\s*(?:[•‣▪●◦·∙■□–—*-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_LABEL = (
    r"FOR IMMEDIATE RELEASE|(?:PRESS|NEWS|MEDIA) (?:RELEASE|STATEMENT|ADVISORY)|COMMUNIQUÉ DE PRESSE"
    r"|POUR DIFFUSION IMMÉDIATE|PRESSEMITTEILUNG|MEDIENMITTEILUNG|PRESSEAUSSENDUNG|COMUNICATO STAMPA"
    r"|(?:COMUNICADO|NOTA) (?:DE PRENSA|À IMPRENSA|DE IMPRENSA)|PERSBERICHT|PRESSMEDDELANDE|PRESSEMEDDELELSE"
    r"|INFORMACJA PRASOWA|KOMUNIKAT PRASOWY|TISKOVÁ ZPRÁVA|BASIN (?:AÇIKLAMASI|BÜLTENİ)"
    r"|ПРЕСС-РЕЛИЗ|ПРЕС-РЕЛІЗ|PRESS-RELIZ"
)
# Each branch begins with a letter of its own, so that the search leaps from one such letter to the next.
_END_THEN_LABEL = re.compile(
    r"(?:#(?<!\S#)\s?#\s?#(?:\s?#){0,20}+|-(?<!\S-)\s?(?:30\s?-|(?:ENDS?|E N D S|FIN|ENDE)\s?-?)"
    rf"|E(?<!\SE)(?:NDS?|NDE| N D S)\s?-?|F(?<!\SF)IN\s?-?)\s++(?=(?:{_LABEL})\b)"
)
_FIRST_LABEL = re.compile(rf"\b(?:{_LABEL})\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def looks_like(payload: Payload, start: str) -> bool:
    """Any text is plain text at last."""
    return True


def read(payload: Payload) -> Iterator[Found]:
    """One item a release: a new one begins where an end mark is followed by another "FOR IMMEDIATE RELEASE"."""
    decoded = payload.text()
    problems = encoding_problems(decoded.repaired)
    for part in releases_in(decoded.text):
        yield Item("text", decoded.encoding, blocks_of(part), problems=problems)


def encoding_problems(mended: bool) -> tuple[Problem, ...]:
    if not mended:
        return ()
    return (
        Problem(
            "text",
            "encoding-repaired",
            "some letters were encoded twice or otherwise than the rest; they were restored",
        ),
    )


def releases_in(text: str) -> list[str]:
    """``text`` cut behind each end mark that a further release follows; whole where there is but one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cuts = [match.end() for match in _END_THEN_LABEL.finditer(text)]
    if not cuts or not _FIRST_LABEL.search(text, 0, cuts[0]):
        return [text]
    edges = [0, *cuts, len(text)]
    return [part for start, end in pairwise(edges) if (part := text[start:end]).strip()]


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs, list items and rows of tab-separated cells. Wrapped lines are joined, blanks in a line are kept."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", "\n\n")
        .replace("\u2029", "\n\n")
        .replace("\u2028", "\n")
    )
    paragraphs = [
        [line.strip() for line in paragraph.split("\n") if line.strip()]
        for paragraph in _BLANK_LINES.split(text.strip("\n"))
    ]
    width = _wrap_width(paragraphs)
    blocks: list[Block] = []
    for lines in paragraphs:
        blocks.extend(_blocks_of_lines(lines, width))
    return tuple(blocks)


def _wrap_width(paragraphs: list[list[str]]) -> int:
    """The width that lines were wrapped at, 0 where each line is a paragraph of its own."""
    inner = sorted(len(line) for lines in paragraphs for line in lines[:-1])
    if len(inner) < 2:
        return 0
    width = inner[int(len(inner) * 0.9)]
    return width if 40 <= width <= 120 else 0


def _blocks_of_lines(lines: list[str], width: int) -> Iterator[Block]:
    """A line runs on into the next where it is about as long as lines get; a shorter one ends its block."""
    open_lines: list[str] = []
    for line in lines:
        continues = bool(open_lines) and bool(width) and len(open_lines[-1]) >= width * 0.72 and not BULLET.match(line)
        # A short line can't have been wrapped where the next one's first word would still have fitted.
        if continues and len(open_lines[-1]) + 1 + len(line.split(" ", 1)[0]) < width * 0.85:
            continues = False
        if open_lines and not continues:
            yield _block(open_lines)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _block(open_lines)


def _block(lines: list[str]) -> Block:
    text = lines[0]
    for line in lines[1:]:
        text = f"{text}{line}" if text.endswith("\u00ad") else f"{text} {line}"
    if "\t" in text:
        cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
        if len(cells) > 1:
            return Block("table-row", " | ".join(cells))
        text = cells[0]
    if bullet := BULLET.match(text):
        marker = bullet.group().strip()
        if marker in "•‣▪●◦·∙■□*-" or (marker in "–—" and len(lines) == 1):
            return Block("list-item", text[bullet.end() :])
        if marker not in "–—":
            return Block("list-item", text)
    return Block("paragraph", text)
