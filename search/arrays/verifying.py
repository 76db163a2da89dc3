"""Whether an index is sound: every byte against its checksum, then whether the arrays agree with one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from search.arrays.segment import FACET_FIELDS, KEYWORD_FIELDS, TEXT_FIELDS, Segment
from search.errors import IndexCorrupt, IndexMissing

if TYPE_CHECKING:
    from search.arrays.snapshot import ArraySnapshot


def verify(folder: Path) -> list[str]:
    """What is wrong with the committed index, a sentence each, empty where it is sound."""
    from search.arrays.snapshot import open_snapshot

    try:
        return problems(open_snapshot(folder))
    except (IndexCorrupt, IndexMissing) as error:
        return [str(error)]


def problems(snapshot: ArraySnapshot) -> list[str]:
    """As ``verify``, of an open snapshot."""
    found = []
    files = [file for segment in snapshot.segments for file in segment.files.values()]
    for file in [*files, snapshot.state] if snapshot.state is not None else files:
        try:
            file.verify()
        except IndexCorrupt as error:
            found.append(str(error))
    if found:
        return found
    for segment in snapshot.segments:
        try:
            found += _disagreements(segment)
        except (IndexCorrupt, IndexError, ValueError) as error:
            found.append(str(error) if isinstance(error, IndexCorrupt) else f"{segment.info.name}: {error}")
    return found


def _disagreements(segment: Segment) -> Iterator[str]:
    for field in (*TEXT_FIELDS, *KEYWORD_FIELDS):
        postings = segment.postings(field)
        count = postings.dictionary.count
        if not count:
            continue
        terms = postings.dictionary.slice(0, count)
        if len(terms) != count or any(a >= b for a, b in itertools.pairwise(terms)):
            yield f"{segment.info.name}.terms: the terms of {field} are not in order"
        start, stop = postings.span(0, count)
        docs = postings.docs(start, stop)
        if len(docs) and int(docs.max()) >= segment.documents:
            yield f"{segment.info.name}.postings: {field} speaks of documents that there are not"
        if field in TEXT_FIELDS and int(postings.freqs(start, stop).sum(dtype=np.int64)) != segment.info.tokens[field]:
            yield f"{segment.info.name}.postings: {field} has more or fewer occurrences than were written"
        if field in FACET_FIELDS:
            ordinals, _ = segment.facet(field).ordinals(np.arange(segment.documents))
            if not np.array_equal(np.bincount(ordinals, minlength=count), postings.document_frequencies()):
                yield f"{segment.info.name}.columns: the column {field} is not what its postings say"
    for name, column in (("day", segment.days), ("key", segment.keys), ("signature", segment.signatures)):
        if len(column) != segment.documents:
            yield f"{segment.info.name}.columns: the column {name} is not as long as the segment"
    for doc in range(segment.documents):
        segment.records.record(doc)
