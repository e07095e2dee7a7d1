"""A redirect is out of the search engines, names its target as canonical, holds a link to it, and arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "STUB001": "A redirect can be found by search engines (no noindex).",
    "STUB002": "A redirect does not name its target as canonical.",
    "STUB003": "A redirect holds no link to its target, for readers whose browser does not redirect.",
    "STUB004": "A redirect leads nowhere, or out of the site.",
    "STUB005": "A redirect leads to another redirect.",
    "STUB006": "A page with text sends its reader on by itself.",
}

_ACTION = "write the redirect again with 'python hooks/cli.py redirect'"


def check_stubs(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with redirects, and pages that pretend to be one."""
    del project
    problems: list[Problem] = []
    for page in pages:
        if page.kind == "stub":
            problems += _check_stub(page, site)
        elif page.refresh is not None:
            problems.append(
                site.problem(
                    page,
                    page.metas("refresh")[0],
                    "STUB006",
                    found=f"a page with text that sends its reader on to '{page.refresh}'",
                    expected="either a page or a redirect",
                    action="remove the meta refresh; a redirect holds one sentence and one link, and no article",
                )
            )
    return problems


def _check_stub(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    problems: list[Problem] = []
    refresh = page.metas("refresh")[0]

    def add(code: str, found: str, expected: str) -> None:
        problems.append(site.problem(page, refresh, code, found=found, expected=expected, action=_ACTION))

    address = page.refresh or ""
    target = site.resolve(page, address)
    file = site.find_file(target.path) if target.kind == "internal" else None
    if not page.is_noindex:
        add("STUB001", "a redirect without noindex", '<meta name="robots" content="noindex">')
    if not address or file is None:
        add("STUB004", f"a redirect to '{address}'", "the address of a page of this site")
        return problems
    aim = site.by_path.get(file)
    if file == page.path or (aim is not None and aim.kind == "stub"):
        add("STUB005", f"a redirect to '{address}', which is a redirect", "the address where the reader ends up")
    canonical = site.resolve(page, page.canonical) if page.canonical else None
    if canonical is None or canonical.path != target.path:
        wanted = site.url + target.path
        add("STUB002", f"the canonical address '{page.canonical}'", f"the target of the redirect, '{wanted}'")
    links = [site.resolve(page, str(link.get("href") or "")) for link in page.all("a")]
    if not any(link.kind == "internal" and link.path == target.path for link in links):
        add("STUB003", "a redirect without a link to its target", f"a link to '{address}'")
    return problems
