"""The planner of injections: days that are right, a calendar file that is valid, kind answers, and paper without a script."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from playwright.sync_api import expect
from read_calendar import read_calendar

from project_copy import TESTS
from site_pages import PROJECT, RELEASED, path_of
from test_accessibility import SCHEMES, WIDTHS, axe_violations
from test_reading import LEAST_TARGET, OVERFLOW, PHONE, tab_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

KEY = "leven-met/prik-plannen"
ADDRESS = path_of(KEY, "nl")
STRINGS = PROJECT.strings["nl"]
DAYS = yaml.safe_load((TESTS / "planner/days.yml").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 28)
# Four weeks and one week before the day begins, at nine in the morning.
ALARMS = [-dt.timedelta(days=27, hours=15), -dt.timedelta(days=6, hours=15)]


def plan(
    page: Page, day: object, month: object, year: object, *, what: str = "injection", today: dt.date = TODAY
) -> None:
    page.clock.set_fixed_time(dt.datetime.combine(today, dt.time(12)))
    page.locator(f"[name=what][value={what}]").check()
    page.locator("[name=day]").fill(str(day))
    page.locator("[name=month]").select_option(str(month))
    page.locator("[name=year]").fill(str(year))
    page.locator(".bw-planner [type=submit]").click()


def save(page: Page, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.locator(".bw-planner [download]").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == ".ics"
    return path.read_bytes()


def written(day: dt.date, language: str) -> str:
    strings = PROJECT.strings[language]
    return strings.date_format.format(day=day.day, month=strings.months[day.month - 1], year=day.year)


def test_the_days_and_the_file(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(ADDRESS)
    for case in DAYS:
        last = case["last"]
        plan(page, last.day, last.month, last.year, what=case["what"], today=case["today"])
        shown = page.locator(".bw-planner [role=status] li").all_inner_texts()
        assert shown == [written(day, "nl") for day in case["next"]], case
        events = read_calendar(save(page, tmp_path))
        assert [event.day for event in events] == case["next"], case
        assert [event.uid for event in events] == [f"{case['what']}-{day:%Y%m%d}@botwijzer" for day in case["next"]]
        assert all(event.alarms == ALARMS for event in events)


@pytest.mark.parametrize("language", RELEASED)
def test_every_language(language: str, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(path_of(KEY, language))
    strings = PROJECT.strings[language]
    plan(page, 31, 8, 2026)
    assert page.locator(".bw-planner [role=status] li").first.inner_text() == written(dt.date(2027, 2, 28), language)
    events = read_calendar(save(page, tmp_path))
    assert {event.summary for event in events} == {strings.planner_injection}
    assert {event.description for event in events} == {strings.planner_reminder}
    # The same plan is the same events: a calendar that gets the file twice shows each day once.
    assert events == read_calendar(save(page, tmp_path))


NO_DAYS = [
    ("", "", ""), ("31", "2", "2026"), ("29", "2", "2027"), ("0", "1", "2026"), ("32", "1", "2026"), ("12", "", "2026"),
    ("12", "3", "26"), ("12", "3", "1899"), ("-1", "3", "2026"), ("1e", "3", "2026"), ("x", "3", "<b>"),
]  # fmt: skip


def test_a_day_that_does_not_exist(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    for day, month, year in NO_DAYS:
        plan(page, day, month, year)
        expect(page.get_by_role("status").filter(has_text=STRINGS.planner_no_date)).to_be_visible()
        expect(page.locator(".bw-planner [download]")).to_be_hidden()
        expect(page.locator("[name=day]")).to_be_focused()
        expect(page.locator("[name=day]")).to_have_attribute("aria-invalid", "true")


def test_a_day_to_come(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    plan(page, 29, 11, 2026)
    expect(page.get_by_role("status").filter(has_text=STRINGS.planner_future)).to_be_visible()
    expect(page.locator(".bw-planner [download]")).to_be_hidden()


@pytest.mark.parametrize("language", RELEASED)
@pytest.mark.parametrize(
    ("what", "claim", "last", "due"),
    [
        ("injection", "denosumab-missed-dose", dt.date(2026, 5, 27), dt.date(2026, 11, 27)),
        ("infusion", "zoledronate-missed-eu-leaflet", dt.date(2025, 11, 27), dt.date(2026, 11, 27)),
    ],
)
def test_late(
    language: str, what: str, claim: str, last: dt.date, due: dt.date, open_page: Callable[..., Page]
) -> None:
    page = open_page(path_of(KEY, language))
    plan(page, last.day, last.month, last.year, what=what)
    answer = page.locator(".bw-planner [role=status]")
    expect(answer).to_contain_text(PROJECT.strings[language].planner_late.format(date=written(due, language)))
    blocks = PROJECT.by_key[KEY][language].blocks
    section = next(number for number, block in enumerate(blocks) if block.heading_id == "te-laat")
    advice = next(block for block in blocks[section:] if claim in block.claims)
    expect(answer).to_contain_text(advice.text)
    expect(page.locator(".bw-planner [download]")).to_be_hidden()
    assert page.locator(".bw-planner [role=status] li").count() == 0


def test_the_digits_of_an_arabic_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(path_of(KEY, "ar"))
    plan(page, "٣١", 8, "٢٠٢٦")
    assert page.locator(".bw-planner [role=status] li").count() == 4


def test_an_answer_does_not_outlive_its_question(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    plan(page, 31, 8, 2026)
    page.locator("[name=day]").fill("3")
    assert page.locator(".bw-planner [role=status]").inner_text() == ""
    expect(page.locator(".bw-planner [download]")).to_be_hidden()


def test_nothing_is_sent_or_kept(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(ADDRESS)
    address = page.url
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    plan(page, 31, 8, 2026)
    save(page, tmp_path)
    assert [url for url in asked if not url.startswith("blob:") and not url.endswith("favicon.svg")] == []
    assert page.url == address
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("language", RELEASED)
def test_without_javascript_the_card_is_there_to_print(language: str, open_page: Callable[..., Page]) -> None:
    page = open_page(path_of(KEY, language), java_script_enabled=False)
    expect(page.locator(".bw-planner")).to_be_hidden()
    page.emulate_media(media="print")
    assert page.locator(".sheet td:empty").count() == page.locator(".sheet td").count() == 20
    expect(page.locator(".sheet")).to_be_visible()


def test_on_paper_stands_the_answer_and_no_form(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    plan(page, 31, 8, 2026)
    page.emulate_media(media="print")
    expect(page.get_by_text(written(dt.date(2027, 2, 28), "nl"))).to_be_visible()
    for part in page.locator(".bw-planner :is(input, select, button, a)").all():
        expect(part).to_be_hidden()


def test_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.clock.set_fixed_time(dt.datetime.combine(TODAY, dt.time(12)))
    tab_to(page, "element.name === 'what'")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[value=infusion]")).to_be_checked()
    tab_to(page, "element.name === 'day'")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    page.keyboard.type("maart")
    page.keyboard.press("Tab")
    page.keyboard.type("2026")
    page.keyboard.press("Enter")
    assert page.locator(".bw-planner [role=status] li").first.inner_text() == "5 maart 2027"


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_for_everybody(language: str, open_page: Callable[..., Page]) -> None:
    found = {}
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = open_page(path_of(KEY, language), width=width, color_scheme=scheme)
            plan(page, 31, 8, 2026)
            found[scheme, width] = axe_violations(page)
            plan(page, 1, 1, 2020)
            found[scheme, width] += axe_violations(page)
    assert not any(found.values()), found
    page = open_page(path_of(KEY, language), width=PHONE, bypass_csp=True)
    plan(page, 31, 8, 2026)
    for element in page.locator(".bw-planner :is([type=text], select, label:has([type=radio]), button, a)").all():
        box = element.bounding_box()
        assert box
        assert box["height"] >= LEAST_TARGET
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(OVERFLOW) <= 0


def test_other_pages_load_nothing_of_it(open_page: Callable[..., Page]) -> None:
    page = open_page(path_of("leven-met/bijhouden", "nl"))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).join()")
    assert not re.search("planner|tools|handout|leaflet", loaded)
