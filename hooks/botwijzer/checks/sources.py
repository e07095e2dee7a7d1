"""All rules over what people wrote, in one list: the same for the command line, the hook and the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem, sort_problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from botwijzer.model.project import Project

RULES: tuple[Callable[[Project], list[Problem]], ...] = ()


def check_sources(project: Project) -> list[Problem]:
    """Return every problem of the project's data and pages, in all languages."""
    problems = [*project.problems, *(problem for rule in RULES for problem in rule(project))]
    return sort_problems(problems)
