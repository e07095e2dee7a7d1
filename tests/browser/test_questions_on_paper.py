"""Questions to take along: on paper what was ticked, in the patient's language and in the doctor's, in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from site_pages import PROJECT, RELEASED, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

KEY = "leven-met/vragen-voor-uw-arts"
DUTCH = [block.text for block in PROJECT.by_key[KEY]["nl"].blocks if block.is_task]
OTHERS = [language for language in RELEASED if language != "nl"]
TICKED = (9, 0, 21)


def on_paper(page: Page, selector: str) -> list[str]:
    page.emulate_media(media="print")
    return [" ".join(item.inner_text().split()) for item in page.locator(selector).all() if item.is_visible()]


@pytest.mark.parametrize("with_javascript", [True, False])
@pytest.mark.parametrize("language", OTHERS)
def test_ticked_questions_in_both_languages(
    language: str,
    with_javascript: bool,  # noqa: FBT001
    open_page: Callable[..., Page],
) -> None:
    page = open_page(path_of(KEY, language), java_script_enabled=with_javascript)
    own = [block.text for block in PROJECT.by_key[KEY][language].blocks if block.is_task]
    for number in TICKED:
        page.locator(".task-list-item input").nth(number).check()
    wanted = sorted(TICKED)
    assert on_paper(page, ".task-list-item label") == [own[number] for number in wanted]
    assert on_paper(page, ".bw-source") == [DUTCH[number] for number in wanted]
    for item in page.locator(".task-list-item:visible").all():
        words, dutch = item.locator("label").bounding_box(), item.locator(".bw-source").bounding_box()
        assert words
        assert dutch
        assert dutch["y"] >= words["y"] + words["height"] - 1
    # Only the headings of what was ticked; what must be known stays.
    ids = page.locator(".bw-text h2:visible").evaluate_all("list => list.map(heading => heading.id)")
    assert "medicijn-kiezen" in ids
    assert "vallen-en-huis" not in ids
    assert page.locator(".bw-text .warning").is_visible()
    assert page.locator(".call-now").first.is_visible()


@pytest.mark.parametrize("language", RELEASED)
def test_all_questions_when_none_is_ticked(language: str, open_page: Callable[..., Page]) -> None:
    page = open_page(path_of(KEY, language))
    assert len(on_paper(page, ".task-list-item label")) == len(DUTCH)
    assert on_paper(page, ".bw-source") == ([] if language == "nl" else DUTCH)


@pytest.mark.parametrize("language", OTHERS)
def test_on_the_screen_one_language(language: str, open_page: Callable[..., Page]) -> None:
    page = open_page(path_of(KEY, language))
    own = [block.text for block in PROJECT.by_key[KEY][language].blocks if block.is_task]
    for words in page.locator(".bw-source").all():
        expect(words).to_be_hidden()
        assert words.get_attribute("lang") == "nl"
        assert words.get_attribute("dir") == "ltr"
    expect(page.get_by_role("checkbox", name=own[3], exact=True)).to_be_visible()
    # What was ticked is kept under the words of the page alone: a changed Dutch question loses nobody's tick.
    page.locator(".task-list-item input").nth(3).check()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert DUTCH[3] not in kept


def test_other_lists_are_printed_whole(open_page: Callable[..., Page]) -> None:
    page = open_page(path_of("voorkomen/valpreventie", "tr"))
    boxes = page.locator(".task-list-item input")
    boxes.first.check()
    assert len(on_paper(page, ".task-list-item label")) == boxes.count() > 1
    assert page.locator(".bw-source").count() == 0
