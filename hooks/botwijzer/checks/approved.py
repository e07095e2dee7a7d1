"""The safety texts are the approved ones: rewording the disclaimer in one file must not reword it on every page.

``docs/_data/approved.yml`` holds a fingerprint of each, written by ``hooks/cli.py approve`` only. Rules over the built
site compare pages with the texts; this rule holds the texts themselves.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.project import Project
    from botwijzer.model.records import Strings

CODES = {"APPR001": "A safety text (disclaimer, review note) is not the approved one."}

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
    return problems
