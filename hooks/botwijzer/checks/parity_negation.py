"""Where a safety-relevant Dutch block says no, its translation says no: "nooit samen" never becomes "together"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.words import extract_words, fold_word

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.wording import Wording

CODES = {"PNEG001": "A translation says no where the Dutch block does not, or the reverse."}

# Alternatives of a pattern that are plain words: examples for the message.
_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_EXAMPLES = 3


def check_parity_negation(project: Project) -> list[Problem]:
    """Return blocks that rest on a claim and say no in one language only.

    Languages without wording are left out: a reader must look.
    """
    dutch = project.wording.get(project.source_language)
    if dutch is None:
        return []
    return [
        problem
        for source, target in project.translations()
        if (wording := project.wording.get(target.language)) is not None
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims and (problem := _check_block(left, right, source, target, (dutch, wording))) is not None
    ]


def _check_block(
    left: Block, right: Block, source: SourcePage, target: SourcePage, words: tuple[Wording, Wording]
) -> Problem | None:
    here = extract_negations(left.text, source.language, words[0].negation)
    there = extract_negations(right.text, target.language, words[1].negation)
    if bool(here) == bool(there):
        return None
    found = f"'{there[0]}'" if there else f"no word that says no{_examples(words[1].negation)}"
    wanted = f"the same as '{here[0]}'" if here else "no such word, as"
    return Problem(
        path=target.path,
        line=right.line,
        code="PNEG001",
        found=found,
        expected=f"{wanted} on {source.place_of(left.line)}",
        action="compare the two sentences: a lost or added 'not' turns the advice around",
    )


def extract_negations(text: str, language: str, negation: str) -> list[str]:
    """Return what says no in a text, in order, folded: one whole word or several, never a part (niet-roker)."""
    words = " ".join(fold_word(word.text, language) for word in extract_words(text))
    return [match[0] for match in _between_blanks(negation).finditer(words)]


@cache
def _between_blanks(fragment: str) -> re.Pattern[str]:
    # A hyphen or an apostrophe is no boundary here, as it is for \b.
    return re.compile(rf"(?<!\S)(?:{fragment})(?!\S)", re.IGNORECASE)


def _examples(negation: str) -> str:
    plain = [f"'{words}'" for words in negation.split("|") if _PLAIN_WORDS.fullmatch(words)][:_EXAMPLES]
    return f" (such as {', '.join(plain)})" if plain else ""
