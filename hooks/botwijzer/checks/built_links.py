"""Every link, asset and fragment inside the site leads to something that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from botwijzer.model.built_page import BuiltPage
from botwijzer.model.built_text import extract_css_addresses
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    import lxml.html

    from botwijzer.model.built_site import BuiltSite, Target
    from botwijzer.model.project import Project

CODES = {
    "LINK101": "A link leads to a page that does not exist.",
    "LINK102": "A link leads to a place on a page that does not exist.",
    "LINK103": "A link to a folder lacks its slash at the end.",
    "LINK104": "A picture, script, style sheet or other file does not exist.",
    "LINK105": "A link leads out of the folder of the site.",
    "LINK106": "An address cannot be read.",
    "LINK107": "A link leads to a redirect instead of to the page itself.",
}

_LINKS = {"a": "href", "area": "href"}
_ASSETS = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
}
# Relations of <link> that other rules look at, or that name no file of ours.
_OTHER_RELATIONS = frozenset({"canonical", "alternate", "license", "author", "preconnect", "dns-prefetch"})
# Relations of <link> that lead to a page.
_PAGE_RELATIONS = frozenset({"prev", "next", "home", "search", "help", "index"})
# Places on a page that exist without an id (HTML standard, "scrolling to a fragment").
_TOP = frozenset({"", "top"})


def check_links(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each internal address that leads nowhere."""
    del project
    problems: list[Problem] = []
    for page in pages:
        for element, address in _iterate_links(page):
            problems += _check_link(page, site, element, address)
        for element, address in _iterate_assets(page):
            problems += _check_asset(page, site, element, address)
    for path in sorted(name for name in site.files if name.lower().endswith(".css")):
        problems += _check_style_sheet(path, site)
    return problems


def _iterate_links(page: BuiltPage) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    for tag, attribute in _LINKS.items():
        for element in page.all(tag):
            if element.get(attribute) is not None:
                yield element, str(element.get(attribute))
    for element in page.all("link"):
        if set(str(element.get("rel") or "").lower().split()) & _PAGE_RELATIONS:
            yield element, str(element.get("href") or "")


def _iterate_assets(page: BuiltPage) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    for tag, attributes in _ASSETS.items():
        for element in page.all(tag):
            for attribute in attributes:
                value = str(element.get(attribute) or "")
                if attribute == "srcset":
                    yield from ((element, words[0]) for part in value.split(",") if (words := part.split()))
                elif element.get(attribute) is not None:
                    yield element, value
    for element in page.all("link"):
        relations = set(str(element.get("rel") or "").lower().split())
        if not relations & (_OTHER_RELATIONS | _PAGE_RELATIONS):
            yield element, str(element.get("href") or "")


def _check_link(page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, address: str) -> list[Problem]:
    target = site.resolve(page, address)
    if not address.strip():
        found, expected, action = "a link without an address", "where it leads", "fill in the address"
        return [site.problem(page, element, "LINK106", found=found, expected=expected, action=action)]
    if target.kind in {"outside", "invalid"}:
        return [_misplaced(page, site, element, address, target)]
    if target.kind != "internal":
        return []
    shown = f"the link '{address}' ('{page.text_of(element)[:60]}')"
    file = site.find_file(target.path)
    if file is None:
        return [_missing(page, site, element, shown, target)]
    aim = site.by_path.get(file)
    if aim is not None and aim.kind == "stub":
        found, expected = f"{shown} to a redirect", f"a link to where it ends up, '{aim.refresh}'"
        action = "link to the page itself"
        return [site.problem(page, element, "LINK107", found=found, expected=expected, action=action)]
    return [] if aim is None else _check_fragment(page, site, element, shown, target, aim)


def _missing(page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, shown: str, target: Target) -> Problem:
    if site.find_file(f"{target.path}/") is not None:
        expected, action = f"'{target.path}/', with a slash at the end", "add the slash"
        return site.problem(page, element, "LINK103", found=shown, expected=expected, action=action)
    found, expected = f"{shown}, but '/{target.path}' does not exist", "the address of a page of this site"
    return site.problem(page, element, "LINK101", found=found, expected=expected, action="correct the link")


def _check_fragment(
    page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, shown: str, target: Target, aim: BuiltPage
) -> list[Problem]:
    if {target.fragment, unquote(target.fragment)} & aim.targets or target.fragment.lower() in _TOP:
        return []
    found = f"{shown}, but {aim.path} has no id '{unquote(target.fragment)}'"
    expected, action = "the id of a heading on that page", "correct the part after '#', or give the heading that id"
    return [site.problem(page, element, "LINK102", found=found, expected=expected, action=action)]


def _check_asset(page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, address: str) -> list[Problem]:
    target = site.resolve(page, address)
    if target.kind in {"outside", "invalid"}:
        return [_misplaced(page, site, element, address, target)]
    if target.kind != "internal" or (address.strip() and target.path in site.files):
        return []
    found = f"<{element.tag}> with the file '{address}', which does not exist"
    expected, action = "a file of this site", "correct the address, or add the file to docs/assets or overrides/assets"
    return [site.problem(page, element, "LINK104", found=found, expected=expected, action=action)]


def _misplaced(
    page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, address: str, target: Target
) -> Problem:
    if target.kind == "invalid":
        found, action = f"the address '{address}', which cannot be read", "correct the address"
        return site.problem(page, element, "LINK106", found=found, expected="a valid address", action=action)
    found, expected = f"the address '{address}', outside {site.url}", "an address below the site's own folder"
    action = "use a relative address: one that starts with '/' leaves the folder of the site"
    return site.problem(page, element, "LINK105", found=found, expected=expected, action=action)


def _check_style_sheet(path: str, site: BuiltSite) -> list[Problem]:
    css = (site.folder / path).read_text(encoding="utf-8", errors="replace")
    here = BuiltPage(path, "")
    problems: list[Problem] = []
    for line, address in extract_css_addresses(css):
        target = site.resolve(here, address)
        if target.kind == "internal" and target.path not in site.files and not address.startswith("#"):
            found, expected = f"a style sheet with the file '{address}', which does not exist", "a file of this site"
            action = "correct the address, or add the file"
            problems.append(
                Problem(path=path, line=line, code="LINK104", found=found, expected=expected, action=action)
            )
    return problems
