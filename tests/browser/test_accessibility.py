"""axe-core finds nothing: every page once, every template in light and dark on a phone and on a desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from site_pages import EVERY_PAGE, EVERY_TEMPLATE, MISSING_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browser_fixtures import Watch

WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def axe_violations(page: Page) -> list[str]:
    """Return each violation as ``rule: what (where)``."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG_TAGS}})
    return [
        f"{violation['id']}: {violation['help']} ({', '.join(str(node['target']) for node in violation['nodes'][:5])})"
        for violation in results.response["violations"]
    ]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page(path: str, open_page: Callable[..., Page]) -> None:
    assert axe_violations(open_page(path)) == []


@pytest.mark.parametrize("path", EVERY_TEMPLATE)
def test_every_template_in_each_scheme_and_size(path: str, open_page: Callable[..., Page]) -> None:
    found = {
        (scheme, width): axe_violations(open_page(path, width=width, color_scheme=scheme))
        for scheme in SCHEMES
        for width in WIDTHS
    }
    assert not any(found.values()), found


@pytest.mark.parametrize("path", MISSING_PAGES)
def test_missing_page(path: str, open_page: Callable[..., Page], watch: Watch) -> None:
    assert axe_violations(open_page(path, width=360)) == []
    # The browser itself reports the missing address; anything else would be ours.
    watch.console = [line for line in watch.console if "404" not in line]


@pytest.mark.full
@pytest.mark.parametrize("path", EVERY_PAGE)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_whole_matrix(path: str, scheme: str, width: int, open_page: Callable[..., Page]) -> None:
    assert axe_violations(open_page(path, width=width, color_scheme=scheme)) == []
