"""A segment does not depend on how many documents were inverted at a time, nor on how it was put together."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import SegmentInfo, build_segment
from search.arrays.files import ArrayFile
from search.arrays.merging import merge_segments
from search.arrays.segment import Segment
from search.document import IndexDocument
from tests.search.arrays.corpora import document

_words = st.lists(
    st.sampled_from(["peace", "treaty", "Токаев", "well-known", "l'accord", "条約に署名した", "-", "x"]), max_size=9
)
_documents = st.lists(
    st.tuples(_words, _words, st.sampled_from(["en", "fr", "ru", None])), min_size=1, max_size=12
).map(
    lambda rows: [
        document(f"r{number}", text, title, language=language, kind=(language,) if language else ())
        for number, (text, title, language) in enumerate(rows)
    ]
)


def arrays(folder: Path, info: SegmentInfo) -> dict[str, list[object]]:
    files = [ArrayFile(folder / f"{info.name}.{part}") for part in ("terms", "postings", "positions", "columns")]
    return {name: [array.dtype, *array.all().tolist()] for file in files for name, array in file.arrays.items()}


@settings(max_examples=60)
@given(_documents, st.integers(1, 9), st.integers(1, 9))
def test_blocks_of_any_size_make_the_same_segment(found: list[IndexDocument], block: int, scattered: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = build_segment(found, folder, "whole")
        with patch("search.arrays.texts.BLOCK", block), patch("search.arrays.inverting.SCATTERED", scattered):
            parts = build_segment(found, folder, "parts")
        assert arrays(folder, parts) == arrays(folder, whole)
        assert parts.tokens == whole.tokens


@settings(max_examples=60)
@given(_documents, st.lists(st.integers(1, 11), max_size=3), st.data())
def test_merged_segments_are_the_segment_of_the_documents_left(
    found: list[IndexDocument], bounds: list[int], data: st.DataObject
) -> None:
    deleted = data.draw(st.frozensets(st.integers(0, len(found) - 1), max_size=len(found) - 1))
    edges = sorted({0, *(bound for bound in bounds if bound < len(found)), len(found)})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = []
        for start, stop in pairwise(edges):
            gone = np.array([doc in deleted for doc in range(start, stop)])
            segment = Segment(folder, build_segment(found[start:stop], folder, f"s{start}"))
            sources.append((segment, gone if gone.any() else None))
        merged = merge_segments(folder, "merged", sources)
        left = build_segment([one for doc, one in enumerate(found) if doc not in deleted], folder, "left")
        assert arrays(folder, merged) == arrays(folder, left)
        assert (merged.documents, merged.tokens) == (left.documents, left.tokens)
