"""Planted differences: in every translation of the real site, each fault that could hurt somebody is found by name."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from botwijzer.checks.sources import check_sources
from botwijzer.model.alignment import common_pairs
from botwijzer.model.project import Project, read_project
from project_copy import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROJECT = read_project(ROOT)
LANGUAGES = [code for code in PROJECT.languages if code != PROJECT.source_language]
# Shorter paragraphs may well be the same in two languages.
MIN_WORDS = 8


class Fault(NamedTuple):
    """A page to spoil, how, and the codes of which at least one must be found on the spoilt line."""

    key: str
    spoil: Callable[[Project, str, list[str]], int]
    codes: frozenset[str]


def first_line(lines: list[str], pattern: str) -> int:
    return next(number for number, line in enumerate(lines) if re.search(pattern, line))


def written(project: Project, unit: str, language: str) -> str:
    record = next(item for item in project.units.units if item.id == unit)
    return (*record.written_forms(language), *record.forms[language])[0]


def change_dose(_: Project, __: str, lines: list[str]) -> int:
    number = first_line(lines, r"\b70\b")
    lines[number] = re.sub(r"\b70\b", "17", lines[number], count=1)
    return number


def change_unit(project: Project, language: str, lines: list[str]) -> int:
    right, wrong = written(project, "mg", language), written(project, "ml", language)
    number = first_line(lines, rf"\d {right}\b")
    lines[number] = re.sub(rf"(\d) {right}\b", rf"\1 {wrong}", lines[number], count=1)
    return number


def drop_warning(_: Project, __: str, lines: list[str]) -> int:
    number = first_line(lines, r"^!!! warning") + 1
    del lines[number : number + 2]  # the first item and its claims
    return number


def swap_rows(_: Project, __: str, lines: list[str]) -> int:
    number = first_line(lines, r"^\| *---") + 1
    lines[number], lines[number + 1] = lines[number + 1], lines[number]
    return number


def leave_untranslated(project: Project, language: str, lines: list[str]) -> int:
    versions = project.by_key["voorkomen/index"]
    left, right = next(
        (left, right)
        for left, right in common_pairs(versions["nl"].blocks, versions[language].blocks)
        if left.kind == "paragraph" and len(left.text.split()) >= MIN_WORDS and not left.links
    )
    number = right.line - 1
    lines[number : right.end - 1] = [left.text]
    return number


def link_to_another_language(_: Project, language: str, lines: list[str]) -> int:
    other = "nl" if language != "nl" else "en"
    number = first_line(lines, r"\]\(\.\./")
    lines[number] = lines[number].replace("](../", f"](../../{other}/", 1)
    return number


FAULTS = {
    "a dose": Fault("behandeling/alendroninezuur", change_dose, frozenset({"PNUM001"})),
    "a unit": Fault("behandeling/ibandroninezuur", change_unit, frozenset({"PNUM001"})),
    "a dropped warning": Fault("behandeling/denosumab", drop_warning, frozenset({"PAR001"})),
    "a swapped row": Fault("behandeling/hoeveel-helpt-het", swap_rows, frozenset({"PNUM001", "PTERM002", "PAR002"})),
    "an untranslated block": Fault("voorkomen/index", leave_untranslated, frozenset({"PAR005", "LANG001"})),
    "a link to another language": Fault(
        "leven-met/index", link_to_another_language, frozenset({"LINK003", "LINK004", "PAR003"})
    ),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def findings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Every fault planted at once, each in a page of its own; name → what was found at its line."""
    language: str = request.param
    root = tmp_path_factory.mktemp(f"planted-{language}")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    places: dict[str, tuple[str, int]] = {}
    for name, fault in FAULTS.items():
        path: Path = root / f"docs/{language}/{fault.key}.md"
        lines = path.read_text(encoding="utf-8").split("\n")
        number = fault.spoil(PROJECT, language, lines)
        path.write_text("\n".join(lines), encoding="utf-8")
        places[name] = (f"docs/{language}/{fault.key}.md", number + 1)
    found = check_sources(read_project(root, only=language))
    return {
        name: [item.code for item in found if item.path == path and abs(item.line - line) <= 2]
        for name, (path, line) in places.items()
    }


@pytest.mark.parametrize("name", FAULTS)
def test_each_planted_fault_is_found_where_it_is(findings: dict[str, list[str]], name: str) -> None:
    assert FAULTS[name].codes & set(findings[name]), findings[name]
