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

CODES = {"PNEG001": "A translation says no where the Dutch block does not, or the reverse."}

# Alternatives of a pattern that are plain words: examples for the message.
_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_EXAMPLES = 3


def check_parity_negation(project: Project) -> list[Problem]:
    """Return blocks that rest on a claim and say no in one language only.

    Languages without wording are left out: a reader must look.
    """
    if project.source_language not in project.wording:
        return []
    return [
        problem
        for source, target in project.translations()
        if target.language in project.wording
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims and (problem := _check_block(project, left, right, source, target)) is not None
    ]


def _check_block(project: Project, left: Block, right: Block, source: SourcePage, target: SourcePage) -> Problem | None:
    here = extract_negations(project, left.text, source.language)
    there = extract_negations(project, right.text, target.language)
    if bool(here) == bool(there):
        return None
    examples = _examples(project.wording[target.language].negation)
    found = f"'{there[0]}'" if there else f"no word that says no{examples}"
    wanted = f"the same as '{here[0]}'" if here else "no such word, as"
    return Problem(
        path=target.path,
        line=right.line,
        code="PNEG001",
        found=found,
        expected=f"{wanted} on {source.place_of(left.line)}",
        action="compare the two sentences: a lost or added 'not' turns the advice around",
    )


def extract_negations(project: Project, text: str, code: str) -> list[str]:
    """Return what says no in a text, in order, folded: one whole word or several, never a part (niet-roker).

    A language without wording has nothing that says no.
    """
    wording = project.wording.get(code)
    if wording is None:
        return []
    words = " ".join(fold_word(word.text, code) for word in extract_words(text))
    return [match[0] for match in _between_blanks(wording.negation).finditer(words)]


@cache
def _between_blanks(fragment: str) -> re.Pattern[str]:
    # A hyphen or an apostrophe is no boundary here, as it is for \b.
    return re.compile(rf"(?<!\S)(?:{fragment})(?!\S)", re.IGNORECASE)


def _examples(negation: str) -> str:
    plain = [f"'{words}'" for words in negation.split("|") if _PLAIN_WORDS.fullmatch(words)][:_EXAMPLES]
    return f" (such as {', '.join(plain)})" if plain else ""
