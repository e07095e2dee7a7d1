"""Stamps: the text of a page before and after, and the pages that can carry one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.model.project import read_project
from botwijzer.publish.stamp import replace_stamp, write_stamps
from botwijzer.publish.status import render_status
from project_copy import TESTS, copy_base

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted((TESTS / "stamps").glob("*.yml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_replace_stamp(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    once = replace_stamp(case["text"], case["hashes"])
    assert once == case["expects"]
    assert replace_stamp(once, case["hashes"]) == once


def test_only_translations_that_can_be_read_are_stamped(tmp_path: Path) -> None:
    copy_base(tmp_path)
    broken = tmp_path / "docs/en/index.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace("updated:", "changed:"), encoding="utf-8")
    before = broken.read_bytes()
    named = ["docs/en/index.md", "docs/en/voorkomen/index.md", "docs/nl/index.md"]
    assert write_stamps(read_project(tmp_path), named) == ["docs/en/voorkomen/index.md"]
    assert broken.read_bytes() == before


def test_status_counts_what_is_stale_missing_and_unreviewed(tmp_path: Path) -> None:
    copy_base(tmp_path)
    dutch = tmp_path / "docs/nl/voorkomen/index.md"
    dutch.write_text(dutch.read_text(encoding="utf-8").replace("Begin rustig.", "Begin kalm."), encoding="utf-8")
    (tmp_path / "docs/en/index.md").unlink()
    assert render_status(read_project(tmp_path)).splitlines() == [
        "page             nl                   en",
        "---------------  -------------------  -------------------",
        "index            current, unreviewed  missing",
        "voorkomen/index  current, unreviewed  stale 1, unreviewed",
        "",
        "nl (released): 2 of 2 pages, 2 current, 0 stale, 0 not stamped, 0 reviewed",
        "en (released): 1 of 2 pages, 0 current, 1 stale, 0 not stamped, 0 reviewed",
        "",
        "Readability (nl): Flesch-Douma, at least 40; 2 pages, 0 below it",
        "page                                        words sent mean max   raw   adj min",
        "------------------------------------------- ----- ---- ---- --- ----- ----- ---",
        "voorkomen/index                                56    8  3.6   6  83.9  83.9  40",
        "index                                          27    6  3.2   6  98.5  98.5  40",
        "",
        "Safety-critical claims: 0; 0 bound to a block, 0 unused with a reason, 0 not bound",
    ]
