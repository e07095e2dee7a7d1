"""Right to left for real, measured: numbers and Latin words keep their order, everything else is mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.checks.site import check_site
from languages_site import SITE_URL
from site_build import serve_site
from test_accessibility import SCHEMES, WIDTHS, axe_violations
from test_reading import OVERFLOW, PHONE
from test_search import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from botwijzer.model.project import Project
    from browser_fixtures import Watch

ADDRESS = "/ar/voorkomen/"
# The left edges of pieces of a text, in the first text node below a selector that holds the whole.
EDGES = """([selector, whole, pieces]) => {
  for (const root of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const start = walker.currentNode.data.indexOf(whole)
      if (start < 0) continue
      let at = start
      return pieces.map(piece => {
        at = walker.currentNode.data.indexOf(piece, at)
        const range = document.createRange()
        range.setStart(walker.currentNode, at)
        range.setEnd(walker.currentNode, at += piece.length)
        return range.getClientRects()[0].left
      })
    }
  }
}"""
IN_ORDER = {
    "a minus": (".bw-text p", "−2.5", ["−", "2.5"]),
    "a range with its unit": (".bw-text p", "1000–1200 mg", ["1000", "–", "1200", "mg"]),
    "a brand": (".bw-text p", "Prolia (denosumab) 60 mg", ["Prolia", "(", "denosumab", ")", "60", "mg"]),
    "in a heading": ("#hoe-lang", "T-score −2.5", ["T-score", "−", "2.5"]),
    "in the contents": (".bw-contents", "T-score −2.5", ["T-score", "−", "2.5"]),
    "in a table head": ("th", "T-score −2.5", ["T-score", "−", "2.5"]),
}


@pytest.fixture(scope="module")
def site_server(languages_site: tuple[Project, Path]) -> Iterator[str]:
    """Serve the small site with Arabic instead of the real site."""
    with serve_site(languages_site[1]) as address:
        yield address


@pytest.mark.parametrize("name", IN_ORDER)
def test_what_is_read_from_left_to_right_stands_so(name: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    # On one line: what is broken over two has no order from left to right.
    page.evaluate("document.querySelectorAll('bdi').forEach(run => { run.style.whiteSpace = 'nowrap' })")
    edges = page.evaluate(EDGES, list(IN_ORDER[name]))
    assert edges == sorted(edges)
    assert len(set(edges)) == len(edges)


def test_without_isolation_it_would_be_wrong(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.evaluate("document.querySelectorAll('bdi').forEach(run => run.replaceWith(run.textContent))")
    page.evaluate("document.body.normalize()")
    selector, whole, pieces = IN_ORDER["a range with its unit"]
    edges = page.evaluate(EDGES, [selector, whole, pieces])
    assert edges != sorted(edges)


def test_the_summary_is_isolated_too(open_page: Callable[..., Page]) -> None:
    edges = open_page("/ar/").evaluate(EDGES, [".bw-lead", "T-score −2.5", ["T-score", "−", "2.5"]])
    assert edges == sorted(edges)


def test_arabic_words_run_from_right_to_left(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    first, number, last = (
        page.evaluate(EDGES, ["#hoe-lang + p", words, [words]])[0] for words in ("تحركوا", "30", "دقيقة")
    )
    assert first > number > last


def test_lists_boxes_and_edges_are_on_the_right(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    style = "(element, [name, part]) => parseFloat(getComputedStyle(element, part)[name])"

    def measure(selector: str, name: str, part: str | None = None) -> float:
        return float(page.locator(selector).first.evaluate(style, [name, part]))

    for selector in ("#in-het-kort + ul", "#hoe-lang ~ ol"):
        assert measure(selector, "paddingRight") > 15
    assert measure("#hoe-lang ~ ol", "paddingLeft") == 0
    for selector in (".warning", ".bw-disclaimer"):
        assert measure(selector, "borderRightWidth") > measure(selector, "borderLeftWidth")
    title = page.locator(".warning .admonition-title")
    assert title.evaluate("t => parseFloat(getComputedStyle(t, '::before').right)") >= 0
    box, label = page.locator(".task-list-item input").bounding_box(), page.locator(".task-list-item").bounding_box()
    assert box
    assert label
    assert box["x"] > label["x"] + label["width"] / 2
    cells = [cell.bounding_box() for cell in page.locator(".bw-text th").all()[:2]]
    assert cells[0]
    assert cells[1]
    assert cells[0]["x"] > cells[1]["x"]


def test_the_way_from_home_runs_from_right_to_left(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.evaluate(
        "(list => list.append(list.firstElementChild.cloneNode(true)))(document.querySelector('.bw-breadcrumb ol'))"
    )
    first, second = (item.bounding_box() for item in page.locator(".bw-breadcrumb li").all())
    link = page.locator(".bw-breadcrumb li + li a").bounding_box()
    assert first
    assert second
    assert link
    assert second["x"] + second["width"] <= first["x"]
    # The sign stands before the second link: to its right.
    assert link["x"] + link["width"] < second["x"] + second["width"] - 5
    # "›" in a right-to-left box is drawn as "‹" (Unicode, BidiMirroring).
    mark = page.locator(".bw-breadcrumb li + li")
    assert mark.evaluate("item => getComputedStyle(item, '::before').content").startswith('"›"')
    assert mark.evaluate("item => getComputedStyle(item, '::before').direction") == "rtl"


def test_signs_and_menus_follow(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=PHONE)
    brand, menu = page.locator(".bw-brand").bounding_box(), page.locator(".bw-menu").bounding_box()
    assert brand
    assert menu
    assert brand["x"] > menu["x"]
    # A sign is a mask: nothing turns it around. Phone, globe and clock look the same in every language.
    for sign in page.locator(".bw-icon, .admonition-title").all():
        assert sign.evaluate("e => getComputedStyle(e, '::before').transform") == "none"


def test_stacked_tables_name_their_columns_in_order(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=PHONE)
    cell = page.locator(".bw-text td:nth-child(2)").first
    content = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "(\u2066mg\u2069)" in content
    assert "\u2066T-score −2.5\u2069" in content
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').direction") == "rtl"


def test_type_suits_the_script(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    style = "(e, name) => getComputedStyle(e)[name]"
    heading, name = page.locator("h1"), page.locator("em[lang=nl]")
    assert heading.evaluate(style, "letterSpacing") in {"normal", "0px"}
    paragraph = page.locator(".bw-text p").first
    size, line = (float(str(paragraph.evaluate(style, key)).removesuffix("px")) for key in ("fontSize", "lineHeight"))
    assert line / size >= 1.8
    assert name.inner_text() == "huisarts"
    assert name.evaluate(style, "direction") == "ltr"
    assert name.evaluate(style, "fontStyle") == "italic"


def test_search_results_keep_their_order(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.locator("#bw-query").press_sequentially("prolia")
    page.locator(".bw-results mark").first.wait_for()
    assert "Prolia (denosumab) 60 mg" in page.locator(".bw-results bdi[dir=ltr]").all_inner_texts()
    box, header = page.locator(".bw-results").bounding_box(), page.locator(".bw-header").bounding_box()
    assert box
    assert header
    assert box["x"] < header["width"] / 2


def test_the_number_of_pages_has_its_plural(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.evaluate(ANSWERS)
    shown = {}
    for number in ("0", "1", "2", "3", "11", "100"):
        page.locator("#bw-query").fill(number)
        shown[number] = page.locator(".md-search-result__meta").inner_text()
    assert shown == {
        "0": "لا نتائج", "1": "صفحة واحدة", "2": "صفحتان", "3": "3 صفحات", "11": "11 صفحة", "100": "100 صفحة",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/ar/", ADDRESS])
def test_nothing_scrolls_sideways_and_axe_finds_nothing(path: str, open_page: Callable[..., Page]) -> None:
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = open_page(path, width=width, color_scheme=scheme, bypass_csp=True)
            assert axe_violations(page) == []
            assert page.evaluate(OVERFLOW) <= 0
            page.add_style_tag(content="html { font-size: 200% !important }")
            assert page.evaluate(OVERFLOW) <= 0


def test_on_paper_edges_and_titles_are_on_the_right(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=672)
    page.emulate_media(media="print")
    heading, frame = page.locator("h1").bounding_box(), page.locator("main").bounding_box()
    assert heading
    assert frame
    assert abs(heading["x"] + heading["width"] - frame["x"] - frame["width"]) < 2
    assert page.locator(".bw-address bdi").last.is_visible()


def test_the_missing_page_begins_with_arabic(open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page("/ar/does-not-exist/", width=PHONE)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    sections = [
        (section.get_attribute("lang"), section.get_attribute("dir")) for section in page.locator("main section").all()
    ]
    assert sections == [("ar", "rtl"), ("nl", "ltr"), ("en", "ltr")]
    assert page.locator("section[lang=ar] [data-disclaimer] bdi").inner_text() == "112"
    assert page.locator(".bw-placeholder").evaluate("notice => getComputedStyle(notice).direction") == "ltr"
    assert page.evaluate(OVERFLOW) <= 0
    watch.console = [line for line in watch.console if "404" not in line]


def test_the_rules_over_the_built_site_find_nothing(languages_site: tuple[Project, Path]) -> None:
    """Isolation adds no character, moves no block and hides no disclaimer."""
    project, site = languages_site
    found = [problem for problem in check_site(project, site, site_url=SITE_URL) if problem.path.startswith("ar/")]
    # The Arabic page of the tests has blocks of its own: no leaflet can have it beside the Dutch.
    assert [str(problem) for problem in found if "folders/nl-ar/" not in problem.found] == []


def test_a_draft_says_so_and_nothing_leads_to_it(
    open_page: Callable[..., Page], languages_site: tuple[Project, Path]
) -> None:
    project, site = languages_site
    page = open_page("/uk/voorkomen/")
    notice = page.locator(".bw-draft")
    assert notice.inner_text() == project.strings["uk"].draft_notice
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert notice.is_visible()
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.locator("link[hreflang]").count() == 0
    assert "/uk/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    others = [path for path in site.rglob("*.html") if path.relative_to(site).parts[0] != "uk"]
    assert [path for path in others if 'lang="uk"' in path.read_text(encoding="utf-8")] == []
    assert 'name="robots"' not in (site / "ar/index.html").read_text(encoding="utf-8")
