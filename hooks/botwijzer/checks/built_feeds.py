"""The feeds of changes: one of each kind in every language, with every change that a release made, and the disclaimer.

Which changes there are is counted again here, more simply than by the publisher. Sources: RFC 4287 (Atom), 4.1.1, 4.1.2 and
4.2.6 (an id is for ever one entry); JSON Feed 1.1.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from botwijzer.model.problem import Problem
from botwijzer.model.release_changes import feed_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

CODES = {
    "FEED001": "A language has no feed of changes, or it cannot be read.",
    "FEED002": "A feed lacks a change that a release made.",
    "FEED003": "A feed lacks the disclaimer.",
    "FEED004": "Two entries of a feed have one id.",
}

_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED_PARTS = ("id", "title", "updated", "author")
_ENTRY_PARTS = ("id", "title", "updated")
_ACTION = "build the site again: make site; correct botwijzer/publish/feeds.py if it stays"
# The newest changes that are looked for: a feed may leave out old ones.
_NEWEST = 100


def check_feeds(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with the feeds."""
    del pages
    problems: list[Problem] = []
    for language in project.released:
        for ending in ("xml", "json"):
            problems += _check_feed(project, site, language.code, ending)
    return problems


def _check_feed(project: Project, site: BuiltSite, language: str, ending: str) -> Iterator[Problem]:
    path = feed_path(language, project.source_language, ending)
    if path not in site.files:
        yield _problem(path, "FEED001", "no feed of changes", f"one in '{language}'")
        return
    content = (site.folder / path).read_bytes()
    read = _read_atom(content) if ending == "xml" else _read_json(content)
    if read is None:
        yield _problem(
            path, "FEED001", "a feed that cannot be read", "Atom (RFC 4287)" if ending == "xml" else "JSON Feed"
        )
        return
    ids, notice = read
    if project.strings[language].disclaimer not in notice:
        yield _problem(path, "FEED003", "no approved disclaimer", f"the one in '{language}', word for word")
    for name, times in Counter(ids).items():
        if times > 1:
            yield _problem(path, "FEED004", f"{times} entries with the id '{name}'", "an id for each entry")
    # An address that comes again has the day behind it.
    entries = Counter(name.partition("#")[0] for name in ids)
    for wanted, times in Counter(_changes(project, language)).items():
        if entries[f"{site.url}{wanted}"] < times:
            found = f"{entries[site.url + wanted]} entries for /{wanted}"
            yield _problem(path, "FEED002", found, f"{times}: every change that a release made")


def _changes(project: Project, language: str) -> list[str]:
    """Return the version that each change led to, or that it took away, in the order of the releases."""
    found: list[str] = []
    before: dict[str, str] = {}
    for release in project.editions.releases:
        papers = {
            page: edition.version_path(language)
            for (form, page, *languages), edition in release.papers.items()
            if form == "page" and languages == [language]
        }
        if found or before:
            pages = sorted({**before, **papers})
            found += [papers.get(page, before.get(page, "")) for page in pages if papers.get(page) != before.get(page)]
        before = papers
    return found[-_NEWEST:]


def _read_atom(content: bytes) -> tuple[list[str], str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError:
        return None
    entries = root.findall(f"{_ATOM}entry")
    parts = [(root, name) for name in _FEED_PARTS] + [(entry, name) for entry in entries for name in _ENTRY_PARTS]
    if root.tag != f"{_ATOM}feed" or any(len(element.findall(_ATOM + name)) != 1 for element, name in parts):
        return None
    return [str(entry.findtext(f"{_ATOM}id")) for entry in entries], str(root.findtext(f"{_ATOM}rights"))


def _read_json(content: bytes) -> tuple[list[str], str] | None:
    try:
        feed = json.loads(content)
        assert feed["version"].startswith("https://jsonfeed.org/version/1")
        return [item["id"] for item in feed["items"]], feed["_botwijzer"]["disclaimer"]
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError):
        return None


def _problem(path: str, code: str, found: str, expected: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=_ACTION)
