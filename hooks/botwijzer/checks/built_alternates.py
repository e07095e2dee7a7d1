"""A page names its own address, and its other languages name each other.

Sources: RFC 6596 (canonical); Google, "Tell Google about localized versions" (absolute, reciprocal, x-default).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.built_site import built_path

if TYPE_CHECKING:
    from botwijzer.model.built_page import Alternate, BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "LINK110": "A page does not name its own address (canonical), or names it twice.",
    "LINK111": "The canonical address of a page is not absolute.",
    "LINK112": "The canonical address is not that of the page.",
    "LINK120": "The address of a language version is not absolute.",
    "LINK121": "A language version does not exist.",
    "LINK122": "A language version does not name this page in return.",
    "LINK123": "A page names no version for readers of other languages (x-default).",
    "LINK124": "A page does not name itself among its language versions.",
    "LINK125": "A language version is in another language than it says.",
    "LINK126": "A language is named twice among the language versions.",
    "LINK127": "A page that exists in a language is not named among the language versions.",
}

DEFAULT = "x-default"
_ACTION = "correct the head of the template in overrides/ (page.file and its alternates), not the page"


def check_alternates(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with the canonical address and the language versions of each page."""
    problems: list[Problem] = []
    for page in pages:
        if page.kind == "stub":
            continue
        if page.kind == "article" or page.canonical:
            problems += _check_canonical(page, site)
        if site.is_embed(page):  # not for search engines; its own page names the languages
            continue
        if page.kind == "article" or page.alternates:
            problems += _check_versions(page, site)
            problems += _check_complete(project, page, site)
    return problems


def _check_canonical(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    own, links = site.canonical_of(page), page.links("canonical")
    if len(links) != 1:
        found = "two canonical addresses" if links else "no canonical address"
        return [site.problem(page, None, "LINK110", found=found, expected=f"'{own}', once", action=_ACTION)]
    if page.canonical == own:
        return []
    is_absolute = page.canonical.startswith(("https://", "http://"))
    code, found = ("LINK112" if is_absolute else "LINK111"), f"the canonical address '{page.canonical}'"
    return [site.problem(page, links[0], code, found=found, expected=f"'{own}'", action=_ACTION)]


def _check_versions(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    problems: list[Problem] = []
    languages = [alternate.language for alternate in page.alternates]
    for alternate in page.alternates:
        if languages.count(alternate.language) > 1:
            found = f"'{alternate.language}' named twice"
            problems.append(_problem(page, site, "LINK126", found, "each language once", alternate))
        problems += _check_version(page, site, alternate)
    if page.kind != "article" or not languages:
        return problems
    if DEFAULT not in languages:
        found, expected = "no x-default among the language versions", "one, for readers of other languages"
        problems.append(_problem(page, site, "LINK123", found, expected))
    language = site.language_of(page.path)
    own = next((item for item in page.alternates if item.language == language), None)
    if own is None or own.href != site.url_of(page):
        found = f"'{own.href}' as the page's own version" if own else "the page itself not among its versions"
        expected = f"hreflang='{language}' with '{site.url_of(page)}'"
        problems.append(_problem(page, site, "LINK124", found, expected, own))
    return problems


def _check_version(page: BuiltPage, site: BuiltSite, alternate: Alternate) -> list[Problem]:
    shown = f"the version '{alternate.language}' at '{alternate.href}'"
    if not alternate.href.startswith(("https://", "http://")):
        return [_problem(page, site, "LINK120", shown, f"an absolute address, starting with '{site.url}'", alternate)]
    target = site.resolve(page, alternate.href)
    file = site.find_file(target.path) if target.kind == "internal" else None
    aim = site.by_path.get(file) if file else None
    if aim is None or aim.kind == "stub":
        expected = "the address of a page of this site"
        return [_problem(page, site, "LINK121", f"{shown}, which does not exist", expected, alternate)]
    problems: list[Problem] = []
    if alternate.language not in {DEFAULT, aim.language}:
        found, expected = f"{shown}, which is in '{aim.language}'", f"a page in '{alternate.language}'"
        problems.append(_problem(page, site, "LINK125", found, expected, alternate))
    own = site.url_of(page)
    if page.kind == "article" and alternate.language != DEFAULT and own not in {item.href for item in aim.alternates}:
        found = f"{shown}, which does not name this page"
        problems.append(_problem(page, site, "LINK122", found, f"'{own}' named there", alternate))
    return problems


def _problem(
    page: BuiltPage, site: BuiltSite, code: str, found: str, expected: str, alternate: Alternate | None = None
) -> Problem:
    links = page.links("alternate") if alternate else []
    element = next((link for link in links if alternate and page.line_of(link) == alternate.line), None)
    return site.problem(page, element, code, found=found, expected=expected, action=_ACTION)


def _check_complete(project: Project, page: BuiltPage, site: BuiltSite) -> list[Problem]:
    source = site.sources.get(page.path)
    if source is None:
        return []
    stated = {alternate.language for alternate in page.alternates}
    versions = project.by_key.get(source.key, {})
    missing = [
        language.code
        for language in project.released
        if language.code in versions
        and language.code not in {*stated, source.language}
        and built_path(project, versions[language.code]) in site.by_path
    ]
    return [
        site.problem(
            page,
            None,
            "LINK127",
            found=f"a page that does not name its version in '{code}'",
            expected=f"hreflang='{code}' with '{site.url_of(site.by_path[built_path(project, versions[code])])}'",
            action=_ACTION,
        )
        for code in missing
    ]
