"""Releases full of script, in every format, read, indexed and served: none of it is markup on any page.

The policy that would keep script from running is switched off here, so that it is not what holds.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from email.message import EmailMessage
from html import escape
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from waitress.server import create_server

from search.engines import open_engine
from search.indexing.reindex import reindex
from tests.browser.conftest import Tab
from tests.corpus.reading.test_formats import docx, pdf
from tests.web.corpus import HOSTILE
from web import Settings, create_app

NAME = "<img src=x onerror=window.pwned=1>"  # what a file may be called
TEXT = (
    f"BAKU, Azerbaijan, 3 March 2023. The Minister of Justice of Azerbaijan, Vilayat {NAME} Eyvazov, received payload "
    f"{HOSTILE} from the Ministry of {NAME} Energy of Kazakhstan.\n\n{HOSTILE}\n\nContact: {NAME} press@example.org"
)
ITEM = {
    "title": f"Payload {HOSTILE}", "subtitle": HOSTILE, "date": "2023-03-03", "body": TEXT, "publisher": HOSTILE,
    "reference": HOSTILE, "url": "javascript:window.pwned=1", "language": "en", "kind": HOSTILE, "author": HOSTILE,
    "contact": HOSTILE, "location": HOSTILE,
}  # fmt: skip
FIXED = (
    "/", "/search", "/search?q=payload&explain=true", f"/search?q={quote(HOSTILE)}", "/search/publisher?q=payload",
    "/search/place", "/search/person", "/people", "/ministries", "/countries", "/about", "/help", "/api/v1/docs",
    "/search?publisher=" + quote(HOSTILE), f"/releases/{quote(NAME)}", f"/people/{quote(NAME)}",
)  # fmt: skip
SHOWN_BY_THE_BROWSER = (
    "/search.json?q=payload", "/search.atom?q=payload", "/search.atom?publisher=" + quote(HOSTILE), "/sitemap.xml",
    "/sitemaps/releases-1.xml", "/api/v1/stats", "/api/v1/suggest?q=pay", "/api/v1/facets/publisher",
    "/api/v1/search?sort=" + quote(HOSTILE), "/opensearch/suggest?q=" + quote(HOSTILE), "/robots.txt", "/metrics",
)  # fmt: skip
HARM = """[...document.querySelectorAll('*')].filter(e =>
    e.matches('script:not([src]), img:not([src^="/static/"]), iframe, object, embed, base, body style')
    || [...e.attributes].some(a => /^on|^style$|^autofocus$/i.test(a.name) || /^\\s*javascript:/i.test(a.value))
).map(e => e.outerHTML.slice(0, 200))"""


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Date"] = f'"{NAME}" <press@example.org>', "Fri, 3 Mar 2023 09:00:00 +0000"
    message["Subject"] = f"Payload {NAME}"
    message.set_content(TEXT)
    message.add_alternative(f"<p>{escape(TEXT)}</p>{HOSTILE}", subtype="html")
    return message


def table() -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["title", "date", "body", "url"], extrasaction="ignore")
    writer.writeheader()
    writer.writerow(ITEM)
    return out.getvalue()


def files() -> dict[str, str | bytes]:
    """A release in each format."""
    page = (
        f"<html><head><title>{escape(HOSTILE)}</title><meta property='og:title' content='{escape(HOSTILE)}'>"
        f"<meta property='og:site_name' content='{escape(HOSTILE)}'><script type='application/ld+json'>"
        f"{json.dumps({'@type': 'NewsArticle', 'headline': f'Payload {NAME}', 'datePublished': '2023-03-03'})}</script>"
        f"</head><body onload=window.pwned=1><article><h1>Payload {escape(HOSTILE)}</h1><p>{escape(TEXT)}</p>{HOSTILE}"
        f"<p>{escape(TEXT)}</p></article></body></html>"
    )
    feed = (
        f"<rss version='2.0'><channel><title>{escape(HOSTILE)}</title><item><title>Payload {escape(HOSTILE)}</title>"
        f"<link>javascript:window.pwned=1</link><pubDate>Fri, 03 Mar 2023 09:00:00 GMT</pubDate>"
        f"<description><![CDATA[<p>{escape(TEXT)}</p>{HOSTILE}]]></description></item></channel></rss>"
    )
    entry = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>a</title><entry><title type='html'>Payload "
        f"{escape(escape(HOSTILE))}</title><updated>2023-03-03T09:00:00Z</updated>"
        "<link href='javascript:window.pwned=1'/>"
        f"<content type='html'>{escape(f'<p>{escape(TEXT)}</p>{HOSTILE}')}</content></entry></feed>"
    )
    return {
        "source.toml": f"publisher = {json.dumps(HOSTILE)}\n",
        f"{NAME}.txt": f"Payload {HOSTILE}\n\n{TEXT}\n",
        "a.html": page,
        "a.md": f"---\ntitle: 'Payload {NAME}'\ndate: 2023-03-03\nref: '{NAME}'\n---\n# Payload {HOSTILE}\n\n{TEXT}\n",
        "a.json": json.dumps(ITEM),
        "a.jsonl": json.dumps(ITEM | {"title": f"Payload line {NAME}"}) + "\n",
        "a.csv": table(),
        "a.rss.xml": feed,
        "a.atom.xml": entry,
        "a.eml": mail().as_bytes(),
        "a.mbox": b"From press@example.org Fri Mar  3 09:00:00 2023\n" + mail().as_bytes() + b"\n",
        "a.docx": docx(escape(f"Payload {NAME}"), escape(TEXT), styles=("Heading1",), footnote=escape(HOSTILE)),
        "a.pdf": pdf([f"Payload {NAME}", "", *(f"{words} is the text of it." for words in (NAME, HOSTILE))]),
        f"refused {NAME}.json": json.dumps({NAME: 1}),
    }


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    made = files()
    for name, content in made.items():
        (folder / "corpus" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    summary = reindex(folder / "corpus", folder / "index")
    assert summary.total == len(made) - 2
    assert [NAME in path and NAME in reason for path, reason in summary.rejects] == [True]
    server = create_server(create_app(open_engine(folder / "index"), Settings()), host="127.0.0.1", port=0)
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture
def page(browser: Browser, hostile_site: str) -> Iterator[Page]:
    opened = Tab(browser, hostile_site).open("/", bypass_csp=True)
    yield opened
    opened.context.close()


def is_harmless(page: Page) -> bool:
    assert page.evaluate(HARM) == [], page.url
    return page.evaluate("window.pwned") is None


def links(page: Page) -> set[str]:
    """Releases, people, bodies and comparisons that a page leads to."""
    found = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    kinds = ("/releases/", "/people/", "/ministries/", "/countries/")
    return {address.partition("?")[0].partition("#")[0] for address in found if address.startswith(kinds)}


def test_no_page_holds_markup_of_a_release(page: Page) -> None:
    seen: set[str] = set()
    waiting = set(FIXED)
    while waiting:
        seen |= waiting
        found: set[str] = set()
        for address in sorted(waiting):
            page.goto(address)
            assert is_harmless(page), address
            found |= links(page)
        waiting = found - seen
    releases = sorted({address for address in seen if address.startswith("/releases/")} - set(FIXED))
    assert len([address for address in releases if "/beside/" not in address]) == len(files()) - 2
    page.goto(f"{releases[0]}/beside/{releases[1].removeprefix('/releases/')}?q=payload")
    assert is_harmless(page)


def test_what_script_adds_to_a_page_is_text(page: Page) -> None:
    for typed in ("payload", "eyvazov", "<img"):
        page.goto("/")
        page.get_by_role("combobox").press_sequentially(typed)
        page.wait_for_timeout(300)
        assert is_harmless(page)
    page.goto("/search?q=payload")
    page.locator("[data-field=publisher] summary").click()
    page.locator("[data-field=publisher] li a").first.click()
    expect(page.locator(".chips li").first).to_contain_text("<script>")
    assert is_harmless(page)


@pytest.mark.parametrize("address", SHOWN_BY_THE_BROWSER)
def test_what_is_no_page_is_not_run_as_one(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('img, script, [onerror]').length") == 0


@pytest.mark.parametrize("address", ["/search.csv", "/search.jsonl"])
def test_an_export_is_saved_and_not_shown(page: Page, address: str) -> None:
    with page.expect_download() as saved:
        page.evaluate("address => { location.href = address; }", address)
    assert HOSTILE.split('"')[0] in Path(saved.value.path()).read_text("utf-8").replace('""', '"')
