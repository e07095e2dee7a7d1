"""Whether a change of a Dutch block is a spelling fix: then its translations are still right, and may be stamped again.

The question of the command ``restamp``, not a rule over the sources: what a translation says must not depend on it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from botwijzer.checks.parity_negation import extract_negations
from botwijzer.model.termbase import medicine_finder

if TYPE_CHECKING:
    from botwijzer.model.project import Project

# How much of the letters must be the same. A changed ending passes, a changed word in a short sentence does not.
MIN_SAME_LETTERS = 0.9
_NO_LETTERS = re.compile(r"[\W_]+")


def explain_change(project: Project, old: str, new: str) -> str | None:
    """Return why a change is more than a spelling fix, or ``None`` when amounts, medicines, no-words and letters agree."""
    language = project.source_language
    reader = project.quantity_readers.get(language)
    if reader is not None:
        amounts = [[item.comparable for item in reader.extract_quantities(text)] for text in (old, new)]
        if amounts[0] != amounts[1]:
            return "its amounts changed"
    finder = medicine_finder(project.terms, language)
    if finder.find(old).keys() != finder.find(new).keys():
        return "it names other medicines"
    if extract_negations(project, old, language) != extract_negations(project, new, language):
        return "it says 'not' in another way"
    before, after = (_NO_LETTERS.sub("", text).casefold() for text in (old, new))
    if SequenceMatcher(None, before, after, autojunk=False).ratio() < MIN_SAME_LETTERS:
        return "its words changed"
    return None
