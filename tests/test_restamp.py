"""Stamping again after a spelling fix: translations stay current, with a reason; anything more is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.model.project import read_project
from botwijzer.model.staleness import extract_staleness
from planted_releases import FIRST, SECOND, THIRD, Planted
from project_copy import stamp_translations
from small_site import copy_small_project
from test_new_language import run
from test_released_papers import ENGLISH, replace_in

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/nl/voorkomen/index.md"
REASON = "spelling: Begin rustig"
REFUSED = 1
WRONG_USE = 2


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_small_project(tmp_path)
    stamp_translations(root)
    return root


def change(root: Path, old: str, new: str) -> None:
    path = root / PAGE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def count_stale(root: Path) -> int:
    versions = read_project(root).by_key["voorkomen/index"]
    staleness = extract_staleness(versions["nl"], versions["en"])
    assert staleness is not None
    return staleness.count


def test_a_spelling_fix_keeps_translations_current_and_is_on_record(root: Path) -> None:
    change(root, "Begin rustig.", "Begin rustig!")
    assert count_stale(root) == 1
    result = run(root, "restamp", PAGE, "--reason", REASON)
    assert (result.returncode, result.stdout) == (0, "stamped again docs/en/voorkomen/index.md\n")
    assert count_stale(root) == 0
    record = read_project(root).restamps[0]
    assert (record.page, record.reason, len(record.blocks)) == (PAGE, REASON, 1)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Beweeg 30 minuten", "Beweeg 20 minuten", "its amounts changed"),
        ("Begin rustig.", "Begin niet rustig.", "it says 'not' in another way"),
        ("Begin rustig.", "Vraag eerst hulp.", "its words changed"),
        ("Bij botontkalking helpt bewegen.", "Bij botontkalking helpen bewegen.", "'helpt' became 'helpen'"),
        ("Begin rustig.", "Begin rustig met bisfosfonaten.", "it names other medicines"),
    ],
)
def test_more_than_spelling_is_refused_with_old_and_new(root: Path, old: str, new: str, why: str) -> None:
    before = (root / "docs/en/voorkomen/index.md").read_bytes()
    change(root, old, new)
    result = run(root, "restamp", PAGE, "--reason", REASON)
    assert result.returncode == REFUSED
    assert f": {why}: “" in result.stderr
    assert (root / "docs/en/voorkomen/index.md").read_bytes() == before


def test_a_spelling_fix_in_a_translation_asks_nobody_to_print(root: Path) -> None:
    planted = Planted(root)
    planted.release(FIRST)
    stamps = (root / ENGLISH).read_text("utf-8").partition("source:")[2].partition("---")[0]
    replace_in(root, ENGLISH, {"Start slowly.": "Start slowlly."})
    planted.release(SECOND)
    replace_in(root, ENGLISH, {"Start slowlly.": "Start slowly!"})
    result = run(root, "restamp", ENGLISH, "--reason", "spelling: slowly")
    assert (result.returncode, result.stdout) == (0, f"on record: papers of {ENGLISH} stay current\n")
    planted.release(THIRD)
    assert [item["_botwijzer"]["print"] for item in planted.items("en")] == ["nothing", "again"]
    assert stamps in (root / ENGLISH).read_text("utf-8")
    assert run(root, "restamp", ENGLISH, "--reason", REASON).stdout == f"no paper has other words than {ENGLISH}\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("for 30 minutes", "for 20 minutes", "its amounts changed"),
        ("Start slowly.", "Never start slowly.", "it says 'not' in another way"),
        ("Start slowly.", "Ask for help first.", "its words changed"),
        ("Start slowly.", "Start slowly with bisphosphonates.", "it names other medicines"),
    ],
)
def test_more_than_spelling_in_a_translation_is_refused(root: Path, old: str, new: str, why: str) -> None:
    Planted(root).release(FIRST)
    replace_in(root, ENGLISH, {old: new})
    result = run(root, "restamp", ENGLISH, "--reason", REASON)
    assert result.returncode == REFUSED
    assert f"papers with the old words are out of date: {ENGLISH}" in result.stderr
    assert f": {why}: “" in result.stderr
    assert read_project(root).restamps == ()


def test_a_reason_and_a_page_are_needed(root: Path) -> None:
    assert run(root, "restamp", PAGE, "--reason", "x").returncode == WRONG_USE
    assert run(root, "restamp", "docs/en/nothing.md", "--reason", REASON).returncode == WRONG_USE
    assert run(root, "restamp", PAGE, "--reason", REASON).stdout == f"no translation of {PAGE} is behind\n"
