"""The navigation of mkdocs.yml, the pages on disk and the languages: each agrees with the others.

A released language has every page (DESIGN.md, chapter 5, facts 4 and 7): a fallback would serve Dutch text under
another language's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.navigation import missing_labels
from botwijzer.model.problem import Problem
from botwijzer.model.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project

CODES = {
    "NAV001": "a nav entry without a file",
    "NAV002": "a page that is not in nav",
    "NAV003": "a nav entry for the second time",
    "NAV004": "a released language lacks a page",
    "NAV005": "a page that the source language does not have",
    "NAV006": "a page in a language that its source excludes",
    "NAV007": "mkdocs.yml and languages.yml name different languages",
    "NAV008": "the languages stand in another order",
    "NAV009": "a released language without words for a section of the menu",
}

MKDOCS = "mkdocs.yml"
LANGUAGES = "docs/_data/languages.yml"


def check_navigation(project: Project) -> list[Problem]:
    """Return every disagreement between nav, files and languages.

    Looks at the files on disk, so that a page that could not be read is not called missing as well.
    """
    broken = {problem.path for problem in project.problems}
    if not project.languages:
        return []
    files = {code: _read_keys(project, code) for code in project.languages}
    problems = list(_check_languages(project, files))
    if MKDOCS not in broken:
        problems += [*_check_entries(project, files[project.source_language]), *_check_i18n(project)]
    # A page that could not be read has its own message, which is mended first; so has its front matter, which may
    # limit its languages.
    unread = broken - {page.path for page in project.pages if page.front is not None}
    return [problem for problem in problems if problem.path not in unread]


def _read_keys(project: Project, code: str) -> dict[str, str]:
    """Return page key → path of every page file of a language, readable or not."""
    folder = project.root / "docs" / code
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.relative_to(project.root).as_posix()
        for path in sorted(folder.rglob("*.md"))
    }


def _check_entries(project: Project, source_files: dict[str, str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for entry, line in project.navigation.entries:
        key = entry.removesuffix(".md")
        if entry in seen:
            found = f"'{entry}' for the second time in nav (first on line {seen[entry]})"
            yield _problem(MKDOCS, line, "NAV003", found, "each page once", "remove one of the two")
        elif not entry.endswith(".md") or key not in source_files:
            found, expected = f"'{entry}' in nav", f"the file docs/{project.source_language}/{entry}"
            yield _problem(MKDOCS, line, "NAV001", found, expected, "write that page, or remove the line")
        seen.setdefault(entry, line)
    for key, path in source_files.items():
        if f"{key}.md" not in seen:
            action = f"add '{key}.md' to nav in mkdocs.yml, or remove the page"
            yield _problem(path, 0, "NAV002", "a page that is not in the navigation", "it in nav of mkdocs.yml", action)


def _check_languages(project: Project, files: dict[str, dict[str, str]]) -> Iterator[Problem]:
    source = project.source_language
    for code, language in project.languages.items():
        if code == source:
            continue
        for key, path in files[code].items():
            if key not in files[source]:
                found, expected = "a page that the source language does not have", f"docs/{source}/{key}.md as well"
                yield _problem(path, 0, "NAV005", found, expected, "write the source page first, or remove this one")
            elif code not in _wanted(project, key):
                found, expected = (
                    f"a page in '{code}'",
                    f"only {', '.join(_wanted(project, key))} ('languages:' says so)",
                )
                yield _problem(path, 0, "NAV006", found, expected, "remove it, or add the language to the source page")
        if language.status is not Status.RELEASED:
            continue
        for key, path in files[source].items():
            if key not in files[code] and code in _wanted(project, key):
                found, expected = f"no {language.name} version of this page", f"docs/{code}/{key}.md"
                action = f"translate it, make '{code}' a draft, or limit 'languages:' in the front matter"
                yield _problem(path, 0, "NAV004", found, expected, action)


def _wanted(project: Project, key: str) -> tuple[str, ...]:
    page = project.by_key.get(key, {}).get(project.source_language)
    limit = page.front.languages if page and page.front else None
    return limit if limit is not None else tuple(project.languages)


def _check_i18n(project: Project) -> Iterator[Problem]:
    built = [code for code, _ in project.navigation.languages]
    for code, line in project.navigation.languages:
        if code not in project.languages:
            found, expected = f"the language '{code}' in the i18n plugin", f"one of {', '.join(project.languages)}"
            yield _problem(MKDOCS, line, "NAV007", found, expected, f"add it to {LANGUAGES}, or remove it here")
        elif built.count(code) > 1:
            yield _problem(MKDOCS, line, "NAV007", f"the language '{code}' more than once", "it once", "remove one")
    document = project.documents[LANGUAGES]
    for index, (code, language) in enumerate(project.languages.items()):
        if language.status is Status.RELEASED and code not in built:
            found, expected = f"the released language '{code}'", "it under the i18n plugin in mkdocs.yml"
            line = document.line_of(("languages", index))
            yield _problem(LANGUAGES, line, "NAV007", found, expected, "add it there, or make it a draft")
    yield from _check_labels(project)
    known = [code for code in built if code in project.languages]
    order = [code for code in project.languages if code in known]
    if list(dict.fromkeys(known)) != order:
        line = project.navigation.languages[0][1]
        found, expected = f"the languages in the order {', '.join(known)}", f"{', '.join(order)} (the source first)"
        yield _problem(MKDOCS, line, "NAV008", found, expected, "put them in the order of languages.yml")


def _check_labels(project: Project) -> Iterator[Problem]:
    for code, line in project.navigation.languages:
        language = project.languages.get(code)
        if language is None or code == project.source_language or language.status is not Status.RELEASED:
            continue
        for label in missing_labels(project.navigation, code):
            found, expected = f"no words in '{code}' for the menu's '{label}'", f"'{label}: …' under nav_translations"
            yield _problem(MKDOCS, line, "NAV009", found, expected, "translate it")


def _problem(path: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)
