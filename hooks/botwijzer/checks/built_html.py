"""The frame of every page: language, direction, one title, one heading, ids that are unique.

Sources: WCAG 2.2 (3.1.1 language of page, 2.4.2 page titled, 1.4.4 resize text); HTML standard (unique ids).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "HTML001": "A page does not say in which language it is, or in one that we do not have.",
    "HTML002": "A page is in another language than its folder.",
    "HTML003": "A page is written in the wrong direction.",
    "HTML004": "A page has no main heading (h1), or more than one.",
    "HTML005": "A page has no title.",
    "HTML006": "A page has no description.",
    "HTML007": "An id stands on a page twice.",
    "HTML008": "A page does not adapt to the width of a phone, or forbids zooming.",
    "HTML009": "A page holds a character that cannot be read (a byte that is not UTF-8, or NUL).",
    "HTML010": "A page could not be read to its end.",
}

_TEMPLATE = "correct the template in overrides/"
_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(no|0)|maximum-scale\s*=\s*[01](\.\d+)?\s*(,|$)", re.IGNORECASE)
_UNREADABLE = re.compile("[\0\N{REPLACEMENT CHARACTER}]")


def check_html(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with the frame of each page."""
    problems: list[Problem] = []
    for page in pages:
        problems += _check_language(project, page, site)
        problems += _check_characters(page, site)
        problems += _check_ids(page, site)
        if page.kind != "stub":
            problems += _check_heading(page, site)
            problems += _check_viewport(page, site)
        if not any(page.text_of(title) for title in page.root.xpath("//head/title")):
            found, expected = "no <title>", "the title of the page, for tabs and search results"
            problems.append(site.problem(page, None, "HTML005", found=found, expected=expected, action=_TEMPLATE))
        if page.kind == "article" and not page.meta("description"):
            found, expected = "no description", 'the summary of the page in <meta name="description">'
            problems.append(site.problem(page, None, "HTML006", found=found, expected=expected, action=_TEMPLATE))
    return problems


def _check_language(project: Project, page: BuiltPage, site: BuiltSite) -> list[Problem]:
    language = project.languages.get(page.language)
    if language is None:
        found = f"the language '{page.language}'" if page.language else "no language on <html>"
        expected = f"lang with one of {', '.join(project.languages)}"
        return [site.problem(page, page.root, "HTML001", found=found, expected=expected, action=_TEMPLATE)]
    problems: list[Problem] = []
    promised = site.language_of(_arrival(page, site))
    if page.kind != "listing" and page.language != promised:
        found, expected = f"a page in '{page.language}'", f"'{promised}', the language of this folder"
        action = "correct the language in the template, or move the page"
        problems.append(site.problem(page, page.root, "HTML002", found=found, expected=expected, action=action))
    if page.direction != language.direction:
        found = f"the direction '{page.direction}'"
        expected = f"'{language.direction}', the direction of {language.name}"
        problems.append(site.problem(page, page.root, "HTML003", found=found, expected=expected, action=_TEMPLATE))
    return problems


def _arrival(page: BuiltPage, site: BuiltSite) -> str:
    """Return the path whose folder promises a language: a short address (``/v/<id>/``) has the language of its target."""
    if page.kind != "stub":
        return page.path
    return site.resolve(page, page.refresh or "").path or page.path


def _check_characters(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    problems: list[Problem] = []
    if page.unread_from is not None:
        found = f"elements nested so deep that nothing could be read from line {page.unread_from} on"
        expected, action = "a page that can be read and checked to its end", "look for elements that are never closed"
        problems.append(site.problem(page, None, "HTML010", found=found, expected=expected, action=action))
    match = _UNREADABLE.search(page.html)
    if match is None:
        return problems
    line = page.html[: match.start()].count("\n") + 1
    found = f"a character that cannot be read, on line {line}"
    action = "find the file that it comes from and save that as UTF-8"
    problems.append(site.problem(page, None, "HTML009", found=found, expected="UTF-8 text", action=action))
    return problems


def _check_ids(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    if len(set(page.ids)) == len(page.ids):
        return []
    seen: set[str] = set()
    problems: list[Problem] = []
    for element in page.root.xpath("//*[@id]"):
        name = str(element.get("id"))
        if name in seen:
            found, action = f"the id '{name}' for the second time", "rename one of the two headings or elements"
            problems.append(site.problem(page, element, "HTML007", found=found, expected="each id once", action=action))
        seen.add(name)
    return problems


def _check_heading(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    headings = [item for item in page.all("h1") if page.text_of(item)]
    if len(headings) == 1:
        return []
    shown = ", ".join(f"'{page.text_of(item)}'" for item in headings)
    found = f"{len(headings)} main headings (h1): {shown}" if headings else "no main heading (h1)"
    action = "correct the template in overrides/; headings inside a text start at '##'"
    element = headings[1] if headings else None
    return [site.problem(page, element, "HTML004", found=found, expected="exactly one", action=action)]


def _check_viewport(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    content = page.meta("viewport")
    if "width=device-width" in content.replace(" ", "") and not _NO_ZOOM.search(content):
        return []
    found, expected = f"the viewport '{content}'", "'width=device-width, initial-scale=1', which lets readers zoom"
    return [site.problem(page, None, "HTML008", found=found, expected=expected, action=_TEMPLATE)]
