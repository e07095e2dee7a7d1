"""Boxes to tick and sheets to fill in: with and without JavaScript, kept, erased, refused, on paper, for everybody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from site_build import serve_site
from site_pages import PROJECT
from small_site import build_small_site
from test_accessibility import SCHEMES, WIDTHS, axe_violations
from test_reading import LEAST_TARGET, OVERFLOW, PHONE, tab_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

STRINGS = PROJECT.strings["nl"]
ADDRESS = "/invullen/"
SOURCE = Path(__file__).parent / "pages/invullen.md"
KEPT = f"JSON.parse(localStorage.getItem('botwijzer.keep {ADDRESS}'))"
BOX = "Ligt er een kleed los?"
CELL = "Lengte, rij 2, Uw lengte"
# A person writes by hand in it (issue 3).
LEAST_HEIGHT_ON_PAPER = 8 * 96 / 25.4
REFUSED = """
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError') } })
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


@pytest.fixture(scope="module")
def site_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small site with a page of boxes and sheets, instead of the real site."""
    pages = {SOURCE.name: SOURCE.read_text(encoding="utf-8")}
    with serve_site(build_small_site(tmp_path_factory.mktemp("small"), pages)) as address:
        yield address


def fill(page: Page) -> None:
    page.get_by_role("checkbox", name=BOX).check()
    page.get_by_role("textbox", name=CELL).fill("1,68 meter")


def assert_filled(page: Page) -> None:
    expect(page.get_by_role("checkbox", name=BOX)).to_be_checked()
    expect(page.get_by_role("textbox", name=CELL)).to_have_value("1,68 meter")
    assert page.locator("input:checked").count() == 1
    assert page.evaluate("[...document.querySelectorAll('textarea')].filter(field => field.value).length") == 1


def test_what_was_filled_in_is_still_there_after_a_reload(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    address = page.url
    fill(page)
    page.reload()
    assert_filled(page)
    assert page.url == address
    assert page.evaluate(KEPT) == {f"gang: {BOX}": True, f"lengte: {CELL}": "1,68 meter"}
    page.get_by_role("checkbox", name=BOX).uncheck()
    page.get_by_role("textbox", name=CELL).fill("")
    assert page.evaluate("localStorage.length") == 0


def test_the_same_question_below_two_headings_is_two_questions(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.locator("#gang ~ ul").get_by_role("checkbox", name="Is er genoeg licht?").first.check()
    page.reload()
    boxes = page.get_by_role("checkbox", name="Is er genoeg licht?")
    assert [box.is_checked() for box in boxes.all()] == [True, False]


def change_page(page: Page, *changes: tuple[str, str]) -> None:
    """Reload the page as an editor would have changed it."""

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        for old, new in changes:
            assert old in body
            body = body.replace(old, new)
        route.fulfill(response=response, body=body)

    page.route(f"**{ADDRESS}", answer)
    page.reload()


def test_an_edited_page_moves_no_answer_to_another_question(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    fill(page)
    item = '<li class="task-list-item"><label><input type="checkbox"/> '
    first = f"{item}Is er genoeg licht?"
    row = "<tr>\n<th>Datum</th>\n<th>Lengte</th>"
    change_page(
        page, (first, f"{item}Is de vloer vrij?</label></li>\n{first}"), (row, row.replace("<th>D", "<th>Op d"))
    )
    assert_filled(page)


def test_what_fits_nowhere_any_more_is_shown_and_not_moved(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    fill(page)
    change_page(page, (BOX, "Ligt er een mat los?"), (">Uw lengte</p>", ">Hoe lang u bent</p>"))
    assert page.locator("input:checked").count() == 0
    expect(page.get_by_text(STRINGS.keep_lost)).to_be_visible()
    expect(page.locator("[data-keep=lost] li")).to_have_text([f"{CELL}: 1,68 meter"])


def test_erasing_asks_first_and_says_what_it_did(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    fill(page)
    question = page.get_by_role("group", name=STRINGS.keep_question)
    tab_to(page, f"element.textContent === '{STRINGS.keep_erase}'")
    page.keyboard.press("Enter")
    expect(question).to_be_visible()
    expect(page.get_by_role("button", name=STRINGS.keep_no)).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(page.get_by_role("button", name=STRINGS.keep_erase)).to_be_focused()
    assert_filled(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=STRINGS.keep_yes)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=STRINGS.keep_done)).to_be_visible()
    expect(page.get_by_role("button", name=STRINGS.keep_erase)).to_be_focused()
    assert page.locator("input:checked").count() == 0
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.get_by_role("textbox", name=CELL)).to_have_value("")


def test_erasing_erases_in_the_other_window_too(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    other = page.context.new_page()
    other.goto(page.url)
    fill(page)
    expect(other.get_by_role("checkbox", name=BOX)).to_be_checked()
    page.get_by_role("button", name=STRINGS.keep_erase).click()
    page.get_by_role("button", name=STRINGS.keep_yes).click()
    expect(other.get_by_role("textbox", name=CELL)).to_have_value("")


@pytest.mark.parametrize("script", [REFUSED, FULL], ids=["refused", "full"])
def test_without_storage_everything_works_and_the_page_says_so(script: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.add_init_script(script)
    page.reload()
    fill(page)
    assert_filled(page)
    expect(page.get_by_text(STRINGS.keep_blocked)).to_be_visible()
    expect(page.get_by_text(STRINGS.keep_note)).to_be_hidden()
    page.get_by_role("button", name=STRINGS.keep_erase).click()
    page.get_by_role("button", name=STRINGS.keep_yes).click()
    assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize(
    "kept", ["no json", "null", "[]", "7", json.dumps({f"gang: {BOX}": "x", f"lengte: {CELL}": 7})]
)
def test_storage_that_holds_something_else_does_no_harm(kept: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"botwijzer.keep {ADDRESS}", kept])
    page.reload()
    assert page.locator("input:checked").count() == 0
    fill(page)
    page.reload()
    assert_filled(page)


def test_without_javascript_boxes_can_be_ticked_and_nothing_is_promised(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, java_script_enabled=False)
    page.get_by_text(BOX).click()
    expect(page.get_by_role("checkbox", name=BOX)).to_be_checked()
    expect(page.get_by_text(STRINGS.keep_note)).to_be_hidden()
    expect(page.get_by_role("button", name=STRINGS.keep_erase)).to_be_hidden()
    assert page.locator(".sheet td:empty").count() == 9 + 11


def test_a_link_in_a_question_leads_on_and_ticks_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.locator(".task-list-item a").click()
    page.wait_for_url("**/voorkomen/")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("with_javascript", [True, False])
def test_on_paper(with_javascript: bool, open_page: Callable[..., Page]) -> None:  # noqa: FBT001
    page = open_page(ADDRESS, width=672, java_script_enabled=with_javascript, color_scheme="dark")
    if with_javascript:
        page.get_by_role("textbox", name=CELL).fill("een regel die veel te lang is om in een keer in een vak te passen")
    page.emulate_media(media="print")
    for button in page.locator("button").all():
        assert not button.is_visible()
    for cell in page.locator(".sheet td").all():
        box = cell.bounding_box()
        assert box
        assert box["height"] >= LEAST_HEIGHT_ON_PAPER
        assert cell.evaluate("cell => parseFloat(getComputedStyle(cell).borderBottomWidth)") >= 1
    assert all(box.is_visible() for box in page.locator(".task-list-item input").all())
    if with_javascript:
        shown = page.locator(".bw-field[data-text^=een]")
        content = shown.evaluate("field => getComputedStyle(field, '::after').content")
        assert "in een vak te passen" in content
        assert shown.evaluate("field => getComputedStyle(field, '::after').visibility") == "visible"
        assert page.evaluate(OVERFLOW) <= 0


def test_axe_finds_nothing(open_page: Callable[..., Page]) -> None:
    found = {}
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = open_page(ADDRESS, width=width, color_scheme=scheme)
            fill(page)
            page.get_by_role("button", name=STRINGS.keep_erase).click()
            found[scheme, width] = axe_violations(page)
    assert not any(found.values()), found


def test_large_enough_to_tap_and_narrow_enough_for_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=PHONE, bypass_csp=True)
    fill(page)
    page.get_by_role("button", name=STRINGS.keep_erase).click()
    for element in page.locator(".task-list-item label, .sheet textarea, .bw-keep button").all():
        box = element.bounding_box()
        assert box
        assert box["height"] >= LEAST_TARGET, element.evaluate("e => e.outerHTML.slice(0, 200)")
    assert page.evaluate(OVERFLOW) <= 0
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(OVERFLOW) <= 0


def test_each_field_on_a_phone_shows_what_it_is_for(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=PHONE)
    labels = page.eval_on_selector_all(
        ".sheet .bw-open", "cells => cells.slice(0, 4).map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert [" ".join(label.replace('"', "").split()) for label in labels] == [
        "counter(row) . Datum", "Lengte", "Wie mat?", "counter(row) . Datum",
    ]  # fmt: skip


def test_from_right_to_left_the_boxes_stand_on_the_right(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=PHONE)
    change_page(page, ('dir="ltr"', 'dir="rtl"'))
    for label in page.locator(".task-list-item label").all():
        box, around = label.locator("input").bounding_box(), label.bounding_box()
        assert box
        assert around
        assert box["x"] > around["x"] + around["width"] / 2
    assert page.evaluate(OVERFLOW) <= 0


def test_pages_without_boxes_load_nothing_for_them(open_page: Callable[..., Page]) -> None:
    page = open_page("/voorkomen/")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).join()")
    assert "site.js" in loaded
    assert "keep" not in loaded
