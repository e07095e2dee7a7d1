"""The hooks are what keeps the promises; ``mkdocs.yml`` names them all, in the order in which they must work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.project import Project

CODES = {"HOOK001": "mkdocs.yml does not name the three hooks, in their order."}

MKDOCS = "mkdocs.yml"
# Checks before anything is built, the disclaimer into each page, the release last.
HOOKS = ("hooks/checks.py", "hooks/disclaimer.py", "hooks/publish.py")


def check_hooks_listed(project: Project) -> list[Problem]:
    """Return a problem when a hook is missing, or stands in another place."""
    found = project.navigation.hooks
    if found == HOOKS or any(problem.path == MKDOCS for problem in project.problems):
        return []
    return [
        Problem(
            path=MKDOCS,
            line=0,
            code="HOOK001",
            found=f"hooks: {', '.join(found) or 'none'}",
            expected=", ".join(HOOKS),
            action="put them back: without them pages have no disclaimer and nothing is checked",
        )
    ]
