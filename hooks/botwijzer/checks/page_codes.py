"""Codes of record systems: each is written as its system writes it, once, was seen somewhere, and leads to pages of ours.

Sources: WHO Collaborating Centre, "Structure and principles" (ATC); SNOMED CT, "Check-digit"; WHO, ICD-10 volume 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.page_codes import SYSTEMS, is_well_formed
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page_codes import PageCode
    from botwijzer.model.project import Project

CODES = {
    "CODE001": "A code leads to a page that does not exist.",
    "CODE002": "A code stands twice in codes.yml.",
    "CODE003": "A code is not written as its system writes codes.",
    "CODE004": "A code was seen nowhere.",
    "CODE005": "A code of another system than ICD-10 says which ICD-10 it is from.",
    "CODE006": "A page stands twice with one code.",
}

FILE = "docs/_data/codes.yml"


def check_page_codes(project: Project) -> list[Problem]:
    """Return what is wrong with the codes."""
    known = {page.key for page in project.source_pages}
    taken: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for index, code in enumerate(project.codes):
        problems += _check_code(project, index, code, known)
        plain = (code.system, code.code.replace(".", "").upper())
        if plain in taken:
            found, action = (
                f"the code {code.name}, which is there as '{taken[plain]}'",
                "put all its pages in one entry",
            )
            problems.append(_problem(project, (index, "code"), "CODE002", found, "each code once", action))
        taken.setdefault(plain, code.code)
    return problems


def _check_code(project: Project, index: int, code: PageCode, known: set[str]) -> Iterator[Problem]:
    if not is_well_formed(code):
        found, expected = f"the code '{code.code}' of {SYSTEMS[code.system].name}", SYSTEMS[code.system].example
        yield _problem(project, (index, "code"), "CODE003", found, expected, "correct the code, or its system")
    for page in code.pages:
        if known and page not in known:  # none: a mistake in languages.yml has been reported
            found, expected = f"the page '{page}' with {code.name}", "the path of a Dutch page without .md"
            action = "correct the path, or take the page out"
            yield _problem(project, (index, "pages"), "CODE001", found, expected, action)
    if len(set(code.pages)) < len(code.pages):
        found, action = f"a page twice with {code.name}", "take one of the two out"
        yield _problem(project, (index, "pages"), "CODE006", found, "each page once", action)
    if not code.seen:
        found, expected = f"{code.name}, seen nowhere", "an address where the code stands with what it is for"
        yield _problem(project, (index, "seen"), "CODE004", found, expected, "look it up, or take the code out")
    if code.only is not None and code.system != "icd10":
        found, expected = f"'only: {code.only}' with {code.name}", "'only' with codes of icd10"
        yield _problem(project, (index, "only"), "CODE005", found, expected, "remove it")


def _problem(project: Project, place: tuple[int, str], code: str, found: str, expected: str, action: str) -> Problem:
    line = project.documents[FILE].line_of(("codes", *place))
    return Problem(path=FILE, line=line, code=code, found=found, expected=expected, action=action)
