"""Where the lines of a printed page stand to each other: columns of prose, read one behind the other, and tables.

A line is first cut wherever a gap wider than any blank opens in it. Parts that begin at one edge in the middle of the
page, as long as prose on both sides of it, are a second column; several rows in a run whose parts stand below each
other are a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

_GAP = 1.4  # times the height of a line, from which a blank sets parts of it apart
_COLUMN_LINES = 4  # on either side, fewer are no column
_PROSE_CHARS = 18  # of the middle line of a column; cells of tables are shorter
_ROWS = 3  # in a run, fewer are no table
_NEAR = 4.0  # points within which edges count as one


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float  # points from the page's left edge
    right: float
    bottom: float  # points from the page's foot
    height: float
    measure: float = 0.0  # width of the column it stands in, 0 where the page has but one
    row: bool = False  # cells of a table, joined by bars


def parts_of(words: Sequence[Line]) -> Iterator[Line]:
    """The runs of words of one line that no wide gap interrupts."""
    run: list[Line] = []
    for word in words:
        if run and word.left - run[-1].right > _GAP * max(run[-1].height, word.height):
            yield _joined(run, " ")
            run = []
        run.append(word)
    if run:
        yield _joined(run, " ")


def arranged(parts: Sequence[Line]) -> list[Line]:
    """The parts of a page's lines in the order of reading: columns one by one, rows of tables and other lines whole."""
    gutter = _gutter(parts)
    return _by_columns(parts, gutter) if gutter is not None else _by_rows(parts)


def _gutter(parts: Sequence[Line]) -> float | None:
    """The left edge of a second column, where there is one: of the edges in the middle the commonest."""
    if not parts:
        return None
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    edges = Counter(
        round(part.left / _NEAR) for part in parts if 0.3 < (part.left - left) / max(right - left, 1) < 0.75
    )
    for edge, count in edges.most_common(3):
        if count < _COLUMN_LINES:
            break
        gutter = edge * _NEAR - _NEAR
        beyond = [part for part in parts if part.left >= gutter]
        top, foot = max(part.bottom for part in beyond), min(part.bottom for part in beyond)
        beside = [part for part in parts if foot - 2 <= part.bottom <= top + 2 and part.left < gutter]
        before = [part for part in beside if part.right <= gutter + _NEAR]
        if (
            min(len(before), len(beyond)) >= _COLUMN_LINES
            and len(before) >= 0.8 * len(beside)
            and min(median(len(part.text) for part in side) for side in (before, beyond)) >= _PROSE_CHARS
        ):
            return gutter
    return None


def _by_columns(parts: Sequence[Line], gutter: float) -> list[Line]:
    """What spans both columns, and between two such lines the left column before the right."""
    ordered: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])

    def close() -> None:
        for column in columns:
            if column:
                measure = max(part.right for part in column) - min(part.left for part in column)
                ordered.extend(replace(part, measure=measure) for part in column)
                column.clear()

    for part in sorted(parts, key=lambda part: (-round(part.bottom), part.left)):
        if part.left < gutter < part.right - _NEAR:
            close()
            ordered.append(part)
        else:
            columns[part.left >= gutter].append(part)
    close()
    return ordered


def _by_rows(parts: Sequence[Line]) -> list[Line]:
    """Lines whole again, in the order of the file; runs of rows with parts below each other as rows of a table."""
    rows = [list(row) for _, row in groupby(parts, key=lambda part: round(part.bottom))]
    lines: list[Line] = []
    run: list[list[Line]] = []
    for row in [*rows, []]:
        if len(row) > 1 and (not run or _aligned(run[-1], row)):
            run.append(row)
            continue
        for cells in run:
            lines.append(replace(_joined(cells, " | "), row=True) if len(run) >= _ROWS else _joined(cells, " "))
        run = [row] if len(row) > 1 else []
        if len(row) == 1:
            lines += row
    return [*lines, *(_joined(row, " ") for row in run)]


def _aligned(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether most parts of a row stand below parts of the row above, by either edge."""
    standing = sum(
        any(abs(part.left - other.left) <= _NEAR or abs(part.right - other.right) <= _NEAR for other in above)
        for part in row
    )
    return 2 * standing >= len(row) and standing > 1


def _joined(parts: Sequence[Line], between: str) -> Line:
    if len(parts) == 1:
        return parts[0]
    return Line(
        between.join(part.text for part in parts), parts[0].left, parts[-1].right, parts[0].bottom,
        max(part.height for part in parts),
    )  # fmt: skip
