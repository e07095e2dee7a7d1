"""A block that rests on a claim has as many sentences in a translation as in Dutch: none was dropped, none slipped in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.project import Project

CODES = {"PSENT001": "A block of a translation has more or fewer sentences than its Dutch counterpart."}

# Latin, Arabic and ellipsis; a point inside a number or an address is followed by no blank.
_END = re.compile(r"[.!?؟…][\"'”’)\]]*(?=\s|$)")


def check_parity_sentences(project: Project) -> list[Problem]:
    """Return blocks with claims whose numbers of sentences differ."""
    return [
        Problem(
            path=target.path,
            line=right.line,
            code="PSENT001",
            found=f"{len(_END.findall(right.text))} sentences",
            expected=f"{len(_END.findall(left.text))}, as on {source.place_of(left.line)}",
            action="look for a sentence that was dropped or added, or cut the sentences as the Dutch does",
        )
        for source, target in project.translations()
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims and len(_END.findall(left.text)) != len(_END.findall(right.text))
    ]
