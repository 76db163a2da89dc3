from __future__ import annotations

import pytest

from search.request import SearchRequest
from tests.search.releases import engine, release

CORPUS = engine(
    *(
        release(
            f"m{n}",
            "A memorandum on hospital cooperation was signed with the ministry.",
            title="Memorandum signed in Baku",
            date=f"2023-01-{n + 1:02}",
            people=[("vilayat-eyvazov", "Vilayat Eyvazov")],
            ministries=[("az/interior", "Ministry of Internal Affairs")],
            countries=("AZ",),
            place="Baku",
        )
        for n in range(8)
    ),
    release("k", "Kazakhstan speaks.", countries=("KZ",), people=[("eva-novak", "Eva Novák")]),
)


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("eyv", "person", "Vilayat Eyvazov"),
        ("vilayat e", "person", "Vilayat Eyvazov"),
        ("novak", "person", "Eva Novák"),
        ("Novák", "person", "Eva Novák"),
        ("intern", "ministry", "Ministry of Internal Affairs (Azerbaijan)"),
        ("internal affairs azer", "ministry", "Ministry of Internal Affairs (Azerbaijan)"),
        ("bak", "place", "Baku"),
        ("kazak", "country", "Kazakhstan"),
        ("memorandum si", "title", "Memorandum signed in Baku"),
        ("hosp", "word", "hospital"),
        ("signed hosp", "word", "signed hospital"),
    ],
)
def test_what_a_person_typing_may_mean(typed: str, kind: str, text: str) -> None:
    assert (kind, text) in [(c.kind, c.text) for c in CORPUS.suggest(typed)]


@pytest.mark.parametrize("typed", ["", " ", "-", "zzzz", '"', "eyv" * 500])
def test_nothing_to_suggest_is_an_empty_list(typed: str) -> None:
    assert CORPUS.suggest(typed) == []


def test_no_more_is_suggested_than_asked_for() -> None:
    assert len(CORPUS.suggest("m", limit=2)) <= 2
    assert CORPUS.suggest("m", limit=0) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("memorandom", "memorandum"),
        ("memorandom hospitl", "memorandum hospital"),
        ('"memorandom on hospitel"', '"memorandum on hospital"'),
        ("coperation -kazakhstan", "cooperation -kazakhstan"),
        ("title:memorandm", "title:memorandum"),
        ("memorandumhospital", None),
        ("signedmemorandum", "signed memorandum"),
    ],
)
def test_words_are_corrected_from_the_corpus_own(typed: str, meant: str | None) -> None:
    suggestion = CORPUS.search(SearchRequest(q=typed)).suggestion
    if meant is not None:
        assert suggestion is not None
        assert suggestion.q == meant
        assert suggestion.total == CORPUS.search(SearchRequest(q=meant)).total


@pytest.mark.parametrize("typed", ["memorandum", "xqzwv", "17-1128", "person:eyvazof", "kazakhstan"])
def test_a_correction_is_only_offered_where_it_finds_more(typed: str) -> None:
    assert CORPUS.search(SearchRequest(q=typed)).suggestion is None
