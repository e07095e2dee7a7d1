"""The page that shows a practice how to link: its code is that of publish/link_snippets.py, for each page, language and form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.model.project import Project, read_project
from botwijzer.publish.link_snippets import (
    LINKING_PAGE,
    PATTERNS,
    has_snippet,
    linked_pages,
    read_script,
    render_snippet,
)
from code_site import CODES
from languages_site import SITE_URL
from site_build import build_site, serve_site
from small_site import copy_small_project
from test_accessibility import axe_violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

TEXT = """---
title: Op uw website & meer
summary: Een link op uw website.
updated: 2026-11-01
reviewed: null
next_review: 2099-11-01
leaflet: false
languages: [nl]
---

Kies een onderwerp.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """Build the small project with the page for practices, and with codes."""
    folder = tmp_path_factory.mktemp("linking")
    root = copy_small_project(folder)
    (root / "docs/nl/voor-praktijken").mkdir()
    (root / "docs/_data/codes.yml").write_text(CODES, encoding="utf-8")
    (root / f"docs/nl/{LINKING_PAGE}.md").write_text(TEXT, encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("nav:\n", f"nav:\n  - {LINKING_PAGE}.md\n", 1)
    settings.write_text(text, encoding="utf-8")
    result = build_site(folder / "site", root=root, SITE_URL=SITE_URL)
    assert result.returncode == 0, result.stdout + result.stderr
    return read_project(root), folder / "site"


@pytest.fixture(scope="module")
def address(made: tuple[Project, Path]) -> Iterator[str]:
    with serve_site(made[1]) as server:
        yield f"{server}/{LINKING_PAGE}/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page; nothing may stand in the console, a breach of the policy least of all."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened, said = context.new_page(), list[str]()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()
    assert said == []


def choose(page: Page, key: str, language: str, form: str) -> str:
    page.locator("[name=page]").select_option(key)
    page.locator(f"[name=language][value={language}]").check()
    page.locator(f"[name=form][value={form}]").check()
    return page.locator("[name=code]").input_value()


def test_each_page_language_and_form_gives_the_code_that_is_tested(made: tuple[Project, Path], page: Page) -> None:
    project = made[0]
    script = read_script(project)
    names = {"index": "index", "voorkomen/index": "voorkomen", LINKING_PAGE: LINKING_PAGE}
    for linked in linked_pages(project):
        for form in PATTERNS:
            code = choose(page, names[linked.key], linked.language, form)
            is_there = has_snippet(form, linked)
            wanted = render_snippet(form, linked, site_url=SITE_URL, script=script) if is_there else ""
            assert code == wanted, (linked.key, form)
            assert page.locator("[data-do=copy]").is_enabled() is is_there
            assert (page.locator("[data-part=status]").inner_text() == "") is is_there
            in_choice = page.locator("[name=chosen]").is_visible()
            assert in_choice is (is_there and form in {"code", "infobutton"})


def test_each_code_of_a_page_can_be_chosen(page: Page) -> None:
    choose(page, "voorkomen", "en", "code")
    codes = page.locator("[name=chosen] option").all_inner_texts()
    assert codes == ["ICPC-1 L95", "ATC M05BA", "ATC M05BX04", "SNOMED CT 64859006", "ICD-10 M80.0", "ICD-10 Z91.81"]
    page.locator("[name=chosen]").select_option(label="ICD-10 M80.0")
    assert page.locator("[name=code]").input_value() == f"{SITE_URL}code/icd10/M80.0/#en"
    page.locator("[name=form][value=infobutton]").check()
    question = page.locator("[name=code]").input_value()
    assert "#mainSearchCriteria.v.c=M80.0&mainSearchCriteria.v.cs=2.16.840.1.113883.6.3&" in question
    page.locator("[name=chosen]").select_option(label="ICD-10 Z91.81")
    assert "cs=2.16.840.1.113883.6.90&" in page.locator("[name=code]").input_value()
    assert page.locator("[data-part=preview] li").all_inner_texts() == ["Prevention"]
    page.locator("[data-part=preview] a").first.click()
    page.wait_for_url("**/code/icd10/Z91.81/#en")


def test_the_preview_of_data_is_what_the_script_shows(made: tuple[Project, Path], page: Page) -> None:
    choose(page, "voorkomen", "en", "api")
    page.wait_for_selector("[data-part=preview] article h2")
    words = page.locator("[data-part=preview] article").inner_text()
    assert made[0].strings["en"].disclaimer in words
    choose(page, "voorkomen", "en", "feed")
    page.wait_for_selector("[data-part=preview] b")
    assert made[0].strings["en"].feed_title in page.locator("[data-part=preview]").inner_text()


def test_every_form_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for form in PATTERNS:
        choose(page, "voorkomen", "en", form)
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), form


def test_paper_has_the_examples_in_place_of_the_form(made: tuple[Project, Path], page: Page) -> None:
    example = next(item for item in linked_pages(made[0]) if item.language == "nl")
    page.emulate_media(media="print")
    assert not page.locator("form[data-part=maker]").is_visible()
    boxes = page.locator("code[data-form]")
    assert boxes.count() == sum(has_snippet(form, example) for form in PATTERNS)
    for box in boxes.all():
        assert box.is_visible()
        assert box.evaluate("node => getComputedStyle(node.parentElement).float") == "none"


def test_data_that_cannot_be_fetched_are_missed_in_words(made: tuple[Project, Path], page: Page) -> None:
    page.route("**/api/**", lambda route: route.fulfill(body="no data"))
    choose(page, "voorkomen", "nl", "api")
    page.wait_for_selector("[data-part=preview] > p")
    words = made[0].strings["nl"].linking
    assert words is not None
    assert page.locator("[data-part=preview]").inner_text() == words.no_preview


def test_addresses_for_systems_answer(page: Page) -> None:
    links = page.locator("#vaste-adressen + ul a")
    paths = [str(link.evaluate("node => node.href")) for link in links.all()]
    assert len(paths) == 6
    assert all(page.request.get(path).ok for path in paths)


def test_a_language_that_a_page_lacks_cannot_be_chosen(page: Page) -> None:
    choose(page, "voorkomen", "en", "link")
    page.locator("[name=page]").select_option(LINKING_PAGE)
    assert page.locator("[name=language][value=en]").is_disabled()
    assert page.locator("[name=language][value=nl]").is_checked()


def test_copy(page: Page) -> None:
    code = choose(page, "voorkomen", "en", "element")
    page.locator("[data-do=copy]").click()
    page.wait_for_function("document.querySelector('[data-part=status]').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == code
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    page.locator("[data-do=copy]").click()
    page.wait_for_function("document.activeElement.name === 'code'")
    assert (
        page.evaluate(
            "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
        )
        == code
    )


@pytest.mark.parametrize("form", ["element", "frame"])
def test_the_preview_is_the_embed_page(form: str, page: Page) -> None:
    choose(page, "voorkomen", "en", form)
    page.wait_for_timeout(500)
    frame = page.frames[-1]
    assert frame.url.endswith("/insluiten/en/voorkomen/")
    assert frame.locator("h1").inner_text() == "Prevention"
    assert axe_violations(page) == []


def test_without_javascript_the_examples_are_there(made: tuple[Project, Path], browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    project = made[0]
    example = next(item for item in linked_pages(project) if item.language == "nl")
    for form in [form for form in PATTERNS if has_snippet(form, example)]:
        code = page.locator(f"code[data-form={form}]")
        assert code.is_visible()
        assert code.inner_text() == render_snippet(form, example, site_url=SITE_URL, script=read_script(project))
    assert not page.locator("form[data-part=maker]").is_visible()
    context.close()
