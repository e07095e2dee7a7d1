"""Safety-critical claims: each stands on its own page, early enough to be read by somebody who stops reading.

The rule over the built page is ``built_safety.py``; this one names the line of the ledger before anything is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botwijzer.model.evidence import Claim
    from botwijzer.model.markdown import Block
    from botwijzer.model.project import Project

CODES = {
    "SAFE001": "a safety-critical claim without a page of its own, and without a reason to leave it unused",
    "SAFE002": "a safety-critical claim whose page does not say it",
    "SAFE003": "a safety-critical claim that stands too late on its page",
    "SAFE004": "a claim that is unused and on a page at once",
}

CLAIMS = "docs/_data/claims.yml"
# A safety-critical claim begins in the first third of the text of its page (DESIGN.md, chapter 2).
FIRST_PART = 1 / 3


def check_safety_claims(project: Project) -> list[Problem]:
    """Return each safety-critical claim that has no home, is missing there, or comes late there."""
    if not project.claims:  # a mistake in claims.yml has been reported; every claim would be a finding
        return []
    document = project.documents[CLAIMS]
    return [
        problem
        for index, raw in enumerate(document.data["claims"])
        for problem in _check_claim(project, project.claims[raw["id"]], document.line_of(("claims", index)))
    ]


def _check_claim(project: Project, claim: Claim, line: int) -> Iterator[Problem]:
    if claim.unused is not None:
        if claim.page is not None or _is_bound(project, claim):
            found, action = f"'{claim.id}' with 'unused' and on a page", "remove 'unused', or take it off the page"
            yield _problem(CLAIMS, line, "SAFE004", found, "one of the two", action)
        return
    if not claim.is_safety_critical:
        return
    if claim.page is None:
        found = f"the safety-critical claim '{claim.id}' without a page of its own"
        action = "add 'page:', or 'unused:' with the reason"
        yield _problem(CLAIMS, line, "SAFE001", found, "'page: behandeling/denosumab', for example", action)
        return
    page = project.by_key.get(claim.page, {}).get(project.source_language)
    if page is None:
        path = f"docs/{project.source_language}/{claim.page}.md"
        if not any(problem.path == path for problem in project.problems):
            found = f"'page: {claim.page}' of '{claim.id}'"
            yield _problem(CLAIMS, line, "SAFE002", found, f"the file {path}", "correct it, or write that page")
        return
    start = position_of(claim.id, [(block.text, block.claims, _is_shown(block)) for block in page.body.blocks])
    if start is None:
        found = f"no text bound to the safety-critical claim '{claim.id}'"
        action = f'say it there, whole, outside fold-outs, with claims="{claim.id}"'
        yield _problem(page.path, 0, "SAFE002", found, "it on this page, which is its own", action)
    elif start > FIRST_PART:
        bound = next(block for block in page.body.blocks if claim.id in block.claims and _is_shown(block))
        found = f"the safety-critical claim '{claim.id}' after {start:.0%} of the text"
        action = "move it up, into the box or list at the start of the page"
        yield _problem(page.path, bound.line, "SAFE003", found, "it in the first third", action)


def position_of(claim: str, blocks: Sequence[tuple[str, Sequence[str], bool]]) -> float | None:
    """Return where the first shown block with ``claim`` begins: 0 at the start of the text, 1 at its end.

    ``blocks``: text, claims, and whether it is open to every reader. ``None`` when no shown block has the claim.
    """
    total = sum(len(text) for text, _, _ in blocks)
    before = 0
    for text, claims, shown in blocks:
        if shown and text and claim in claims:
            return before / total
        before += len(text)
    return None


def _is_shown(block: Block) -> bool:
    return not any(part.startswith("details-") for part in block.trail)


def _is_bound(project: Project, claim: Claim) -> bool:
    return any(claim.id in block.claims for page in project.pages for block in page.body.blocks)


def _problem(path: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)
