"""All rules over the built site, in one list. They read HTML files and know nothing of the generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.built_page import BuiltPage, read_built_pages
from botwijzer.model.problem import Problem, sort_problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from botwijzer.model.project import Project

RULES: tuple[Callable[[Project, list[BuiltPage], Path], list[Problem]], ...] = ()


def check_site(project: Project, site: Path, *, site_url: str) -> list[Problem]:
    """Return every problem of a built site."""
    del site_url
    pages = read_built_pages(site)
    return sort_problems(problem for rule in RULES for problem in rule(project, pages, site))
