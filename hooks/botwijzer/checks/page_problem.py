"""A finding at a line of a page: what the rules over pages have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.page import SourcePage


def page_problem(page: SourcePage, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    """Return the problem ``code`` at ``line`` of ``page``."""
    return Problem(path=page.path, line=line, code=code, found=found, expected=expected, action=action)
