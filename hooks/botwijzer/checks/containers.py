"""Notes, call cards, details, lists and pictures: only the kinds that the site, the leaflets and the search know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "MARK030": "a note of an unknown kind",
    "MARK031": "a note whose first line is not '!!! kind \"Title\"'",
    "MARK032": "safety text hidden in details",
    "MARK033": "a picture without alternative text",
    "MARK034": "a list, table or note without an empty line before it",
    "MARK035": "a nested list that is not indented by 4 spaces",
    "MARK036": "a list or note too deep inside others",
}

KINDS = ("call-now", "call-today", "call-week", "warning", "tip", "note", "sheet")
LIST_INDENT = 4
# A list in a list in a card is the deepest that a phone or a leaflet still shows; far deeper ones stop the build.
MAX_DEPTH = 3
_FENCE = re.compile(r"^\s*(?P<fence>!!!|\?\?\?\+?)")
_OPENING = re.compile(r'^\s*(?:!!!|\?\?\?) (?P<kind>[\w-]+) "(?P<title>[^"]*\S[^"]*)"\s*$')
_KIND = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s*(?P<kind>[\w-]+)")
_MARKER = re.compile(r"^(?P<indent> *)(?:[-*+]|\d+[.)]) ")
# All markers at the start of one line: "- - a" is a list in a list.
_MARKERS = re.compile(r"^(?P<indent>[ \t]*)(?P<markers>(?:(?:[-*+]|\d+[.)])[ \t]+)+)")
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_OWN_LINE = re.compile(r"^\s*\{[^{}]*\}\s*$")


def check_containers(project: Project) -> list[Problem]:
    """Return notes, lists and pictures that readers, printers or Python-Markdown would not see as they are meant."""
    return [
        problem
        for page in project.pages
        for problem in (*_check_openings(page), *_check_gaps(page), *_check_depth(page), *_check_blocks(project, page))
    ]


def _check_openings(page: SourcePage) -> Iterator[Problem]:
    for number, line in _body_lines(page):
        if not _FENCE.match(line):
            continue
        opening, kind = _OPENING.match(line), _KIND.match(line)
        if kind and kind["kind"] not in KINDS:
            expected = f"one of {', '.join(KINDS)}"
            action = "choose the kind that fits"
            yield page_problem(page, number, "MARK030", f"a note of the kind '{kind['kind']}'", expected, action)
        elif opening is None:
            action = "write the kind and a title between double quotes, and nothing else on the line"
            yield page_problem(page, number, "MARK031", f"'{line.strip()[:60]}'", '!!! kind "Title"', action)


def _check_gaps(page: SourcePage) -> Iterator[Problem]:
    before = ""
    in_list = False
    for number, line in _body_lines(page):
        marker = _MARKER.match(line)
        starts_list = marker is not None and not in_list
        starts_table = bool(_TABLE_ROW.match(line)) and not _TABLE_ROW.match(before)
        starts_note = bool(_FENCE.match(line))
        after_note = bool(_FENCE.match(before))  # the first line of a note stands directly below its title
        if before.strip() and not after_note and (starts_list or starts_table or starts_note):
            what = "a list" if starts_list else "a table" if starts_table else "a note"
            action = "put an empty line before it, or the site shows it as running text"
            yield page_problem(
                page, number, "MARK034", f"{what} directly below other text", "an empty line before", action
            )
        if starts_table and not _TABLE_RULE.match(_line(page, number + 1)):
            action = "put a line '| --- | --- |' below the first row"
            yield page_problem(
                page, number, "MARK034", "a table without a line below its head", "'| --- | --- |'", action
            )
        if marker and len(marker["indent"]) % LIST_INDENT:
            found = f"a list indented by {len(marker['indent'])} spaces"
            yield page_problem(page, number, "MARK035", found, "0, 4 or 8 spaces", "indent a nested list by 4 spaces")
        if marker:
            in_list = True
        elif not line.strip() or (not line.startswith(" ") and not _OWN_LINE.match(line)):
            in_list = False
        before = line


def _check_depth(page: SourcePage) -> Iterator[Problem]:
    """Yield the first line of each run of lines that nest too deep: mending that line mends those below it."""
    was_deep = False
    for number, line in _body_lines(page):
        depth = _depth(line)
        if depth > MAX_DEPTH and not was_deep:
            found = f"a list or note in {depth - 1} others"
            action = "make it a list of its own, or split the page with a heading"
            yield page_problem(page, number, "MARK036", found, f"at most {MAX_DEPTH} in one another", action)
        if line.strip():
            was_deep = depth > MAX_DEPTH


def _depth(line: str) -> int:
    """Return how many lists and notes deep the list or note is that a line opens; 0 for any other line."""
    markers, fence = _MARKERS.match(line), _FENCE.match(line)
    if not markers and not fence:
        return 0
    indent = line[: len(line) - len(line.lstrip())].expandtabs(LIST_INDENT)
    return len(indent) // LIST_INDENT + (len(markers["markers"].split()) if markers else 1)


def _check_blocks(project: Project, page: SourcePage) -> Iterator[Problem]:
    for block in page.body.blocks:
        in_details = next((index for index, part in enumerate(block.trail) if part.startswith("details-")), None)
        if in_details is not None and (what := _safety_text(project, block, in_details)):
            action = "move it out of the details, where everybody sees it"
            yield page_problem(
                page, block.line, "MARK032", f"{what} inside details ('???')", "it in plain sight", action
            )
        for link in block.links:
            if link.is_image and not link.text.strip():
                action = "describe in a few words what the picture shows"
                found = f"the picture '{link.target}' without alternative text"
                yield page_problem(page, link.line, "MARK033", found, "![what it shows](address)", action)


def _safety_text(project: Project, block: Block, in_details: int) -> str | None:
    """Return what safety text the block is, if it is any: a call card, a warning, or a safety-critical claim."""
    kinds = [part.removeprefix("details-") for part in block.trail[in_details:]]
    if block.kind in {"admonition", "details"} or not block.claims:
        hidden = next((kind for kind in kinds if kind.startswith("call-") or kind == "warning"), None)
        if hidden and block.kind in {"admonition", "details"}:
            return f"a note of the kind '{hidden}'"
        return None
    for claim_id in block.claims:
        claim = project.claims.get(claim_id)
        if claim and (claim.is_safety_critical or claim.level):
            return f"the safety-critical claim '{claim_id}'"
    return None


def _body_lines(page: SourcePage) -> Iterator[tuple[int, str]]:
    yield from enumerate(page.text.split("\n")[page.body_line - 1 :], page.body_line)


def _line(page: SourcePage, number: int) -> str:
    lines = page.text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
