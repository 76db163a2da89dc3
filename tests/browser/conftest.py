"""A real Chromium over a served corpus. Where there is no Chromium these tests are skipped, and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from tests.web.corpus import corpus
from web import Settings, create_app

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
SCREENSHOTS = Path("screenshots")  # ignored by git, kept by the CI


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    server = create_server(create_app(corpus(), Settings()), host="127.0.0.1", port=0, threads=4)
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine: the browser tests were skipped")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield running
        running.close()


class Tab:
    """Opens pages in a window of its own; what a page complains about or asks of other hosts is remembered."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site
        self.complaints: list[str] = []

    def open(self, address: str, **options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}, "base_url": self._site, **options}
        page = self._browser.new_context(**options).new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("request", self._watch)
        page.goto(address)
        return page

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self._site, "data:")):
            self.complaints.append(f"asked for {request.url}")


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Tab]:
    opened = Tab(browser, site)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.complaints == []
