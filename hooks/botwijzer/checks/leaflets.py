"""What the front matter of a page says of its leaflet: a number of its own, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.editions import LINKS_SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "LEAF004": "A page with a leaflet has no number for it, or one that another leaflet has; or there is no leaflet.",
    "LEAF005": "A leaflet leaves out a section that its page does not have.",
    "LEAF006": "A leaflet leaves out signs for which to call now or today.",
    "LEAF007": "A translation gives its leaflet a number, or prints a section that the Dutch leaflet leaves out.",
}

_URGENT = frozenset({"now", "today"})


def check_leaflets(project: Project) -> list[Problem]:
    """Return what a practice could not order by number, and what paper may not leave out."""
    problems: list[Problem] = []
    numbers: dict[int, SourcePage] = {}
    for page in project.pages:
        if page.front is None:
            continue
        problems += _check_sections(page)
        if page.language == project.source_language:
            problems += _check_number(page, numbers)
        else:
            problems += _check_translation(page, project.by_key[page.key].get(project.source_language))
    return problems


def _line(page: SourcePage, key: str) -> int:
    return page.front_document.line_of((key,))


def _check_number(page: SourcePage, numbers: dict[int, SourcePage]) -> Iterator[Problem]:
    assert page.front is not None
    number = page.front.leaflet_number
    if page.front.leaflet and number is None:
        action = "give it the next free number: 'leaflet_number: …'; a number is never used twice"
        yield page_problem(page, _line(page, "leaflet"), "LEAF004", "a leaflet without a number", "a number", action)
    elif number is not None and not page.front.leaflet:
        action = "write 'leaflet: true', or take the number away"
        found, expected = f"number {number} of a leaflet that is not made", "a leaflet"
        yield page_problem(page, _line(page, "leaflet_number"), "LEAF004", found, expected, action)
    elif number is not None and number in numbers:
        found, expected = f"number {number}, which {numbers[number].path} has", "a number of its own"
        yield page_problem(page, _line(page, "leaflet_number"), "LEAF004", found, expected, "take the next free number")
    if number is not None:
        numbers.setdefault(number, page)


def _check_sections(page: SourcePage) -> Iterator[Problem]:
    assert page.front is not None
    headings = {block.heading_id for block in page.blocks if block.kind == "heading" and block.level == 2}
    for name in page.front.leaflet_without:
        if name not in headings:
            names = ", ".join(sorted(str(heading) for heading in headings if heading and heading != LINKS_SECTION))
            action = "write the id of one of its headings, without #, or take it away"
            found, expected = f"'{name}', which is no section of the page", f"one of: {names}"
            yield page_problem(page, _line(page, "leaflet_without"), "LEAF005", found, expected, action)
    inside = ""
    for block in page.blocks:
        if block.kind == "heading" and block.level == 2:
            inside = block.heading_id or ""
        elif block.call_level in _URGENT and inside in page.front.leaflet_without:
            action = "leave out another section"
            found, expected = (
                f"'{inside}' left out, with signs for which to call {block.call_level}",
                "them on the leaflet",
            )
            yield page_problem(page, _line(page, "leaflet_without"), "LEAF006", found, expected, action)
            inside = ""


def _check_translation(page: SourcePage, source: SourcePage | None) -> Iterator[Problem]:
    if page.front is None or source is None or source.front is None:
        return
    if page.front.leaflet_number is not None:
        action = "take 'leaflet_number' away: the Dutch page gives it, for every language"
        found = f"number {page.front.leaflet_number} on a translation"
        yield page_problem(page, _line(page, "leaflet_number"), "LEAF007", found, "no number", action)
    missing = [name for name in source.front.leaflet_without if name not in page.front.leaflet_without]
    if page.front.leaflet_without and missing:
        found, expected = f"no {', '.join(missing)} in 'leaflet_without'", "all that the Dutch leaflet leaves out"
        action = "add what is missing, or take 'leaflet_without' away: then the Dutch list holds"
        yield page_problem(page, _line(page, "leaflet_without"), "LEAF007", found, expected, action)
