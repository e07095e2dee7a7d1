"""Whether a change of a block is a spelling fix: then its translations and its papers are still right.

The question of the command ``restamp``, not a rule over the sources: what a translation says must not depend on it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from botwijzer.checks.parity_negation import extract_negations
from botwijzer.model.termbase import medicine_finder
from botwijzer.model.words import extract_words, fold_word

if TYPE_CHECKING:
    from botwijzer.model.project import Project

# How much of the letters must be the same. A changed ending passes, a changed word in a short sentence does not.
MIN_SAME_LETTERS = 0.9
# And of each word. "lager" and "hoger" share 0.6, "huisartspost" and "huisartsenpost" 0.92.
MIN_SAME_IN_WORD = 0.75
_NO_LETTERS = re.compile(r"[\W_]+")


def explain_change(project: Project, old: str, new: str, language: str) -> str | None:
    """Return why a change is more than a spelling fix, or ``None`` when amounts, medicines, no-words and letters agree."""
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
    return _explain_words(old, new) if before != after else None


def _explain_words(old: str, new: str) -> str | None:
    """Return why two texts of nearly the same letters are not the same words: "groter" is no spelling of "kleiner"."""
    here, there = ([fold_word(word.text, "") for word in extract_words(text)] for text in (old, new))
    if len(here) != len(there):
        return "it has other words"
    for left, right in zip(here, there, strict=True):
        if left != right and SequenceMatcher(None, left, right, autojunk=False).ratio() <= MIN_SAME_IN_WORD:
            return f"'{left}' became '{right}'"
    return None
