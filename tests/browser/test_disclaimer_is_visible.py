"""The disclaimer can be *seen*: on screen and in print, with and without JavaScript, light and dark, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_pages import EVERY_TEMPLATE, MISSING_PAGES, PROJECT, language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browser_fixtures import Watch

# Size in CSS pixels below which nobody reads it, and the least contrast of text (WCAG 2.2, 1.4.6: AAA).
LEAST_FONT_SIZE = 14
LEAST_CONTRAST = 7.0

# Computed, not declared: the element and all around it are shown, it has a size, its text differs from its ground.
MEASURE = """
element => {
  const rgb = value => (value.match(/[\\d.]+/g) || []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = [255, 255, 255], hidden = false, found = false;
  for (let node = element; node instanceof Element; node = node.parentElement) {
    const style = getComputedStyle(node);
    if (style.display === 'none' || style.visibility !== 'visible' || Number(style.opacity) < 0.9) hidden = true;
    if (style.contentVisibility === 'hidden' || style.clipPath !== 'none') hidden = true;
    const colour = rgb(style.backgroundColor);
    if (!found && colour.length >= 3 && (colour.length === 3 || colour[3] > 0.99)) { ground = colour; found = true; }
  }
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const [a, b] = [luminance(rgb(style.color)), luminance(ground)].sort((x, y) => y - x);
  return { hidden, width: box.width, height: box.height, left: box.left + scrollX,
    size: parseFloat(style.fontSize), contrast: (a + 0.05) / (b + 0.05), text: element.innerText };
}
"""


def assert_visible(page: Page, selector: str, expected: str) -> None:
    elements = page.locator(selector).all()
    assert elements, f"no {selector} on {page.url}"
    for element in elements:
        measured = element.evaluate(MEASURE)
        assert not measured["hidden"], (page.url, measured)
        assert measured["width"] > 100, measured
        assert measured["height"] > 10, measured
        assert measured["left"] >= 0, measured
        assert measured["size"] >= LEAST_FONT_SIZE, measured
        assert measured["contrast"] >= LEAST_CONTRAST, (page.url, measured)
    assert any(expected in " ".join(element.inner_text().split()) for element in elements)


@pytest.mark.parametrize("with_javascript", [True, False])
@pytest.mark.parametrize("path", EVERY_TEMPLATE)
def test_full_disclaimer(path: str, with_javascript: bool, open_page: Callable[..., Page]) -> None:  # noqa: FBT001
    language = language_of(path)
    for scheme in ("light", "dark"):
        page = open_page(path, width=360, color_scheme=scheme, java_script_enabled=with_javascript)
        for media in ("screen", "print"):
            page.emulate_media(media=media, color_scheme=scheme)
            assert_visible(page, "[data-disclaimer=full] p", PROJECT.strings[language].disclaimer)


@pytest.mark.parametrize("with_javascript", [True, False])
@pytest.mark.parametrize("path", [path for path in EVERY_TEMPLATE if "wanneer-bellen" in path or "behandeling" in path])
def test_short_disclaimer_on_top(path: str, with_javascript: bool, open_page: Callable[..., Page]) -> None:  # noqa: FBT001
    language = language_of(path)
    page = open_page(path, java_script_enabled=with_javascript)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert_visible(page, "article [data-disclaimer=short]", PROJECT.strings[language].disclaimer_short)
    top = page.locator("article [data-disclaimer=short]").first.bounding_box()
    heading = page.locator("article h2").first.bounding_box()
    assert top
    assert heading
    assert top["y"] < heading["y"]


@pytest.mark.parametrize("path", MISSING_PAGES)
def test_missing_page_holds_each_language(path: str, open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page(path)
    for language in PROJECT.released:
        assert_visible(
            page, f"[lang={language.code}] [data-disclaimer=short]", PROJECT.strings[language.code].disclaimer_short
        )
    first = page.locator("main section[lang]").first.get_attribute("lang")
    assert first == language_of(path)
    watch.console = [line for line in watch.console if "404" not in line]
