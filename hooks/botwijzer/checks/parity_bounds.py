"""Where a safety-relevant Dutch block says "at least", its translation never says "at most", and the reverse."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {"PBND001": "A translation sets another bound (at least, at most) than the Dutch block."}

LEAST, MOST = "at least", "at most"
# Words that set a bound, per language and kind. A language that is not here is left out: a reader must look.
BOUND_WORDS: dict[str, dict[str, str]] = {
    "nl": {
        LEAST: (
            r"minstens|ten\s+minste|tenminste|minimaal|op\s+zijn\s+minst|niet\s+minder\s+dan"
            r"|of\s+(?:meer|langer|ouder|hoger|vaker)"
        ),
        MOST: (
            r"hooguit|hoogstens|maximaal|ten\s+hoogste|niet\s+(?:meer|langer|vaker|ouder|hoger)\s+dan"
            r"|of\s+(?:minder|korter|jonger|lager)"
        ),
    },
    "en": {
        LEAST: (
            r"at\s+least|at\s+a\s+minimum|(?:a\s+)?minimum(?:\s+of)?|no(?:t)?\s+(?:less|fewer)\s+than"
            r"|(?:or\s+(?:more|longer|older|higher|over)|and\s+(?:older|over))(?!\s+than)"
        ),
        MOST: (
            r"at\s+(?:the\s+)?most|no(?:t)?\s+(?:more|longer|older|higher)\s+than|(?:a\s+)?maximum(?:\s+of)?"
            r"|or\s+(?:less|fewer|shorter|younger|lower)"
        ),
    },
}
# These may set a bound, but close a range as often ("8 tot 12 keer", "build up to 3"): they excuse an "at most" of the
# other language, and ask for none.
PERHAPS_MOST: dict[str, str] = {"nl": r"tot(?:\s+(?:wel|aan))?(?=\s+\d)", "en": r"up\s+to(?=\s+\d)"}
_PATTERNS = {
    language: re.compile(rf"\b(?:(?P<least>{kinds[LEAST]})|(?P<most>{kinds[MOST]}))\b", re.IGNORECASE)
    for language, kinds in BOUND_WORDS.items()
}


def check_parity_bounds(project: Project) -> list[Problem]:
    """Return blocks that rest on a claim and set other bounds than their Dutch block.

    Compared are how many words for "at least" and for "at most" stand in each: a bound that was turned around, left
    out or added changes how long or how much, while the number itself stays the same.
    """
    if project.source_language not in _PATTERNS:
        return []
    return [
        problem
        for source, target in project.translations()
        if target.language in _PATTERNS
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims
        for problem in _check_pair(left, right, source, target)
    ]


def extract_bounds(text: str, language: str) -> list[tuple[str, str]]:
    """Return the bounds of a text in order: the kind (``LEAST`` or ``MOST``) and the words."""
    return [(LEAST if match["least"] else MOST, match[0]) for match in _PATTERNS[language].finditer(text)]


def _same_bounds(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two texts (each with its language) set as many bounds of each kind."""
    (least, most, perhaps), (other_least, other_most, other_perhaps) = _count(*one), _count(*other)
    return least == other_least and most <= other_most + other_perhaps and other_most <= most + perhaps


def _count(text: str, language: str) -> tuple[int, int, int]:
    kinds = Counter(kind for kind, _ in extract_bounds(text, language))
    perhaps = re.findall(rf"\b{PERHAPS_MOST[language]}", text, re.IGNORECASE)
    return kinds[LEAST], kinds[MOST], len(perhaps)


def _check_pair(left: Block, right: Block, source: SourcePage, target: SourcePage) -> list[Problem]:
    if _same_bounds((left.text, source.language), (right.text, target.language)):
        return []
    here, there = extract_bounds(left.text, source.language), extract_bounds(right.text, target.language)
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
