"""The page about the sources has those of every page in its language; any other page has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.project import read_project
from botwijzer.publish.furniture import page_sources
from project_copy import copy_base

if TYPE_CHECKING:
    from pathlib import Path

PAGES_KINDS = "kinds:\n  - paths: [over/bronnen]\n    kind: sources\n"
PAGE = """\
---
title: Onze bronnen
summary: Alle bronnen bij elkaar.
updated: 2026-11-01
reviewed: null
next_review: 2099-11-01
languages: [nl]
---

Hieronder staan ze.
"""


def test_the_sources_page_has_the_sources_of_all_pages(tmp_path: Path) -> None:
    copy_base(tmp_path)
    kinds = tmp_path / "docs/_data/pages.yml"
    kinds.write_text(kinds.read_text(encoding="utf-8").replace("kinds:\n", PAGES_KINDS, 1), encoding="utf-8")
    for key in ("over/bronnen", "over/ander"):
        path = tmp_path / f"docs/nl/{key}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    project = read_project(tmp_path)
    named = {
        key: [source.id for source in page_sources(project, project.by_key[key]["nl"])]
        for key in ("voorkomen/index", "over/bronnen", "over/ander")
    }
    assert named["voorkomen/index"] == ["guideline"]
    assert named == {"voorkomen/index": ["guideline"], "over/bronnen": ["guideline"], "over/ander": []}
