"""The search of each released language: its files can be read, know its pages and no others, and pages name it.

Source of the description that browsers read: OpenSearch 1.1, draft 6.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lxml import etree

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

CODES = {
    "FIND101": "A file of the search has not the form that the search reads.",
    "FIND102": "A search index holds a page of another language.",
    "FIND103": "A search index lacks a page of its language.",
    "FIND104": "The description of the search for browsers (OpenSearch) cannot be read, or leads elsewhere.",
    "FIND105": "A page does not name the description of the search in its own language, once.",
}

_NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"
# Behind "#": no server sees the words.
_WORDS = "#q={searchTerms}"
_BUILD = "build the site again: make site"


def check_search(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with the search of the released languages; built_files.py says which files are missing."""
    problems: list[Problem] = []
    for language in project.released:
        code = language.code
        own = [page for page in pages if site.language_of(page.path) == code and page.is_indexable]
        problems += _check_index(code, own, site)
        home = site.url + ("" if code == project.source_language else f"{code}/")
        description = f"search/opensearch-{code}.xml"
        if description in site.files:
            problems += _check_description(description, code, home, site)
        for page in own:
            problems += _check_link(page, description, site)
    return problems


def _check_index(code: str, pages: list[BuiltPage], site: BuiltSite) -> Iterator[Problem]:
    index, texts = f"search/{code}.json", f"search/{code}-text.json"
    data, shown = _read(site, index), _read(site, texts)
    if data is None:  # missing or broken
        return
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        yield _problem(index, "FIND101", "no list of entries", "entries: [[location, title, …], …]")
        return
    if shown is not None and not (isinstance(shown, list) and len(shown) == len(entries)):
        yield _problem(texts, "FIND101", "something else", f"a list of {len(entries)} texts, one for each entry")
    # A section's location is "#id" only (publish/search_index.py).
    listed = [str(entry[0]) for entry in entries if not str(entry[0]).startswith("#")]
    known = {page.path.removesuffix("index.html") for page in site.pages}
    for location in listed:  # a page that does not exist is reported with the files
        language = site.language_of(location)
        if location in known and language != code:
            found, expected = f"'{location}', a page in '{language}'", f"only pages in '{code}'"
            yield _problem(index, "FIND102", found, expected)
    for page in pages:
        if page.path.removesuffix("index.html") not in listed:
            yield _problem(index, "FIND103", f"an index without '{page.address}'", "every page of the language")


def _is_entry(entry: object) -> bool:
    return isinstance(entry, list) and len(entry) > 1 and all(isinstance(part, str) for part in entry[:2])


def _read(site: BuiltSite, name: str) -> Any:
    """Return the data of a JSON file; ``None`` when it is missing or broken, which built_files.py reports."""
    if name not in site.files:
        return None
    try:
        data = json.loads((site.folder / name).read_bytes())
    except ValueError:
        return None
    return "null" if data is None else data


def _check_description(name: str, code: str, home: str, site: BuiltSite) -> Iterator[Problem]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring((site.folder / name).read_bytes(), parser=parser)
    except etree.XMLSyntaxError as error:
        yield _problem(name, "FIND104", f"a description that cannot be read ({error.msg})", "valid XML")
        return
    for part in ("ShortName", "Description"):
        if not (root.findtext(f"{_NAMESPACE}{part}") or "").strip():
            yield _problem(name, "FIND104", f"no {part}", "one with words")
    language = (root.findtext(f"{_NAMESPACE}Language") or "").strip()
    if language != code:
        yield _problem(name, "FIND104", f"the language '{language}'", f"'{code}'")
    templates = [str(item.get("template")) for item in root.iter(f"{_NAMESPACE}Url")]
    if templates != [home + _WORDS]:
        found = f"the address {', '.join(templates) or '(none)'}"
        yield _problem(name, "FIND104", found, f"{home}{_WORDS}, the words where no server sees them")


def _check_link(page: BuiltPage, description: str, site: BuiltSite) -> Iterator[Problem]:
    links = page.links("search")
    named = [site.resolve(page, str(link.get("href") or "")).path for link in links]
    if named != [description]:
        found = f"the description of the search {', '.join(named) or '(none)'}"
        action = "correct the head of the template in overrides/, not the page"
        element = links[0] if links else None
        yield site.problem(page, element, "FIND105", found=found, expected=f"{description}, once", action=action)


def _problem(name: str, code: str, found: str, expected: str) -> Problem:
    return Problem(path=name, line=0, code=code, found=found, expected=expected, action=_BUILD)
