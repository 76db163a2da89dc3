from __future__ import annotations

from datetime import date
from html import unescape
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.embedded import EmbeddedEngine
from search.errors import BadRequest
from search.request import MATCHES, SearchRequest
from tests.search.query.test_parser import QUESTION
from tests.search.releases import engine, release

CORPUS = engine(
    release(
        "seed",
        "A memorandum was signed between the ministries of internal affairs of Azerbaijan and Kazakhstan.",
        date="2023-02-23",
        publisher="Trend",
        kind="news",
        countries=("AZ", "KZ"),
        place="Baku",
        people=["vilayat-eyvazov", "marat-akhmetzhanov"],
        ministries=[("az/interior", "Ministry of Internal Affairs"), ("kz/interior", "Ministry of Internal Affairs")],
    ),
    release(
        "health",
        "The Minister of Health of Kazakhstan opened two hospitals in the U.S. style, said Dr O’Brien.",
        title="Hospitals opened",
        date="2023-03-01",
        publisher="Gov",
        kind="press-release",
        countries=("KZ",),
        place="Astana",
        people=["azhar-giniyat"],
        ministries=[("kz/health", "Ministry of Health")],
        reference="No. 17-1128",
    ),
    release(
        "ru",
        "Министр внутренних дел Эйвазов подписал меморандум.",
        title="О подписании меморандума",
        date="2023-02",
        publisher="Gov",
        language="ru",
        countries=("AZ",),
    ),
    release(
        "undated", "A hospital memorandum without a date. COP-27 was near, and near it the hospital.", kind="report"
    ),
)


def ids(q: str = "", on: EmbeddedEngine = CORPUS, **options: object) -> list[str]:
    return [r.release.id for r in on.search(SearchRequest(q=q, **options)).results]  # type: ignore[arg-type]


def values(facet: str, **options: object) -> dict[str, int]:
    found = CORPUS.search(SearchRequest(**options)).facets[facet]  # type: ignore[arg-type]
    return {bucket.value: bucket.count for bucket in found.buckets}


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("memorandum", {"seed", "undated"}),
        ("memorandums", {"seed", "undated"}),
        ("ministry interior", set()),
        ("memorandum signed", {"seed"}),
        ("memorandum -hospital", {"seed"}),
        ("hospitals OR ministries", {"health", "seed", "undated"}),
        ('"ministries of internal affairs"', {"seed"}),
        ('"ministry of internal affairs"', set()),
        ('"hospital near"~9', {"undated"}),
        ("hospi*", {"health", "undated"}),
        ("h*pital", {"undated"}),
        ("hospitl~", {"undated"}),
        ("US obrien", {"health"}),
        ("COP-27", {"undated"}),
        ("cop27", {"undated"}),
        ("title:hospitals", {"health"}),
        ("text:hospitals", {"health", "undated"}),
        ("меморандум", {"ru", "seed", "undated"}),
        ("Eyvazov", {"ru"}),
        ("person:eyvazov", {"seed"}),
        ('person:"Marat Akhmetzhanov"', {"seed"}),
        ("person:nobody", set()),
        ('ministry:"internal affairs"', {"seed"}),
        ('ministry:"internal affairs kazakhstan"', {"seed"}),
        ("ministry:kz/health", {"health"}),
        ("country:kazakhstan", {"seed", "health"}),
        ("country:az", {"seed", "ru"}),
        ("place:baku", {"seed"}),
        ("publisher:gov", {"health", "ru"}),
        ('kind:"press release"', {"health"}),
        ("language:russian", {"ru"}),
        ("ref:17-1128", set()),
        ("ref:no17*", {"health"}),
        ("ref:No.17-1128", {"health"}),
        ("date:2023-02", {"seed", "ru"}),
        ("date:[2023-02-20 to 2023-03]", {"seed", "health"}),
        ("-date:2023", {"undated"}),
        ("-memorandum", {"health", "ru"}),
        ("*", {"seed", "health", "ru", "undated"}),
    ],
)  # fmt: skip
def test_what_a_question_finds(q: str, found: set[str]) -> None:
    answer = CORPUS.search(SearchRequest(q=q))
    assert (set() if answer.relaxed else {r.release.id for r in answer.results}) == found


def test_words_that_no_release_has_together_are_relaxed_to_most_of_them_and_it_is_said() -> None:
    answer = CORPUS.search(SearchRequest(q="memorandum signed hospitals"))
    assert answer.relaxed
    assert [r.release.id for r in answer.results] == ["undated", "seed"] or {r.release.id for r in answer.results} == {
        "seed",
        "undated",
    }
    assert any("most of them" in note for note in answer.notes)


def test_any_of_the_words_is_enough_where_that_is_asked() -> None:
    assert set(ids("signed hospitals", match="any")) == {"seed", "health", "undated"}
    assert set(ids("signed hospitals person:eyvazov", match="any")) == {"seed"}


def test_filters_of_one_field_are_or_ed_and_fields_and_ed() -> None:
    assert set(ids(any_of={"country": ("AZ", "KZ")})) == {"seed", "health", "ru"}
    assert ids(any_of={"country": ("AZ", "KZ"), "publisher": ("Trend",)}) == ["seed"]
    assert ids(all_of={"country": ("AZ", "KZ")}) == ["seed"]
    assert set(ids(none_of={"country": ("AZ",)})) == {"health", "undated"}
    assert ids(any_of={"country": ("none",)}) == ["undated"]
    assert ids(none_of={"country": ("none", "KZ")}) == ["ru"]
    assert ids(date_from=date(2023, 2, 2), date_to=date(2023, 2, 28)) == ["seed"]


def test_a_facet_ignores_its_own_choice_and_respects_all_else() -> None:
    chosen = {"country": ("AZ",), "publisher": ("Gov",)}
    assert values("country", any_of=chosen) == {"AZ": 1, "KZ": 1}
    assert values("publisher", any_of=chosen) == {"Gov": 1, "Trend": 1}
    assert values("language", any_of=chosen) == {"ru": 1}
    assert values("country", all_of={"country": ("AZ",)}) == {"AZ": 2, "KZ": 1}


def test_a_count_is_the_number_of_results_behind_its_link() -> None:
    for q in ("", "memorandum"):
        facets = CORPUS.search(SearchRequest(q=q)).facets
        for field, facet in facets.items():
            for bucket in facet.buckets:
                answer = CORPUS.search(SearchRequest(q=q, any_of={field: (bucket.value,)}))
                assert answer.total == bucket.count, (q, field, bucket)
            assert CORPUS.search(SearchRequest(q=q, any_of={field: ("none",)})).total == facet.missing


def test_a_chosen_value_stays_in_sight_with_nothing_behind_it() -> None:
    answer = CORPUS.search(SearchRequest(any_of={"kind": ("speech",), "person": ("nobody",)}, facet_size=1))
    assert [(b.value, b.count) for b in answer.facets["kind"].buckets if b.selected] == [("speech", 0)]
    assert "No release has the person “nobody”." in answer.notes


def test_a_facet_says_how_much_more_there_is() -> None:
    facet = CORPUS.search(SearchRequest(facet_size=1)).facets["person"]
    assert (len(facet.buckets), facet.more, facet.missing) == (1, 2, 2)


def test_values_have_names() -> None:
    labels = {b.label for b in CORPUS.search(SearchRequest()).facets["ministry"].buckets}
    assert "Ministry of Internal Affairs (Azerbaijan)" in labels
    assert values("country")["KZ"] == 2
    assert {b.label for b in CORPUS.search(SearchRequest()).facets["country"].buckets} == {"Azerbaijan", "Kazakhstan"}


def test_the_values_of_a_long_facet_are_found_by_their_names() -> None:
    found = CORPUS.facet("ministry", prefix="internal kaz", request=SearchRequest())
    assert [b.value for b in found.buckets] == ["kz/interior"]
    assert [b.value for b in CORPUS.facet("country", prefix="kaz", request=SearchRequest()).buckets] == ["KZ"]
    assert CORPUS.facet("person", prefix="zz", request=SearchRequest()).buckets == ()


def test_results_are_sorted_and_what_has_no_date_comes_last() -> None:
    assert ids() == ["health", "seed", "ru", "undated"]
    assert ids(sort="oldest") == ["ru", "seed", "health", "undated"]
    assert ids("hospitals")[0] == "health", "a word of the title counts for more"


def test_the_interval_of_the_histogram_fits_the_span() -> None:
    histogram = CORPUS.search(SearchRequest()).histogram
    assert histogram is not None
    assert histogram.interval == "day"
    assert (histogram.buckets[0].first, histogram.buckets[-1].last) == (date(2023, 2, 1), date(2023, 3, 1))
    assert sum(bucket.count for bucket in histogram.buckets) == 3
    long = engine(release("a", date="1999-12-31"), release("b", date="2024-01-01"))
    years = long.search(SearchRequest()).histogram
    assert years is not None
    assert years.interval == "year"
    assert len(years.buckets) == 26
    assert engine(release("a")).search(SearchRequest()).histogram is None
    extremes = engine(release("a", date="0001-01-01"), release("b", date="9999-12-31"))
    assert extremes.search(SearchRequest()).histogram is not None


@pytest.mark.parametrize(
    ("request_", "parameter"),
    [
        (SearchRequest(page=0), "page"),
        (SearchRequest(page=501, per_page=20), "page"),
        (SearchRequest(per_page=0), "per_page"),
        (SearchRequest(per_page=101), "per_page"),
        (SearchRequest(facets=("colour",)), "facets"),
        (SearchRequest(any_of={"colour": ("red",)}), "any_of"),
        (SearchRequest(sort="random"), "sort"),  # type: ignore[arg-type]
        (SearchRequest(cursor="rubbish"), "cursor"),
        (SearchRequest(cursor="W10"), "cursor"),
        (SearchRequest(q="x" * 5000), "q"),
    ],
)
def test_what_can_not_be_served_is_an_error_that_names_the_parameter(request_: SearchRequest, parameter: str) -> None:
    with pytest.raises(BadRequest) as raised:
        CORPUS.search(request_)
    assert raised.value.parameter == parameter


def test_a_page_beyond_the_results_is_empty() -> None:
    answer = CORPUS.search(SearchRequest(page=2))
    assert (answer.total, answer.results, answer.next_cursor) == (4, (), None)


def test_an_empty_index_answers() -> None:
    answer = engine().search(SearchRequest(q="anything"))
    assert (answer.total, answer.results, answer.histogram) == (0, (), None)


def test_the_filter_that_stands_in_the_way_is_named() -> None:
    answer = CORPUS.search(SearchRequest(q="memorandum", any_of={"publisher": ("Trend",), "kind": ("speech",)}))
    assert answer.total == 0
    assert "Without the choice of kind there would be 1." in answer.notes


def test_explanations_tell_the_score_of_each_word_and_where_it_was_found() -> None:
    answer = CORPUS.search(SearchRequest(q="hospitals", explain=True))
    (word,) = answer.results[0].explanation["words"]  # type: ignore[index]
    assert word["fields"]["title"]["matched"] == ["hospit"]
    assert answer.results[0].explanation["score"] == pytest.approx(answer.results[0].score)  # type: ignore[index]


def test_an_export_is_every_release_in_order() -> None:
    assert [r.id for r in CORPUS.export(SearchRequest(sort="oldest"))] == ["ru", "seed", "health", "undated"]


@given(q=QUESTION, match=st.sampled_from(MATCHES))
@settings(max_examples=150)
def test_whatever_is_typed_is_answered_with_fragments_of_the_text(q: str, match: Literal["all", "most", "any"]) -> None:
    for result in CORPUS.search(SearchRequest(q=q, match=match, explain=True)).results:
        for fragment in result.highlights.text:
            unmarked = fragment.replace("<mark>", "").replace("</mark>", "")
            shown = unescape(unmarked).strip("… ")
            assert "<" not in unmarked
            assert " ".join(shown.split()) in " ".join(result.release.text.split())
