"""A running page and a browser for the tests that look at it, once for all of them."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from served import served

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "page"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def address():
    """Where ``mt serve`` shows the page, with the embedded models."""
    pytest.importorskip("gradio", reason="needs the ui extra")
    pytest.importorskip("fastapi_offline", reason="needs the server extra")
    with served("--threads", "1") as server:
        yield f"{server.address}/"


@pytest.fixture(scope="package")
def browser():
    """Debian's Chromium, driven by Playwright, whose event loop must not outlive these tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as driver:
        # Containers forbid the sandbox; the pages are our own.
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Sheet:
    """One tab of the browser, which remembers what went wrong in it and whom it asked."""

    def __init__(self, browser, url, *, width=1280, height=900, dark=False, **more):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **more
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.wrong, self.asked = [], []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.url = url
        self.page.goto(url)

    def digest(self, text):
        """Paste ``text``, have its digest made, and return the page when all of it is there."""
        page = self.page
        page.wait_for_selector("#mt-run")
        page.fill("#mt-source textarea", text)
        page.click("#mt-run")
        page.wait_for_selector("#mt-save-json")
        page.wait_for_function("!document.querySelector('#mt-result .waiting')")
        return page

    def choose(self, selector, path):
        """Press an upload button and choose a file."""
        with self.page.expect_file_chooser() as chooser:
            self.page.click(selector)
        chooser.value.set_files(path)

    def shot(self, name):
        """Keep a picture for people, in an ignored folder."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.fixture
def sheet(browser):
    """Open a tab: ``sheet(url, width=390)``. In none may there be an error or a request to another place."""
    opened = []

    def open_one(url, **more):
        opened.append(Sheet(browser, url, **more))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()
    for one in opened:
        assert not one.wrong
        places = {urlsplit(url).netloc for url in one.asked if urlsplit(url).scheme not in ("blob", "data")}
        assert places == {urlsplit(one.url).netloc}
