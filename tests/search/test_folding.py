from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.request import SearchRequest
from tests.search.releases import engine, release

JOINT = engine(
    release("late", "joint word here", date="2023-01-03", publisher="B", people=["ann"], countries=("FR",)),
    release("early", "joint word", date="2023-01-01", publisher="A", people=["bob"]),
    release("other", "word", date="2023-01-02", publisher="A", people=["bob"]),
    release("joint-undated", "joint", publisher="C"),
    groups=[7, 7, -1, 7],
)


def test_the_same_announcement_is_one_result_its_earliest() -> None:
    answer = JOINT.search(SearchRequest())
    assert [(r.release.id, r.also) for r in answer.results] == [("other", 0), ("early", 2)]
    assert (answer.total, answer.releases) == (2, 4)


def test_unfolded_all_are_shown() -> None:
    answer = JOINT.search(SearchRequest(fold=False))
    assert [r.release.id for r in answer.results] == ["late", "other", "early", "joint-undated"]
    assert (answer.total, answer.releases) == (4, 4)


def test_a_filter_leaves_the_earliest_of_what_it_selects() -> None:
    answer = JOINT.search(SearchRequest(any_of={"publisher": ("B", "C")}))
    assert [(r.release.id, r.also) for r in answer.results] == [("late", 1)]


def test_a_group_ranks_by_its_best_member() -> None:
    answer = JOINT.search(SearchRequest(q="here OR word"))
    assert [r.release.id for r in answer.results] == ["early", "other"]


def test_the_others_are_on_the_page_of_the_release() -> None:
    view = JOINT.release("early")
    assert view is not None
    assert [r.id for r in view.elsewhere] == ["late", "joint-undated"]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(-1, 2),
            st.sets(st.sampled_from(["ann", "bob", "cyd"])),
            st.sampled_from([None, "2023-01-01", "2023-02-05", "2024-07-01"]),
        ),
        max_size=9,
    )
)
def test_every_count_is_the_number_of_results_behind_it(made: list[tuple[int, set[str], str | None]]) -> None:
    corpus = engine(
        *(release(f"r{n}", "w", people=sorted(people), date=day) for n, (_, people, day) in enumerate(made)),
        groups=[group for group, _, _ in made],
    )
    answer = corpus.search(SearchRequest(facets=("person", "year")))
    for field, facet in answer.facets.items():
        for bucket in facet.buckets:
            assert corpus.search(SearchRequest(any_of={field: (bucket.value,)})).total == bucket.count
        assert corpus.search(SearchRequest(any_of={field: ("none",)})).total == facet.missing
    for span in answer.histogram.buckets if answer.histogram else ():
        assert corpus.search(SearchRequest(date_from=span.first, date_to=span.last)).total == span.count
