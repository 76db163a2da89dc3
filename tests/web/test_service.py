from __future__ import annotations

import csv
import gzip
import io
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from search.edits import to_bytes
from search.engines.embedded import EmbeddedEngine
from tests.search.releases import release, snapshot
from tests.web.corpus import releases
from web import Settings, create_app
from web.site import MOST_EXPORTS

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    "address", ["/", "/search?q=a", "/releases/meeting-1", "/nowhere", "/static/dateline.css", "/api/v1/stats"]
)
def test_every_answer_forbids_what_pages_do_not_need(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Accept-Encoding" in headers["Vary"]


@pytest.mark.parametrize(
    "address",
    ["/", "/search?q=energy", "/search.json?q=energy", "/search.atom?q=energy", "/releases/meeting-1", "/api/v1/stats"],
)
def test_what_a_client_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_a_tag_is_of_one_question_and_one_generation() -> None:
    made = [snapshot([release("a", "word")], generation=1)]
    client = create_app(EmbeddedEngine(lambda: made[-1], lambda: made[-1].generation), Settings()).test_client()
    EmbeddedEngine.LOOK_EVERY, usual = 0.0, EmbeddedEngine.LOOK_EVERY
    try:
        tags = {client.get(address).headers["ETag"] for address in ("/search?q=a", "/search?q=b", "/search.json?q=a")}
        made.append(snapshot([release("a", "word"), release("b", "word")], generation=2))
        time.sleep(0.01)
        tags.add(client.get("/search?q=a").headers["ETag"])
    finally:
        EmbeddedEngine.LOOK_EVERY = usual
    assert len(tags) == 4


def test_answers_are_compressed_for_those_who_can_read_that(client: FlaskClient) -> None:
    for address in ("/search?q=energy", "/search.json?q=energy", "/search.csv", "/search.jsonl", "/static/dateline.js"):
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        unpacked = gzip.decompress(packed.data)
        took = re.compile(rb'"took_ms": [0-9.]+')
        assert took.sub(b"", unpacked) == took.sub(b"", plain.data)
        refused = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
        assert "Content-Encoding" not in refused.headers


@pytest.mark.parametrize("address", ["/", "/search?q=a", "/releases/meeting-1", "/search.json", "/search.csv"])
def test_head_answers_as_get_without_a_body(client: FlaskClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert head.headers["ETag"] == get.headers["ETag"]


def test_other_sites_may_read_the_api_and_only_read(client: FlaskClient) -> None:
    for address in ("/api/v1/search", "/search.json", "/search.atom"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"
        assert client.post(address).status_code == 405
    assert "Access-Control-Allow-Origin" not in client.get("/search").headers
    asked = client.options(
        "/api/v1/search", headers={"Origin": "https://x.org", "Access-Control-Request-Method": "GET"}
    )
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_csv_holds_every_release_and_no_formula(client: FlaskClient) -> None:
    answer = client.get("/search.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["id"] for row in rows} == {one.id for one in releases()} - {"embargoed"}
    made = snapshot([release("f", "=HYPERLINK(1)", title="+1+1", publisher="@SUM(A1)", date="2020-01-01")])
    risky = create_app(EmbeddedEngine(lambda: made, lambda: 1), Settings()).test_client().get("/search.csv").text
    cells = next(csv.DictReader(io.StringIO(risky.removeprefix("\ufeff"))))
    assert (cells["title"], cells["publisher"], cells["text"]) == ("'+1+1", "'@SUM(A1)", "'=HYPERLINK(1)")


def test_json_lines_are_records_with_the_fields_asked_for(client: FlaskClient) -> None:
    whole = [json.loads(line) for line in client.get("/search.jsonl?q=memorandum").text.splitlines()]
    assert [record["id"] for record in whole] == ["meeting-1", "meeting-2"]
    assert whole[0] == releases()[0].to_json()
    brief = client.get("/search.jsonl?q=memorandum&fields=title").text.splitlines()
    assert json.loads(brief[0]) == {"id": "meeting-1", "title": "Ministers sign memorandum of cooperation"}


@pytest.mark.parametrize("address", ["/search.atom", "/search.atom?q=energy&ministry=az/energy", "/search.atom?q=none"])
def test_a_feed_is_what_its_standard_asks(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    etree.RelaxNG(file=str(Path(__file__).parent / "atom.rng")).assertValid(feed)
    page = f"http://localhost{address.replace('.atom', '')}"
    links = [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")]
    assert sorted(links) == [("alternate", page), ("self", f"http://localhost{address}")]
    for entry in feed.findall(f"{ATOM}entry"):
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == len(feed.findall(f"{ATOM}entry")) + 1


def test_an_entry_is_the_same_in_every_feed_on_every_host(client: FlaskClient) -> None:
    def entry(address: str, host: str) -> tuple[str | None, str | None]:
        feed = etree.fromstring(client.get(address, base_url=host).data)
        found = next(e for e in feed.iter(f"{ATOM}entry") if "memorandum" in e.findtext(ATOM + "title"))
        return found.findtext(ATOM + "id"), found.findtext(ATOM + "updated")

    assert entry("/search.atom?q=memorandum", "http://a") == entry("/search.atom?from=2023", "https://b")


def test_an_entry_is_as_old_as_its_release_until_that_is_edited() -> None:
    made = snapshot([release("new", date="2023-04"), release("old", date="2023-03-02"), release("undated")])
    keys = made.keys(made.live()).tolist()

    def feed(edits: dict[int, datetime]) -> list[str | None]:
        made.extras["edits"] = to_bytes({key: int(instant.timestamp()) for key, instant in edits.items()})
        client = create_app(EmbeddedEngine(lambda: made, lambda: 1), Settings()).test_client()
        return [element.text for element in etree.fromstring(client.get("/search.atom").data).iter(f"{ATOM}updated")]

    assert feed({}) == ["2023-04-01T00:00:00Z", "2023-04-01T00:00:00Z", "2023-03-02T00:00:00Z", "1970-01-01T00:00:00Z"]
    early, late = datetime(2023, 3, 1, tzinfo=UTC), datetime(2023, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert feed({keys[0]: early, keys[1]: late}) == [
        "2023-05-06T07:08:09Z", "2023-04-01T00:00:00Z", "2023-05-06T07:08:09Z", "1970-01-01T00:00:00Z",
    ]  # fmt: skip


def test_a_feed_survives_what_no_xml_may_hold() -> None:
    made = snapshot([release("x", "a\x01b \x0b ]]> <b>", title="\x02 & <i>", publisher="\uffff")])
    client = create_app(EmbeddedEngine(lambda: made, lambda: 1), Settings()).test_client()
    assert len(list(etree.fromstring(client.get("/search.atom").data).iter(f"{ATOM}entry"))) == 1
    etree.fromstring(client.get("/search.atom?q=%01%3Ci%3E&publisher=%EF%BF%BF").data)


def test_the_sitemap_lists_releases_people_and_ministries(client: FlaskClient) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed: list[str] = []
    for part in etree.fromstring(client.get("/sitemap.xml").data).iter(f"{space}loc"):
        listed += [loc.text for loc in etree.fromstring(client.get(part.text).data).iter(f"{space}loc")]
    assert "http://localhost/releases/meeting-1" in listed
    assert "http://localhost/people/vilayat-eyvazov" in listed
    assert "http://localhost/ministries/kz/interior" in listed
    assert len(listed) == len(set(listed))
    assert all(client.get(address).status_code == 200 for address in listed[::9])


def test_crawlers_are_kept_from_searches(client: FlaskClient) -> None:
    robots = client.get("/robots.txt").text
    assert "Disallow: /search\n" in robots
    assert "Sitemap: http://localhost/sitemap.xml" in robots


def test_a_browser_can_add_the_site_as_a_search_engine(client: FlaskClient) -> None:
    description = client.get("/opensearch.xml")
    assert b'template="http://localhost/search?q={searchTerms}"' in description.data
    link = html.fromstring(client.get("/").text).xpath("//link[@rel='search']/@href")
    assert link == ["/opensearch.xml"]
    assert client.get("/opensearch/suggest?q=energ").json[0] == "energ"


def test_metrics_count_requests_and_tell_of_the_index(client: FlaskClient) -> None:
    client.get("/releases/none")
    client.get("/search?q=energy")
    text = client.get("/metrics").text
    assert 'dateline_requests_total{method="GET",route="/releases/<release_id>",status="404"}' in text
    assert re.search(r'dateline_request_seconds_bucket\{route="/search",le="\+Inf"\} \d+', text)
    assert f"dateline_releases {len(releases()) - 1}" in text
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) .+|[a-z_]+(\{[^}]*\})? [-+0-9.e]+|.*Inf.*", line), line


def test_long_and_odd_requests_are_refused_not_failed(client: FlaskClient) -> None:
    assert client.get("/search?q=" + "a" * 5000).status_code == 400
    assert client.get("/search.json?q=" + "a" * 5000).json["parameter"] == "q"
    assert client.post("/search", data=b"x" * 100_000).status_code in (405, 413)
    assert client.get("/search?q=%00%FF%ED%A0%80").status_code == 200
    assert client.get("/releases/..%2F..%2Fetc%2Fpasswd").status_code == 404
    assert client.get("/static/../site.py").status_code == 404


def test_exports_leave_threads_to_others_and_the_place_of_one_that_ends_is_free_again() -> None:
    made = snapshot([release(f"r{number}", "word") for number in range(3)])
    client = create_app(EmbeddedEngine(lambda: made, lambda: 1), Settings()).test_client()
    unread = [client.get("/search.jsonl", buffered=False) for _ in range(MOST_EXPORTS)]
    refused = client.get("/search.csv")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert refused.json["type"] == "/api/v1/docs#busy"
    assert len(unread[0].text.splitlines()) == 3
    unread[1].close()
    assert [client.head("/search.csv").status_code for _ in range(9)] == [200] * 9
    assert client.get("/search.csv").status_code == 200
