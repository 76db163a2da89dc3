"""Patterns find the terms that they describe, whatever the dictionary holds."""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.support.levenshtein import damerau_levenshtein

from search.arrays import expanding
from search.arrays.files import ArrayFile, ArrayFileWriter
from search.arrays.terms import TermDictionary, encode, write_terms

word = st.text(st.sampled_from("abcəß\t漢\U0001f5fe"), max_size=7)
words = st.sets(word, min_size=1, max_size=30).map(sorted)


def dictionary(folder: str, terms: list[str]) -> TermDictionary:
    path = Path(folder) / "x.terms"
    writer = ArrayFileWriter(path)
    write_terms(writer, "field", [encode(term) for term in terms])
    writer.finish()
    return TermDictionary(ArrayFile(path), "field")


@settings(max_examples=150)
@given(words, word, st.integers(0, 2), st.integers(0, 2))
def test_similar_terms_are_those_within_the_distance(terms: list[str], wanted: str, distance: int, prefix: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        numbers, distances = expanding.similar_numbers(dictionary(folder, terms), wanted, distance, prefix)
        found = {terms[number]: away for number, away in zip(numbers.tolist(), distances.tolist(), strict=True)}
    near = {term: string_distance(term, wanted) for term in terms if term.startswith(wanted[:prefix])}
    assert found == {term: away for term, away in near.items() if away <= distance}


def string_distance(a: str, b: str) -> int:
    return max(len(a), len(b)) if not a or not b else int(damerau_levenshtein(a, b))


@settings(max_examples=150)
@given(words, st.text(st.sampled_from("abə*?"), max_size=6))
def test_a_wildcard_finds_what_it_matches_as_a_whole(terms: list[str], pattern: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = [terms[number] for number in expanding.wildcard_numbers(dictionary(folder, terms), pattern)]
    assert found == [term for term in terms if fnmatchcase(term, pattern)]


@settings(max_examples=100)
@given(words, st.none() | word, st.none() | word, st.booleans(), st.booleans())
def test_places_prefixes_and_ranges_are_those_of_a_sorted_list(
    terms: list[str], start: str | None, end: str | None, start_excluded: bool, end_excluded: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = dictionary(folder, terms)
        between = expanding.range_numbers(own, start, end, start_excluded, end_excluded)
        assert [terms[number] for number in between] == [
            term
            for term in terms
            if (start is None or term > start or (term == start and not start_excluded))
            and (end is None or term < end or (term == end and not end_excluded))
        ]
        prefix = start or ""
        assert [terms[n] for n in expanding.prefix_numbers(own, prefix)] == [t for t in terms if t.startswith(prefix)]
        assert [own.text(number) for number in range(own.count)] == terms
        assert [own.number(encode(term)) for term in terms] == [*range(len(terms))]
        assert (own.number(encode(prefix)) >= 0) == (prefix in terms)


def test_a_long_dictionary_is_looked_up_the_same(tmp_path: Path) -> None:
    terms = [f"{number:04d}" for number in range(0, 3_000, 2)]
    own = dictionary(str(tmp_path), terms)
    for number in range(-1, 3_001):
        wanted = encode(f"{number:04d}")
        assert own.place(wanted) == bisect_left(terms, wanted.decode())
        assert own.number(wanted) == (number // 2 if 0 <= number < 3_000 and number % 2 == 0 else -1)


@settings(max_examples=100)
@given(st.lists(st.sampled_from([1, 2, 14, 15, 16, 255, 256, 70_000]), max_size=40), st.data())
def test_frequencies_come_back_from_any_slice(freqs: list[int], data: st.DataObject) -> None:
    from search.arrays.postings import FieldPostings, Postings, write_postings

    with tempfile.TemporaryDirectory() as folder:
        files = {part: ArrayFileWriter(Path(folder) / part) for part in ("terms", "postings", "positions")}
        counts = np.array(freqs, dtype=np.uint32)
        docs = np.arange(len(freqs), dtype="<u2")
        inverted = FieldPostings([b"a"], np.array([0, len(freqs)]), docs, counts, None, None)
        write_postings(files["terms"], files["postings"], files["positions"], "text", inverted)
        for file in files.values():
            file.finish()
        opened = [ArrayFile(Path(folder) / part) for part in files]
        start = data.draw(st.integers(0, len(freqs)))
        stop = data.draw(st.integers(start, len(freqs)))
        assert Postings(opened[0], opened[1], opened[2], "text").freqs(start, stop).tolist() == freqs[start:stop]
