"""Every kind of page by axe-core in both schemes, at every width, in large letters, on paper."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS, Tab

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "home": "/",
    "search": "/search?q=energy&kind=statement&ministry=az/energy",
    "nothing": "/search?q=memorandum&place=Astana&kind=statement",
    "values": "/search/person?q=energy",
    "release": "/releases/meeting-1?q=memorandum",
    "arabic": "/releases/arabic",
    "table": "/releases/table",
    "beside": "/releases/meeting-1/beside/meeting-2",
    "people": "/people",
    "person": "/people/vilayat-eyvazov",
    "ministry": "/ministries/az/energy",
    "countries": "/countries",
    "country": "/countries/AZ",
    "about": "/about",
    "help": "/help",
    "docs": "/api/v1/docs",
    "missing": "/nowhere",
}


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(tab: Tab, name: str, scheme: str) -> None:
    page = tab.open(PAGES[name], color_scheme=scheme, bypass_csp=True)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}.png", full_page=name != "docs")
    assert violations(page) == []
    tab.complaints.clear() if name == "missing" else None  # a browser says that a page was not found


def test_axe_finds_nothing_where_script_has_added_to_a_page(tab: Tab) -> None:
    page = tab.open("/search?q=energy", bypass_csp=True)
    page.locator("[data-field=person] .more a").click()
    page.locator("[data-field=person] input").wait_for()
    page.get_by_role("combobox").fill("official")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_unfolded(tab: Tab, scheme: str) -> None:
    for address in ("/search?q=energy&kind=statement#filters", "/releases/meeting-1?q=memorandum"):
        page = tab.open(address, color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 740})
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        assert violations(page) == [], address


def test_axe_finds_nothing_on_a_phone(tab: Tab) -> None:
    page = tab.open("/", bypass_csp=True, viewport={"width": 340, "height": 740})
    for address in ("/", "/search?q=energy", "/releases/meeting-1?q=memorandum", "/people/official-1", "/ministries"):
        page.goto(address)
        assert violations(page) == [], address


def test_behind_the_sheet_of_filters_nothing_takes_the_focus(tab: Tab) -> None:
    page = tab.open("/search?q=energy#filters", viewport={"width": 360, "height": 740})
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('#filters')")
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 768, 1280, 1920, 2560])
def test_no_page_is_wider_than_its_window(tab: Tab, width: int) -> None:
    page = tab.open("/", viewport={"width": width, "height": 800})
    for name, address in PAGES.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    tab.complaints.clear()


def test_text_at_twice_its_size_still_fits(tab: Tab) -> None:
    page = tab.open("/search?q=energy", viewport={"width": 640, "height": 450})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_on_paper_a_release_is_its_text_and_record(tab: Tab) -> None:
    page = tab.open("/releases/meeting-1")
    page.emulate_media(media="print")
    assert page.locator(".text").is_visible()
    assert page.locator(".record").is_visible()
    for screen_only in (".masthead", ".ask", ".tools", ".colophon"):
        assert not page.locator(screen_only).first.is_visible()


def test_forced_colours_keep_what_is_selected_visible(tab: Tab) -> None:
    page = tab.open("/search?q=energy&country=AZ", forced_colors="active")
    colours = page.eval_on_selector_all(
        "[data-field=country] li a", "links => links.map(link => getComputedStyle(link, '::before').backgroundColor)"
    )
    assert colours[0] != colours[1]
