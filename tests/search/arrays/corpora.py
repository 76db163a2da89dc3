"""Random small corpora, questions and histories of an index, as hypothesis strategies."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from whoosh import query as q

from search.arrays import ArraySnapshot, IndexWriter, build_segment
from search.document import IndexDocument
from search.query.nodes import AtLeast, Near, Words

WORDS = ["peace", "peach", "pea", "pact", "act", "tact", "treaty", "treatys", "ж", "мюллер", "x"]
STEMS = ["en:pea", "en:act", "en:treati", "en:peac"]
PEOPLE = ["ada", "bob", "cem", "dörte", "eve"]
KINDS = ["news", "speech"]


def document(
    id: str,
    text: Iterable[str] = (),
    title: Iterable[str] = (),
    day: int | None = None,
    embargo: int | None = None,
    language: str | None = None,
    **values: tuple[str, ...],
) -> IndexDocument:
    return IndexDocument(
        id=id,
        title=" ".join(title),
        text=" ".join(text),
        language=language,
        values={"id": (id,), "path": (f"{id}.txt",), **values},
        day=day,
        embargo=embargo,
        stored=f'{{"id":"{id}"}}'.encode(),
        path=f"{id}.txt",
    )


def _documents(count: int) -> st.SearchStrategy[list[IndexDocument]]:
    words = st.lists(st.sampled_from(WORDS), max_size=12)
    language = st.sampled_from([None, "en", "ru"])
    people = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3).map(tuple)
    kind = st.lists(st.sampled_from(KINDS), unique=True, max_size=1).map(tuple)
    day = st.none() | st.integers(-3, 3)
    embargo = st.none() | st.just(1_000)
    one = st.tuples(words, words, day, embargo, language, people, kind)
    return st.lists(one, min_size=1, max_size=count).map(
        lambda rows: [
            document(f"r{number}", text, title, day, embargo, language, person=people, kind=kind)
            for number, (text, title, day, embargo, language, people, kind) in enumerate(rows)
        ]
    )


documents = _documents(14)

_exact = st.sampled_from(["title_exact", "text_exact"])
_word = st.sampled_from(WORDS)
_leaves = st.one_of(
    st.builds(q.Term, st.sampled_from(["title", "text"]), st.sampled_from(WORDS + STEMS)),
    st.builds(q.Term, _exact, _word),
    st.builds(q.Prefix, _exact, st.sampled_from(["p", "pea", "t", "zz", "м"])),
    st.builds(q.Wildcard, _exact, st.sampled_from(["*act", "p*c*", "?act", "*", "t*s", "*e*", "м?ллер"])),
    st.builds(q.FuzzyTerm, _exact, _word, maxdist=st.integers(1, 2), prefixlength=st.integers(0, 1)),
    st.builds(q.Phrase, _exact, st.lists(_word, min_size=1, max_size=3)),
    st.builds(Near, _exact, st.lists(_word, min_size=2, max_size=3, unique=True), slop=st.integers(1, 5)),
)
_words = st.builds(Words, st.lists(_leaves, min_size=1, max_size=3), boost=st.sampled_from([1.0, 2.5]))
_filters = st.one_of(
    st.builds(q.Term, st.just("person"), st.sampled_from([*PEOPLE, "nobody"])),
    st.builds(q.Term, st.just("kind"), st.sampled_from(KINDS)),
    st.builds(q.Every),
    st.builds(q.Every, st.sampled_from(["person", "kind"])),
    st.builds(q.NumericRange, st.just("day"), st.none() | st.integers(-2, 2), st.none() | st.integers(-2, 2)).filter(
        lambda r: r.start is not None or r.end is not None
    ),
    st.just(q.NullQuery),
)


def _combined(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    several = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        st.builds(q.And, several),
        st.builds(q.Or, several),
        st.builds(q.AndNot, children, children),
        st.builds(q.Not, children),
        st.builds(AtLeast, several, st.integers(1, 3)),
    )


queries = st.recursive(st.one_of(_words, _leaves, _filters), _combined, max_leaves=6)


def indexed(folder: Path, found: list[IndexDocument], bounds: list[int], deleted: Iterable[int] = ()) -> ArraySnapshot:
    """The documents in segments that end at ``bounds``, unmerged, with ``deleted`` staged."""
    with IndexWriter(folder) as writer:
        edges = sorted({0, *(bound for bound in bounds if bound < len(found)), len(found)})
        for number, (start, stop) in enumerate(pairwise(edges)):
            writer.add(build_segment(found[start:stop], writer.folder, f"s{number}"))
        writer.delete(np.array(sorted(deleted), dtype=np.int64))
        return writer.staged()
