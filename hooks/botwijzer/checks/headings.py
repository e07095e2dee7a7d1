"""Headings: an id of their own, the same in every language, and no level skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "MARK020": "a heading of level 1 in the body (the title is the h1)",
    "MARK021": "a heading without an id",
    "MARK022": "a heading id that is not kebab-case ASCII",
    "MARK023": "two headings with the same id",
    "MARK024": "a skipped or too deep heading level",
    "MARK025": "a heading written in another way than with '## '",
    "MARK026": "a heading without words",
}

TITLE_LEVEL = 1
# Deeper headings cannot be told apart on paper.
DEEPEST_LEVEL = 4
_KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_GLUED = re.compile(r"^\s{0,3}#{1,6}[^#\s]")
_WRITTEN = re.compile(r"^\s*#{1,6} ")


def check_headings(project: Project) -> list[Problem]:
    """Return every heading whose level, id or notation the site, the leaflets or the translations cannot use."""
    return [problem for page in project.pages for problem in _check_page(page)]


def _check_page(page: SourcePage) -> Iterator[Problem]:
    lines = page.text.split("\n")
    for number, line in enumerate(lines[page.body_line - 1 :], page.body_line):
        if _GLUED.match(line):
            found, action = f"'{line.strip()[:40]}', a heading without a blank after #", "put a blank after the #"
            yield page_problem(page, number, "MARK025", found, "'## Heading {#id}'", action)
    level = TITLE_LEVEL
    seen: dict[str, int] = {}
    for block in page.body.blocks:
        if block.kind != "heading":
            continue
        name = f"'{block.text[:60]}'"
        if not _WRITTEN.match(lines[block.line - 1]):
            action = "write '## ' before it; a line of === or --- below a paragraph makes it a heading"
            yield page_problem(
                page, block.line, "MARK025", f"the underlined heading {name}", "'## Heading {#id}'", action
            )
        if not block.text:
            action = "write the question or the subject before the id"
            yield page_problem(page, block.line, "MARK026", "a heading without words", "words", action)
        if block.level == TITLE_LEVEL:
            action = "make it '##', or remove it: the title in the front matter is the page's heading"
            yield page_problem(page, block.line, "MARK020", f"a heading of level 1: {name}", "level 2 to 4", action)
        elif block.level > min(level + 1, DEEPEST_LEVEL):
            found = f"a heading of level {block.level} below one of level {level}: {name}"
            expected = f"level {min(level + 1, DEEPEST_LEVEL)} at the deepest"
            yield page_problem(page, block.line, "MARK024", found, expected, "use fewer # signs")
        level = max(block.level, TITLE_LEVEL)
        yield from _check_id(page, block.line, name, [item.raw for item in block.attributes], seen)


def _check_id(page: SourcePage, line: int, name: str, lists: list[str], seen: dict[str, int]) -> Iterator[Problem]:
    identifiers = [raw.removeprefix("#") for raw in lists if raw.startswith("#")]
    if not identifiers:
        action = "add an id in Dutch, the same in every language, such as {#in-het-kort}"
        yield page_problem(page, line, "MARK021", f"the heading {name} without an id", "{#id} at its end", action)
        return
    identifier = identifiers[0]
    if not _KEBAB.fullmatch(identifier):
        expected = "small letters a-z, digits and single hyphens, a letter first"
        yield page_problem(
            page, line, "MARK022", f"the heading id '{identifier}'", expected, "change it in every language"
        )
    if identifier in seen:
        found = f"the heading id '{identifier}' for the second time (first on line {seen[identifier]})"
        yield page_problem(page, line, "MARK023", found, "each id once on a page", "give one of the two another id")
    seen.setdefault(identifier, line)
