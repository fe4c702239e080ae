"""A running page and a browser for the tests that look at it, once for all of them."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "page"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.fixture(scope="session")
def address():
    """Where ``mt serve`` shows the page, with the embedded models."""
    pytest.importorskip("gradio", reason="needs the ui extra")
    pytest.importorskip("fastapi_offline", reason="needs the server extra")
    port = free_port()
    command = [sys.executable, "-m", "mt", "serve", "--port", str(port), "--threads", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, env={**os.environ}) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def wait_for(url, server, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the server did not answer at {url}")


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
        self.page.goto(url)

    def shot(self, name):
        """Keep a picture for people, in an ignored folder."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.fixture
def sheet(browser):
    """Open a tab: ``sheet(url, width=390)``."""
    opened = []

    def open_one(url, **more):
        opened.append(Sheet(browser, url, **more))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()
