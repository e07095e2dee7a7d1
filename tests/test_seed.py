"""Every statement of the article that the project started from is answered on a Dutch page, on evidence."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from botwijzer.model.project import Project, read_project
from project_copy import ROOT, TESTS

STATEMENTS = yaml.safe_load((TESTS / "seed.yml").read_text(encoding="utf-8"))["statements"]
# The six subjects of the article, as the folders and pages that answer them.
SUBJECTS = (
    "behandeling/index",
    "waarschuwingstekenen/index",
    "waarschuwingstekenen/gevolgen",
    "vitamines/index",
    "vermijden/index",
    "voorkomen/index",
)


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(ROOT)


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda row: row["says"])
def test_a_statement_is_answered(row: dict[str, Any], project: Project) -> None:
    key, _, heading = row["at"].partition("#")
    said: dict[str, set[str]] = {}
    current = ""
    for block in project.by_key[key]["nl"].body.blocks:
        if block.kind == "heading":
            current = block.heading_id or current
        said.setdefault(current, set()).update(block.claims)
    assert row["claim"] in said.get(heading, set()), f"{row['claim']} is not said below {row['at']}"


def test_all_six_subjects_have_statements() -> None:
    pages = {row["at"].partition("#")[0] for row in STATEMENTS}
    assert [subject for subject in SUBJECTS if subject not in pages] == []
