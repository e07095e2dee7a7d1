"""The Content-Security-Policy holds in a real browser: what was slipped into a page after it was built does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

    from browser_fixtures import Watch

TAMPERED = {
    "inline script": "<script>window.tampered = 1</script>",
    "script of another host": '<script src="https://elsewhere.example/x.js"></script>',
    "event handler": '<img src="data:," alt="" onerror="window.tampered = 1">',
    "javascript address": '<iframe src="javascript:parent.tampered=1"></iframe>',
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_page_runs_nothing(name: str, browser: Browser, site_server: str, watch: Watch) -> None:
    def tamper(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("</article>", f"{TAMPERED[name]}</article>"))

    page = browser.new_page()
    watch.follow(page)
    page.route(f"{site_server}/voorkomen/", tamper)
    page.goto(f"{site_server}/voorkomen/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.tampered") is None
    assert any("Content Security Policy" in line for line in watch.console), watch.console
    page.close()


def test_the_untouched_page_breaks_no_rule_of_its_policy(browser: Browser, site_server: str, watch: Watch) -> None:
    page = browser.new_page()
    watch.follow(page)
    page.goto(f"{site_server}/voorkomen/")
    page.wait_for_load_state("networkidle")
    assert watch.console == []
    page.close()
