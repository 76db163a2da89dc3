from __future__ import annotations

from corpus.release import Office
from search.request import SearchRequest
from tests.search.releases import engine, release

DEPUTY = Office("Deputy Minister", "az/interior", "AZ")
MINISTER = Office("Minister of Internal Affairs", "az/interior", "AZ")
CORPUS = engine(
    release("a", "One.", date="2019-05-01", people=[("v-eyvazov", "V. Eyvazov")], offices={"v-eyvazov": [DEPUTY]}),
    release(
        "b",
        "Two.",
        date="2021-01-10",
        people=[("v-eyvazov", "Vilayat Eyvazov"), "ann"],
        offices={"v-eyvazov": [MINISTER]},
        ministries=[("az/interior", "Interior Ministry"), ("kz/interior", "MIA")],
        countries=("AZ",),
    ),
    release(
        "c",
        "Three.",
        date="2023-02-23",
        people=[("v-eyvazov", "Vilayat Eyvazov"), "ann", "bob"],
        offices={"v-eyvazov": [MINISTER]},
        ministries=[("az/interior", "Interior Ministry")],
    ),
)


def test_a_person_has_names_offices_over_time_and_company() -> None:
    person = CORPUS.entity("person", "v-eyvazov")
    assert person is not None
    assert (person.name, person.aliases, person.count) == ("Vilayat Eyvazov", ("V. Eyvazov",), 3)
    assert [(o.office, o.ministry_name, o.first, o.last, o.count) for o in person.offices] == [
        ("Minister of Internal Affairs", "Interior Ministry (Azerbaijan)", "2021-01-10", "2023-02-23", 2),
        ("Deputy Minister", "Interior Ministry (Azerbaijan)", "2019-05-01", "2019-05-01", 1),
    ]
    assert [(b.value, b.count) for b in person.related["person"]] == [("ann", 2), ("bob", 1)]
    assert [r.release.id for r in person.latest] == ["c", "b", "a"]
    assert person.histogram is not None


def test_a_ministry_tells_who_held_its_offices() -> None:
    ministry = CORPUS.entity("ministry", "az/interior")
    assert ministry is not None
    assert (ministry.name, ministry.country, ministry.count) == ("Interior Ministry (Azerbaijan)", "AZ", 2)
    assert {(o.person_name, o.office) for o in ministry.offices} == {
        ("Vilayat Eyvazov", "Minister of Internal Affairs"),
        ("Vilayat Eyvazov", "Deputy Minister"),
    }


def test_company_counts_what_a_search_for_both_finds() -> None:
    for kind, id in (("person", "v-eyvazov"), ("ministry", "az/interior"), ("country", "AZ")):
        entity = CORPUS.entity(kind, id)
        assert entity is not None
        for field, buckets in entity.related.items():
            for bucket in buckets:
                both = {kind: (id,), field: (bucket.value,)} if kind != field else {kind: (id, bucket.value)}
                assert CORPUS.search(SearchRequest(all_of=both)).total == bucket.count


def test_who_is_in_no_release_is_nobody() -> None:
    assert CORPUS.entity("person", "nobody") is None
    assert CORPUS.entity("colour", "red") is None


def test_a_country_is_called_by_its_name() -> None:
    country = CORPUS.entity("country", "AZ")
    assert country is not None
    assert country.name == "Azerbaijan"


def test_around_a_release_stand_its_translation_its_correction_and_others_like_it() -> None:
    body = "The Federal Council opened the consultation on energy efficiency standards for 2025 and 1200 buildings. "
    corpus = engine(
        release("en", body * 3, title="Council opens consultation on energy", date="2023-05-03", publisher="Council",
                people=["ann"], reference="R-1"),
        release("de", "Der Bundesrat hat die Vernehmlassung eröffnet.", language="de", date="2023-05-03",
                publisher="Council", people=["ann"], reference="R-1"),
        release("fix", "Correction. " + body, title="Correction: Council opens consultation on energy",
                date="2023-05-04", publisher="Council"),
        release("like", "Energy efficiency standards for buildings were praised.", date="2023-06-01"),
        release("unlike", "Fishing quotas were agreed by ministers.", date="2023-06-01"),
        *(release(f"x{n}", "Other matters were also decided.", date="2022-01-01") for n in range(5)),
    )  # fmt: skip
    view = corpus.release("en")
    assert view is not None
    assert [r.id for r in view.translations] == ["de"]
    assert [r.id for r in view.corrections] == ["fix"]
    assert [r.release.id for r in view.related] == ["like"]
    corrected = corpus.release("fix")
    assert corrected is not None
    assert [r.id for r in corrected.corrections] == ["en"]
    assert corpus.release("nothing") is None


def test_coverage_is_counted_by_publisher_and_month() -> None:
    stats = engine(
        release("a", date="2023-02-01", publisher="A"),
        release("b", date="2023-02-28", publisher="A"),
        release("c", date="2023-03-01", publisher="B"),
        extras={"rejects": b'[["x.pdf", "no text"]]', "built": b'{"built_at": "2026-11-24T12:00:00+00:00"}'},
    ).stats()
    assert stats.publishers_by_month == {"A": {"2023-02": 2}, "B": {"2023-03": 1}}
    assert (stats.releases, stats.first_date, stats.last_date) == (3, "2023-02-01", "2023-03-01")
    assert stats.rejects == [("x.pdf", "no text")]
    assert stats.built_at is not None
