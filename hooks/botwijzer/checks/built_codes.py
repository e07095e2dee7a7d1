"""Every code has its page, in every language that its pages have (its data: built_code_data.py).

Read from the files of the site: the list of codes is the only thing shared with the publisher.
Source: DESIGN.md, promises about addresses (``/code/<system>/<code>/``) and about safety.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.built_site import built_path
from botwijzer.model.page_codes import CODE_FOLDER, INFOBUTTON_FOLDER
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.page_codes import PageCode
    from botwijzer.model.project import Project

CODES = {
    "CODE101": "A code has no page, or another spelling of it does not lead there.",
    "CODE102": "The page of a code does not lead to one of its pages.",
    "CODE104": "A page answers for a code that is not in codes.yml.",
    "CODE105": "A code is not on the list of codes, or not on the page that systems ask.",
}

_ACTION = "build the site again: make site; correct botwijzer/publish/codes.py if it stays"
_LISTS = (f"{CODE_FOLDER}/index.html", f"{INFOBUTTON_FOLDER}/index.html")


def check_built_codes(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each code without an answer, and each answer without a code."""
    problems: list[Problem] = []
    # A code that was promised and went leads to what answers now (built_promises.py).
    known = {*_LISTS, *(f"{redirect.old.removeprefix('/')}index.html" for redirect in project.redirects)}
    lists = {path: _targets(site.by_path[path], site) for path in _LISTS if path in site.by_path}
    for code in project.codes:
        path = f"{code.path}index.html"
        spellings = {f"{CODE_FOLDER}/{code.system}/{form}/index.html" for form in code.spellings}
        known |= {path, *spellings}
        problems += _check_page(project, code, site)
        for spelling in sorted(spellings):
            stub = site.by_path.get(spelling)
            if stub is None or stub.refresh is None or site.resolve(stub, stub.refresh).path != code.path:
                expected = f"a redirect to /{code.path}"
                problems.append(_problem(spelling, "CODE101", f"no way from here to {code.name}", expected))
        for name in _LISTS:
            if path not in lists.get(name, set()):
                problems.append(_problem(name, "CODE105", f"no link to {code.name}", f"a link to /{code.path}"))
    for page in pages:
        if page.path.startswith((f"{CODE_FOLDER}/", f"{INFOBUTTON_FOLDER}/")) and page.path not in known:
            problems.append(_problem(page.path, "CODE104", "a page of an unknown code", "codes of codes.yml only"))
    return problems


def _check_page(project: Project, code: PageCode, site: BuiltSite) -> Iterator[Problem]:
    path = f"{code.path}index.html"
    page = site.by_path.get(path)
    if page is None:
        yield _problem(path, "CODE101", f"no page of {code.name}", "a page that lists what we have")
        return
    there = _targets(page, site)
    versions = [
        version
        for key in code.pages
        for language in project.released
        if (version := project.by_key.get(key, {}).get(language.code)) is not None
    ]
    for version in versions:
        wanted = built_path(project, version)
        if wanted not in there:
            expected = f"a link to /{wanted.removesuffix('index.html')}"
            yield _problem(path, "CODE102", f"no link to {version.path}", expected)


def _targets(page: BuiltPage, site: BuiltSite) -> set[str]:
    """Return the files that the links of a page lead to."""
    targets = (site.resolve(page, str(link.get("href") or "")) for link in page.all("a"))
    return {file for target in targets if target.kind == "internal" and (file := site.find_file(target.path))}


def _problem(path: str, code: str, found: str, expected: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=_ACTION)
