"""The pictures of the documentation, taken from the sample corpus: python -m tests.browser.pictures"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from search.engines import open_engine
from tests.browser.conftest import QUIET, chromium
from web import Settings, create_app

IMAGES = Path("docs/images")
PICTURES = {
    "search.png": "/search?q=energy&country=AZ&country=GE",
    "release.png": "/releases/2023-02-23-memorandum-with-kazakhstan-96599b2b?q=memorandum",
}


def main() -> None:
    with TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        subprocess.run([sys.executable, "dateline.py", "--index", index, "reindex"], check=True)
        engine = open_engine(index)
        server = create_server(create_app(engine, Settings(index=index)), host="127.0.0.1", port=0)
        Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
            page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
            for name, address in PICTURES.items():
                page.goto(f"http://127.0.0.1:{server.effective_port}{address}")
                page.screenshot(path=IMAGES / name)
                print(f"{IMAGES / name}: {(IMAGES / name).stat().st_size:,} bytes")
            browser.close()
        server.close()
        engine.close()


if __name__ == "__main__":
    main()
