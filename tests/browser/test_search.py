"""Search in a real browser: loads nothing early, finds in one language only, forgives, and says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_pages import PROJECT, RELEASED, language_of, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

QUERY = "[data-md-component=search-query]"
LINK = ".md-search-result__link"
STATUS = ".md-search-result__meta"
NOTHING = "xqzwv"
# What people type, and the page that must be among the first three.
TYPED = {
    "vitamine d": "/vitamines/",
    "vitam": "/vitamines/",  # still typing
    "VITAMÍNE": "/vitamines/",  # capitals and accents
    "vitmaine": "/vitamines/",  # two letters changed places
    "osteroporose": "/",  # a misspelling; the word stands in many titles, the home page's among them
    "fosamax": "/behandeling/alendroninezuur/",  # a brand name
}

# Among them each plural category of each language; a fraction (Polish "other") never counts pages.
PLURAL_NUMBERS = (1, 2, 3, 5, 11, 21, 22, 100)
# Instead of the search worker: as many pages as the number that is typed.
ANSWERS = """() => { window.Worker = class {
  addEventListener(_, answer) { this.answer = answer }
  postMessage({ type, data }) {
    const items = Array.from({ length: Number(data) || 0 }, () => [{ location: "", title: "t", text: "" }])
    if (type === 2) this.answer({ data: { type: 3, data: { items } } })
  }
} }"""

# Speaks to the worker as the page does, without the page: sends messages at once, returns what comes back in a while.
TALK = """async ([messages, wait]) => {
    const config = JSON.parse(document.getElementById("__config").textContent)
    const worker = new Worker(new URL(config.search, location.href))
    const answers = []
    worker.addEventListener("message", event => answers.push(event.data))
    messages.forEach(message => worker.postMessage(message))
    await new Promise(resolve => setTimeout(resolve, wait))
    worker.terminate()
    return answers
}"""


def search(page: Page, words: str) -> list[str]:
    """Type words letter by letter; return the paths of the results, best first."""
    page.locator(QUERY).first.fill("")
    page.locator(QUERY).first.press_sequentially(words)
    page.wait_for_function(
        "([selector, start]) => document.querySelector(selector).textContent.trim() !== start",
        arg=[STATUS, PROJECT.strings[page.locator("html").get_attribute("lang") or "nl"].search_start],
    )
    page.wait_for_timeout(200)
    return [
        str(link.evaluate("a => new URL(a.href).pathname + new URL(a.href).hash")) for link in page.locator(LINK).all()
    ]


def answers(page: Page, *messages: dict[str, Any], wait: int = 1500) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(TALK, [list(messages), wait])
    return found


def searched_files(requests: list[str]) -> list[str]:
    return sorted(url.rsplit("/", 1)[1].split("?")[0] for url in requests if "search" in url)


def test_nothing_is_loaded_before_the_first_letter(open_page: Callable[..., Page], site_server: str) -> None:
    page = open_page("/over/")
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    page.goto(f"{site_server}/voorkomen/")
    page.wait_for_load_state("networkidle")
    page.locator(QUERY).first.focus()
    page.wait_for_timeout(300)
    assert set(searched_files(requests)) <= {"search-worker.js"}
    search(page, "melk")
    # The one index of the page's language, each file once.
    assert sorted(set(searched_files(requests))) == [
        "minisearch.min.js",
        "nl.json",
        "search-engine.js",
        "search-worker.js",
    ]
    assert len(searched_files(requests)) == len(set(searched_files(requests)))


@pytest.mark.parametrize("language", RELEASED)
def test_results_are_in_the_language_of_the_page(language: str, open_page: Callable[..., Page]) -> None:
    # The Dutch name on the box finds its page in every language.
    found = search(open_page(path_of("over/index", language)), "denosumab")
    assert found
    assert {language_of(link) for link in found} == {language}


def test_finds_what_people_type(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    found = {words: [link.split("#")[0] for link in search(page, words)] for words in TYPED}
    # Among the first three pages.
    missed = {words: list(dict.fromkeys(links))[:3] for words, links in found.items()}
    assert {words: pages for words, pages in missed.items() if TYPED[words] not in pages} == {}


def test_each_page_comes_before_its_sections(open_page: Callable[..., Page]) -> None:
    found = search(open_page("/over/"), "calcium")
    seen: list[str] = []
    for link in found:
        page, _, fragment = link.partition("#")
        assert not fragment or page == seen[-1]
        if not fragment:
            assert page not in seen
            seen.append(page)


def test_hits_are_marked_and_text_is_text(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    search(page, "calcium")
    marked = [text.lower() for text in page.locator(f"{LINK} mark").all_inner_texts()]
    assert marked
    assert all(text.startswith("calcium") for text in marked), marked
    search(page, "<img src=x onerror=alert(1)> calcium")
    assert page.locator(f"{LINK} img").count() == 0


def test_the_number_of_pages_is_announced(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    strings = PROJECT.strings["nl"]
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert search(page, NOTHING) == []
    assert page.locator(STATUS).inner_text() == strings.search_none
    search(page, "calcium")
    before, after = strings.search_count.other.split("#")
    text = page.locator(STATUS).inner_text()
    assert text.startswith(before)
    assert text.endswith(after)


def test_the_worker_answers_as_the_theme_expects(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    assert answers(page, {"type": 0, "data": {}}, wait=300) == [{"type": 1}]
    assert answers(page, {"type": 2, "data": " "}, wait=300) == [{"type": 3, "data": {"items": []}}]
    (result,) = answers(page, {"type": 2, "data": "calcium"})
    for group in result["data"]["items"]:
        assert "#" not in group[0]["location"]
        for item in group:
            assert set(item) == {"location", "title", "text", "score", "terms"}
            assert item["score"] <= group[0]["score"]
            assert item["terms"] == {"calcium": True}
    scores = [group[0]["score"] for group in result["data"]["items"]]
    assert scores == sorted(scores, reverse=True)


def test_who_types_fast_gets_one_answer(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    queries = [{"type": 2, "data": words} for words in ("c", "ca", "cal", NOTHING)]
    assert answers(page, *queries) == [{"type": 3, "data": {"items": []}}]


def test_without_a_connection_the_next_letter_tries_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    page.context.route("**/search/nl.json", lambda route: route.fulfill(status=503))
    assert answers(page, {"type": 2, "data": "calcium"}) == []
    page.context.unroute("**/search/nl.json")
    assert len(answers(page, {"type": 2, "data": "calcium"})) == 1


@pytest.mark.parametrize("language", RELEASED)
def test_the_number_of_pages_is_said_in_the_plural_of_the_language(
    language: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(path_of("over/index", language))
    page.evaluate(ANSWERS)
    texts = PROJECT.strings[language].search_count.by_category
    shown = {}
    for number in PLURAL_NUMBERS:
        page.locator(QUERY).fill(str(number))
        shown[number] = page.locator(STATUS).inner_text()
    # Each is a text of the language, filled in, and together they are all that it has (zero: "nothing found").
    filled = {
        number: [key for key, text in texts.items() if text.replace("#", str(number)) == shown[number]]
        for number in shown
    }
    assert all(filled.values()), shown
    assert {key for keys in filled.values() for key in keys} >= set(texts) - {"zero", "other"}
