"""The page is offered in the language of the browser: when, in which words, how it goes away, and that nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from site_build import serve_site
from test_accessibility import SCHEMES, axe_violations
from test_reading import LEAST_TARGET, OVERFLOW, PHONE, tab_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from botwijzer.model.project import Project

OFFER = ".bw-offer"
STORED = "localStorage.length + sessionStorage.length + document.cookie.length"


@pytest.fixture(scope="module")
def site_server(languages_site: tuple[Project, Path]) -> Iterator[str]:
    """Serve the small site with Arabic, and Ukrainian as a draft, instead of the real site."""
    with serve_site(languages_site[1]) as address:
        yield address


def test_in_the_words_and_direction_of_that_language(
    open_page: Callable[..., Page], languages_site: tuple[Project, Path]
) -> None:
    strings = languages_site[0].strings["ar"]
    page = open_page("/voorkomen/#hoe-lang", locale="ar-EG")
    line = page.locator(OFFER)
    expect(line).to_be_visible()
    assert (line.get_attribute("lang"), line.get_attribute("dir")) == ("ar", "rtl")
    assert page.get_by_role("button", name=strings.language_offer_close).is_visible()
    page.get_by_role("link", name=strings.language_offer).click()
    page.wait_for_url("**/ar/voorkomen/#hoe-lang")
    # Who came by choosing is not asked again.
    assert page.locator(OFFER).count() == 0


@pytest.mark.parametrize(
    ("path", "languages", "expected"),
    [
        ("/", ["ar"], "ar"),
        ("/", ["de-DE", "en-GB"], "en"),
        ("/", ["uk", "ar"], "ar"),  # Ukrainian is a draft
        ("/en/", ["nl-NL", "en"], "nl"),
        ("/ar/", ["nl"], "nl"),
        ("/", ["nl-BE"], None),
        ("/", ["nl", "ar"], None),  # reads Dutch before Arabic
        ("/", ["de"], None),
        ("/", ["uk"], None),
        ("/ar/", ["ar-MA", "fr"], None),
    ],
)
def test_only_when_the_reader_wants_it_more(
    path: str, languages: list[str], expected: str | None, open_page: Callable[..., Page]
) -> None:
    page = open_page(path)
    page.add_init_script(f"Object.defineProperty(navigator, 'languages', {{ get: () => {languages} }})")
    page.reload()
    assert [line.get_attribute("lang") for line in page.locator(OFFER).all()] == ([expected] if expected else [])


def test_not_to_who_comes_from_a_page_of_the_site(open_page: Callable[..., Page]) -> None:
    page = open_page("/", locale="ar")
    page.locator("a[href*=voorkomen]:visible").first.click()
    page.wait_for_url("**/voorkomen/")
    assert page.locator(OFFER).count() == 0


def test_it_goes_away_by_keyboard_and_nothing_is_kept(open_page: Callable[..., Page]) -> None:
    page = open_page("/voorkomen/", locale="ar")
    tab_to(page, "!!element.closest('.bw-offer') && element.matches('a')", limit=2)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(OFFER).count() == 0
    assert page.evaluate("document.activeElement.matches('.bw-brand')")
    assert page.evaluate(STORED) == 0
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_without_javascript_nothing_is_offered_and_every_language_can_be_chosen(open_page: Callable[..., Page]) -> None:
    page = open_page("/", locale="ar", java_script_enabled=False)
    assert page.locator(OFFER).count() == 0
    for language in ("en", "ar"):
        expect(page.locator(f".bw-language-row a[hreflang={language}]")).to_be_visible()
    page = open_page("/voorkomen/", java_script_enabled=False)
    page.locator(".bw-languages summary").click()
    page.locator(".bw-languages a[hreflang=ar]").click()
    page.wait_for_url("**/ar/voorkomen/")


def test_choosing_a_language_keeps_the_place_on_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/voorkomen/#hoe-lang")
    page.locator(".bw-languages summary").click()
    page.locator(".bw-languages a[hreflang=ar]").click()
    page.wait_for_url("**/ar/voorkomen/#hoe-lang")


def test_for_everybody_and_not_on_paper(open_page: Callable[..., Page]) -> None:
    for scheme in SCHEMES:
        page = open_page("/voorkomen/", width=PHONE, locale="ar", color_scheme=scheme, bypass_csp=True)
        assert axe_violations(page) == []
    for element in page.locator(f"{OFFER} :is(a, button)").all():
        box = element.bounding_box()
        assert box
        assert box["height"] >= LEAST_TARGET
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(OVERFLOW) <= 0
    page.emulate_media(media="print")
    assert not page.locator(OFFER).is_visible()
