"""Safety-critical claims: each stands on its own page, early enough to be read by somebody who stops reading.

The rule over the built page is ``built_safety.py``; this one names the line of the ledger before anything is built.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.evidence import SAFETY_MARK
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
    "SAFE005": "a released language without the page that is home to a safety-critical claim",
    "SAFE006": "a note that speaks of safety and does not begin with the mark",
}

CLAIMS = "docs/_data/claims.yml"
_MARK = re.compile(r"safety\W{0,3}critical", re.IGNORECASE)
# A safety-critical claim begins in the first third of the text of its page (DESIGN.md, chapter 2).
FIRST_PART = 1 / 3
# Fewer words ("Let op.") cannot say what a safety-critical claim says.
MIN_WORDS = 5


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
        if claim.page is not None or _MARK.search(claim.note or ""):
            found, action = f"the note of '{claim.id}'", "write it like that, or remove 'page:'"
            yield _problem(CLAIMS, line, "SAFE006", found, f"it to begin with '{SAFETY_MARK}'", action)
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
    yield from _check_languages(project, claim, page.path)
    start = position_of(claim.id, [(block.text, block.claims, _is_shown(block)) for block in page.body.blocks])
    if start is None:
        found = f"no text bound to the safety-critical claim '{claim.id}'"
        action = f'say it there, whole, outside fold-outs, with claims="{claim.id}"'
        yield _problem(page.path, 0, "SAFE002", found, "it on this page, which is its own", action)
    elif start > FIRST_PART:
        bound = next(block for block in page.body.blocks if claim.id in block.claims and _is_shown(block))
        found = f"the safety-critical claim '{claim.id}' after {start:.0%} of {page.path}"
        action = "move it up, into the box or list at the start of the page"
        yield _problem(page.path, bound.line, "SAFE003", found, "it in the first third", action)


def _check_languages(project: Project, claim: Claim, path: str) -> Iterator[Problem]:
    versions = project.by_key.get(claim.page or "", {})
    for language in project.released:
        if language.code not in versions:
            found = f"no {language.name} version of the page that is home to '{claim.id}'"
            yield _problem(path, 0, "SAFE005", found, "it in every released language", "translate it")


def position_of(claim: str, blocks: Sequence[tuple[str, Sequence[str], bool]]) -> float | None:
    """Return where the first shown block with ``claim`` begins: 0 at the start of the text, 1 at its end.

    ``blocks``: text, claims, and whether it is open to every reader; what is folded does not count. ``None`` when no
    shown block of some words has the claim.
    """
    shown = [(text, claims) for text, claims, is_shown in blocks if is_shown]
    total = sum(len(text) for text, _ in shown)
    before = 0
    for text, claims in shown:
        if claim in claims and len(text.split()) >= MIN_WORDS:
            return before / total
        before += len(text)
    return None


def _is_shown(block: Block) -> bool:
    return not any(part.startswith("details-") for part in block.trail)


def _is_bound(project: Project, claim: Claim) -> bool:
    return any(claim.id in block.claims for page in project.pages for block in page.body.blocks)


def _problem(path: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)
