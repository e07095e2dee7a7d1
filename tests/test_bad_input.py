"""Pages that are too large for a data file, and what the rules answer: one message each, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.checks.sources import check_sources
from botwijzer.model.project import read_project
from project_copy import BASE, copy_base

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/nl/voorkomen/index.md"
FIVE_MEGABYTES = 5_000_000
LONG_LINE = 50_000
LINES_OF_PAGE = len((BASE / PAGE).read_text(encoding="utf-8").splitlines())


def findings(root: Path) -> list[str]:
    return [str(problem) for problem in check_sources(read_project(root)) if problem.path == PAGE]


def test_a_page_of_five_megabytes(tmp_path: Path) -> None:
    copy_base(tmp_path)
    with (tmp_path / PAGE).open("a", encoding="utf-8") as page:
        page.write("Een regel tekst.\n" * (FIVE_MEGABYTES // 17))
    size = (tmp_path / PAGE).stat().st_size
    expected = f"{PAGE}: FILE003 a file of {size:,} bytes; expected at most 200,000; split it into smaller pages"
    assert findings(tmp_path) == [expected]


def test_a_line_of_fifty_thousand_characters(tmp_path: Path) -> None:
    copy_base(tmp_path)
    with (tmp_path / PAGE).open("a", encoding="utf-8") as page:
        page.write("\n" + "x" * LONG_LINE + "\n")
    expected = (
        f"{PAGE}:{LINES_OF_PAGE + 2}: FILE008 a line of more than 5,000 characters; expected shorter lines; "
        "break the line, or remove what was pasted"
    )
    assert findings(tmp_path) == [expected]


# Lines on which a careless pattern tries every way to split them.
@pytest.mark.parametrize(
    "text",
    [
        "do not stop and " * 300 + "but skip",
        "stop " * 900,
        "[" * 2_000 + "](" * 1_000,
        "1, " * 1_600 + "mg",
        "1 2 3 " * 800,
        "neem de pil " * 400 + "niet",
        "{: " * 1_500,
        "*" * 4_000,
    ],
)
def test_a_line_that_repeats_itself_is_read_in_time(tmp_path: Path, text: str) -> None:
    copy_base(tmp_path)
    (tmp_path / PAGE).write_text((tmp_path / PAGE).read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")
    project = read_project(tmp_path)
    assert project.pages
    check_sources(project)
