"""What readers see where a translation is behind its source: a note, or the Dutch words in place of unsafe ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.model.project import read_project
from botwijzer.publish.stale_blocks import replace_stale_blocks
from project_copy import TESTS, apply_case, copy_base

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted((TESTS / "stale_blocks").glob("*.yml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_replace_stale_blocks(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    copy_base(tmp_path)
    apply_case({**case, "stamped": "before"}, tmp_path)
    html = replace_stale_blocks(case["html"], project=read_project(tmp_path), language="en", key="voorkomen/index")
    assert html == case["expects"]
