"""Sets of documents as ascending arrays: the same whether each is looked up or all are laid out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.arrays.leaves import Leaf, intersection, places_in, union, without

SIZE = 20_000


def documents(count: int, seed: int) -> NDArray[np.intp]:
    return np.sort(np.random.default_rng(seed).choice(SIZE, count, replace=False)).astype(np.intp)


# From none to most of the documents, so that both are of a size, or one is far shorter.
sets = st.builds(documents, st.sampled_from([0, 1, 5, 40, 900, 8_000, 19_000]), st.integers(0, 50))


@settings(max_examples=200)
@given(sets, sets, sets)
def test_as_sets_of_numbers(one: NDArray[np.intp], other: NDArray[np.intp], third: NDArray[np.intp]) -> None:
    a, b, c = set(one.tolist()), set(other.tolist()), set(third.tolist())
    assert intersection(one, other, SIZE).tolist() == sorted(a & b)
    assert union([one, other, third], SIZE).tolist() == sorted(a | b | c)
    assert without(one, other, SIZE).tolist() == sorted(a - b)
    assert one[places_in(one, other, SIZE)].tolist() == sorted(a & b)


class Snapshot:
    """What a leaf asks of one: how much an occurrence counts in each document."""

    size = SIZE

    def norms(self, field: str) -> NDArray[np.float32]:
        return 1 / np.arange(1, SIZE + 1, dtype=np.float32)


@settings(max_examples=100)
@given(sets, sets)
def test_occurrences_are_weighed_in_whatever_documents_are_asked_for(
    held: NDArray[np.intp], asked: NDArray[np.intp]
) -> None:
    leaf = Leaf("text", held, (held % 7 + 1).astype(np.uint8))
    expected = np.where(np.isin(asked, held), Snapshot().norms("text")[asked] * (asked % 7 + 1), 0)
    np.testing.assert_allclose(leaf.weighted(Snapshot(), asked), expected, rtol=1e-6)  # type: ignore[arg-type]
    own = leaf.weighted(Snapshot(), held)  # type: ignore[arg-type]
    np.testing.assert_allclose(own, Snapshot().norms("text")[held] * (held % 7 + 1), rtol=1e-6)
