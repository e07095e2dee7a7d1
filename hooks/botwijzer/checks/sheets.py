"""What readers tick or fill in: boxes (``- [ ] Text``) and sheets (``!!! sheet "Title"`` around one table).

A box or an empty cell gets its name, for a screen reader and for what the browser keeps, from the words around it:
its own, or the sheet's title and the head of its column (overrides/assets/botwijzer/keep.js). So these must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "SHEET001": "a box to tick that is not written '- [ ] Text'",
    "SHEET002": "a box that is ticked already",
    "SHEET003": "a sheet that does not hold exactly one table",
    "SHEET004": "a sheet without an empty cell to fill in",
    "SHEET005": "a column of a sheet without a head of its own",
    "SHEET006": "a sheet that is folded, or two sheets with one title below one heading",
    "SHEET007": "an empty table cell outside a sheet",
}

SHEET, FOLDED = "sheet", "details-sheet"
# Whatever somebody may write for a box; "[a](b)" is a link.
_BOX = re.compile(
    r"^\s*(?P<marker>[-*+]|\d+[.)]) +(?:\\?\[(?P<mark>[ \u00a0xXvV✓✗*\-]{0,3})\\?\](?!\()|\([ xX]?\)|[☐☑☒])(?P<words>.*)$"
)

_RIGHT_BOX = re.compile(r"^\s*- +\[ \] +\S")


@dataclass
class _Sheet:
    title: str
    line: int
    trail: tuple[str, ...]
    heads: list[Block] = field(default_factory=list)
    cells: list[Block] = field(default_factory=list)


def check_sheets(project: Project) -> list[Problem]:
    """Return every box or sheet that a reader could not tick, fill in or find back, and cells left empty elsewhere."""
    return [problem for page in project.pages for problem in (*_check_boxes(page), *_check_tables(page))]


def _check_boxes(page: SourcePage) -> Iterator[Problem]:
    for number, line in enumerate(page.body_text.split("\n"), page.body_line):
        box = _BOX.match(line)
        if box is None:
            continue
        if (box["mark"] or "").strip():
            found, action = f"a box that is ticked already: '{line.strip()[:60]}'", "write '- [ ]': readers tick it"
            yield page_problem(page, number, "SHEET002", found, "an empty box", action)
        elif not _RIGHT_BOX.match(line):
            action = "write a hyphen, a space, '[ ]', a space and the words"
            yield page_problem(page, number, "SHEET001", f"'{line.strip()[:60]}'", "'- [ ] Text'", action)


def _check_tables(page: SourcePage) -> Iterator[Problem]:
    sheet: _Sheet | None = None
    titles: set[str] = set()
    for block in page.body.blocks:
        opens = block.kind == "admonition" and block.trail[-1:] in {(SHEET,), (FOLDED,)}
        if sheet and (opens or block.trail[: len(sheet.trail)] != sheet.trail):
            yield from _check_sheet(page, sheet)
            sheet = None
        if opens:
            sheet = _Sheet(block.text, block.line, block.trail)
            yield from _check_title(page, sheet, titles)
            titles.add(sheet.title)
        elif block.kind == "heading":
            titles = set()
        elif block.kind == "head" and sheet:
            sheet.heads.append(block)
        elif block.kind == "cell" and sheet:
            sheet.cells.append(block)
        elif block.kind == "cell" and not block.text:
            action = "write what belongs there; cells that readers fill in stand in a sheet ('!!! sheet \"Title\"')"
            yield page_problem(page, block.line, "SHEET007", "an empty table cell", "words in every cell", action)
    if sheet:
        yield from _check_sheet(page, sheet)


def _check_title(page: SourcePage, sheet: _Sheet, titles: set[str]) -> Iterator[Problem]:
    if sheet.trail[-1] == FOLDED:
        action = "write '!!!' instead of '???': a sheet is always in sight"
        yield page_problem(page, sheet.line, "SHEET006", f"the folded sheet '{sheet.title}'", "'!!! sheet'", action)
    if sheet.title in titles:
        found, action = f"the sheet '{sheet.title}' for the second time", "give each sheet a title of its own"
        yield page_problem(page, sheet.line, "SHEET006", found, "each title once below a heading", action)


def _check_sheet(page: SourcePage, sheet: _Sheet) -> Iterator[Problem]:
    name = f"the sheet '{sheet.title}'"
    tables = len({block.line for block in sheet.heads})
    if tables != 1:
        action = "put one table in each sheet, indented by 4 spaces"
        yield page_problem(page, sheet.line, "SHEET003", f"{name} with {tables or 'no'} tables", "one table", action)
        return
    if all(block.text for block in sheet.cells):
        action = "leave the cells empty that readers fill in, or make it an ordinary table"
        yield page_problem(page, sheet.line, "SHEET004", f"{name} without an empty cell", "cells to fill in", action)
    seen: set[str] = set()
    for head in sheet.heads:
        if not head.text or head.text in seen:
            found = (
                f"{name} with the column '{head.text}' twice" if head.text else f"{name} with a column without a head"
            )
            action = "name the column: the head says what to fill in"
            yield page_problem(page, head.line, "SHEET005", found, "a head of its own above each column", action)
        seen.add(head.text)
