"""Waivers: ``<!-- allow CODE: reason -->`` on the line before a block excuses that block from a rule of style.

Rules of safety have no waiver: what a page says about amounts, claims, calling and stopping is right or is not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from botwijzer.model.markdown import Block, Waiver
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "WAIVE001": "a waiver that excuses nothing",
    "WAIVE002": "a waiver for a rule that has none",
    "WAIVE003": "a waiver that cannot be read",
}

# Terminology, skeleton, readability, length: where a reason can outweigh the rule.
WAIVABLE = ("TERM", "SKEL", "READ", "LEN")
_MALFORMED = re.compile(r"\s*<!--\s*allow\b[^<>]*-->\s*")


def check_waivers(project: Project, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that no waiver excuses, and one for each waiver that is wrong or of no use."""
    kept = list(problems)
    found: list[Problem] = []
    for page in project.pages:
        for waiver in page.body.waivers:
            if not waiver.code.startswith(WAIVABLE):
                action = "remove the waiver and mend the text"
                expected = f"a waiver for a rule of wording ({', '.join(WAIVABLE)})"
                found.append(
                    page_problem(page, waiver.line, "WAIVE002", f"a waiver for {waiver.code}", expected, action)
                )
                continue
            block = _next_block(page, waiver)
            rest = [problem for problem in kept if not _is_excused(problem, page, waiver, block)]
            if len(rest) == len(kept):
                action = "remove it, or put it on the line directly before the block that it is for"
                what = f"a waiver for {waiver.code} that excuses nothing"
                found.append(page_problem(page, waiver.line, "WAIVE001", what, "a finding in the next block", action))
            kept = rest
        found += _check_malformed(page)
    return kept + found


def _next_block(page: SourcePage, waiver: Waiver) -> Block | None:
    """Return the block below a waiver; only empty lines and other waivers may stand between."""
    following = [block for block in page.body.blocks if block.line > waiver.line]
    if not following:
        return None
    block = min(following, key=lambda item: item.line)
    others = {item.line for item in page.body.waivers}
    lines = page.text.split("\n")
    between = range(waiver.line + 1, block.line)
    return block if all(line in others or not lines[line - 1].strip() for line in between) else None


def _is_excused(problem: Problem, page: SourcePage, waiver: Waiver, block: Block | None) -> bool:
    if block is None or problem.path != page.path or problem.code != waiver.code:
        return False
    return block.line <= problem.line < max(block.end, block.line + 1)


def _check_malformed(page: SourcePage) -> Iterator[Problem]:
    read = {waiver.line for waiver in page.body.waivers}
    for number, line in enumerate(page.text.split("\n"), 1):
        if number not in read and _MALFORMED.fullmatch(line):
            expected = "<!-- allow TERM001: the reason -->"
            action = "name one code and a reason, in the body of the page"
            yield page_problem(page, number, "WAIVE003", f"the waiver '{line.strip()[:60]}'", expected, action)
