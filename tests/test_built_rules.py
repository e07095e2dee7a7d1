"""Every rule over the built site, against the data files in ``tests/cases_built``: the whole output, word for word."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.checks.built_policy import extract_inline_hashes
from botwijzer.checks.site import RULES, check_site
from botwijzer.model.built_page import read_built_pages
from botwijzer.model.project import read_project
from botwijzer.publish.content_policy import extract_script_hashes
from botwijzer.publish.link_report import render_link_report
from botwijzer.publish.sitemap import render_sitemap
from project_copy import TESTS
from site_copy import SITE_URL, copy_project, copy_site, fill_strings

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.project import Project

FOLDER = TESTS / "cases_built"
CASES = sorted(FOLDER.rglob("*.yml"))


def case_name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.fixture(scope="module")
def base_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return read_project(copy_project(tmp_path_factory.mktemp("project"), {}))


def test_the_small_site_has_no_findings(tmp_path: Path, base_project: Project) -> None:
    site = copy_site(tmp_path, {}, base_project)
    assert [str(problem) for problem in check_site(base_project, site, site_url=SITE_URL)] == []


@pytest.mark.parametrize("path", CASES, ids=case_name)
def test_case(path: Path, tmp_path: Path, base_project: Project) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    changes_project = any(key.startswith("project_") for key in case)
    project = read_project(copy_project(tmp_path / "project", case)) if changes_project else base_project
    site = copy_site(tmp_path / "site", case, project)
    problems = check_site(project, site, site_url=case.get("site_url") or case.get("built_for", SITE_URL))
    assert [str(problem) for problem in problems] == [fill_strings(line, project) for line in case["expects"]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_each_code_of_each_rule_is_found_in_a_case(rule: object) -> None:
    codes = set(sys.modules[str(getattr(rule, "__module__", ""))].CODES)
    found = "\n".join(path.read_text(encoding="utf-8") for path in CASES)
    found += ": HTML010 : LEAF010 "  # a test of its own, below
    found += ": LEAF001 : LEAF002 : LEAF003 "  # found while leaflets are set: test_leaflet_changes.py
    assert sorted(code for code in codes if f": {code} " not in found) == []


def test_no_code_belongs_to_two_rules() -> None:
    codes = [code for rule in RULES for code in sys.modules[rule.__module__].CODES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("depth", "expected"), [(1000, []), (3000, ["HTML010"])])
def test_a_page_nested_very_deep_is_read_or_a_finding(
    tmp_path: Path, base_project: Project, depth: int, expected: list[str]
) -> None:
    deep = f"</footer>{'<div>' * depth}diep{'</div>' * depth}"
    site = copy_site(tmp_path, {"replace": {"voorkomen/index.html": {"</footer>": deep}}}, base_project)
    assert [problem.code for problem in check_site(base_project, site, site_url=SITE_URL)] == expected


def test_bytes_that_are_no_text_are_a_finding(tmp_path: Path, base_project: Project) -> None:
    site = copy_site(tmp_path, {}, base_project)
    page = site / "voorkomen/index.html"
    page.write_bytes(page.read_bytes().replace(b"Begin rustig.", b"Begin rustig.\xff"))
    codes = [problem.code for problem in check_site(base_project, site, site_url=SITE_URL)]
    assert codes == ["HTML009", "BLOCK001"]


@pytest.mark.parametrize(("more", "expected"), [(0, []), (1, ["LEAF010"])])
def test_a_leaflet_is_light_enough(tmp_path: Path, base_project: Project, more: int, expected: list[str]) -> None:
    site = copy_site(tmp_path, {}, base_project)
    leaflet = site / "folders/nl/voorkomen-groot.pdf"
    content = leaflet.read_bytes()
    padding = b" " * (250 * 1024 + more - len(content))  # between the last object and the end of the file
    leaflet.write_bytes(content.replace(b"xref\n", padding + b"xref\n", 1))
    problems = check_site(base_project, site, site_url=SITE_URL)
    assert [problem.code for problem in problems] == expected


def test_the_sitemap_that_we_write_is_the_one_that_we_expect(tmp_path: Path, base_project: Project) -> None:
    site = copy_site(tmp_path, {}, base_project)
    written = render_sitemap(read_built_pages(site))
    assert written == (site / "sitemap.xml").read_text(encoding="utf-8")


def test_the_link_report_names_each_external_address_its_reason_and_its_pages(
    tmp_path: Path, base_project: Project
) -> None:
    extra = '<a href="https://guideline.example.org/text">x</a> <a href="https://elsewhere.example/">y</a></footer>'
    site = copy_site(tmp_path, {"replace": {"voorkomen/index.html": {"</footer>": extra}}}, base_project)
    reason = "The licence of the content, named on every page."
    assert render_link_report(base_project, read_built_pages(site)).splitlines() == [
        "# External links",
        "",
        "3 addresses on 6 pages.",
        "",
        "| address | why | pages |",
        "| --- | --- | --- |",
        f"| <https://creativecommons.org/licenses/by-sa/4.0/> | {reason} | /, /en/, /en/voorkomen/, /voorkomen/ |",
        "| <https://elsewhere.example/> | NOT KNOWN: neither a source nor allowed | /voorkomen/ |",
        "| <https://guideline.example.org/text> | source `guideline` | /voorkomen/ |",
    ]


def test_the_hashes_are_those_that_the_publisher_writes(tmp_path: Path, base_project: Project) -> None:
    site = copy_site(tmp_path, {}, base_project)
    for page in read_built_pages(site):
        assert list(extract_inline_hashes(page)) == extract_script_hashes(page.html)
