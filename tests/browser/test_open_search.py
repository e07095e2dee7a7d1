"""OpenSearch as a browser uses it: the description that a page names, its template filled in, and no word sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from site_pages import RELEASED, language_of, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

QUERY = "[data-md-component=search-query]"
LINK = ".md-search-result__link"
# A brand name is found in every language, and stands in no address of the site.
WORDS = "prolia vergeten"
# Follows the link in the head as a browser does. Returns the type of the file, whether it is well-formed, its template.
DESCRIPTION = """async () => {
    const response = await fetch(document.querySelector("link[rel=search]").href)
    const found = new DOMParser().parseFromString(await response.text(), "application/xml")
    const isXml = !found.querySelector("parsererror")
    return [response.headers.get("content-type"), isXml, found.querySelector("Url")?.getAttribute("template")]
}"""


def watch_addresses(page: Page) -> list[str]:
    """Return a list that fills with what the page asks of servers: addresses and bodies."""
    sent: list[str] = []
    page.context.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    return sent


@pytest.mark.parametrize("language", RELEASED)
def test_the_template_of_the_description_opens_the_search(
    language: str, open_page: Callable[..., Page], site_server: str
) -> None:
    page = open_page(path_of("over/index", language))
    kind, is_xml, template = page.evaluate(DESCRIPTION)
    assert "xml" in kind
    assert is_xml
    parts = urlsplit(template.replace("{searchTerms}", WORDS.replace(" ", "%20")))
    assert not parts.query
    sent = watch_addresses(page)
    page.goto("about:blank")
    page.goto(f"{site_server}{parts.path}#{parts.fragment}")
    page.wait_for_selector(LINK)
    assert page.locator(QUERY).input_value() == WORDS
    found = page.locator(LINK).evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert {language_of(path) for path in found} == {language}
    assert sent
    assert [address for address in sent if "prolia" in address or "vergeten" in address] == []


def test_words_behind_a_question_mark_are_taken_away_and_go_no_further(
    open_page: Callable[..., Page], site_server: str
) -> None:
    page = open_page("/over/")
    sent = watch_addresses(page)
    page.goto(f"{site_server}/?q=prolia+vergeten")
    page.wait_for_selector(LINK)
    assert page.locator(QUERY).input_value() == WORDS
    assert "prolia" not in page.url.split("#", maxsplit=1)[0]
    # What the browser itself asked for, and nothing after it.
    assert [address.strip() for address in sent if "prolia" in address] == [f"{site_server}/?q=prolia+vergeten"]
