"""What a code gives to machines: never without the disclaimer, only what is on the site, and what codes.yml says.

Reads the files; knows nothing of what wrote them. Source: DESIGN.md, promises about addresses and about safety.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from lxml import etree

from botwijzer.model.built_site import built_path
from botwijzer.model.built_text import normalize_text
from botwijzer.model.page_codes import CODE_FOLDER, FEED_FILE, RECORD_FILE
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.page_codes import PageCode
    from botwijzer.model.project import Project

CODES = {
    "CODE103": "The data of a code cannot be read, or lack the disclaimer in a language.",
    "CODE106": "The data of a code name a page or a leaflet that is not on the site.",
    "CODE107": "The data of a code are not what codes.yml says.",
}

_ACTION = "build the site again: make site; correct botwijzer/publish/code_data.py if it stays"
_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DISCLAIMERS = "the disclaimer of every language, word for word"
_LIST = f"{CODE_FOLDER}/{RECORD_FILE}"
# What holds an address of ours.
_ADDRESSES = frozenset({"$schema", "url", "record", "contentUrl"})

# A page in a language: key, language, address.
Answer = tuple[str, str, str]


def check_built_code_data(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is missing from the data of codes, and what is wrong in them."""
    del pages
    problems = list(_check_list(project, site))
    known = {_LIST, *(redirect.old.removeprefix("/") for redirect in project.redirects)}
    for code in project.codes:
        record, feed = f"{code.path}{RECORD_FILE}", f"{code.path}{FEED_FILE}"
        known |= {record, feed}
        if f"{code.path}index.html" in site.files:  # else CODE101 says so
            problems += [*_check_record(project, code, site, record), *_check_feed(project, code, site, feed)]
    return problems + [
        _problem(path, "CODE107", "data of an unknown code", "codes of codes.yml only")
        for path in sorted(site.files - known)
        if path.startswith(f"{CODE_FOLDER}/") and path.endswith((".json", ".xml"))
    ]


def _check_list(project: Project, site: BuiltSite) -> Iterator[Problem]:
    try:
        data = json.loads((site.folder / _LIST).read_bytes())
        there = {(item["system"], item["codeValue"]): list(item["pages"]) for item in data["codes"]}
        is_whole = _disclaimers(data) == _wanted_disclaimers(project)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        there, is_whole = {}, False
    if not is_whole:
        yield _problem(_LIST, "CODE103", "a list of codes that is missing or lacks a disclaimer", _DISCLAIMERS)
    wanted = {(code.system, code.code): code for code in project.codes}
    for key, code in wanted.items():
        if there.get(key) != list(code.pages):
            expected = f"its pages: {', '.join(code.pages)}"
            yield _problem(_LIST, "CODE107", f"no {code.name}, or with other pages", expected)
    for system, value in sorted(there.keys() - wanted.keys()):
        yield _problem(_LIST, "CODE107", f"the unknown code '{system}/{value}'", "codes of codes.yml only")


def _check_record(project: Project, code: PageCode, site: BuiltSite, path: str) -> Iterator[Problem]:
    try:
        data = json.loads((site.folder / path).read_bytes())
        own = (data["code"]["system"], data["code"]["codeValue"])
        there = [
            (page["identifier"], item["inLanguage"], item["url"])
            for page in data["pages"]
            for item in page["languages"]
        ]
        is_whole = _disclaimers(data) == _wanted_disclaimers(project)
        addresses = sorted(set(_addresses(data)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield _problem(path, "CODE103", f"a record of {code.name} that is missing or lacks its fields", _DISCLAIMERS)
        return
    if not is_whole:
        yield _problem(path, "CODE103", f"a record of {code.name} that lacks a disclaimer", _DISCLAIMERS)
    if own != (code.system, code.code):
        yield _problem(path, "CODE107", f"the code '{own[0]}/{own[1]}'", f"the code '{code.system}/{code.code}'")
    yield from _check_answers(_answers(project, code, site), there, path)
    yield from _check_addresses(site, addresses, path)


def _check_feed(project: Project, code: PageCode, site: BuiltSite, path: str) -> Iterator[Problem]:
    try:
        feed = etree.fromstring((site.folder / path).read_bytes())
    except (OSError, etree.XMLSyntaxError):
        feed = None
    entries = [] if feed is None else feed.findall(f"{_ATOM}entry")
    wanted = _wanted_disclaimers(project)
    if not entries or not all(
        wanted.get(str(entry.get(_LANGUAGE)), "\0") in normalize_text(str(entry.findtext(f"{_ATOM}content")))
        for entry in entries
    ):
        yield _problem(path, "CODE103", f"a feed of {code.name} that is missing or lacks a disclaimer", _DISCLAIMERS)
    if feed is not None:
        links = {str(link.get("href")) for link in feed.iter(f"{_ATOM}link") if link.get("rel") != "license"}
        yield from _check_addresses(site, sorted(links), path)


def _answers(project: Project, code: PageCode, site: BuiltSite) -> list[Answer]:
    """Return what codes.yml says, best first."""
    return [
        (key, language.code, site.url + built_path(project, page).removesuffix("index.html"))
        for key in code.pages
        for language in project.released
        if (page := project.by_key.get(key, {}).get(language.code)) is not None and page.front is not None
    ]


def _check_answers(wanted: list[Answer], there: list[Answer], path: str) -> Iterator[Problem]:
    for key, language, address in wanted:
        if (key, language, address) not in there:
            yield _problem(path, "CODE107", f"no page '{key}' in '{language}'", address)
    for key, language, address in there:
        if (key, language, address) not in wanted:
            found = f"the page '{key}' in '{language}' at {address}"
            yield _problem(path, "CODE107", found, "pages of codes.yml, each at its own address")
    if sorted(wanted) == sorted(there) and wanted != there:
        yield _problem(path, "CODE107", "pages in another order", "the best page first, as in codes.yml")


def _check_addresses(site: BuiltSite, addresses: list[str], path: str) -> Iterator[Problem]:
    for address in addresses:
        whole = urljoin(site.url, address)
        if not whole.startswith(site.url) or site.find_file(unquote(whole.removeprefix(site.url))) is None:
            yield _problem(
                path,
                "CODE106",
                f"the address {address}, which is no file of this site",
                "pages and leaflets that are there",
            )


def _addresses(data: Any) -> Iterator[str]:
    """Return every address of ours inside a record."""
    if isinstance(data, list):
        for item in data:
            yield from _addresses(item)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name in _ADDRESSES:
                yield str(value)
            else:
                yield from _addresses(value)


def _disclaimers(data: dict[str, Any]) -> dict[str, str]:
    return {notice["inLanguage"]: normalize_text(notice["disclaimer"]) for notice in data["notices"]}


def _wanted_disclaimers(project: Project) -> dict[str, str]:
    return {language.code: normalize_text(project.strings[language.code].disclaimer) for language in project.released}


def _problem(path: str, code: str, found: str, expected: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=_ACTION)
