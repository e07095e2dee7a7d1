"""Redirects lead somewhere, at once: no chains, no circles, and never away from a page that is there.

Source: DESIGN.md, promises about addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.address_owners import extract_owners, today_addresses
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
_INDEX = "index.html"
# Answers about papers, which have a history of their own: the built site shows whether they are there.
_MADE_LATER = ("/v/", "/versie/")


def check_redirects(project: Project) -> list[Problem]:
    """Return what is wrong with the redirects."""
    targets: dict[str, str] = {}
    problems: list[Problem] = []
    pages, today = page_addresses(project), today_addresses(project)
    for number, redirect in enumerate(project.redirects):
        if redirect.old in targets:
            found, action = f"'{redirect.old}' for the second time", "remove one of the two"
            problems.append(_problem(project, number, "MOVE005", found, "each old address once", action))
        targets.setdefault(redirect.old, redirect.new)
    for number, redirect in enumerate(project.redirects):
        problems += _check_way(project, number, redirect, targets)
        problems += _check_ends(project, number, redirect, pages, today)
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
    project: Project,
    number: int,
    redirect: Redirect,
    pages: Mapping[str, frozenset[str] | None],
    today: frozenset[str],
) -> Iterator[Problem]:
    old, new = split_address(redirect.old), split_address(redirect.new)
    ids = pages.get(old.path, frozenset())
    is_there = ids is not None and old.fragment in ids if old.fragment else _plain(old.path) in today
    if is_there:
        found = f"a redirect away from '{redirect.old}', which is there"
        action = f"remove the page, or the redirect: python hooks/cli.py redirect --remove '{redirect.old}'"
        yield _problem(project, number, "MOVE004", found, "an address that no page has", action)
    if new.path in today:
        there = pages.get(new.path)
        is_right = not new.fragment or there is None or new.fragment in there
    else:  # of other files only the built site knows whether they are there (built_promises.py)
        is_known = (
            is_page_address(new.path) or new.path.endswith(".pdf") or new.path in extract_owners(project, (new.path,))
        )
        is_right = not is_known or new.path.startswith(_MADE_LATER)
    if not is_right:
        found, action = f"a redirect to '{redirect.new}', which does not exist", "correct the address"
        yield _problem(project, number, "MOVE003", found, "a page, or a heading on a page", action)


def _plain(path: str) -> str:
    """Return the address of a page as we write it: a folder, and not its file."""
    return path[: -len(_INDEX)] if path.endswith(f"/{_INDEX}") else path


def _problem(project: Project, number: int, code: str, found: str, expected: str, action: str) -> Problem:
    document = project.documents.get(REDIRECTS_FILE)
    line = document.line_of(("redirects", number)) if document else 0
    return Problem(path=REDIRECTS_FILE, line=line, code=code, found=found, expected=expected, action=action)
