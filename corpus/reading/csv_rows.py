"""CSV and its kin: a release a row, the columns named in the first."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from corpus.document import Rejected
from corpus.reading.keyed import folded, is_release, item_of, known_name
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.payload import Found, Payload

_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_DELIMITERS = ",;\t|"


def looks_like(payload: Payload, start: str) -> bool:
    """By its name, or by a first line that names at least two fields and a title or a text between delimiters."""
    if payload.suffix in _SUFFIXES:
        return True
    first = start.lstrip().split("\n", 1)[0]
    if len(first) > 2000 or payload.suffix in (".md", ".markdown"):
        return False
    for delimiter in _DELIMITERS:
        names = [folded(name) for name in first.split(delimiter)]
        known = {known_name(name) for name in names} - {None}
        if len(known) > 1 and known & {"title", "text"} and len(known) * 2 >= len(names):
            return True
    return False


def read(payload: Payload) -> Iterator[Found]:
    """An item a row, empty rows passed over. Rejected where no column is a release's, or a quote is never closed."""
    csv.field_size_limit(LIMITS.record_bytes)
    stream, encoding = payload.lines()
    sample = stream.read(32 * 1024)
    stream.seek(0)
    delimiter = _delimiter(sample)
    rows = csv.reader(stream, delimiter=delimiter, doublequote=True, skipinitialspace=False)
    try:
        first = next((row for row in rows if any(cell.strip() for cell in row)), [])
        if len(first) == 1 and first[0].lower().startswith("sep="):  # a line for spreadsheets
            delimiter = first[0][4:5] or ","
            rows = csv.reader(stream, delimiter=delimiter)
            first = next(rows, [])
        names = _header(first, rows, payload)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield item_of(
                    _record(names, row, delimiter), payload.source, format="csv", encoding=encoding, word="column"
                )
    except csv.Error as error:
        raise Rejected(payload.path, f"breaks off at line {rows.line_num}: {_explained(error)}") from error


def _header(first: list[str], rows: Iterator[list[str]], payload: Payload) -> list[str]:
    """The names of the columns: the first row, or the first below a preamble that names a release's fields."""
    for row in chain([first], islice(rows, _PREAMBLE_ROWS)):
        names = [name.strip().lstrip("\ufeff") for name in row]
        if _names_a_release(names, payload):
            return names
        if sum(bool(name) for name in names) > _PREAMBLE_CELLS:
            break
    listed = ", ".join(name.strip().lstrip("\ufeff")[:40] for name in first[:12] if name.strip()) or "none"
    raise Rejected(
        payload.path,
        f"has no column for title or text among its columns ({listed}); name them in source.toml, [fields]",
    )


_PREAMBLE_ROWS = 12
_PREAMBLE_CELLS = 2  # a row of more is no line of a preamble


def _names_a_release(names: list[str], payload: Payload) -> bool:
    return is_release(dict.fromkeys(names, "x"), payload.source) or bool(
        {known_name(folded(name)) for name in names} & {"title", "text"} and len([name for name in names if name]) > 1
    )


def _record(names: list[str], row: list[str], delimiter: str) -> dict[str, str]:
    """Cells by column; what an unquoted delimiter cut off the last column is put back."""
    if len(row) > len(names) and names:
        row = [*row[: len(names) - 1], delimiter.join(row[len(names) - 1 :])]
    return dict(zip(names, row, strict=False))


def _explained(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell is longer than {LIMITS.record_bytes // MIB} MiB, probably a quotation mark that is never closed"
    return f"{error}"


def _delimiter(sample: str) -> str:
    """The delimiter that cuts most rows into the number of cells of the first, more than one."""

    def evenness(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row][:200]
        except csv.Error:
            return (0.0, 0)
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (Counter(widths)[widths[0]] / len(widths), widths[0])

    return max(_DELIMITERS, key=evenness)
