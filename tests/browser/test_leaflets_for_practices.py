"""The page where practices choose leaflets: the list without a script, sheets with the practice's name, and bad input."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from botwijzer.model.editions import leaflet_pages, left_out, without
from botwijzer.model.leaflet_forms import leaflet_files
from site_build import serve_site
from site_pages import PROJECT, path_of
from test_accessibility import SCHEMES, WIDTHS, axe_violations
from test_reading import LEAST_TARGET, OVERFLOW, PHONE, tab_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from botwijzer.model.practice_strings import PracticeTexts

KEY = "voor-praktijken/folders"
ADDRESS = path_of(KEY, "nl")
STRINGS = PROJECT.strings["nl"]
PRACTICE = cast("PracticeTexts", STRINGS.practice)
DENOSUMAB, CALCIUM, QUESTIONS = "114", "121", "129"
DETAILS = {"name": "Praktijk De Linde", "phone": "020 123 45 67", "hours": "ma t/m vr 8.00–17.00 uur\nspoed: kies 1"}
NO_PRINT = "() => { window.print = () => { document.documentElement.dataset.printed = 'yes' } }"
REFUSED = """
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError') } })
"""
HOSTILE = [
    "<img src=x onerror=document.title=1>",
    '"><script>document.title=1</script>',
    "</bdi></p><h1>x</h1>",
    "javascript:alert(1)",
    "{number} {version}",
    "\u202eabc\u202c \u0000 \ud83d\ude00",
    "x" * 10_000,
]


def choose(page: Page, *topics: str, language: str = "nl", dutch: bool = False, form: str = "sheet") -> None:
    for topic in topics:
        page.locator(f"[name=topic][value='{topic}']").check()
    page.locator(f"[name=language][value={language}]").check()
    if dutch:
        page.locator("[name=dutch]").check()
    page.locator(f"[name=form][value={form}]").check()


def fill(page: Page, **details: str) -> None:
    for name, value in (DETAILS | details).items():
        page.locator(f".bw-form [name={name}]").fill(value)


def make(page: Page) -> None:
    page.evaluate(NO_PRINT)
    page.locator("[data-do=make]").click()
    expect(page.locator(".bw-form [role=status]")).to_have_text(PRACTICE.ready)
    expect(page.locator("html")).to_have_attribute("data-printed", "yes")


def printed(page: Page) -> str:
    content = page.pdf(format="A4", prefer_css_page_size=True)
    return " ".join(" ".join(part.extract_text() for part in PdfReader(io.BytesIO(content)).pages).split())


def title_of(key: str, language: str) -> str:
    front = PROJECT.by_key[key][language].front
    assert front
    return front.title


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_javascript_every_leaflet_is_listed(
    language: str, open_page: Callable[..., Page], built_site: Path
) -> None:
    page = open_page(path_of(KEY, language), java_script_enabled=False)
    expect(page.locator(".bw-form")).to_be_hidden()
    expect(page.locator(".bw-handout-frame")).to_be_hidden()
    links = page.eval_on_selector_all(".bw-leaflets a", "list => list.map(link => new URL(link.href).pathname)")
    assert sorted(links) == sorted(
        f"/{file.path}" for key in leaflet_pages(PROJECT) for file in leaflet_files(PROJECT, key)
    )
    assert [path for path in links if not (built_site / path.lstrip("/")).is_file()] == []
    topic = page.locator(".bw-leaflets details").first
    expect(topic.get_by_role("link").first).to_be_hidden()
    topic.locator("summary").click()
    expect(topic.get_by_role("link").first).to_be_visible()


def test_a_sheet_with_the_practice_on_it(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, DENOSUMAB)
    fill(page)
    make(page)
    text = printed(page)
    for part in (
        "Praktijk De Linde", "020 123 45 67", "spoed: kies 1", title_of("behandeling/denosumab", "nl"),
        STRINGS.disclaimer, STRINGS.disclaimer_short, STRINGS.review_none, STRINGS.leaflet_number.format(number=114),
        STRINGS.leaflet_proof_text,
    ):  # fmt: skip
        assert " ".join(part.split()) in text, part
    for left in (PRACTICE.topics, PRACTICE.list_title, STRINGS.menu_open, "Hoe werkt het?"):
        assert left not in text
    # Every block that the leaflet has, and none of the others.
    shown = " ".join(page.locator(".bw-sheet .bw-text").inner_text().split())
    blocks = PROJECT.by_key["behandeling/denosumab"]["nl"].body.blocks
    kept = without(blocks, left_out(PROJECT, "behandeling/denosumab", ("nl",)))
    assert [block.text for block in kept if " ".join(block.text.split()) not in shown] == []
    headings = [block for block in blocks if block.kind == "heading" and block not in kept]
    assert headings
    assert page.locator(".bw-sheet .bw-text :is(h3, h4)").count() == sum(block.kind == "heading" for block in kept)
    assert page.locator(".bw-sheet [id], .bw-sheet :is(script, form, button)").count() == 0


def test_several_topics_begin_with_a_list(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, QUESTIONS, DENOSUMAB, CALCIUM, language="tr")
    fill(page)
    make(page)
    keys = ["behandeling/denosumab", "vitamines/calcium", "leven-met/vragen-voor-uw-arts"]
    titles = [title_of(key, "tr") for key in keys]
    assert page.locator(".bw-handout-contents li").all_inner_texts() == titles
    assert page.locator(".bw-sheet .bw-topic h2").all_inner_texts()[: len(titles)] == titles
    turkish = PROJECT.strings["tr"]
    assert page.locator(".bw-topic .bw-disclaimer").count() == page.locator(".bw-topic .bw-review").count() == len(keys)
    text = printed(page)
    assert text.count(" ".join(turkish.disclaimer.split())) == len(keys)
    assert text.index(turkish.handout_contents) < text.index(titles[0])
    # The doctor's words below the questions come along where there is one language.
    assert "Hoe zwak zijn mijn botten?" in text


def test_the_dutch_beside_the_arabic(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, DENOSUMAB, QUESTIONS, language="ar", dutch=True)
    fill(page)
    make(page)
    page.emulate_media(media="print")
    for topic in page.locator(".bw-topic").all():
        rows = topic.locator(".bw-text .bw-pair")
        numbers = rows.locator("> .bw-number").all_inner_texts()
        assert numbers == [str(number + 1) for number in range(len(numbers))]
        assert len(numbers) > 40
        places = rows.evaluate_all(
            "rows => rows.map(row => [...row.children].slice(1).map(side => { const box = side.getBoundingClientRect();"
            " return [side.lang, getComputedStyle(side).direction, box.left, box.right, box.top, side.textContent.trim()]}))"
        )
        for left, right in places:
            assert left[:2] == ["nl", "ltr"]
            assert right[:2] == ["ar", "rtl"]
            assert left[5]
            assert right[5]
            assert re.search("[\u0600-\u06ff]", right[5])
            assert left[3] <= right[2]
            assert abs(left[4] - right[4]) < 1
    # Block by block: one row for each block of the source page, below its title and summary.
    blocks = without(
        PROJECT.by_key["behandeling/denosumab"]["nl"].body.blocks,
        left_out(PROJECT, "behandeling/denosumab", ("nl", "ar")),
    )
    assert page.locator(".bw-topic").first.locator(".bw-text .bw-pair").count() == len(blocks)
    assert page.locator(".bw-source").count() == 0
    for language in ("nl", "ar"):
        words = page.locator(f".bw-topic .bw-end [lang={language}] .bw-disclaimer p").all_inner_texts()
        assert [" ".join(item.split()) for item in words] == [PROJECT.strings[language].disclaimer] * 2


def test_large_print(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, CALCIUM, form="sheet-large")
    make(page)
    page.emulate_media(media="print")
    sizes = page.eval_on_selector_all(
        ".bw-sheet :is(p, li, td)", "list => list.map(item => parseFloat(getComputedStyle(item).fontSize))"
    )
    assert min(sizes) >= 18 * 96 / 72 - 0.1


def test_the_version_is_that_of_the_release(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    record = {"page": "vitamines/calcium", "languages": ["nl"], "edition": "k3f9x2a", "proof": False, "number": 121}
    page.route("**/folders/index.json", lambda route: route.fulfill(body=json.dumps({"leaflets": [record]})))
    choose(page, CALCIUM)
    make(page)
    sheet = page.locator(".bw-sheet")
    expect(sheet).to_contain_text(STRINGS.leaflet_version.format(version="k3f9x2a"))
    expect(sheet).to_contain_text("/v/k3f9x2a/")
    expect(sheet).not_to_contain_text(STRINGS.leaflet_proof_text)


@pytest.mark.parametrize("body", ["", "[]", '{"leaflets": 7}', '{"leaflets": [null]}', '{"leaflets": [{"page": 1}]}'])
def test_without_a_list_of_versions_a_sheet_is_a_proof(body: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.route("**/folders/index.json", lambda route: route.fulfill(body=body))
    choose(page, CALCIUM)
    make(page)
    expect(page.locator(".bw-sheet")).to_contain_text(STRINGS.leaflet_proof_text)


def test_ready_leaflets_to_open(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, DENOSUMAB, CALCIUM, language="pl", form="large")
    links = page.locator("[data-part=files] a")
    hrefs = links.evaluate_all("list => list.map(link => new URL(link.href).pathname)")
    assert hrefs == ["/folders/pl/behandeling-denosumab-groot.pdf", "/folders/pl/vitamines-calcium-groot.pdf"]
    choose(page, dutch=True, language="pl", form="a4")
    hrefs = links.evaluate_all("list => list.map(link => new URL(link.href).pathname)")
    assert hrefs == ["/folders/nl-pl/behandeling-denosumab.pdf", "/folders/nl-pl/vitamines-calcium.pdf"]
    page.locator("[name=dutch]").uncheck()
    choose(page, language="pl", form="talk")
    assert links.count() == 1
    page.locator(f"[name=topic][value='{DENOSUMAB}']").uncheck()
    expect(page.get_by_role("status").filter(has_text=PRACTICE.no_file)).to_be_visible()


def test_what_was_typed_is_still_there_and_can_be_erased(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    fill(page)
    page.reload()
    for name, value in DETAILS.items():
        expect(page.locator(f".bw-form [name={name}]")).to_have_value(value)
    page.get_by_role("button", name=PRACTICE.erase).click()
    expect(page.get_by_role("status").filter(has_text=PRACTICE.erased)).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator(".bw-form [name=name]")).to_have_value("")


def test_a_link_brings_the_choice_back(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, DENOSUMAB, CALCIUM, language="ar", dutch=True, form="sheet-large")
    fill(page)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    page.get_by_role("button", name=PRACTICE.copy_link).click()
    link = page.locator("[data-part=link] input").input_value()
    parts = urlsplit(link)
    assert parts.query == ""
    assert parts.path == ADDRESS
    other = open_page(f"{parts.path}#{parts.fragment}")
    checked = other.eval_on_selector_all(".bw-form :checked", "list => list.map(box => box.value)")
    assert checked == [DENOSUMAB, CALCIUM, "ar", "on", "sheet-large"]
    for name, value in DETAILS.items():
        expect(other.locator(f".bw-form [name={name}]")).to_have_value(value)
    # Shown with a warning, and not kept before somebody changes it: a stranger's number must not stay.
    expect(other.get_by_text(PRACTICE.from_link)).to_be_visible()
    assert other.evaluate("localStorage.length") == 0
    other.locator(".bw-form [name=name]").fill("Praktijk Zuid")
    expect(other.get_by_text(PRACTICE.from_link)).to_be_hidden()
    assert json.loads(other.evaluate("localStorage.getItem('botwijzer.practice')"))["name"] == "Praktijk Zuid"


def test_nothing_typed_leaves_the_browser(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    origin, address = page.url.removesuffix(ADDRESS), page.url
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))
    choose(page, DENOSUMAB, CALCIUM, language="uk", dutch=True)
    fill(page)
    make(page)
    assert len(asked) >= 4
    for method, url, data in asked:
        assert method == "GET"
        assert data is None
        assert url.startswith(origin)
        assert "?" not in url
        assert "Linde" not in url
    assert page.url == address


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_only_text(text: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    choose(page, CALCIUM)
    page.evaluate(
        "text => ['name', 'phone', 'hours'].forEach(name => { const field = document.querySelector(`.bw-form [name=${name}]`);"
        " field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) })",
        text,
    )
    make(page)
    block = page.locator(".bw-practice")
    assert (
        block.locator("*").evaluate_all("list => [...new Set(list.map(item => item.tagName))].sort().join()")
        == "B,BDI,P"
    )
    assert page.locator(".bw-sheet :is(script, img)").count() == 0
    assert page.title() == title_of("vitamines/calcium", "nl")
    page.emulate_media(media="print")
    assert page.evaluate(OVERFLOW) <= 0


FRAGMENTS = [
    "=", "a=b", "folders", "folders=", "folders=999.114.<b>", "folders=114&folders=121", "taal=xx&vorm=y&nl=2", "%",
    "naam=%zz&taal=%E0%A4%A", "name=%E0%A4%A&phone=%", "taal=__proto__&vorm=constructor", "&&&===&&&", "name=" + "y" * 10_000,
    "folders=" + "114." * 3_000, "name=%00%01%02&hours=%0a%0a", "taal[]=ar&name[]=x", "kies-een-folder",
]  # fmt: skip


def test_a_broken_link_does_no_harm(open_page: Callable[..., Page]) -> None:
    for fragment in FRAGMENTS:
        page = open_page(f"{ADDRESS}#{fragment}")
        assert page.locator("[name=language]:checked").count() == page.locator("[name=form]:checked").count() == 1
        assert len(page.locator(".bw-form [name=name]").input_value()) <= 120
        page.context.close()
    page = open_page(ADDRESS)
    for fragment in [*FRAGMENTS, *(f"name={text}" for text in HOSTILE)]:
        page.evaluate("fragment => { location.hash = fragment }", fragment)
    choose(page, CALCIUM, language="nl")
    make(page)
    assert page.locator(".bw-sheet :is(script, img)").count() == 0


@pytest.mark.parametrize("kept", ["no json", "null", "[]", "7", '{"name": 7, "phone": null, "hours": {}}'])
def test_storage_that_holds_something_else(kept: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.evaluate("kept => localStorage.setItem('botwijzer.practice', kept)", kept)
    page.reload()
    expect(page.locator(".bw-form [name=name]")).to_have_value("")
    choose(page, CALCIUM)
    make(page)
    assert page.locator(".bw-practice").count() == 0


def test_without_storage(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.add_init_script(REFUSED)
    page.reload()
    choose(page, CALCIUM)
    fill(page)
    make(page)
    expect(page.locator(".bw-practice")).to_contain_text("Praktijk De Linde")


def leave_out(part: str) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        assert part in body
        route.fulfill(response=response, body=body.replace(part, "x"))

    return answer


@pytest.mark.parametrize("part", ['data-disclaimer="full"', 'class="bw-review"', 'class="bw-text"'])
def test_a_page_that_lacks_a_safety_text_makes_no_sheet(part: str, open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.route("**/vitamines/calcium/", leave_out(part))
    page.evaluate(NO_PRINT)
    choose(page, DENOSUMAB, CALCIUM)
    page.locator("[data-do=make]").click()
    expect(page.get_by_role("status").filter(has_text=PRACTICE.failed)).to_be_visible()
    expect(page.locator(".bw-handout-frame")).to_be_hidden()
    assert page.locator("html").get_attribute("data-printed") is None


def test_no_topic_yet(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.locator("[data-do=make]").click()
    expect(page.get_by_role("status").filter(has_text=PRACTICE.no_topic)).to_be_visible()
    expect(page.locator("[name=topic]").first).to_be_focused()


def test_below_a_folder_of_the_host(built_site: Path, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "sub").symlink_to(built_site)
    with serve_site(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}/sub{ADDRESS}")
        choose(page, DENOSUMAB, language="en", dutch=True)
        make(page)
        expect(page.locator(".bw-sheet h2").first).to_have_text(title_of("behandeling/denosumab", "nl"))
        page.close()


def test_closing_gives_the_page_back(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    title = page.title()
    choose(page, CALCIUM)
    make(page)
    page.get_by_role("button", name=PRACTICE.close).click()
    expect(page.locator(".bw-handout-frame")).to_be_hidden()
    expect(page.locator("[data-do=make]")).to_be_focused()
    assert page.title() == title
    page.emulate_media(media="print")
    expect(page.locator(".bw-text").first).to_be_visible()


def test_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS)
    page.evaluate(NO_PRINT)
    tab_to(page, f"element.value === '{CALCIUM}'")
    page.keyboard.press("Space")
    tab_to(page, "element.name === 'name'")
    page.keyboard.type("Praktijk De Linde")
    page.keyboard.press("Enter")
    expect(page.locator(".bw-form [role=status]")).to_have_text(PRACTICE.ready)
    expect(page.get_by_role("region", name=PRACTICE.preview)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=PRACTICE.print_again)).to_be_focused()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_for_everybody(language: str, open_page: Callable[..., Page]) -> None:
    found = {}
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = open_page(path_of(KEY, language), width=width, color_scheme=scheme)
            page.evaluate(NO_PRINT)
            page.locator(".bw-leaflets summary").first.click()
            choose(page, DENOSUMAB, CALCIUM, language="ar", dutch=True)
            page.locator("[data-do=make]").click()
            expect(page.locator(".bw-topic")).to_have_count(2)
            found[scheme, width] = axe_violations(page)
    assert not any(found.values()), found


def test_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(ADDRESS, width=PHONE, bypass_csp=True)
    choose(page, DENOSUMAB, language="tr", dutch=True)
    make(page)
    assert page.evaluate(OVERFLOW) <= 0
    for element in page.locator(
        ".bw-form :is(label:has([type=radio]), label:has([type=checkbox]), button, [type=text])"
    ).all():
        box = element.bounding_box()
        assert not box or box["height"] >= LEAST_TARGET
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(OVERFLOW) <= 0
