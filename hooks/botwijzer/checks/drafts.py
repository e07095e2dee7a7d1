"""Findings in a language that is not released yet: they are listed for whoever works on it, and stop nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

# Files that belong to one language: its pages, and what docs/_data keeps per language.
_OF_LANGUAGE = re.compile(
    r"docs/(?:_data/(?:strings|snippets|wording|search(?:/asked)?)/)?(?P<code>[a-z]{2})(?:/|\.yml$|$)"
)


def language_of(path: str) -> str | None:
    """Return the language that a file belongs to, or ``None`` when it belongs to all."""
    match = _OF_LANGUAGE.match(path)
    return match["code"] if match else None


def is_in_draft(project: Project, problem: Problem) -> bool:
    """Whether a problem stands in a file of a draft language."""
    language = project.languages.get(language_of(problem.path) or "")
    return language is not None and language.status is Status.DRAFT


def weigh_drafts(project: Project, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with those of draft languages as notices: a draft never blocks what is released."""
    return [problem.as_notice() if is_in_draft(project, problem) else problem for problem in problems]
