"""Safety-critical claims on the built site: each stands on its own page in every language, within the first third.

Read from the HTML, so that no template, order or fold-out can push a warning down without this rule seeing it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.checks.safety_claims import FIRST_PART, position_of
from botwijzer.model.built_site import built_path
from botwijzer.model.built_text import extract_rendered_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.evidence import Claim
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "SAFE101": "A built page does not show a safety-critical claim that it is home to.",
    "SAFE102": "A built page shows a safety-critical claim too late.",
}


def check_safety(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each safety-critical claim that a reader of its page would miss, in any language."""
    homes: dict[str, list[Claim]] = {}
    for claim in project.claims.values():
        if claim.is_safety_critical and claim.unused is None and claim.page is not None:
            homes.setdefault(claim.page, []).append(claim)
    wanted = {built_path(project, page): homes[page.key] for page in project.pages if page.key in homes}
    return [
        problem
        for page in pages
        if page.kind == "article" and page.path in wanted
        for problem in _check_page(page, wanted[page.path], site)
    ]


def _check_page(page: BuiltPage, claims: list[Claim], site: BuiltSite) -> Iterator[Problem]:
    blocks = [(block.text, block.claims, not block.is_concealed) for block in extract_rendered_blocks(page.content)]
    for claim in claims:
        start = position_of(claim.id, blocks)
        if start is None:
            found = f"no shown text for the safety-critical claim '{claim.id}'"
            action = "say it on this page, whole, and not in a fold-out"
            yield site.problem(page, None, "SAFE101", found=found, expected="it in the first third", action=action)
        elif start > FIRST_PART:
            found = f"the safety-critical claim '{claim.id}' after {start:.0%} of the text"
            action = "move it up, into the box or list at the start of the page"
            yield site.problem(page, None, "SAFE102", found=found, expected="it in the first third", action=action)
