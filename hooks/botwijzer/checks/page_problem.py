"""A finding at a line of a page: what the rules over pages have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.page import SourcePage


def page_line(page: SourcePage) -> int:
    """Return the line for a finding about the whole page: that of its first own block, before which a waiver can stand."""
    own = (block.line for block in page.body.blocks if page.place_of(block.line).path == page.path)
    return min(own, default=page.body_line)


def page_problem(page: SourcePage, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    """Return the problem ``code`` at ``line`` of ``page``."""
    return Problem(path=page.path, line=line, code=code, found=found, expected=expected, action=action)
