"""The text of a release cut where its mentions and the words searched for begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.authority import country_name
from corpus.release import Release, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Who or what a passage speaks of: ``kind`` is person, ministry or country."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one mention or none, in parts: each with the number of the match that it is (from 1) or 0.

    A match that goes over the edge of a mention has several parts; only its first has the number, the others -1.
    """

    mention: Mention | None
    parts: tuple[tuple[str, int], ...]
    first: bool = False  # of its mention in the text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of pieces; ``rows`` of cells instead where the paragraph is a table, ``heading`` where it reads as one."""

    lines: tuple[tuple[Piece, ...], ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    heading: bool = False

    @property
    def pieces(self) -> Iterator[Piece]:
        for line in (*self.lines, *(cell for row in self.rows for cell in row)):
            yield from line


def paragraphs(release: Release, found: Sequence[Span]) -> list[Paragraph]:
    """The paragraphs of a release's text; ``found`` are the matches, in order and apart."""
    text = release.text
    mentions = _apart(_mentions(release), len(text))
    cutter = _Cutter(text, mentions, list(found))
    blocks = []
    for block in re.finditer(r"\S.*?(?=\n\s*\n|\Z)", text, re.DOTALL):
        lines, at = [], block.start()
        table = _table(block[0], at)
        if table:
            blocks.append(Paragraph(rows=tuple(tuple(cutter.pieces(*cell) for cell in row) for row in table)))
            continue
        for line in block[0].split("\n"):
            lines.append(cutter.pieces(at, at + len(line)))
            at += len(line) + 1
        blocks.append(Paragraph(tuple(lines), heading=_is_heading(block[0])))
    return blocks


def match_count(blocks: Sequence[Paragraph]) -> int:
    """The number of the last match shown."""
    return max((number for block in blocks for piece in block.pieces for _, number in piece.parts), default=0)


def mention_counts(blocks: Sequence[Paragraph]) -> Counter[tuple[str, str]]:
    """How often each, by kind and id, is mentioned in what is shown."""
    found = (piece.mention for block in blocks for piece in block.pieces)
    return Counter((mention.kind, mention.id) for mention in found if mention)


def _table(block: str, at: int) -> list[list[Span]]:
    """Spans of the cells, row by row, of a block whose lines are all divided by tabs or bars; else empty."""
    lines = block.split("\n")
    divider = next((sign for sign in ("\t", " | ") if all(sign in line for line in lines)), None)
    if len(lines) < 2 or divider is None:
        return []
    rows: list[list[Span]] = []
    for line in lines:
        start, row = at, []
        for cell in line.split(divider):
            said = cell.strip("| \t")
            first = start + cell.index(said)
            row.append((first, first + len(said)))
            start += len(cell) + len(divider)
        rows.append(row)
        at += len(line) + 1
    return rows


def _is_heading(block: str) -> bool:
    return "\n" not in block and len(block) <= 70 and block[-1:] not in '.!?:;,…。！？»”"’' and len(block.split()) > 1


def _mentions(release: Release) -> list[tuple[int, int, Mention]]:
    found = []
    for person in release.people:
        found += [(start, end, Mention("person", person.id, person.name)) for start, end in person.mentions]
    for body in release.ministries:
        found += [(start, end, Mention("ministry", body.id, body.name)) for start, end in body.mentions]
    for code in release.countries:
        name = country_name(code)
        for written in {country_name(code, release.language or "en"), name}:
            if len(written) > 2:
                places = re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", release.text)
                found += [(place.start(), place.end(), Mention("country", code, name)) for place in places]
    return found


def _apart(mentions: Sequence[tuple[int, int, Mention]], length: int) -> list[tuple[int, int, Mention]]:
    """Links can't lie in links: where mentions overlap, people win, then the shorter; the rest of the longer stays."""
    rank = {"person": 0, "ministry": 1, "country": 2}
    usable = [m for m in mentions if 0 <= m[0] < m[1] <= length]
    taken: list[tuple[int, int, Mention]] = []
    starts: list[int] = []
    for start, end, mention in sorted(usable, key=lambda m: (rank[m[2].kind], m[1] - m[0], m[0])):
        at = bisect_right(starts, start)
        if at and taken[at - 1][1] > start:
            start = taken[at - 1][1]
        if at < len(taken) and taken[at][0] < end:
            end = taken[at][0]
        if start < end:
            taken.insert(at, (start, end, mention))
            starts.insert(at, start)
    return taken


class _Cutter:
    """Goes through the text once, from line to line."""

    def __init__(self, text: str, mentions: list[tuple[int, int, Mention]], matches: list[Span]) -> None:
        self.text = text
        self.mentions = mentions
        self.matches = matches
        self.mention = 0
        self.match = 0
        self.begun = -1
        self.seen: set[Mention] = set()

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        pieces, at = [], start
        while self.mention < len(self.mentions) and self.mentions[self.mention][0] < end:
            first, last, mention = self.mentions[self.mention]
            self.mention += 1
            if first < at:
                continue
            if first > at:
                pieces.append(Piece(None, self._parts(at, first)))
            at = min(last, end)
            pieces.append(Piece(mention, self._parts(first, at), mention not in self.seen))
            self.seen.add(mention)
        if at < end:
            pieces.append(Piece(None, self._parts(at, end)))
        return tuple(pieces)

    def _parts(self, start: int, end: int) -> tuple[tuple[str, int], ...]:
        parts, at = [], start
        while self.match < len(self.matches):
            first, last = self.matches[self.match]
            if first >= end:
                break
            if last > at:
                first = max(first, at)
                if first > at:
                    parts.append((self.text[at:first], 0))
                at = min(last, end)
                parts.append((self.text[first:at], self.match + 1 if self.match != self.begun else -1))
                self.begun = self.match
            if last > end:
                break
            self.match += 1
        if at < end:
            parts.append((self.text[at:end], 0))
        return tuple(parts)
