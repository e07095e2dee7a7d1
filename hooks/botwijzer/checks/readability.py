"""How easy every Dutch page reads: CONTENT.md asks for B1, sentences of 12 words on average and of 20 at most.

The limits are data (``pages.yml``, ``readability``); how they are measured stands in ``model/readability.py``. Sentences
of 12 words on average is the text of CONTENT.md and the bound as well: with only 8 or 9 on the pages of autumn 2026, room
above it would let a page become half as heavy again before anybody heard of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_line, page_problem
from botwijzer.model.readability import LANGUAGE, extract_hard_words, measure_readability, render_score
from botwijzer.model.termbase import medicine_finder, name_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.records import ReadabilityLimits
    from botwijzer.model.termbase import MedicineFinder, Name
    from botwijzer.model.words import PhraseIndex

CODES = {
    "READ001": "a page is harder to read than the threshold (Flesch-Douma)",
    "READ002": "a sentence is too long",
    "READ003": "the sentences of a page are too long on average",
}

# The glossary's page has three sentences of its own: too few to have an average.
LEAST_SENTENCES_FOR_MEAN = 10
_SHOWN_CHARACTERS = 50


def check_readability(project: Project) -> list[Problem]:
    """Return the Dutch pages, and the sentences on them, that are too hard; the formula is for Dutch."""
    medicines, names = medicine_finder(project.terms, LANGUAGE), name_index(project.terms, LANGUAGE)
    return [
        problem
        for page in project.pages
        if page.language == LANGUAGE
        for problem in _check_page(page, project.skeleton.readability, medicines, names)
    ]


def _check_page(
    page: SourcePage, limits: ReadabilityLimits, medicines: MedicineFinder, names: PhraseIndex[Name]
) -> Iterator[Problem]:
    measured = measure_readability(page.blocks, medicines=medicines)
    if measured.sentences and measured.adjusted < limits.least_score:
        hard = extract_hard_words(measured, names=names)
        found = f"a readability of {render_score(measured.adjusted)} ({measured.mean_sentence:.1f} words in a sentence)"
        action = f"make sentences shorter and words simpler{f', first {_quoted(hard)}' if hard else ''}"
        expected = f"{limits.least_score} or more (Flesch-Douma)"
        yield page_problem(page, page_line(page), "READ001", found, expected, action)
    for sentence in measured.sentences:
        if sentence.words > limits.longest_sentence:
            found = f"a sentence of {sentence.words} words ('{_shorten(sentence.text)}')"
            expected, action = f"at most {limits.longest_sentence}", "make two sentences of it"
            yield page_problem(page, sentence.line, "READ002", found, expected, action)
    if len(measured.sentences) >= LEAST_SENTENCES_FOR_MEAN and measured.mean_sentence > limits.mean_sentence:
        # Rounded up, so that what is shown is above the limit too.
        mean = math.ceil(measured.mean_sentence * 10) / 10
        found, expected = f"sentences of {mean} words on average", f"at most {limits.mean_sentence}"
        yield page_problem(page, page_line(page), "READ003", found, expected, "cut the longest sentences in two")


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS].rsplit(' ', 1)[0]} …"
