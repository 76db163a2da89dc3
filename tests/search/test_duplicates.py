from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.release import Release
from search.analysis import exact_terms
from search.duplicates import assign, hashes, signature, signatures
from tests.search.releases import release, snapshot

WORDS = [f"word{n:03}" for n in range(400)]


def text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def partition(releases: list[Release], steps: list[int] | None = None) -> set[frozenset[str]]:
    """The groups of releases added in steps of so many, as sets of ids."""
    groups = np.full(0, -1, dtype=np.int32)
    for end in steps or [len(releases)]:
        grown = snapshot(releases[:end])
        new = np.arange(len(groups), end, dtype=np.int32)
        groups = assign(grown, np.concatenate((groups, np.full(len(new), -1, dtype=np.int32))), new)
    found = {
        group: frozenset(releases[d].id for d in np.flatnonzero(groups == group)) for group in groups if group >= 0
    }
    return set(found.values())


def test_the_same_text_with_another_beginning_is_the_same_announcement() -> None:
    body = text(1)
    releases = [
        release("a", body, date="2023-01-01"),
        release("b", "Our own first words before it. " + body, date="2023-01-02"),
        release("c", text(2), date="2023-01-01"),
    ]
    assert partition(releases) == {frozenset({"a", "b"})}


def test_what_is_months_apart_is_not() -> None:
    assert partition([release("a", text(1), date="2023-01-01"), release("b", text(1), date="2023-06-01")]) == set()


def test_a_weekly_form_with_other_numbers_is_not() -> None:
    rates = [text(1) + f" {n}1 {n}2 {n}3 {n}4" for n in (1, 2)]
    assert partition([release("a", rates[0], date="2023-01-01"), release("b", rates[1], date="2023-01-02")]) == set()


def test_an_office_that_writes_to_every_town_makes_as_many_announcements() -> None:
    towns = [text(1) + f" for {town}" for town in ("Waverly", "Solon")]
    grants = [
        release(f"g{n}", body, title=f"{town} receives a firefighting grant", date="2023-01-01", publisher="Office")
        for n, (body, town) in enumerate(zip(towns, ("Waverly", "Grover Hill"), strict=True))
    ]
    assert partition(grants) == set()
    again = [release(f"r{n}", text(1), title="The same again", date="2023-01-01", publisher="Office") for n in (1, 2)]
    assert partition(again) == {frozenset({"r1", "r2"})}


def test_a_digest_is_not_each_of_the_releases_in_it() -> None:
    parts = [release(f"p{n}", text(n), date="2023-01-01") for n in range(3)]
    digest = release("digest", " ".join(text(n) for n in range(3)), date="2023-01-01")
    assert partition([*parts, digest]) == set()


def test_a_short_text_is_never_compared() -> None:
    assert not signature(exact_terms("Too short to tell.")).any()
    assert partition([release("a", "Too short to tell."), release("b", "Too short to tell.")]) == set()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40)), min_size=2, max_size=8), st.randoms())
def test_releases_added_one_by_one_give_the_groups_of_all_at_once(
    made: list[tuple[int, int]], chance: random.Random
) -> None:
    releases = [
        release(f"r{n}", text(100 + n, own) + " " + text(seed), date="2023-01-01") for n, (seed, own) in enumerate(made)
    ]
    at_once = partition(releases)
    chance.shuffle(releases)
    assert partition(releases, list(range(1, len(releases) + 1))) == at_once


def test_a_group_that_hung_together_by_a_removed_release_falls_apart() -> None:
    halves = text(1, 150), text(2, 150)
    releases = [
        release("left", halves[0], date="2023-01-01"),
        release("both", " ".join(halves), date="2023-01-01"),
        release("right", halves[1], date="2023-01-01"),
    ]
    assert partition(releases) == {frozenset({"left", "both", "right"})}
    without = snapshot(releases, deleted=frozenset({1}))
    assert assign(without, np.array([0, 0, 0], dtype=np.int32), np.empty(0, dtype=np.int32)).tolist() == [-1, -1, -1]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=80), st.randoms(use_true_random=False))
def test_signatures_of_many_texts_are_those_of_each(lengths: list[int], chance: random.Random) -> None:
    texts = [chance.choices(range(len(WORDS)), k=length) for length in lengths]
    ids = np.array([word for text in texts for word in text], dtype=np.uint32)
    together = signatures(hashes(map(str.encode, WORDS)), ids, np.array(lengths))
    assert together.tolist() == [signature([WORDS[word] for word in text]).tolist() for text in texts]
    assert [bool(row.any()) for row in together] == [length >= 23 for length in lengths]
