"""How long every Dutch page is: enough to answer, short enough to be read (issue 3; ``pages.yml``, ``words``).

A translation says the same and is as long as its language makes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_line, page_problem
from botwijzer.model.readability import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "LEN001": "a page is too short for its kind",
    "LEN002": "a page is too long for its kind",
}


def check_length(project: Project) -> list[Problem]:
    """Return the source pages with fewer or more words than their kind may have."""
    return [problem for page in project.source_pages for problem in _check_page(project, page)]


def _check_page(project: Project, page: SourcePage) -> Iterator[Problem]:
    kind = project.kind_of(page.key)
    limits = project.skeleton.words.get(kind)
    if limits is None:
        return
    words = count_words(page.body.blocks)
    found, of_kind = f"a page of {words} words", f"on a page of the kind '{kind}'"
    if words < limits.least:
        action = "answer more of the reader's questions, or make it a part of another page"
        yield page_problem(page, page_line(page), "LEN001", found, f"at least {limits.least} {of_kind}", action)
    elif words > limits.most:
        action = "leave out what nobody needs (never a warning), or move a part to a page of its own"
        yield page_problem(page, page_line(page), "LEN002", found, f"at most {limits.most} {of_kind}", action)
