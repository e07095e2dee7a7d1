"""Every rule over the sources, against the data files in ``tests/cases``: the whole output, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.checks.sources import check_sources
from botwijzer.model.project import read_project
from project_copy import TESTS, apply_case, copy_base

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted((TESTS / "cases").rglob("*.yml"))


def case_name(path: Path) -> str:
    return path.relative_to(TESTS / "cases").with_suffix("").as_posix()


def test_the_small_project_has_no_findings(tmp_path: Path) -> None:
    copy_base(tmp_path)
    assert [str(problem) for problem in check_sources(read_project(tmp_path))] == []


@pytest.mark.parametrize("path", CASES, ids=case_name)
def test_case(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    copy_base(tmp_path)
    apply_case(case, tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(case.get("epoch", 1793534400)))  # 2026-11-01
    assert [str(problem) for problem in check_sources(read_project(tmp_path))] == case["expects"]
