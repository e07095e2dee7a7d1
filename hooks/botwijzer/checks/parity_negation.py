"""Where a safety-relevant Dutch block says no, its translation says no: "nooit samen" never becomes "together"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.words import extract_words, fold_word

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.records import Language

CODES = {"PNEG001": "A translation says no where the Dutch block does not, or the reverse."}

# English writes "not" into the verb as well.
_CONTRACTION = "n't"


def check_parity_negation(project: Project) -> list[Problem]:
    """Return blocks that rest on a claim and say no in one language only.

    Languages without a list of such words (those that say no by an ending) are left out: a reader must look.
    """
    dutch = project.languages.get(project.source_language)
    if dutch is None or not dutch.negations:
        return []
    return [
        problem
        for source, target in project.translations()
        if (language := project.languages.get(target.language)) is not None and language.negations
        for left, right in common_pairs(source.blocks, target.blocks)
        if left.claims and (problem := _check_block(left, right, source, target, (dutch, language))) is not None
    ]


def _check_block(
    left: Block, right: Block, source: SourcePage, target: SourcePage, languages: tuple[Language, Language]
) -> Problem | None:
    here, there = _negations(left.text, languages[0]), _negations(right.text, languages[1])
    if bool(here) == bool(there):
        return None
    found = f"'{there[0]}'" if there else "no word that says no (such as " + _examples(languages[1]) + ")"
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
    """Return the words of a text that say no."""
    return _negations(text, project.languages[code])


def _negations(text: str, language: Language) -> list[str]:
    words = [fold_word(word.text, language.code) for word in extract_words(text)]
    return [word for word in words if word in language.negations or word.endswith(_CONTRACTION)]


def _examples(language: Language) -> str:
    return ", ".join(f"'{word}'" for word in language.negations[:3])
