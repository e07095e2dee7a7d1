"""The open data: every page has its record, no record goes without its disclaimer, and its words are those of the page.

Reads the files and the sources; knows nothing of what wrote them. Source: DESIGN.md, promises about safety.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botwijzer.model.api_records import INDEX_FILE, record_language, record_path
from botwijzer.model.built_site import built_path
from botwijzer.model.built_text import extract_text, normalize_text
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {
    "API001": "A page has no record in the open data, or the index does not name it.",
    "API002": "A record cannot be read.",
    "API003": "A record lacks the approved disclaimer, the review state, the licence or the name of the source.",
    "API004": "A piece of text of a page is not in its record.",
    "API005": "A record holds words that are not on its page.",
    "API006": "A record belongs to no page.",
    "API007": "The codes of a page in the open data are not those of codes.yml.",
}

_ACTION = "build the site again: make site; correct botwijzer/publish/api.py if it stays"
_SHOWN = 80
# In the record they have fields of their own.
_FIELDS = frozenset({"title", "summary"})


def check_api(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is missing from the open data, and what is wrong in it."""
    del pages
    released = {language.code for language in project.released}
    wanted = {
        record_path(page.key, page.language): page
        for page in project.pages
        if page.language in released
        and page.front is not None
        and (html := site.by_path.get(built_path(project, page))) is not None
        and html.kind == "article"
        and html.article is not None
    }
    listed, problems = _read_index(project, site, released)
    for path, page in wanted.items():
        if path not in site.files or path not in listed:
            where = "its record" if path not in site.files else f"its record in {INDEX_FILE}"
            problems.append(_problem(path, "API001", f"{page.path} without {where}", "a record of every page"))
    for path in sorted(site.files):
        if record_language(path) and path not in wanted and path not in _moved(project):
            problems.append(_problem(path, "API006", "a record that belongs to no page", "records of pages only"))
        elif path in wanted:
            problems += _check_record(project, wanted[path], site, path)
    return problems


def _moved(project: Project) -> set[str]:
    """Return the files that answer where a record was: a copy of another, or a page that sends its reader on."""
    old = {redirect.old.removeprefix("/") for redirect in project.redirects}
    return old | {f"{path}/index.html" for path in old}


def _read_index(project: Project, site: BuiltSite, released: set[str]) -> tuple[set[str], list[Problem]]:
    if INDEX_FILE not in site.files:
        return set(), []  # every page is missing from it
    try:
        index = json.loads((site.folder / INDEX_FILE).read_bytes())
        listed = {item["record"].removeprefix(site.url) for page in index["pages"] for item in page["languages"]}
        notices = {item["inLanguage"]: item["disclaimer"] for item in index["notices"]}
        codes = [(page["identifier"], _read_codes(page)) for page in index["pages"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return set(), [
            _problem(INDEX_FILE, "API002", "an index without pages or notices", "the index of the open data")
        ]
    expected = "the approved disclaimer of each language"
    problems = [
        _problem(INDEX_FILE, "API003", f"no approved disclaimer in '{code}'", expected)
        for code in sorted(released)
        if notices.get(code) != project.strings[code].disclaimer
    ]
    return listed, problems + [problem for key, own in codes for problem in _check_codes(project, key, own, INDEX_FILE)]


def _read_codes(item: dict[str, Any]) -> set[str]:
    return {f"{code['system']}/{code['codeValue']}" for code in item["code"]}


def _check_codes(project: Project, key: str, there: set[str], path: str) -> Iterator[Problem]:
    wanted = {f"{code.system}/{code.code}" for code in project.codes if key in code.pages}
    if there != wanted:
        found = f"the codes of '{key}': {', '.join(sorted(there)) or 'none'}"
        yield _problem(path, "API007", found, f"as in codes.yml: {', '.join(sorted(wanted)) or 'none'}")


def _check_record(project: Project, page: SourcePage, site: BuiltSite, path: str) -> Iterator[Problem]:
    try:
        record = json.loads((site.folder / path).read_bytes())
        blocks = [normalize_text(block["text"]) for block in record["blocks"]]
        fields = {name: record[name] for name in ("disclaimer", "license", "creditText", "reviewNotes")}
        head = [normalize_text(record["name"]), normalize_text(record["description"])]
        codes = _read_codes(record)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield _problem(path, "API002", "a record without its fields", "the fields of schema/page.json")
        return
    yield from _check_fields(project, page, path, fields)
    yield from _check_codes(project, page.key, codes, path)
    words = " ".join(blocks)
    shown = _squeeze(extract_text(site.by_path[built_path(project, page)].content))
    for block in page.blocks:
        text = normalize_text(block.text)
        is_there = text in head if block.kind in _FIELDS else text in words
        if text and not is_there and _squeeze(text) in shown:  # else BLOCK001 says so
            found = f"no '{text[:_SHOWN]}'"
            yield _problem(path, "API004", found, f"the text of {page.place_of(block.line)}")
    for block in record["blocks"]:
        for line in str(block["text"]).split("\n"):
            for piece in line.split(" | "):
                if _squeeze(piece) not in shown:
                    yield _problem(path, "API005", f"the words '{piece[:_SHOWN]}'", "words of the built page only")


def _squeeze(text: str) -> str:
    """Return the words without the spaces: where an element ends inside a word, readers of HTML differ."""
    return normalize_text(text).replace(" ", "")


def _check_fields(project: Project, page: SourcePage, path: str, fields: dict[str, Any]) -> Iterator[Problem]:
    strings = project.strings[page.language]
    if fields["disclaimer"] != strings.disclaimer:
        expected = f"the approved disclaimer in '{page.language}', word for word"
        yield _problem(path, "API003", "no approved disclaimer", expected)
    for name in ("license", "creditText", "reviewNotes"):
        if not fields[name]:
            yield _problem(path, "API003", f"an empty '{name}'", "it in every record")
    reviewed = page.front is not None and page.front.reviewed is not None
    if not reviewed and strings.review_none not in fields["reviewNotes"]:
        yield _problem(
            path, "API003", "a record that does not say that no doctor has read it", f"'{strings.review_none}'"
        )


def _problem(path: str, code: str, found: str, expected: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=_ACTION)
