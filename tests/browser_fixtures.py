"""A real Chromium, watched: an error in the console or a request to another host fails the test that caused it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from find_browser import find_browser
from site_build import serve_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

# No connections of the browser's own: the tests must see every request, and some machines have no network.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once. Never skipped: without one, the tests fail and say what to do."""
    path = os.environ.get("BOTWIJZER_CHROMIUM") or find_browser()
    assert path, "no Chromium here; run the tests with `make test`, which installs one"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_server(built_site: Path) -> Iterator[str]:
    """Serve the built site; the address has no trailing slash."""
    with serve_site(built_site) as address:
        yield address


@dataclass
class Watch:
    """What a browser did that a reader's browser must not do."""

    host: str
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Take down errors and foreign requests of a page."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.console.append(f"{message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.foreign.append(request.url)


@pytest.fixture
def watch(site_server: str) -> Watch:
    """The watch of this test; a test that expects an error empties the list itself."""
    return Watch(urlsplit(site_server).netloc)


@pytest.fixture
def open_page(browser: Browser, site_server: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address of the site in a fresh, watched browser window.

    ``open_page("/", width=360, color_scheme="dark", java_script_enabled=False)``: further keywords are Playwright's
    for a browser context.
    """
    contexts: list[BrowserContext] = []

    def open_address(path: str, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        page.goto(site_server + path)
        page.wait_for_load_state("load")
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert watch.foreign == [], "requests to other hosts"
    assert watch.console == [], "messages in the browser's console"
