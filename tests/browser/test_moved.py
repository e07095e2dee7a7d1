"""An address that moved takes its reader on: with JavaScript and without, in a folder of a host, in a frame, to the right place."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from promised_site import MOVED
from site_build import serve_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

ARRIVED = MOVED["/over/vragen/"]
# A window so low that a place further down must be scrolled to.
WINDOW: ViewportSize = {"width": 800, "height": 400}


@pytest.fixture(scope="module")
def host(moved_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site twice, as a host of its own and in a folder; the address has no trailing slash."""
    folder = tmp_path_factory.mktemp("host") / "site"
    shutil.copytree(moved_project / "site", folder)
    shutil.copytree(moved_project / "site", folder / "praktijk/bot")
    with serve_site(folder) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=WINDOW, java_script_enabled=request.param)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def place_of(page: Page, name: str) -> tuple[float, float]:
    """Return the top of an element in the window, and the bottom of the bar that stays at the top."""
    heading, header = page.locator(f"#{name}").bounding_box(), page.locator("header").first.bounding_box()
    assert heading
    assert header
    return heading["y"], max(0.0, header["y"] + header["height"])


@pytest.mark.parametrize("folder", ["", "/praktijk/bot"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/over/vragen/", ARRIVED),
        ("/en/over/vragen/", f"/en{ARRIVED}"),
        ("/code/icd10/m80.0/", "/code/icpc/L95/"),
        ("/insluiten/en/over/vragen/", "/insluiten/en/voorkomen/"),
    ],
)
def test_a_stub_takes_its_reader_on(page: Page, host: str, folder: str, old: str, new: str) -> None:
    page.goto(f"{host}{folder}{old}")
    page.wait_for_url(f"{host}{folder}{new}")
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("folder", ["", "/praktijk/bot"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/en/over/vragen/#lees-ook", f"/en{ARRIVED}"),  # the redirect names a place itself
        ("/code/icpc/l95/#en", "/code/icpc/L95/#en"),
        ("/insluiten/en/over/vragen/#lees-ook", "/insluiten/en/voorkomen/#lees-ook"),
    ],
)
def test_a_stub_keeps_the_place_that_was_asked_for(
    browser: Browser, host: str, folder: str, old: str, new: str
) -> None:
    """And no error in the console: its policy allows the script, and nothing else."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{host}{folder}{old}", wait_until="commit")
    page.wait_for_url(f"{host}{folder}{new}")
    page.wait_for_timeout(300)
    assert page.url == f"{host}{folder}{new}"
    assert errors == []
    page.go_back()
    assert page.url == "about:blank"  # not caught between the two
    context.close()


def test_without_a_script_the_place_is_lost_but_not_the_reader(browser: Browser, host: str) -> None:
    context = browser.new_context(viewport=WINDOW, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/code/icpc/l95/#en")
    page.wait_for_url(re.compile(re.escape(f"{host}/code/icpc/L95/") + "(#en)?"))
    context.close()


@pytest.mark.parametrize("folder", ["", "/praktijk/bot"])
def test_the_link_of_a_stub_leads_there_too(browser: Browser, host: str, folder: str) -> None:
    """For the reader whose browser does not send on by itself."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.route(
        "**/over/vragen/",
        lambda route: route.fulfill(
            body=route.fetch().text().replace('http-equiv="refresh"', "data-off"), content_type="text/html"
        ),
    )
    page.route("**/moved.js", lambda route: route.abort())
    page.goto(f"{host}{folder}/over/vragen/")
    assert page.locator("html").get_attribute("lang") == "nl"
    page.get_by_role("link", name="Voorkomen").click()
    page.wait_for_url(f"{host}{folder}{ARRIVED}")
    context.close()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("old", "heading"),
    [("/voorkomen/#hoe-lang", "hoe-lang-per-dag"), ("/over/vragen/", "vragen-voor-uw-gesprek")],
)
def test_an_old_place_is_scrolled_to(page: Page, host: str, language: str, old: str, heading: str) -> None:
    page.goto(f"{host}{language}{old}")
    page.wait_for_url("**/voorkomen/#*")
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    top, bar = place_of(page, heading)
    assert bar <= top < WINDOW["height"] / 2, (top, bar)


def test_a_frame_on_another_site_shows_the_new_page(browser: Browser, host: str) -> None:
    """A frame keeps its address for ever in somebody's page; WordPress gives it allow-scripts only."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.set_content(
        f'<iframe sandbox="allow-scripts" src="{host}/insluiten/nl/over/vragen/" title="a"></iframe>'
        f'<script src="{host}/insluiten/botwijzer.js" async></script>'
        f'<botwijzer-artikel pad="over/vragen" taal="en"><a href="{host}/en/over/vragen/">Q</a></botwijzer-artikel>'
    )
    page.wait_for_timeout(2_000)
    urls = sorted(frame.url.removeprefix(host).partition("#")[0] for frame in page.frames[1:])
    assert urls == ["/insluiten/en/voorkomen/", "/insluiten/nl/voorkomen/"]
    context.close()
