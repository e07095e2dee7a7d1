"""Snippets: what several pages say is written once, in the language of the page, without links.

A warning that stands in two places is changed in one of them sooner or later; the reader then finds two advices.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.problem import Problem
from botwijzer.model.snippets import MARK, SNIPPETS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.snippets import Snippet

CODES = {
    "SNIP001": "a snippet that is not there",
    "SNIP002": "a line that takes in a snippet and cannot be read",
    "SNIP003": "a snippet in another snippet",
    "SNIP004": "a snippet that no page takes in",
    "SNIP005": "a link in a snippet",
    "SNIP006": "a snippet of another language than its page",
    "SNIP007": "a text with claims that stands on two pages and is no snippet",
}

# Shorter texts, such as a cell "Elke week een pil van 70 mg", may well be the same in two places.
MIN_REPEATED_WORDS = 9
MAX_SHOWN_CHARACTERS = 60
_LINK = re.compile(r"\]\(|\]\[|https?://")
# A marker with a slip in it ("-- 8< --", "--8‹--") would be published as text.
_SLIP = re.compile(r"\b8\s*(?:<|&lt;|‹)|[\"“”'][a-z]{2,3}/[\w-]+(?:\.md)?[\"“”']")


def check_snippets(project: Project) -> list[Problem]:
    """Return snippets that are wrong in themselves or their use, and texts that should be one."""
    problems = [problem for snippet in project.snippets.values() for problem in _check_snippet(project, snippet)]
    for page in project.pages:
        problems += [*_check_language(page, project.snippets), *_check_slips(page)]
    return problems + list(_check_repeated(project))


def _check_snippet(project: Project, snippet: Snippet) -> Iterator[Problem]:
    used = any(place.path == snippet.path for page in project.pages for place in page.places)
    read = {page.language for page in project.pages}
    if not used and (snippet.language in read or snippet.language not in project.languages):
        action = f'take it in by a line {MARK} "{snippet.name}.md", or delete it'
        yield _problem(snippet, 0, "SNIP004", "a snippet that no page takes in", "it on a page", action)
    for number, line in enumerate(snippet.lines, 1):
        if MARK in line:
            found, action = "a snippet in a snippet", "write the text itself, or take both in on the page"
            yield _problem(snippet, number, "SNIP003", found, "text", action)
        elif _LINK.search(line):
            # A path that is right in one folder leads nowhere in another.
            action = "leave the link to the page, or say where to look in words"
            yield _problem(snippet, number, "SNIP005", "a link in a snippet", "text without links", action)


def _problem(snippet: Snippet, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=snippet.path, line=line, code=code, found=found, expected=expected, action=action)


def _check_language(page: SourcePage, snippets: dict[str, Snippet]) -> Iterator[Problem]:
    by_path = {snippet.path: snippet for snippet in snippets.values()}
    wrong = {place.path for place in page.places if place.snippet and by_path[place.path].language != page.language}
    for path in sorted(wrong):
        expected = f"one of {SNIPPETS_FOLDER}/{page.language}/"
        action = "take in the snippet of the page's own language"
        yield page_problem(page, 0, "SNIP006", f"the snippet '{by_path[path].name}.md'", expected, action)


def _check_slips(page: SourcePage) -> Iterator[Problem]:
    for number, line in enumerate(page.body_text.split("\n"), page.body_line):
        if _SLIP.search(line):
            expected, action = f'{MARK} "nl/name.md", alone on its line', "write the marker like that"
            yield page_problem(page, number, "SNIP002", f"'{line.strip()[:60]}'", expected, action)


def _check_repeated(project: Project) -> Iterator[Problem]:
    first: dict[str, tuple[SourcePage, Block]] = {}
    for page in project.source_pages:
        for block in page.body.blocks:
            words = block.text.casefold().split()
            if not block.claims or len(words) < MIN_REPEATED_WORDS:
                continue
            other_page, other = first.setdefault(" ".join(words), (page, block))
            here, there = page.place_of(block.line), other_page.place_of(other.line)
            if here != there and other_page is not page:
                shown = block.text[:MAX_SHOWN_CHARACTERS].rstrip()
                found, expected = f"the same text as at {there}: “{shown}…”", "it written once"
                action = f"make it a snippet in {SNIPPETS_FOLDER}/{page.language}/, and take that in on both pages"
                yield page_problem(page, block.line, "SNIP007", found, expected, action)
