"""Claims: what a page says rests on the ledger, and the ledger on sources that were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {
    "CLAIM001": "a claim that is not in claims.yml",
    "CLAIM002": "a claim from the unverified list",
    "CLAIM003": "a claim twice on one block",
    "CLAIM004": "a claim's source that is not in sources.yml",
    "CLAIM005": "a claim's unit that is not in units.yml",
    "CLAIM006": "a claim in both lists of claims.yml",
}

CLAIMS = "docs/_data/claims.yml"
NO_UNIT = "none"


def check_claims(project: Project) -> list[Problem]:
    """Return claims that pages name without right, and claims without source or known unit."""
    if not project.claims:  # a mistake in claims.yml has been reported; every page would be a finding
        return []
    unverified = read_unverified(project)
    pages = [problem for page in project.pages for problem in _check_page(project, page, unverified)]
    return [*pages, *_check_ledger(project, unverified)]


def read_unverified(project: Project) -> frozenset[str]:
    """Return the ids of what no source seen bears out: never used on a page."""
    data = project.documents[CLAIMS].data
    return frozenset(str(item["id"]) for item in (data or {}).get("unverified", ()))


def _check_page(project: Project, page: SourcePage, unverified: frozenset[str]) -> Iterator[Problem]:
    for block in page.body.blocks:
        seen: set[str] = set()
        for item in block.attributes:
            for claim in item.claims:
                if claim in unverified:
                    action = "remove the sentence, or find a source and move the claim to 'claims'"
                    found, expected = f"the unverified claim '{claim}'", "a claim that a source bears out"
                    yield page_problem(page, item.line, "CLAIM002", found, expected, action)
                elif claim not in project.claims:
                    action = "correct the id, or add the claim with its source"
                    yield page_problem(
                        page, item.line, "CLAIM001", f"the claim '{claim}'", f"an id of {CLAIMS}", action
                    )
                if claim in seen:
                    found = f"the claim '{claim}' twice on one block"
                    yield page_problem(page, item.line, "CLAIM003", found, "it once", "remove one of the two")
                seen.add(claim)


def _check_ledger(project: Project, unverified: frozenset[str]) -> Iterator[Problem]:
    document = project.documents[CLAIMS]
    units = {unit.id for unit in project.units.units} | {NO_UNIT}
    for index, raw in enumerate(document.data["claims"]):
        claim = project.claims[raw["id"]]
        place = ("claims", index)
        for source in claim.sources:
            if project.sources and source not in project.sources:
                line, found = document.line_of((*place, "sources")), f"the source '{source}' of '{claim.id}'"
                yield _problem(CLAIMS, line, "CLAIM004", found, "an id of docs/_data/sources.yml", "correct or add it")
        for number, quantity in enumerate(claim.quantities):
            if len(units) > 1 and quantity.unit not in units:
                line = document.line_of((*place, "quantities", number))
                found = f"the unit '{quantity.unit}' of '{claim.id}'"
                yield _problem(CLAIMS, line, "CLAIM005", found, "an id of docs/_data/units.yml", "correct or add it")
        if claim.id in unverified:
            found = f"'{claim.id}' in 'claims' and in 'unverified'"
            yield _problem(CLAIMS, document.line_of(place), "CLAIM006", found, "one of the two", "remove one")


def _problem(path: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)
