"""Where a safety-relevant Dutch block says "at least", its translation never says "at most", and the reverse."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.wording import whole_words

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.wording import Bounds

CODES = {"PBND001": "A translation sets another bound (at least, at most) than the Dutch block."}

LEAST, MOST = "at least", "at most"


def check_parity_bounds(project: Project) -> list[Problem]:
    """Return blocks that rest on a claim and set other bounds than their Dutch block.

    Compared are how many words for "at least" and for "at most" stand in each: a bound that was turned around, left
    out or added changes how long or how much, while the number itself stays the same. Languages without wording are
    left out: a reader must look.
    """
    dutch = project.wording.get(project.source_language)
    if dutch is None:
        return []
    return [
        problem
        for source, target in project.translations()
        if (wording := project.wording.get(target.language)) is not None
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims
        for problem in _check_pair(left, right, source, target, (dutch.bounds, wording.bounds))
    ]


def extract_bounds(text: str, words: Bounds) -> list[tuple[str, str]]:
    """Return the bounds of a text in order: the kind (``LEAST`` or ``MOST``) and the words."""
    pattern = _bound_pattern(words.least, words.most)
    return [(LEAST if match["least"] else MOST, match[0]) for match in pattern.finditer(text)]


@cache
def _bound_pattern(least: str, most: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<least>{least})|(?P<most>{most}))\b", re.IGNORECASE)


def _same_bounds(one: tuple[str, Bounds], other: tuple[str, Bounds]) -> bool:
    """Whether two texts (each with the words of its language) set as many bounds of each kind."""
    (least, most, perhaps), (other_least, other_most, other_perhaps) = _count(*one), _count(*other)
    return least == other_least and most <= other_most + other_perhaps and other_most <= most + perhaps


def _count(text: str, words: Bounds) -> tuple[int, int, int]:
    kinds = Counter(kind for kind, _ in extract_bounds(text, words))
    perhaps = whole_words(words.perhaps_most).findall(text)
    return kinds[LEAST], kinds[MOST], len(perhaps)


def _check_pair(
    left: Block, right: Block, source: SourcePage, target: SourcePage, words: tuple[Bounds, Bounds]
) -> list[Problem]:
    if _same_bounds((left.text, words[0]), (right.text, words[1])):
        return []
    here, there = extract_bounds(left.text, words[0]), extract_bounds(right.text, words[1])
    problem = Problem(
        path=target.path,
        line=right.line,
        code="PBND001",
        found=_said(there),
        expected=f"the same bounds as on {source.place_of(left.line)}: {_said(here)}",
        action="compare the two sentences: 'at least' and 'at most' turn a dose or a duration around",
    )
    return [problem]


def _said(bounds: list[tuple[str, str]]) -> str:
    return ", ".join(f"'{words}' ({kind})" for kind, words in bounds) or "no bound ('at least' or 'at most')"
