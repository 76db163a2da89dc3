from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.errors import IndexCorrupt, IndexMissing
from tests.search.releases import engine, release
from tests.web.corpus import HOSTILE
from web import Settings, create_app

PAGES = (
    "/", "/search", "/search?q=energy", "/search?q=nothingatall", "/search/person?q=energy",
    "/releases/meeting-1?q=memorandum", "/releases/meeting-1/beside/meeting-2", "/releases/hostile", "/releases/arabic",
    "/releases/table", "/people", "/people?letter=A", "/people/vilayat-eyvazov", "/ministries",
    "/ministries?country=AZ", "/ministries/az/interior", "/countries", "/countries/AZ", "/about", "/help",
)  # fmt: skip


def tree(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.text)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_landmarks_and_nothing_inline(client: FlaskClient, address: str) -> None:
    page = tree(client, address)
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert not page.xpath("//*[@style or @onclick or @onerror or @onmouseover]")
    assert not page.xpath("//script[not(@src)] | //style")
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_nothing_comes_from_elsewhere_and_no_id_twice(client: FlaskClient, address: str) -> None:
    page = tree(client, address)
    assert all(source.startswith("/static/") for source in page.xpath("//script/@src | //img/@src"))
    assert all(link.startswith("/") for link in page.xpath("//link[not(@rel='canonical')]/@href"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_count_beside_a_value_is_the_number_of_results_behind_it(client: FlaskClient) -> None:
    page = tree(client, "/search?q=energy&publisher=Azerbaijan&from=2020&kind=statement")
    links = page.xpath("//details[contains(@class, 'facet')]//li/a[not(@aria-current)]")
    assert len(links) > 10
    for link in links:
        count = link.xpath(".//span[@class='count']")[0].text
        behind = tree(client, "/search" + link.get("href").removeprefix("/search"))
        field = link.xpath("ancestor::details/@data-field")[0]
        chosen = 1 + len(page.xpath(f"//details[@data-field='{field}']//a[@aria-current]"))
        if chosen == 1:  # beside a selected value of the same field a further one adds to it
            assert text(behind.xpath("//h1")[0]).startswith(f"{count} release"), link.get("href")


def test_a_filter_link_keeps_the_question(client: FlaskClient) -> None:
    page = tree(client, "/search?q=energy+gas&person_not=official-1&from=2020&sort=oldest")
    for link in page.xpath("//details//li/a/@href | //figure//a/@href | //nav[@class='pages']//a/@href"):
        assert "q=energy+gas" in link
        assert "person_not=official-1" in link
        assert "sort=oldest" in link
        assert "from=20" in link


def test_chips_say_what_is_asked_and_take_it_away(client: FlaskClient) -> None:
    page = tree(client, "/search?q=energy&ministry=az/energy&ministry=kz/energy&kind_not=statement&to=2022")
    chips = {text(chip): chip.get("href") for chip in page.xpath("//ul[@class='chips']//a")}
    assert list(chips) == [
        "ministry Ministry of Energy (Azerbaijan) ×, remove",
        "ministry Ministry of Energy (Kazakhstan) ×, remove",
        "not kind Statement ×, remove",
        "to 2022 ×, remove",
        "Clear all",
    ]
    assert chips["to 2022 ×, remove"] == "/search?q=energy&ministry=az/energy&ministry=kz/energy&kind_not=statement"
    assert chips["Clear all"] == "/search?q=energy"


def test_who_is_asked_for_has_a_page_that_is_linked(client: FlaskClient) -> None:
    page = tree(client, "/search?q=energy&ministry=az/energy&person_all=official-3&person=nobody&country=none")
    assert page.xpath("//p[starts-with(@class, 'named')]/a/@href") == ["/ministries/az/energy", "/people/official-3"]


def test_the_releases_with_a_person_are_searched_from_their_page(client: FlaskClient) -> None:
    (form,) = tree(client, "/people/vilayat-eyvazov").xpath("//form[@role='search']")
    assert text(form.xpath("./label")[0]) == "Search the releases with Vilayat Eyvazov"
    assert [(field.get("name"), field.get("value")) for field in form.xpath(".//input[@type='hidden']")] == [
        ("person", "vilayat-eyvazov")
    ]


def test_a_selected_value_stays_visible_at_zero(client: FlaskClient) -> None:
    page = tree(client, "/search?q=memorandum&person=official-3")
    selected = page.xpath("//details[@data-field='person']//a[@aria-current='true']")
    assert [text(link) for link in selected] == ["Official Dson 0"]


def test_results_say_what_how_and_by_how_many(client: FlaskClient) -> None:
    page = tree(client, "/search?q=memorandum")
    card = page.xpath("//li[@class='result']")[0]
    assert text(card.xpath(".//p[@class='dateline']")[0]) == "Baku, 23 February 2023 Azerbaijan Readout"
    assert card.xpath(".//h2/a/@href") == ["/releases/meeting-1?q=memorandum"]
    assert card.xpath(".//h2//mark/text()") == ["memorandum"]
    assert "also reported by 1" in text(card)


def test_joint_announcements_can_be_shown_one_by_one(client: FlaskClient) -> None:
    assert len(tree(client, "/search?q=memorandum&fold=false").xpath("//li[@class='result']")) == 2


def test_an_empty_answer_shows_ways_on(client: FlaskClient) -> None:
    page = tree(client, "/search?q=memorandum&place=Astana&kind=statement")
    ways = page.xpath("//div[@class='nothing']//li/a")
    assert [text(way) for way in ways] == ["Leave out all filters"]  # either filter alone leaves none
    assert text(tree(client, ways[0].get("href")).xpath("//h1")[0]).startswith("1 release")


def test_a_misspelling_is_answered_with_what_was_meant(client: FlaskClient) -> None:
    page = tree(client, "/search?q=memorandun")
    assert "Did you mean memorandum" in text(page.xpath("//p[@class='notice']")[0])


def test_filtered_pages_are_not_for_crawlers(client: FlaskClient) -> None:
    page = tree(client, "/search?q=energy&kind=statement")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert set(page.xpath("//details//li/a/@rel")) == {"nofollow"}
    assert not tree(client, "/search?q=energy").xpath("//meta[@name='robots']")


def test_a_release_shows_its_mentions_as_links_and_its_record(client: FlaskClient) -> None:
    page = tree(client, "/releases/meeting-1")
    mentions = [(link.get("href"), link.text_content()) for link in page.xpath("//div[@class='text']//a")]
    assert mentions == [
        ("/people/vilayat-eyvazov", "Vilayat Eyvazov"),
        ("/people/marat-akhmetzhanov", "Marat Akhmetzhanov"),
        ("/people/vilayat-eyvazov", "Eyvazov"),
        ("/ministries/kz/interior", "Ministry of Internal Affairs of Kazakhstan"),
    ]
    record = text(page.xpath("//aside[@class='record']")[0])
    for part in (
        "Colonel-General",
        "Minister of Internal Affairs",
        "from the dateline",
        "No. 17/2023",
        "taken from the",
    ):
        assert part in record
    assert page.xpath("//aside//a[@rel='noopener nofollow ugc']/@href") == ["https://example.org/news/17"]


def test_the_words_searched_for_are_marked_in_the_release(client: FlaskClient) -> None:
    page = tree(client, "/releases/meeting-1?q=memorandum+training&kind=readout&page=1")
    assert page.xpath("//div[@class='text']//mark/text()") == ["memorandum", "memorandum", "training"]
    assert page.xpath("//nav[@class='back']/a/@href") == ["/search?q=memorandum+training&kind=readout"]


def test_from_result_to_result_without_going_back(client: FlaskClient) -> None:
    first, second, third = (
        link.split("?")[0]
        for link in tree(client, "/search?q=energy&per_page=3").xpath("//li[@class='result']//h2/a/@href")
    )
    around = tree(client, f"{second}?q=energy&per_page=3").xpath("//nav[@class='back']")[0]
    assert "2 of 60" in text(around)
    question = "?q=energy&per_page=3"
    assert around.xpath(".//a[@rel]/@href") == [first + question, third + question]
    (following,) = tree(client, f"{third}?q=energy&per_page=3").xpath("//a[@rel='next']/@href")
    assert following.endswith("&page=2")  # over the edge of a page
    assert "4 of 60" in text(tree(client, following).xpath("//nav[@class='back']")[0])
    assert tree(client, following).xpath("//a[@rel='prev']/@href") == [f"{third}{question}"]


def test_a_release_that_the_question_does_not_find_has_no_place_among_the_results(client: FlaskClient) -> None:
    around = tree(client, "/releases/arabic?q=energy").xpath("//nav[@class='back']")[0]
    assert text(around) == "← Back to the results"


def test_the_record_counts_mentions_and_leads_to_the_first(client: FlaskClient) -> None:
    page = tree(client, "/releases/meeting-1")
    counts = {link.get("href"): link.text for link in page.xpath("//aside//a[@class='count']")}
    assert counts == {
        "#person-vilayat-eyvazov": "2×",
        "#person-marat-akhmetzhanov": "1×",
        "#ministry-kz/interior": "1×",
    }
    assert [text(page.xpath(f"//*[@id='{id[1:]}']")[0]) for id in counts] == [
        "Vilayat Eyvazov",
        "Marat Akhmetzhanov",
        "Ministry of Internal Affairs of Kazakhstan",
    ]


def test_a_correction_and_what_it_corrects_say_which_is_which() -> None:
    made = engine(
        release("first", "The agreement on trade was signed on 11 June.", title="Trade agreement signed",
                date="2020-06-12", publisher="Ministry"),
        release("second", "The agreement on trade was signed on 12 June.", title="Correction: Trade agreement signed",
                date="2020-06-15", publisher="Ministry"),
    )  # fmt: skip
    client = create_app(made, Settings()).test_client()
    said = {id: text(tree(client, f"/releases/{id}").xpath("//ul[@class='notice']")[0]) for id in ("first", "second")}
    assert said["first"].startswith("Corrected on 15 June 2020: Correction: Trade agreement signed")
    assert said["second"].startswith("This corrects the release of 12 June 2020: Trade agreement signed")


def test_words_searched_for_are_marked_in_tables_too(client: FlaskClient) -> None:
    assert tree(client, "/releases/table?q=quarter").xpath("//div[@class='text']//td//mark | //th//mark/@id") == [
        "match-1"
    ]


def test_every_example_of_the_help_page_finds_what_it_says(client: FlaskClient) -> None:
    rows = tree(client, "/help").xpath("//table//tr[td]")
    assert len(rows) > 15
    for row in rows:
        links, count = row.xpath(".//a/@href"), text(row.xpath("./td")[-1])
        assert bool(links) == (count != "0")
        if links:
            assert text(tree(client, links[0]).xpath("//h1")[0]).startswith(f"{count} release"), links[0]


def test_the_start_page_offers_searches_that_find_something(client: FlaskClient) -> None:
    page = tree(client, "/")
    ways = page.xpath("//p[contains(@class, 'begin')]/a[@rel='nofollow']/@href")
    assert len(ways) >= 3
    assert not any(text(tree(client, way).xpath("//h1")[0]).startswith("No ") for way in ways)
    assert text(page.xpath("//section[@aria-labelledby='joint']//li")[0]).endswith("also reported by 1")


def test_the_text_shown_is_the_text_of_the_record(client: FlaskClient) -> None:
    for id in ("meeting-1", "hostile", "arabic", "japanese", "untitled"):
        record = client.get(f"/api/v1/releases/{id}").json["text"]
        page = tree(client, f"/releases/{id}?q=memorandum+the+payload")
        shown = "\n\n".join(p.text_content() for p in page.xpath("//div[@class='text']/p"))
        assert shown == record


def test_a_table_is_set_as_one(client: FlaskClient) -> None:
    rows = tree(client, "/releases/table").xpath("//div[@class='text']//tr")
    assert [[text(cell) for cell in row] for row in rows] == [
        ["Quarter", "Exports"],
        ["First", "120"],
        ["Second", "140"],
    ]


@pytest.mark.parametrize(("id", "language", "direction"), [("arabic", "ar", "rtl"), ("japanese", "ja", "ltr")])
def test_language_and_direction_are_the_release_s(client: FlaskClient, id: str, language: str, direction: str) -> None:
    body = tree(client, f"/releases/{id}").xpath("//div[@class='text']")[0]
    assert (body.get("lang"), body.get("dir")) == (language, direction)


def test_the_same_announcement_elsewhere_is_compared_side_by_side(client: FlaskClient) -> None:
    page = tree(client, "/releases/meeting-1")
    assert page.xpath("//section[@id='elsewhere']//a/@href") == [
        "/releases/meeting-2",
        "/releases/meeting-1/beside/meeting-2",
    ]
    beside = tree(client, "/releases/meeting-1/beside/meeting-2")
    assert text(beside.xpath("//tr[@class='right']")[0]) == "It has ten articles."
    assert len(beside.xpath("//tr[@class='same']")) == 3


def test_a_person_has_offices_co_mentions_and_a_feed(client: FlaskClient) -> None:
    page = tree(client, "/people/vilayat-eyvazov")
    assert "Minister of Internal Affairs" in text(page.xpath("//table[@class='offices']")[0])
    together = page.xpath("//section[contains(@class, 'tally')]//a[@class='count']/@href")[0]
    assert together == "/search?person_all=vilayat-eyvazov&person_all=marat-akhmetzhanov"
    assert "1 release" in text(tree(client, together).xpath("//h1")[0])


def test_people_are_found_by_name_letter_and_country(client: FlaskClient) -> None:
    def listed(address: str) -> list[str]:
        return [text(link) for link in tree(client, address).xpath("//ol[@class='directory']//a")]

    assert listed("/people?q=akhm") == ["Marat Akhmetzhanov"]
    assert listed("/people?letter=B") == ["Official Bson"]
    assert "Marat Akhmetzhanov" in listed("/people?country=KZ")
    assert listed("/ministries?country=KZ") == [
        "Ministry of Energy (Kazakhstan)",
        "Ministry of Internal Affairs (Kazakhstan)",
    ]


def test_all_values_of_a_facet_can_be_searched_without_script(client: FlaskClient) -> None:
    page = tree(client, "/search/person?q=energy&prefix=official+c")
    links = page.xpath("//ol[@class='directory']//a/@href")
    assert links == ["/search?q=energy&person=official-2"]


@pytest.mark.parametrize(
    "address", ["/releases/embargoed", "/people/hidden-person", "/releases/none", "/nowhere", "/people/"]
)
def test_what_is_not_there_is_said_kindly(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    if address == "/people/":
        assert answer.status_code in (200, 308)
        return
    assert answer.status_code == 404
    assert "Start page" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_page_lets_an_embargoed_word_out(client: FlaskClient) -> None:
    for address in (*PAGES, "/search?q=secretword", "/search.csv?q=secretword", "/search.atom?q=secretword",
                    "/api/v1/suggest?q=secre", "/api/v1/suggest?q=hidden", "/sitemaps/releases-1.xml",
                    "/sitemaps/people.xml", "/api/v1/stats"):  # fmt: skip
        body = client.get(address).text
        assert "secretword announced" not in body
        assert "Hidden Person" not in body
        assert "embargoed<" not in body and "/releases/embargoed" not in body


def test_a_preview_shows_it() -> None:
    from tests.web.corpus import corpus

    client = create_app(corpus(), Settings(preview=True)).test_client()
    assert client.get("/releases/embargoed").status_code == 200
    assert client.get("/search?q=secretword").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", PAGES)
def test_markup_in_a_release_stays_text(client: FlaskClient, address: str) -> None:
    body = client.get(address).text
    assert "<img src=x" not in body
    assert "<script>window" not in body
    assert "javascript:" not in unescape(re.sub(r">[^<]*<", "><", body))


def test_markup_in_a_question_stays_text(client: FlaskClient) -> None:
    for parameter in ("q", "ministry", "person_not", "from", "sort", "facets", "prefix"):
        for path in ("/search", "/search/person", "/releases/meeting-1", "/people"):
            body = client.get(path, query_string={parameter: HOSTILE}).text
            assert "<img src=x" not in body
            assert "<script>window" not in body


def test_without_an_index_a_page_says_which_command_builds_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    client = create_app(None, Settings(index=tmp_path_factory.mktemp("empty") / "none")).test_client()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "dateline reindex" in answer.text
    assert client.get("/search.json").json["status"] == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/dateline.css").status_code == 200


@pytest.mark.parametrize("error", [IndexMissing("x"), IndexCorrupt("seg", "bad"), RuntimeError("boom")])
def test_no_failure_shows_its_insides(error: Exception) -> None:
    from tests.web.corpus import corpus

    class Failing:
        generation = 1

        def __getattr__(self, name: str) -> object:
            if name == "last_freed":
                return corpus().last_freed
            raise error

    client = create_app(Failing(), Settings()).test_client()  # type: ignore[arg-type]
    for address in ("/", "/search?q=a", "/api/v1/search", "/releases/a", "/search.csv"):
        answer = client.get(address)
        assert answer.status_code in (500, 503)
        assert "Traceback" not in answer.text
        assert "boom" not in answer.text


def test_a_search_page_weighs_less_than_sixty_kilobytes(client: FlaskClient) -> None:
    assert len(client.get("/search?q=energy+gas&from=2019-01&to=2023-12").data) < 60_000


@pytest.mark.parametrize("address", PAGES)
def test_styles_and_scripts_of_a_page_weigh_less_than_forty_kilobytes(client: FlaskClient, address: str) -> None:
    loaded = tree(client, address).xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert 1_000 < sum(len(client.get(file).data) for file in loaded) < 40_000
