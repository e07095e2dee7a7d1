"""How often: "every week" beside an amount is what a claim of the block says, never "every day".

The number rule compares 70 mg with 70 mg and sees no difference between a weekly and a daily tablet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.numbers import needs_claim
from botwijzer.checks.page_problem import page_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.evidence import Claim
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {"NUM004": "how often, as no claim of the block says it"}

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# Words of the pages, per language, and of the claims (which are in English).
_WORDS = {
    "nl": {
        "day": r"(?:elke|iedere|per) dag|dagelijks\w*|dag(?:pil|tablet)\w*",
        "week": r"(?:elke|iedere|per) week|wekelijks\w*|week(?:pil|tablet)\w*",
        "month": r"(?:elke|iedere|per) maand|maandelijks\w*|maand(?:pil|tablet)\w*",
        "year": r"(?:elk|ieder|per) jaar|jaarlijks\w*",
    },
    "en": {
        "day": r"(?:a|per|each|every) day|daily",
        "week": r"(?:a|per|each|every) week|weekly",
        "month": r"(?:a|per|each|every) month|monthly",
        "year": r"(?:a|per|each|every) year|yearly|annual(?:ly)?",
    },
}
_CLAIM_PATTERNS = {
    name: re.compile(rf"(?<!\w)(?:{words}|/{name}|{name}s?/|most {name}s)(?!\w)", re.IGNORECASE)
    for name, words in _WORDS["en"].items()
}
_THOUSANDS_MARK = re.compile(r"(?<=\d),(?=\d{3})")  # claims are in English: 60,000
_PART = re.compile(r"[;:]\s|\.\s|\s\(")


def check_rhythm(project: Project) -> list[Problem]:
    """Return each rhythm in a sentence with an amount, in any language we have words for, that its claims lack."""
    if not project.claims:  # reported by the reader of claims.yml
        return []
    return [
        problem
        for page in project.pages
        if page.language in _WORDS and page.language in project.quantity_readers
        for block in page.body.blocks
        if block.claims
        for problem in _check_block(project, page, block)
    ]


def _check_block(project: Project, page: SourcePage, block: Block) -> Iterator[Problem]:
    claims = [project.claims[item] for item in block.claims if item in project.claims]
    if not claims:
        return
    reader = project.quantity_readers[page.language]
    for sentence in _SENTENCE.split(block.text):
        values = {f"{item.value:f}" for item in reader.extract_quantities(sentence) if needs_claim(item)}
        said = _said_of(values, claims) if values else ""
        for name, words in _WORDS[page.language].items():
            found = re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE) if values else None
            if found and not _CLAIM_PATTERNS[name].search(said):
                expected = f"how often its claims say it ({', '.join(claim.id for claim in claims)})"
                action = "correct the words, or bind the claim that says it"
                yield page_problem(page, block.line, "NUM004", f"'{found[0]}' with an amount", expected, action)


def _said_of(values: set[str], claims: list[Claim]) -> str:
    """Return the parts of the claims that name the amounts and how often; all of the claims when no part does both.

    "A 70 mg tablet once a week; a 10 mg daily tablet also exists" says nothing about 70 mg a day.
    """
    texts = [_THOUSANDS_MARK.sub("", text) for claim in claims for text in (claim.claim, *claim.numbers)]
    parts = [part for text in texts for part in _PART.split(text)]
    number = re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(values)))})(?![\d]|[.,]\d)")
    fitting = [
        part for part in parts if number.search(part) and any(rule.search(part) for rule in _CLAIM_PATTERNS.values())
    ]
    return " ".join(fitting or parts)
