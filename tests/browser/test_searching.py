"""What a person does, with a mouse, a keyboard, a phone, and without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def question(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def total(page: Page) -> int:
    return int((page.locator("h1").text_content() or "").split()[0])


def finds(page: Page, count: int) -> None:
    """Waits for an answer of so many releases: with script a filter changes the page in place."""
    expect(page.locator("h1")).to_have_text(re.compile(f"^{count} release"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_search_narrow_page_read_follow_and_come_back(tab: Tab, script: bool) -> None:
    page = tab.open("/", java_script_enabled=script)
    page.get_by_label("Search press releases").fill("energy")
    page.get_by_role("button", name="Search").click()
    finds(page, 60)

    publishers = page.locator("[data-field=publisher]")
    publishers.locator("summary").click()
    publishers.get_by_role("link", name="Azerbaijan").click()
    finds(page, 20)
    page.locator("[data-field=publisher]").get_by_role("link", name="Kazakhstan").click()
    finds(page, 40)
    kinds = page.locator("[data-field=kind]")
    kinds.locator("summary").click()
    kinds.get_by_role("link", name="Statement").click()
    finds(page, 20)
    expect(page.locator(".chips li")).to_have_count(4)

    page.locator(".chips a", has_text="Kazakhstan").click()
    finds(page, 10)
    page.locator(".chips a", has_text="Statement").click()
    finds(page, 20)
    page.goto(page.url + "&per_page=5")
    page.get_by_role("link", name="Next").click()
    assert ("page", "2") in question(page)
    results = page.url
    title = page.locator(".result h2 a").first
    heading = title.text_content()
    title.click()
    expect(page.locator("h1")).to_have_text(heading or "")
    expect(page.locator(".text mark").first).to_have_text("energy")

    page.locator(".record").get_by_role("link", name="Official").first.click()
    expect(page.locator("h1")).to_contain_text("Official")
    page.go_back()
    page.get_by_role("link", name="Back to the results").click()
    assert page.url == results


def test_a_filter_changes_the_page_in_place_and_back_undoes_it(tab: Tab) -> None:
    page = tab.open("/search?q=energy")
    page.evaluate("window.same = true")
    page.locator("[data-field=kind] summary").click()
    page.locator("[data-field=kind]").get_by_role("link", name="Statement").press("Enter")
    finds(page, 30)
    expect(page.locator(":focus .label")).to_have_text("Statement")  # the focus stays where the hand was
    expect(page.locator("[data-field=kind]")).to_have_attribute("open", "")
    expect(page.locator("p[role=status]")).to_have_text("30 releases for energy")
    expect(page).to_have_title(re.compile("^energy · 30 releases"))
    page.get_by_role("link", name="Newest").click()
    page.wait_for_url("**/search?q=energy&kind=statement&sort=newest")
    assert page.evaluate("window.same")
    page.go_back()
    page.go_back()
    finds(page, 60)
    assert question(page) == [("q", "energy")]
    page.go_forward()
    finds(page, 30)
    page.reload()
    finds(page, 30)
    assert not page.evaluate("window.same")


def test_a_question_asked_again_keeps_the_filters_of_the_page(tab: Tab) -> None:
    page = tab.open("/search?q=energy")
    page.locator("[data-field=country]").get_by_role("link", name="Kazakhstan").click()
    finds(page, 20)
    page.get_by_role("combobox").fill("memorandum")
    page.keyboard.press("Enter")
    finds(page, 1)
    assert ("country", "KZ") in question(page)


def test_the_histogram_says_what_the_pointer_is_on(tab: Tab) -> None:
    page = tab.open("/search?q=energy")
    scale = page.locator(".scale")
    usual = scale.text_content()
    page.locator(".histogram a").first.focus()
    expect(scale).to_have_text(re.compile(r"^\w+ 2019: \d$"))
    page.locator("#results").focus()
    expect(scale).to_have_text(usual or "")


def test_the_record_marks_every_mention_of_someone(tab: Tab) -> None:
    page = tab.open("/releases/meeting-1")
    page.get_by_role("link", name="2 mentions of Vilayat Eyvazov in the text").click()
    expect(page.locator(".mention.here")).to_have_text(["Vilayat Eyvazov", "Eyvazov"])


def test_results_are_read_one_after_another(tab: Tab) -> None:
    page = tab.open("/search?q=memorandum&fold=false", java_script_enabled=False)
    page.locator(".result h2 a").first.click()
    page.get_by_role("link", name="Next result").click()
    expect(page.locator(".place")).to_contain_text("2 of 2")
    expect(page.locator(".text mark").first).to_have_text("memorandum")


def test_dates_are_brushed_over_the_histogram(tab: Tab) -> None:
    page = tab.open("/search?q=energy&page=2")
    area = page.locator(".histogram svg").bounding_box()
    assert area is not None
    y = area["y"] + area["height"] / 2
    page.mouse.move(area["x"] + area["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.5, y, steps=3)
    page.mouse.move(area["x"] + area["width"] * 0.6, y, steps=3)
    before = page.url
    page.mouse.up()
    page.wait_for_url(lambda url: url != before)
    asked = dict(question(page))
    assert asked["q"] == "energy"
    assert "page" not in asked
    assert "2020" <= asked["from"][:4] <= asked["to"][:4] <= "2022"
    assert 0 < total(page) < 60
    page.get_by_role("link", name="All dates").click()
    finds(page, 60)


def test_a_column_is_a_link_to_its_month(tab: Tab) -> None:
    page = tab.open("/search?q=energy", java_script_enabled=False)
    bar = page.locator(".histogram a").first
    count = int((bar.locator("title").text_content() or "").rsplit(" ", 1)[1])
    page.goto(bar.get_attribute("href") or "")
    finds(page, count)
    page.get_by_role("link", name="All of 20").click()
    assert dict(question(page))["from"] == dict(question(page))["to"]


def test_dates_are_typed(tab: Tab) -> None:
    page = tab.open("/search?q=energy", java_script_enabled=False)
    page.get_by_label("From").fill("2021")
    page.get_by_label("to", exact=True).fill("2021")
    page.get_by_role("button", name="Set dates").click()
    finds(page, 12)
    expect(page.get_by_label("From")).to_have_value("2021")


def test_suggestions_are_gone_through_with_the_keyboard(tab: Tab) -> None:
    page = tab.open("/")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search press releases")
    expect(box).to_be_focused()
    page.keyboard.type("akhmet")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Marat Akhmetzhanov")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("z")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/marat-akhmetzhanov")


def test_enter_without_a_choice_searches_for_what_is_typed(tab: Tab) -> None:
    page = tab.open("/")
    page.get_by_role("combobox").press_sequentially("energ")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=energ")


def test_a_long_facet_is_searched_in_place(tab: Tab) -> None:
    page = tab.open("/search?q=energy&publisher=Azerbaijan&publisher=Kazakhstan")
    people = page.locator("[data-field=person]")
    people.locator(".more a").click()
    box = people.get_by_role("searchbox", name="Search in person")
    expect(box).to_be_focused()
    expect(people.locator("li")).to_have_count(14)
    box.fill("official m")
    expect(people.locator("li")).to_have_count(1)
    people.get_by_role("link", name="Official Mson").click()
    page.wait_for_url("**person=official-12*")
    assert ("publisher", "Kazakhstan") in question(page)
    expect(people.get_by_role("link", name="Official Mson")).to_have_attribute("aria-current", "true")
    assert 0 < total(page) < 10


def test_matches_are_stepped_through(tab: Tab) -> None:
    page = tab.open("/releases/meeting-1?q=memorandum+training")
    status = page.locator(".steps [role=status]")
    expect(status).to_have_text("3 matches")
    page.get_by_role("button", name="Next match").click()
    expect(status).to_have_text("1 of 3")
    page.keyboard.press("n")
    expect(page.locator("mark.here")).to_have_id("match-2")
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(status).to_have_text("3 of 3")


def test_what_two_releases_share_can_be_put_away_without_script(tab: Tab) -> None:
    page = tab.open("/releases/meeting-1/beside/meeting-2", java_script_enabled=False)
    expect(page.locator("tr.same").first).to_be_visible()
    page.get_by_label("Show only what differs").check()
    expect(page.locator("tr.same").first).to_be_hidden()
    expect(page.locator("tr.right")).to_be_visible()


def test_marks_of_mentions_can_be_put_away_without_script(tab: Tab) -> None:
    page = tab.open("/releases/meeting-1", java_script_enabled=False)
    mention = page.locator(".text .mention").first
    expect(mention).to_have_css("text-decoration-line", "underline")
    page.get_by_label("Mark people").uncheck()
    expect(mention).to_have_css("text-decoration-line", "none")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_phone_filters_are_a_sheet(tab: Tab, script: bool) -> None:
    page = tab.open("/search?q=energy", java_script_enabled=script, **PHONE)
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("link", name="Filters").tap()
    expect(page.locator("#filters")).to_be_visible()
    page.locator("[data-field=country]").get_by_role("link", name="Kazakhstan").tap()
    if script:  # with script the sheet stays for a second value
        expect(page.get_by_role("link", name="Show 20 releases")).to_be_visible()
        page.locator("[data-field=country]").get_by_role("link", name="Switzerland").tap()
        page.get_by_role("link", name="Show 40 releases").tap()
    else:
        finds(page, 20)
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator(".result").first).to_be_visible()


def test_the_keyboard_alone_reaches_a_result(tab: Tab) -> None:
    page = tab.open("/search?q=memorandum")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.result h2 a')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/releases/meeting-1**")


def test_columns_are_one_stop_for_the_tab_key_and_arrows_go_through_them(tab: Tab) -> None:
    page = tab.open("/search?q=energy")
    first = page.locator(".histogram a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".histogram a").nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.histogram')")


@pytest.mark.parametrize(
    "address",
    ["/releases/hostile", "/search?q=payload", "/people/mallory", "/ministries/zz/hostile", "/about", "/people", "/"],
)
def test_nothing_in_a_release_is_run(tab: Tab, address: str) -> None:
    page = tab.open(address)
    assert page.evaluate("window.pwned") is None
    if address == "/":
        page.get_by_role("combobox").press_sequentially("mallory")
        expect(page.get_by_role("option").first).to_contain_text("<script>")
        assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("parameter", ["q", "ministry", "from", "sort", "page"])
def test_nothing_in_an_address_is_run(tab: Tab, parameter: str) -> None:
    page = tab.open(
        f"/search?{parameter}=" + quote('"><script>window.pwned=1</script><img src=x onerror=window.pwned=1>')
    )
    assert page.evaluate("window.pwned") is None


def test_the_page_does_not_jump_while_it_loads(tab: Tab) -> None:
    page = tab.open("/search?q=energy")
    page.wait_for_timeout(300)
    shift = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list =>
             done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
           ).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 300))"""
    )
    assert shift == 0
