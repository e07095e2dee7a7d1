"""The safety texts are the approved ones: rewording the disclaimer in one file must not reword it on every page.

``docs/_data/approved.yml`` holds a fingerprint of each, written by ``hooks/cli.py approve`` only. Rules over the built
site compare pages with the texts; this rule holds the texts themselves.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

CODES = {
    "APPR001": "A safety text (disclaimer, review note) is not the approved one.",
    "APPR002": "A safety-critical claim, its page or its call level is not what was approved.",
}

# The part of approved.yml that is no language: the safety-critical claims.
APPROVED_CLAIMS = "claims"
CLAIMS = "docs/_data/claims.yml"

APPROVED_TEXTS = ("disclaimer", "disclaimer_short", "review_none")
FINGERPRINT_CHARACTERS = 12


def text_fingerprint(text: str) -> str:
    """Return twelve hexadecimal digits of a text; white space does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:FINGERPRINT_CHARACTERS]


def approved_fingerprints(strings: Strings) -> dict[str, str]:
    """Return key → fingerprint of the safety texts of one language."""
    return {key: text_fingerprint(str(getattr(strings, key))) for key in APPROVED_TEXTS}


def check_approved(project: Project) -> list[Problem]:
    """Return each safety text that differs from what was approved, in every language."""
    problems = []
    for language, strings in project.strings.items():
        path = f"docs/_data/strings/{language}.yml"
        approved = project.approved.get(language, {})
        problems += [
            Problem(
                path=path,
                line=project.documents[path].line_of((key,)),
                code="APPR001",
                found=f"'{key}' is not the text that was approved",
                expected="the approved text, word for word",
                action="put it back; or, after two people have read it in every language, approve it",
                fix=f"python hooks/cli.py approve {language}",
            )
            for key, fingerprint in approved_fingerprints(strings).items()
            if approved.get(key) != fingerprint
        ]
    return [*problems, *_check_claims(project)]


def claim_fingerprints(project: Project) -> dict[str, str]:
    """Return id → fingerprint of each safety-critical claim: what it says, where, how soon one calls, why it is unused."""
    return {
        claim.id: text_fingerprint(f"{claim.claim} {claim.page} {claim.level} {claim.unused}")
        for claim in project.claims.values()
        if claim.is_safety_critical
    }


def _check_claims(project: Project) -> Iterator[Problem]:
    """Compare with what was approved: a claim that loses its mark would otherwise vanish without a word."""
    approved = project.approved.get(APPROVED_CLAIMS)
    if approved is None or not project.claims:
        return
    now, document = claim_fingerprints(project), project.documents[CLAIMS]
    lines = {raw["id"]: document.line_of(("claims", index)) for index, raw in enumerate(document.data["claims"])}
    for identifier in sorted({*approved, *now}):
        if approved.get(identifier) != now.get(identifier):
            yield Problem(
                path=CLAIMS,
                line=lines.get(identifier, 0),
                code="APPR002",
                found=f"the safety-critical claim '{identifier}' is {_change(identifier, approved, now)}",
                expected="what was approved: its words, page, level and mark",
                action="put it back; or, after two people have compared it with its source, approve it",
                fix=f"python hooks/cli.py approve {APPROVED_CLAIMS}",
            )


def _change(identifier: str, approved: dict[str, str], now: dict[str, str]) -> str:
    if identifier not in now:
        return "gone, or lost its mark"
    return "changed" if identifier in approved else "new"
