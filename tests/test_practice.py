"""What the tools on pages are given: leaflets and their addresses, intervals that the claims say, the doctor's words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from botwijzer.checks.strings_parity import check_strings_parity
from botwijzer.model.leaflet_forms import leaflet_files
from botwijzer.model.project import read_project
from botwijzer.publish.practice import PLANNED, QUESTIONS_PAGE, leaflet_topics, planned_medicines
from botwijzer.publish.source_questions import replace_questions
from project_copy import ROOT, apply_case, copy_base

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.project import Project

PAGE = """---
title: {title}
summary: {title}.
updated: 2026-11-22
reviewed: null
next_review: 2027-11-22
{source}---

## {title} {{#vragen}}

- [ ] {first}
- [ ] {second}
"""
BOX = '<li><label><input type="checkbox"/> {}</label>{}</li>'
MARK = '<span class="bw-source print-only" lang="nl" dir="ltr" data-search-exclude>{}</span>'


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(ROOT)


def test_the_intervals_are_those_of_the_claims(project: Project) -> None:
    months = {dose: number for _, number, dose, _ in PLANNED}
    assert [
        (item.value, item.unit) for item in project.claims["denosumab-dose"].quantities if item.unit == "month"
    ] == [(months["denosumab-dose"], "month")]
    assert "once a year" in project.claims["zoledronate-dose"].numbers
    assert months["zoledronate-dose"] == 12
    # What the planner answers when it is late stands on its page.
    claims = {claim for block in project.by_key["leven-met/prik-plannen"]["nl"].blocks for claim in block.claims}
    assert {late for *_, late in PLANNED} <= claims


def test_a_project_without_the_claims_plans_nothing(project: Project, tmp_path: Path) -> None:
    small = read_project(copy_base(tmp_path))
    assert planned_medicines(small, project.strings["nl"]) == ()


def test_the_files_of_a_page(project: Project) -> None:
    files = {(file.languages, file.form): file.path for file in leaflet_files(project, "behandeling/denosumab")}
    assert files[("nl",), "a4"] == "folders/nl/behandeling-denosumab.pdf"
    assert files[("tr",), "large"] == "folders/tr/behandeling-denosumab-groot.pdf"
    assert files[("ar",), "booklet"] == "folders/ar/behandeling-denosumab-boekje.pdf"
    assert files[("uk",), "talk"] == "folders/uk/behandeling-denosumab-terugvertellen.pdf"
    assert files[("nl", "pl"), "bilingual"] == "folders/nl-pl/behandeling-denosumab.pdf"
    assert len(files) == 6 * 4 + 5
    overview = leaflet_files(project, "behandeling/index")
    assert overview[0].path == "folders/nl/behandeling.pdf"
    assert "talk" not in {file.form for file in overview}


def test_every_page_with_a_leaflet_is_a_topic(project: Project) -> None:
    topics = leaflet_topics(project, "en")
    assert [topic.number for topic in topics] == sorted(topic.number for topic in topics)
    assert {topic.key for topic in topics} == {
        page.key for page in project.source_pages if page.front and page.front.leaflet
    }
    assert all("lees-ook" in json.loads(topic.leaves)[""]["without"] for topic in topics)


def test_a_word_of_the_form_that_is_not_translated(tmp_path: Path) -> None:
    root = copy_base(tmp_path)
    path = root / "docs/_data/strings/en.yml"
    text = path.read_text(encoding="utf-8").replace("  phone: 'Telephone'", "  phone: 'Telefoon'")
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("  phone: 'Telefoon'")].count("\n") + 1
    problems = [(problem.code, problem.line) for problem in check_strings_parity(read_project(root))]
    assert problems == [("STR002", line)]


def write_questions(root: Path, *, first: str = "Hoe gaat het < 1?") -> Project:
    dutch = PAGE.format(title="Vragen", source="", first=first, second="Wat nu?")
    english = PAGE.format(title="Questions", source="source: []\n", first="How is it < 1?", second="What now?")
    files = {f"docs/nl/{QUESTIONS_PAGE}.md": dutch, f"docs/en/{QUESTIONS_PAGE}.md": english}
    apply_case({"files": files}, root)
    return read_project(root)


def render(project: Project, language: str, html: str, key: str = QUESTIONS_PAGE) -> str:
    return replace_questions(html, project=project, language=language, key=key)


def test_questions_carry_the_words_of_the_source_page(tmp_path: Path) -> None:
    project = write_questions(copy_base(tmp_path))
    before = BOX.format("How is it &lt; 1?", "") + BOX.format("What now?", "")
    after = BOX.format("How is it &lt; 1?", MARK.format("Hoe gaat het &lt; 1?")) + BOX.format(
        "What now?", MARK.format("Wat nu?")
    )
    assert render(project, "en", before) == after
    assert render(project, "nl", before) == before
    assert render(project, "en", before, key="voorkomen/index") == before
    # Other boxes than the page was read with: rather none than a wrong one.
    assert render(project, "en", before + BOX.format("More?", "")) == before + BOX.format("More?", "")


def test_a_question_whose_translation_is_behind_gets_none(tmp_path: Path) -> None:
    root = copy_base(tmp_path)
    write_questions(root)
    path = root / f"docs/nl/{QUESTIONS_PAGE}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Wat nu?", "Wat later?"), encoding="utf-8")
    html = BOX.format("How is it &lt; 1?", "") + BOX.format("What now?", "")
    expected = BOX.format("How is it &lt; 1?", MARK.format("Hoe gaat het &lt; 1?")) + BOX.format("What now?", "")
    assert render(read_project(root), "en", html) == expected
