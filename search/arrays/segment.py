"""A segment: documents that were inverted together, never changed afterwards, in five files of arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.arrays.columns import FacetColumn
from search.arrays.files import Array, ArrayFile
from search.arrays.postings import Postings
from search.arrays.records import Records
from search.schema import BY_NAME, FIELDS

PARTS = ("terms", "postings", "positions", "columns", "records")


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """What the table of contents says of a segment. A plain value: workers send it to their parent."""

    name: str
    documents: int
    sizes: Mapping[str, int] = field(default_factory=dict)  # part -> bytes of its file
    tokens: Mapping[str, int] = field(default_factory=dict)  # text field -> its terms in all documents

    def files(self) -> list[str]:
        return [f"{self.name}.{part}" for part in PARTS]


class Segment:
    """An open segment. Documents are numbered from 0 within it. Raises IndexCorrupt naming the file."""

    def __init__(self, folder: Path, info: SegmentInfo) -> None:
        self.info = info
        self.documents = info.documents
        self.files = {part: ArrayFile(folder / f"{info.name}.{part}") for part in PARTS}
        for part, file in self.files.items():
            if file.size != info.sizes[part]:
                raise file.corrupt("is not the file that the table of contents speaks of")
        self.records = Records(self.files["records"])
        self._postings: dict[str, Postings] = {}
        self._facets: dict[str, FacetColumn] = {}

    def postings(self, field: str) -> Postings:
        found = self._postings.get(field)
        if found is None:
            files = self.files
            found = self._postings[field] = Postings(files["terms"], files["postings"], files["positions"], field)
        return found

    def facet(self, field: str) -> FacetColumn:
        found = self._facets.get(field)
        if found is None:
            values = self.postings(field).dictionary.count
            found = self._facets[field] = FacetColumn(self.files["columns"], field, values, self.documents)
        return found

    def lengths(self, field: str) -> Array:
        """Terms of a text field in each document: unsigned[documents]."""
        name = f"{field}.lengths"
        if name not in self.files["columns"]:
            return np.zeros(self.documents, dtype=np.uint8)
        return self._column(name)

    @cached_property
    def days(self) -> NDArray[np.int32]:
        return self._column("day")

    @cached_property
    def keys(self) -> NDArray[np.uint64]:
        return self._column("key")

    @cached_property
    def signatures(self) -> NDArray[np.uint32]:
        return self._column("signature")

    @cached_property
    def embargoes(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Documents with an embargo, ascending, and its instant in Unix seconds."""
        columns = self.files["columns"]
        return columns["embargo.docs"].all(), columns["embargo.instants"].all()

    def _column(self, name: str) -> Array:
        column = self.files["columns"][name].all()
        if len(column) != self.documents:
            raise self.files["columns"].corrupt(f"its column {name} is not as long as the segment")
        return column


TEXT_FIELDS = tuple(field.name for field in FIELDS if field.kind == "text")
KEYWORD_FIELDS = tuple(field.name for field in FIELDS if field.kind == "keyword")
FACET_FIELDS = tuple(field.name for field in FIELDS if field.facet)


def has_positions(field: str) -> bool:
    return BY_NAME[field].positions
