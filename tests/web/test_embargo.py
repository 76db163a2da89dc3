"""What is under embargo leaves no trace in anything that is sent, and is in all of it from its instant on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.release import Office, Release
from search.edits import to_bytes
from search.engines.embedded import EmbeddedEngine
from tests.search.releases import release, snapshot
from web import Settings, create_app

INSTANT = datetime(2026, 11, 24, 13, tzinfo=UTC)
BEFORE = INSTANT - timedelta(seconds=1)
IDS = ["r0", "r1", "r2"]
ADDRESSES = [
    "/",
    "/about",
    "/help",
    "/metrics",
    "/readyz",
    "/people",
    "/ministries",
    "/countries",
    "/sitemap.xml",
    "/sitemaps/releases-1.xml",
    "/sitemaps/people.xml",
    "/sitemaps/ministries.xml",
    "/opensearch/suggest?q=zir",
    "/api/v1/stats",
    "/api/v1/suggest?q=z",
    "/api/v1/facets/publisher",
    "/api/v1/facets/ministry?q=zirconium",
    "/api/v1/search?q=zirconum&match=any&sort=oldest",
    "/search/person?prefix=z",
    "/search.json?per_page=1&sort=newest",  # with a cursor to the next page
    "/search.json?per_page=1&sort=oldest&page=2&fold=false",
    "/search.json?publisher=Secret+Office&facets=all&facet_size=50",
    *(
        f"/search{form}?q={q}&sort=newest"
        for form in ("", ".json", ".csv", ".jsonl", ".atom")
        for q in ("", "zirconium", "zirconum", "person:zander")
    ),
    *(f"/{kind}" for kind in ("people/zoe-zander", "ministries/az/interior", "countries/AZ")),
    *(f"/api/v1/{kind}" for kind in ("people/zoe-zander", "ministries/az/interior", "countries/AZ")),
    *(f"{before}/releases/{id}" for before in ("", "/api/v1") for id in IDS),
    *(f"/releases/r0/beside/{id}" for id in IDS[1:]),
]
OF_THE_MOMENT = re.compile(
    r'"(took_ms|score|index_bytes)": [0-9.e+-]+|[0-9.]+ ms|dateline_(request|index_bytes).*|[0-9.,]+ (KB|MB|bytes)'
)


class Clock(datetime):
    """Stands where the code asks for the time."""

    time = BEFORE

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.time


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(Clock, "time", BEFORE)
    for module in ("search.engines.embedded", "web.site"):
        monkeypatch.setattr(f"{module}.datetime", Clock)
    return Clock


def client_over(releases: list[Release]) -> FlaskClient:
    made = snapshot(releases)
    edited = {key: int(BEFORE.timestamp()) for key in made.keys(made.live()).tolist()}
    made.extras["edits"] = to_bytes(edited)
    return create_app(EmbeddedEngine(lambda: made, lambda: 1), Settings()).test_client()


@st.composite
def corpora(draw: st.DrawFn) -> list[Release]:
    made = []
    for id in IDS[: draw(st.integers(1, 3))]:
        person = draw(st.sampled_from(["ann-arden", "zoe-zander"]))
        fields: dict[str, Any] = {
            "date": draw(st.sampled_from([None, "2026-11-01"])),
            "people": [(person, draw(st.sampled_from([person.title(), "The Other Name"])))],
            "ministries": draw(st.sampled_from([[], ["az/interior"]])),
            "publisher": draw(st.sampled_from(["Secret Office", "Open Office"])),
            "title": draw(st.sampled_from(["Title of it", "Zirconium found"])),
            "embargo": draw(st.sampled_from([None, INSTANT.isoformat()])),
            "offices": {person: [Office("Minister", "az/interior", "AZ")]},
            "countries": draw(st.sampled_from([(), ("AZ",)])),
            "place": draw(st.sampled_from([None, "Zirnov"])),
        }
        text = draw(st.sampled_from(["a memorandum was signed", "zirconium was found near the hospital"]))
        made.append(release(id, text, **fields))
    return made


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora())
def test_every_answer_is_that_of_a_corpus_without_it(made: list[Release]) -> None:
    whole, without = client_over(made), client_over([one for one in made if one.embargo is None])
    for address in ADDRESSES:
        seen, right = whole.get(address), without.get(address)
        assert seen.status_code == right.status_code, address
        assert OF_THE_MOMENT.sub("", seen.text) == OF_THE_MOMENT.sub("", right.text), address
        assert seen.headers.get("ETag") == right.headers.get("ETag"), address


def test_at_its_instant_every_answer_has_it_and_no_kept_one_holds(clock: type[Clock]) -> None:
    held = release("r0", "zirconium", embargo=INSTANT.isoformat(), people=["zoe-zander"], ministries=["az/interior"])
    client = client_over([held, release("r1", "zirconium")])
    for address in ("/", "/search?q=zirconium", "/search.atom", "/search.csv", "/api/v1/stats", "/sitemaps/people.xml"):
        clock.time = BEFORE
        tag = {"If-None-Match": client.get(address).headers["ETag"]}
        assert client.get(address, headers=tag).status_code == 304
        clock.time = INSTANT
        assert client.get(address, headers=tag).status_code == 200
        assert "zoe-zander" in client.get(address).text or "r0" in client.get(address).text
    clock.time = BEFORE
    assert client.get("/releases/r0").status_code == 404
    clock.time = INSTANT
    assert client.get("/releases/r0").status_code == 200


def test_an_answer_made_while_an_embargo_ends_is_not_kept_for_the_one_after(clock: type[Clock]) -> None:
    made = snapshot([release("r0", "zirconium", embargo=INSTANT.isoformat()), release("r1", "zirconium")])

    class Slow(EmbeddedEngine):
        def search(self, request: Any) -> Any:
            answer = super().search(request)
            clock.time = INSTANT
            return answer

    client = create_app(Slow(lambda: made, lambda: 1), Settings()).test_client()
    early = client.get("/search?q=zirconium")
    late = client.get("/search?q=zirconium", headers={"If-None-Match": early.headers["ETag"]})
    assert "1 release" in early.text
    assert late.status_code == 200
    assert "2 releases" in late.text


def test_a_preview_shows_it_and_is_never_kept() -> None:
    made = snapshot([release("r0", "zirconium", embargo=INSTANT.isoformat())])
    client = create_app(EmbeddedEngine(lambda: made, lambda: 1), Settings(preview=True)).test_client()
    answer = client.get("/releases/r0")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
