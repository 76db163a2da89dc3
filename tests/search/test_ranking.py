"""The first places by several keys are those of sorting everything, whatever shortcuts find them."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.ranking import Keys, Places, beyond, position_of, smallest

# Few distinct values make ties, many make none; long ones go by blocks, short ones are sorted.
made = st.tuples(st.integers(0, 4_000), st.sampled_from([1, 3, 50, 10**6]), st.integers(0, 2**32 - 1))


def columns(length: int, distinct: int, seed: int) -> list[NDArray[Any]]:
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, distinct, length).astype(np.float32) / np.float32(7)
    return [scores, chance.integers(0, 5, length), chance.permutation(length).astype(np.uint64)]


def keys(values: list[NDArray[Any]]) -> Keys:
    def key(column: NDArray[Any]) -> Any:
        return lambda at: column if at is None else column[at]

    return [key(column) for column in values]


@settings(max_examples=150)
@given(made, st.integers(0, 1_200))
def test_the_first_of_all(of: tuple[int, int, int], count: int) -> None:
    values = columns(*of)
    expected = np.lexsort(values[::-1])[:count]
    assert smallest(keys(values), of[0], count).tolist() == expected.tolist()


@settings(max_examples=100)
@given(made, st.integers(1, 100))
def test_going_on_after_a_page_reaches_all_in_the_same_order(of: tuple[int, int, int], per_page: int) -> None:
    values = columns(*of)
    order = np.lexsort(values[::-1]).tolist()
    for start in (0, per_page, 7 * per_page):
        if start + per_page >= len(order):
            return
        left: Places = beyond(keys(values), position_of(keys(values), np.intp(order[start])))
        assert sorted(left.tolist()) == sorted(order[start + 1 :])
        following = smallest(keys(values), of[0], per_page, left)
        assert following.tolist() == order[start + 1 : start + 1 + per_page]
