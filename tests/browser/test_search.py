"""Search in a real browser: loads nothing early, finds in one language only, forgives, and says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search_sets import BLIND, KEPT_BACK, OWN, UNSEEN, ask, page_of, read_queries, score
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
    "osteroporose": "/wat-is-osteoporose/",  # a misspelling; the word stands in many titles
    "fosamax": "/behandeling/alendroninezuur/",  # a brand name
    "mag ik nog tillen": "/voorkomen/bewegen/",  # a spoken question
    "ruggenwervelbreuk": "/waarschuwingstekenen/",  # a compound that stands on no page
}
# In every script: the word as people type it, and the page that must come among the first three.
SCRIPTS = {
    "tr": {"KEMİK ÖLÇÜMÜ": "onderzoek", "kemik olcumu": "onderzoek", "alendroninezuur": "behandeling/alendroninezuur"},
    "ar": {"الاعراض الجانبية لدينوسوماب": "behandeling/denosumab", "كالسيـــوم": "vitamines/calcium"},
    "pl": {"osteoporoza u mezczyzn": "leven-met/mannen", "ćwiczenia": "voorkomen/bewegen"},
    "uk": {"чоловікам": "leven-met/mannen", "деносумабом": "behandeling/denosumab", "fosamax": "behandeling/alendroninezuur"},
    "en": {"alendroninezuur": "behandeling/alendroninezuur", "osteoporsis in men": "leven-met/mannen"},
}  # fmt: skip
# Least shares of the queries that must be answered (DESIGN: unseen queries).
LEAST_FIRST, LEAST_THREE = 0.7, {"nl": 0.9}
LEAST_THREE_OTHER = 0.85

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
        "nl-text.json",
        "nl.json",
        "search-asked.js",
        "search-engine.js",
        "search-rank.js",
        "search-text.js",
        "search-words.js",
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
    # Also other names of what was asked for, as the termbase has them, and nothing else.
    (calcium,) = (term.languages["nl"] for term in PROJECT.terms.terms if term.id == "calcium")
    names = (calcium.preferred, *calcium.admitted, *calcium.forms, *calcium.search)
    assert "calcium" in marked
    assert all(text.startswith(("calcium", *names)) for text in marked), (marked, names)
    search(page, "<img src=x onerror=alert(1)> calcium")
    assert page.locator(f"{LINK} img").count() == 0


def test_the_number_of_pages_is_announced(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    strings = PROJECT.strings["nl"]
    assert page.locator(STATUS).get_attribute("role") == "status"
    # The three best ways on, with help in words.
    assert search(page, NOTHING) == ["/waarschuwingstekenen/wanneer-bellen/", "/wat-is-osteoporose/", "/begrippen/"]
    assert page.get_by_text(strings.search_help).is_visible()
    assert page.locator(STATUS).inner_text() == strings.search_none
    search(page, "calcium")
    assert not page.get_by_text(strings.search_help).is_visible()
    before, after = strings.search_count.other.split("#")
    text = page.locator(STATUS).inner_text()
    assert text.startswith(before)
    assert text.endswith(after)


def without_text(group: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**item, "text": ""} for item in group]


def test_the_worker_answers_as_the_theme_expects(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    assert answers(page, {"type": 0, "data": {}}, wait=300) == [{"type": 1}]
    assert answers(page, {"type": 2, "data": " "}, wait=300) == [{"type": 3, "data": {"items": []}}]
    early, result = answers(page, {"type": 2, "data": "calcium"})
    # At first without excerpts, then the same with them.
    assert [without_text(group) for group in early["data"]["items"]] == [
        without_text(group) for group in result["data"]["items"]
    ]
    assert not any(item["text"] for group in early["data"]["items"] for item in group)
    assert all(group[0]["text"] for group in result["data"]["items"][:8])
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
    (answer,) = answers(page, *queries)
    assert answer["data"]["items"] == []
    assert answer["data"]["ways"][0]["location"] == "waarschuwingstekenen/wanneer-bellen/"


def test_without_a_connection_the_next_letter_tries_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    page.context.route("**/search/nl.json", lambda route: route.fulfill(status=503))
    assert answers(page, {"type": 2, "data": "calcium"}) == []
    page.context.unroute("**/search/nl.json")
    assert len(answers(page, {"type": 2, "data": "calcium"})) == 2


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


@pytest.mark.parametrize("language", SCRIPTS)
def test_finds_in_every_script(language: str, open_page: Callable[..., Page]) -> None:
    page = open_page(path_of("over/index", language))
    for words, expected in SCRIPTS[language].items():
        found = dict.fromkeys(page_of(link.lstrip("/"), language) for link in search(page, words))
        assert expected in list(found)[:3], words


@pytest.mark.parametrize("language", RELEASED)
def test_answers_the_query_sets(language: str, open_page: Callable[..., Page]) -> None:
    page = open_page(path_of("over/index", language))
    for name in (OWN, BLIND, KEPT_BACK, UNSEEN):
        queries = read_queries(name, language)
        found = ask(page, queries)["found"]
        result = score(queries, found, language)
        assert result.first >= LEAST_FIRST, (name, result)
        assert result.three >= LEAST_THREE.get(language, LEAST_THREE_OTHER), (name, result)
        assert {language_of(f"/{location}") for locations in found for location in locations} == {language}


def test_a_link_to_a_search_works_and_keeps_words_from_servers(
    open_page: Callable[..., Page], site_server: str
) -> None:
    page = open_page("/over/")
    page.goto("about:blank")
    page.goto(f"{site_server}/over/#q=vitamine%20d+tekort")
    page.wait_for_selector(LINK)
    assert page.locator(QUERY).input_value() == "vitamine d tekort"
    page.evaluate("location.hash = '#q=calcium'")
    page.wait_for_function("() => document.getElementById('bw-query').value === 'calcium'")
    page.goto(f"{site_server}/over/?x=1&q=calcium#fout-melden")
    page.wait_for_selector(LINK)
    assert page.evaluate("location.search + location.hash") == "?x=1#fout-melden"
    assert page.locator(QUERY).input_value() == "calcium"


def test_works_without_a_connection_once_loaded(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    search(page, "calcium")
    page.wait_for_selector(f"{LINK} p")
    page.context.set_offline(offline=True)
    assert search(page, "vitamine k")
    page.context.set_offline(offline=False)


def test_latin_words_are_islands_in_a_right_to_left_result(open_page: Callable[..., Page]) -> None:
    page = open_page("/ar/over/")
    search(page, "prolia")
    page.wait_for_selector(f"{LINK} p")
    assert page.locator(f"{LINK} bdi[dir=ltr]").count() > 0


def test_the_keyboard_reaches_every_result_and_comes_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/over/")
    search(page, "calcium")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "bw-query"
    assert not page.locator(".bw-results").is_visible()
