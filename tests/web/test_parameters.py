from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from search.request import FACETS, SearchRequest
from web.parameters import InvalidParameter, read_leniently, read_strictly
from web.questions import chosen, dated, dropped, query_string

TODAY = date(2024, 6, 1)


def arguments(query: str) -> MultiDict[str, str]:
    return Request(EnvironBuilder(query_string=query).get_environ()).args


def strictly(query: str) -> SearchRequest:
    return read_strictly(arguments(query), today=TODAY).request


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
values = st.dictionaries(
    st.sampled_from([facet for facet in FACETS if facet not in ("country", "kind")]),
    st.lists(words.filter(str.strip), min_size=1, max_size=3, unique=True).map(tuple),
    max_size=3,
)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
requests = st.builds(
    SearchRequest,
    q=words,
    match=st.sampled_from(["all", "most", "any"]),
    any_of=values,
    all_of=values,
    none_of=values,
    sort=st.sampled_from([None, "relevance", "newest", "oldest"]),
    page=st.integers(1, 100),
    per_page=st.integers(1, 100),
    fold=st.booleans(),
    explain=st.booleans(),
)


@given(requests, st.lists(st.none() | days, min_size=2, max_size=2))
def test_what_an_address_says_is_read_back(request: SearchRequest, ends: list[date | None]) -> None:
    first, last = sorted(ends, key=lambda day: day or TODAY) if all(ends) else ends
    asked = dated(request, first, last)
    assert strictly(query_string(asked)) == asked


@given(st.text(max_size=80))
def test_a_page_reads_any_query_string(query: str) -> None:
    arguments_of = MultiDict(pair for pair in arguments(query).items(multi=True) if pair[0] != "page")
    assert read_leniently(arguments_of).request.per_page


@given(requests)
def test_a_value_taken_back_leaves_the_question_as_it_was_on_page_one(request: SearchRequest) -> None:
    narrowed = chosen(request, "kind", "speech")
    assert "kind=speech" in query_string(narrowed)
    assert query_string(dropped(narrowed, "kind", "speech")) == query_string(dated(request, None, None))


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("from=2023&to=2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("from=2023-02&to=2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("from=2023-02-23", date(2023, 2, 23), None),
    ],
)
def test_dates_are_years_months_and_days_both_ends_included(query: str, first: date, last: date) -> None:
    request = strictly(query)
    assert (request.date_from, request.date_to) == (first, last)


def test_a_page_reads_dates_as_people_write_them() -> None:
    request = read_leniently(arguments("from=since may 2022&to=february 2024"), today=TODAY).request
    assert (request.date_from, request.date_to) == (date(2022, 5, 1), date(2024, 2, 29))


def test_dates_the_other_way_round_are_exchanged_and_that_is_said() -> None:
    asked = read_strictly(arguments("from=2023&to=2021"), today=TODAY)
    assert (asked.request.date_from, asked.request.date_to) == (date(2021, 1, 1), date(2023, 12, 31))
    assert asked.notes


def test_whole_years_and_months_are_written_shortly() -> None:
    assert query_string(dated(SearchRequest(), date(2023, 1, 1), date(2023, 12, 31))) == "from=2023&to=2023"
    assert query_string(dated(SearchRequest(), date(2023, 2, 1), date(2023, 2, 28))) == "from=2023-02&to=2023-02"


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("ministy=az/interior", "ministy", "ministry"),
        ("sort=newst", "sort", "newest"),
        ("match=al", "match", "all"),
        ("facets=persn", "facets", "person"),
        ("fields=titel", "fields", "title"),
        ("page=0", "page", None),
        ("per_page=101", "per_page", None),
        ("from=someday", "from", None),
        ("fold=perhaps", "fold", None),
        ("page=1&page=2", "page", None),
    ],
)
def test_strictly_a_mistake_is_named_with_what_was_probably_meant(query: str, parameter: str, nearest: str) -> None:
    with pytest.raises(InvalidParameter) as raised:
        strictly(query)
    assert (raised.value.parameter, raised.value.nearest) == (parameter, nearest)


def test_leniently_a_mistake_is_left_out_and_said() -> None:
    asked = read_leniently(arguments("q=gas&sort=newst&from=someday&unknown=1"))
    assert asked.request.q == "gas"
    assert (asked.request.sort, asked.request.date_from) == (None, None)
    assert len(asked.notes) == 2
    assert "newst" in asked.notes[0] + asked.notes[1]


def test_a_page_too_deep_is_an_error_on_pages_too() -> None:
    with pytest.raises(InvalidParameter, match="cursor"):
        read_leniently(arguments("page=99999"))


def test_country_codes_are_read_in_either_case() -> None:
    assert strictly("country=az").any_of == {"country": ("AZ",)}
