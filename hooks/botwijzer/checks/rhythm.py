"""How often: "every week" beside an amount is what a claim of the block says, never "every day".

The number rule compares 70 mg with 70 mg and sees no difference between a weekly and a daily tablet.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from botwijzer.checks.numbers import needs_claim
from botwijzer.checks.page_problem import page_problem
from botwijzer.model.sentences import split_sentences
from botwijzer.model.wording import whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botwijzer.model.evidence import Claim
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {"NUM004": "how often, as no claim of the block says it"}

# The language of the claims: how often they say it is read with the words of its pages.
_CLAIM_LANGUAGE = "en"
_THOUSANDS_MARK = re.compile(r"(?<=\d),(?=\d{3})")  # claims are in English: 60,000
_PART = re.compile(r"[;:]\s|\.\s|\s\(")


def check_rhythm(project: Project) -> list[Problem]:
    """Return each rhythm in a sentence with an amount, in any language we have words for, that its claims lack."""
    # Absent claims were reported by the reader of claims.yml, absent words by that of the wording.
    if not project.claims or _CLAIM_LANGUAGE not in project.wording:
        return []
    return [
        problem
        for page in project.pages
        if page.language in project.wording and page.language in project.quantity_readers
        for block in page.body.blocks
        if block.claims
        for problem in _check_block(project, page, block)
    ]


def _check_block(project: Project, page: SourcePage, block: Block) -> Iterator[Problem]:
    claims = [project.claims[item] for item in block.claims if item in project.claims]
    if not claims:
        return
    reader = project.quantity_readers[page.language]
    in_claims = {name: _claim_pattern(name, words) for name, words in project.wording[_CLAIM_LANGUAGE].rhythm}
    for sentence in split_sentences(block.text):
        values = {f"{item.value:f}" for item in reader.extract_quantities(sentence) if needs_claim(item)}
        said = _said_of(values, claims, in_claims) if values else ""
        for name, words in project.wording[page.language].rhythm:
            found = whole_words(words).search(sentence) if values else None
            if found and not in_claims[name].search(said):
                expected = f"how often its claims say it ({', '.join(claim.id for claim in claims)})"
                action = "correct the words, or bind the claim that says it"
                yield page_problem(page, block.line, "NUM004", f"'{found[0]}' with an amount", expected, action)


@cache
def _claim_pattern(period: str, words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words}|/{period}|{period}s?/|most {period}s)(?!\w)", re.IGNORECASE)


def _said_of(values: set[str], claims: list[Claim], in_claims: Mapping[str, re.Pattern[str]]) -> str:
    """Return the parts of the claims that name the amounts and how often; all of the claims when no part does both.

    "A 70 mg tablet once a week; a 10 mg daily tablet also exists" says nothing about 70 mg a day.
    """
    texts = [_THOUSANDS_MARK.sub("", text) for claim in claims for text in (claim.claim, *claim.numbers)]
    parts = [part for text in texts for part in _PART.split(text)]
    number = re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(values)))})(?![\d]|[.,]\d)")
    fitting = [part for part in parts if number.search(part) and any(rule.search(part) for rule in in_claims.values())]
    return " ".join(fitting or parts)
