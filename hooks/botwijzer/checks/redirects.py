"""Redirects lead somewhere, at once: no chains, no circles, and never away from a page that is there.

Source: DESIGN.md, promises about addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.addresses import is_page_address, page_addresses, split_address
from botwijzer.model.problem import Problem
from botwijzer.model.project import DATA_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botwijzer.model.project import Project
    from botwijzer.model.records import Redirect

CODES = {
    "MOVE001": "A redirect leads to another redirect.",
    "MOVE002": "Redirects lead round in a circle.",
    "MOVE003": "A redirect leads to a page, or to a place on a page, that does not exist.",
    "MOVE004": "A redirect stands where there is a page, or a heading with that id.",
    "MOVE005": "An address is redirected twice.",
}

REDIRECTS_FILE = f"{DATA_FOLDER}/redirects.yml"
# Pages that are made after the build: the rules over the built site know whether they are there.
_MADE_LATER = ("/code/", "/insluiten/", "/folders/", "/api/", "/oembed/", "/infobutton/")


def check_redirects(project: Project) -> list[Problem]:
    """Return what is wrong with the redirects."""
    targets: dict[str, str] = {}
    problems: list[Problem] = []
    pages = page_addresses(project)
    for number, redirect in enumerate(project.redirects):
        if redirect.old in targets:
            found, action = f"'{redirect.old}' for the second time", "remove one of the two"
            problems.append(_problem(project, number, "MOVE005", found, "each old address once", action))
        targets.setdefault(redirect.old, redirect.new)
    for number, redirect in enumerate(project.redirects):
        problems += _check_way(project, number, redirect, targets)
        problems += _check_ends(project, number, redirect, pages)
    return problems


def _check_way(project: Project, number: int, redirect: Redirect, targets: Mapping[str, str]) -> Iterator[Problem]:
    seen, current = [redirect.old], redirect.new
    while current not in seen:
        following = targets.get(current) or targets.get(split_address(current).path)
        if following is None:
            break
        seen.append(current)
        current = following
    else:
        found, action = f"a circle: {' → '.join((*seen, current))}", "let one of them end at a page"
        yield _problem(project, number, "MOVE002", found, "a way that ends at a page", action)
        return
    if len(seen) > 1:
        found, action = f"'{redirect.old}' by way of '{redirect.new}'", f"write new: {current}"
        yield _problem(project, number, "MOVE001", found, f"'{current}', where it ends", action)


def _check_ends(
    project: Project, number: int, redirect: Redirect, pages: Mapping[str, frozenset[str] | None]
) -> Iterator[Problem]:
    old, new = split_address(redirect.old), split_address(redirect.new)
    ids = pages.get(old.path, frozenset())
    if old.path in pages and (not old.fragment or (ids is not None and old.fragment in ids)):
        found, action = f"a redirect away from '{redirect.old}', which is there", "remove the redirect, or the page"
        yield _problem(project, number, "MOVE004", found, "an address that no page has", action)
    if not is_page_address(new.path) or new.path.startswith(_MADE_LATER):
        return  # files and pages that are made later: checks/built_promises.py
    there = pages.get(new.path, frozenset())
    if new.path not in pages or (new.fragment and there is not None and new.fragment not in there):
        found, action = f"a redirect to '{redirect.new}', which does not exist", "correct the address"
        yield _problem(project, number, "MOVE003", found, "a page, or a heading on a page", action)


def _problem(project: Project, number: int, code: str, found: str, expected: str, action: str) -> Problem:
    document = project.documents.get(REDIRECTS_FILE)
    line = document.line_of(("redirects", number)) if document else 0
    return Problem(path=REDIRECTS_FILE, line=line, code=code, found=found, expected=expected, action=action)
