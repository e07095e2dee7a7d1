"""A block that rests on a claim has as many sentences in a translation as in Dutch: none was dropped, none slipped in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.sentences import count_sentences, may_have_sentences

if TYPE_CHECKING:
    from botwijzer.model.project import Project

CODES = {"PSENT001": "A block of a translation has more or fewer sentences than its Dutch counterpart."}


def check_parity_sentences(project: Project) -> list[Problem]:
    """Return blocks with claims whose numbers of sentences differ."""
    return [
        Problem(
            path=target.path,
            line=right.line,
            code="PSENT001",
            found=f"{count_sentences(right.text)} sentences",
            expected=f"{count_sentences(left.text)}, as on {source.place_of(left.line)}",
            action="look for a sentence that was dropped or added, or cut the sentences as the Dutch does",
        )
        for source, target in project.translations()
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims and not may_have_sentences(right.text, count_sentences(left.text))
    ]
