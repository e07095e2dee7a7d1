"""A page on paper: its code is read from the picture by an independent decoder; and what the code leads to, in a browser."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp

from botwijzer.model.project import read_project
from site_build import serve_site
from small_site import copy_small_project
from test_accessibility import axe_violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image
    from playwright.sync_api import Browser, Page

    from botwijzer.model.project import Project

REAL = {
    "SITE_URL": "https://botwijzer.test/",
    "REPORT_ADDRESS": "meld@botwijzer.test",
    "SOURCE_DATE_EPOCH": "1793534400",
}
PHONE = 360
DOTS_PER_INCH = 100
MILLIMETRES = 25.4
# What the code may weigh on a page that nobody prints, compressed (the issue: about 1 KB).
MOST_BYTES = 1024


def release(root: Path, site: str) -> None:
    command = [sys.executable, str(root / "hooks/cli.py"), "release", "--site", str(root / site)]
    result = subprocess.run(command, cwd=root, env={**os.environ, **REAL}, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """Release the small project, change a sentence, and release again: the history has an old paper of the Dutch page."""
    proof = copy_small_project(tmp_path_factory.mktemp("papers"))
    release(proof, "site")
    shutil.rmtree(proof / "site")
    page = proof / "docs/nl/voorkomen/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Begin rustig.", "Begin heel rustig."), encoding="utf-8")
    subprocess.run(
        [sys.executable, str(proof / "hooks/cli.py"), "stamp", "--all"], cwd=proof, check=True, capture_output=True
    )
    release(proof, "site")
    return read_project(proof), proof / "site"


@pytest.fixture(scope="module")
def server(papers: tuple[Project, Path]) -> Iterator[str]:
    with serve_site(papers[1]) as address:
        yield address


def open_at(
    browser: Browser, address: str, *, javascript: bool = True, width: int = 1280, scheme: str = "light"
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=javascript,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("load")
    return page


def print_page(page: Page, target: Path) -> tuple[list[Image], str]:
    """Print a page on A4 and return pictures of the sheets, and their text."""
    page.pdf(path=target, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(target)
    sheets = [sheet.render(scale=DOTS_PER_INCH / 72).to_pil() for sheet in document]
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return sheets, " ".join(text.split())


@pytest.mark.parametrize("javascript", [True, False])
def test_a_print_carries_a_code_that_can_be_read(
    javascript: bool,  # noqa: FBT001
    browser: Browser,
    server: str,
    papers: tuple[Project, Path],
    tmp_path: Path,
) -> None:
    sheets, text = print_page(open_at(browser, f"{server}/voorkomen/", javascript=javascript), tmp_path / "paper.pdf")
    found = [code for sheet in sheets for code in zxingcpp.read_barcodes(sheet)]
    assert len(found) == 1
    address = found[0].text
    edition = papers[0].editions.by_id[urlsplit(address).path.strip("/").removeprefix("v/")]
    assert (edition.form, edition.page, edition.languages) == ("page", "voorkomen/index", ("nl",))
    assert address == f"https://botwijzer.test/v/{edition.id}/"
    corners = found[0].position
    width = (corners.top_right.x - corners.top_left.x) / DOTS_PER_INCH * MILLIMETRES
    assert width >= 20
    strings = papers[0].strings["nl"]
    for words in (
        f"botwijzer.test/v/{edition.id}/",
        f"versie {edition.id}",
        "1 november 2099",
        strings.review_none,
        strings.disclaimer,
    ):
        assert " ".join(words.split()) in text
    assert strings.leaflet_proof not in text
    assert strings.search_label not in text


def test_the_code_weighs_little_and_is_not_fetched(papers: tuple[Project, Path]) -> None:
    html = (papers[1] / "voorkomen/index.html").read_text(encoding="utf-8")
    code = re.search(r'<img class="bw-code" src="data:image/svg\+xml,[^"]*"[^>]*>', html)
    assert code
    assert len(gzip.compress(html.encode())) - len(gzip.compress(html.replace(code[0], "").encode())) < MOST_BYTES


def test_a_placeholder_prints_a_proof_without_a_code(
    browser: Browser, papers: tuple[Project, Path], tmp_path: Path
) -> None:
    command = [sys.executable, str(papers[0].root / "hooks/cli.py"), "build", "--site", str(tmp_path / "site")]
    environment = {key: value for key, value in os.environ.items() if key not in {"SITE_URL", "REPORT_ADDRESS"}}
    result = subprocess.run(command, cwd=papers[0].root, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    with serve_site(tmp_path / "site") as address:
        sheets, text = print_page(open_at(browser, f"{address}/voorkomen/"), tmp_path / "paper.pdf")
    assert [code for sheet in sheets for code in zxingcpp.read_barcodes(sheet)] == []
    assert papers[0].strings["nl"].leaflet_proof in text


def test_links_show_where_they_lead_on_paper_only(browser: Browser, server: str, tmp_path: Path) -> None:
    page = open_at(browser, f"{server}/en/voorkomen/")
    link = page.locator(".bw-text a").last
    shown = "getComputedStyle(document.querySelector('.bw-text a[data-print]'), '::after').content"
    assert page.evaluate(shown) == "none"
    assert link.get_attribute("data-print") == "botwijzer.test/\u200ben"
    _, text = print_page(page, tmp_path / "paper.pdf")
    assert "(botwijzer.test/en)" in text.replace("\u200b", "")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_code_leads_to_the_answer(
    javascript: bool,  # noqa: FBT001
    browser: Browser,
    server: str,
    papers: tuple[Project, Path],
) -> None:
    project = papers[0]
    page = open_at(browser, f"{server}/", javascript=javascript)
    for edition in project.editions.editions:
        page.goto(f"{server}/v/{edition.id}/")
        page.wait_for_url(f"**/{edition.version_path(edition.languages[-1])}")
        is_old = (
            "nl" in edition.languages and edition.page != "index" and "heel" not in str(texts_of(project, edition.id))
        )
        strings = project.strings[edition.languages[-1]]
        assert page.locator("[data-answer]").inner_text() == (
            strings.version_changed if is_old else strings.version_current
        )
        assert page.locator("[data-disclaimer=full]").is_visible()


def texts_of(project: Project, edition: str) -> list[str]:
    item = project.editions.by_id[edition]
    return [
        project.editions.texts[code][hash_].text
        for code, hashes in zip(item.languages, item.blocks, strict=True)
        for hash_ in hashes
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_answers_are_accessible(scheme: str, browser: Browser, server: str, papers: tuple[Project, Path]) -> None:
    pairs = [edition.version_path("en") for edition in papers[0].editions.editions if len(edition.languages) > 1]
    assert len(pairs) == 2  # one that changed, and one that is current
    for address in [*pairs, "versie/"]:
        page = open_at(browser, f"{server}/{address}", width=PHONE, scheme=scheme)
        assert axe_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.parametrize("address", ["/v/zzzzzzz/", "/versie/en/nergens/zzzzzzz/", "/v/%3Cscript%3E/"])
def test_an_unknown_paper_gets_an_honest_answer(
    address: str, browser: Browser, server: str, papers: tuple[Project, Path]
) -> None:
    strings = papers[0].strings
    page = open_at(browser, server + address)
    first = page.locator("main section").first
    language = "en" if address.startswith("/versie/en") else "nl"
    assert first.get_attribute("lang") == language
    assert strings[language].version_unknown in first.inner_text()
    assert strings[language].not_found_title not in page.locator("main").inner_text()
    without = open_at(browser, server + address, javascript=False)
    without.get_by_role("link", name=strings["en"].version_scanned).click()
    without.wait_for_url("**/versie/#en")
    assert strings["en"].version_unknown in without.locator("#en").inner_text()


def test_another_missing_page_says_nothing_about_paper(
    browser: Browser, server: str, papers: tuple[Project, Path]
) -> None:
    text = open_at(browser, f"{server}/nergens/").locator("main").inner_text()
    assert papers[0].strings["nl"].not_found_title in text
    assert papers[0].strings["nl"].version_unknown not in text
