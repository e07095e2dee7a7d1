"""The page that shows a practice how to link: its code is that of publish/link_snippets.py, for each page, language and form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.model.project import Project, read_project
from botwijzer.publish.link_snippets import LINKING_PAGE, PATTERNS, linked_pages, read_script, render_snippet
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
    """Build the small project with the page for practices; a leaflet of it needs the number that orders it."""
    folder = tmp_path_factory.mktemp("linking")
    root = copy_small_project(folder)
    (root / "docs/nl/voor-praktijken").mkdir()
    (root / f"docs/nl/{LINKING_PAGE}.md").write_text(TEXT, encoding="utf-8")
    for language in ("nl", "en"):
        page = root / f"docs/{language}/voorkomen/index.md"
        text = page.read_text(encoding="utf-8").replace("leaflet: true\n", "leaflet: false\n")
        page.write_text(text, encoding="utf-8")
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
            no_leaflet = form == "leaflet" and not linked.leaflet
            wanted = "" if no_leaflet else render_snippet(form, linked, site_url=SITE_URL, script=script)
            assert code == wanted, (linked.key, form)
            assert page.locator("[data-do=copy]").is_disabled() is no_leaflet


def test_a_language_that_a_page_lacks_cannot_be_chosen(page: Page) -> None:
    choose(page, "voorkomen", "en", "link")
    page.locator("[name=page]").select_option(LINKING_PAGE)
    assert page.locator("[name=language][value=en]").is_disabled()
    assert page.locator("[name=language][value=nl]").is_checked()


def test_copy(page: Page) -> None:
    code = choose(page, "voorkomen", "en", "element")
    page.locator("[data-do=copy]").click()
    page.wait_for_function("document.querySelector('[role=status]').textContent !== ''")
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
    for form in PATTERNS.keys() - {"leaflet"}:
        code = page.locator(f"code[data-form={form}]")
        assert code.is_visible()
        assert code.inner_text() == render_snippet(form, example, site_url=SITE_URL, script=read_script(project))
    assert not page.locator("form[data-part=maker]").is_visible()
    context.close()
