"""The skeleton of a page: each kind of page answers the same questions in the same order (CONTENT.md)."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.records import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "SKEL001": "a heading of the skeleton is missing",
    "SKEL002": "a heading of the skeleton stands in the wrong place",
    "SKEL003": "a medicine page that does not begin with its warnings",
    "SKEL004": "a heading without text below it",
}


def check_skeleton(project: Project) -> list[Problem]:
    """Return what the source pages lack of their kind's skeleton (``pages.yml``).

    Translations are compared with their source by another rule, so that a missing heading is named once.
    """
    return [problem for page in project.source_pages for problem in _check_page(project, page)]


def _check_page(project: Project, page: SourcePage) -> Iterator[Problem]:
    kind = project.kind_of(page.key)
    yield from _check_start(page, kind)
    yield from _check_empty(page)
    wanted = project.skeleton.skeletons.get(kind, ())
    headings: dict[str, Block] = {}
    for block in page.body.blocks:
        if block.heading_id:
            headings.setdefault(block.heading_id, block)
    end = max((block.line for block in headings.values()), default=page.body_line)
    for index, identifier in enumerate(wanted):
        if identifier not in headings:
            # Named at the heading that should follow it, or at the last one: where a waiver can stand.
            follower = next((headings[other] for other in wanted[index:] if other in headings), None)
            where = "before this line" if follower else "at the end of the page"
            found, action = f"no heading '{{#{identifier}}}'", f"add '## … {{#{identifier}}}' {where}"
            line = follower.line if follower else end
            yield page_problem(page, line, "SKEL001", found, f"it on a page of the kind '{kind}'", action)
    present = [identifier for identifier in wanted if identifier in headings]
    for before, after in pairwise(present):
        if headings[after].line < headings[before].line:
            found, expected = f"'{{#{after}}}' before '{{#{before}}}'", f"the order {', '.join(wanted)}"
            yield page_problem(page, headings[after].line, "SKEL002", found, expected, "move that part of the page")


def _check_start(page: SourcePage, kind: PageKind) -> Iterator[Problem]:
    """Find a medicine page that opens without its box of warnings: who reads no further has read those."""
    first = next(iter(page.body.blocks), None)
    if kind is PageKind.MEDICINE and first is not None and "warning" not in first.trail:
        found, expected = (
            "a medicine page that does not begin with a box",
            "'!!! warning \"Eerst dit\"' as the first thing",
        )
        yield page_problem(page, first.line, "SKEL003", found, expected, "put the most important warnings there")


def _check_empty(page: SourcePage) -> Iterator[Problem]:
    blocks = page.body.blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        ends = following is None or (following.kind == "heading" and following.level <= block.level)
        if block.kind == "heading" and ends:
            found = f"the heading '{block.text}' without text below it"
            yield page_problem(page, block.line, "SKEL004", found, "text", "write it, or remove the heading")
