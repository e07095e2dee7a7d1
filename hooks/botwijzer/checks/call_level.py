"""Calling for help: how soon is what the claim says, in the card's level, its title and its words.

"At once" never becomes "today" (CONTENT.md, skeleton, point 5); the levels are those of the claims.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.evidence import CallLevel
from botwijzer.model.sentences import split_sentences
from botwijzer.model.wording import whole_words
from botwijzer.model.words import QUESTION_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.evidence import Claim
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.wording import Calls

CODES = {
    "CALL001": "a claim of one level in a call card of another",
    "CALL002": "a claim that means calling at once in a softer card",
    "CALL003": "a call card whose title does not begin with its level",
    "CALL004": "a block in a call card, or about calling, without a claim",
    "CALL005": "words that are softer than the claim or the card",
    "CALL006": "a block about calling at once whose claims do not say so",
    "CALL007": "an emergency number other than 112",
    "CALL008": "a call card without text",
    "CALL009": "a block that rests on calling 112 and does not say 112",
}

EMERGENCY_NUMBER = 112
LEVELS = tuple(level.value for level in CallLevel)  # now, today, week: from soon to later
LATER = len(LEVELS)
WITH_CLAIMS = frozenset({"paragraph", "item", "cell"})
TITLES = frozenset({"admonition", "details"})


def check_calls(project: Project) -> list[Problem]:
    """Return every block whose card, title or words call later than its claims, or that no claim bears out."""
    if not project.claims:  # reported by the reader of claims.yml
        return []
    return [
        problem for page in project.pages for problem in (*_check_cards(project, page), *_check_words(project, page))
    ]


def _check_cards(project: Project, page: SourcePage) -> Iterator[Problem]:
    strings = project.strings.get(page.language)
    blocks = page.body.blocks
    for index, block in enumerate(blocks):
        level = block.call_level
        if level not in LEVELS:
            continue
        if block.kind in TITLES:
            label = getattr(strings, f"call_{level}") if strings else ""  # absent strings have been reported
            if label and not re.match(rf"{re.escape(label)}(?!\w)", block.text):
                action = f"begin the title with '{label}'"
                found = f"the title '{block.text}' of a card call-{level}"
                yield page_problem(page, block.line, "CALL003", found, f"a title that begins with '{label}'", action)
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if following is None or following.kind in TITLES or following.call_level is None:
                action = "indent the text of the card by 4 spaces, or remove the card"
                yield page_problem(page, block.line, "CALL008", "a call card without text", "what to call for", action)
        yield from _check_levels(project, page, block, level)


def _check_levels(project: Project, page: SourcePage, block: Block, level: str) -> Iterator[Problem]:
    for claim in _claims(project, block):
        if claim.level is None or claim.level.value == level:
            continue
        found = f"the claim '{claim.id}' (call level '{claim.level.value}') in a card call-{level}"
        action = f"move this block to a card call-{claim.level.value}"
        softer = claim.level is CallLevel.NOW
        expected = "a card call-now: at once never becomes later" if softer else f"a card call-{claim.level.value}"
        yield page_problem(page, block.line, "CALL002" if softer else "CALL001", found, expected, action)


def _check_words(project: Project, page: SourcePage) -> Iterator[Problem]:
    wording = project.wording.get(page.language)
    words = wording.calls if wording else None  # without words, only claims and cards are compared
    for block in page.blocks:
        if words:
            yield from _check_number(page, block, words)
        if block.kind not in WITH_CLAIMS:
            continue
        claims = _claims(project, block)
        calls_now = words is not None and _tells(words.tells_now, words, block)
        in_card = block.call_level is not None
        # Outside cards the source decides; a translation has the claims of its source.
        tells = page.language == project.source_language and (
            calls_now or (words is not None and _tells(words.tells_soon, words, block))
        )
        if not block.claims and (in_card or tells):
            what = "in a call card" if in_card else "about calling"
            action = "bind the claim that says so, or leave the sentence out"
            found = f"'{block.text[:60]}' {what}, without a claim"
            yield page_problem(page, block.line, "CALL004", found, '{: claims="…" } below it', action)
        elif claims and (calls_now or block.call_level == CallLevel.NOW) and not any(map(_says_now, claims)):
            found = f"calling at once on the claims {', '.join(claim.id for claim in claims)}"
            action = "bind the claim that says 'at once' or 112 too, or move the block"
            yield page_problem(page, block.line, "CALL006", found, "a claim that says so", action)
        if words:
            yield from _check_softness(page, block, claims, words)
            yield from _check_emergency(page, block, claims, words)


def _check_emergency(page: SourcePage, block: Block, claims: list[Claim], words: Calls) -> Iterator[Problem]:
    """Find a claim that says 112 in a block that does not; "kijk bij Bel nu" leads to where it is said."""
    wanted = [claim for claim in claims if claim.level is CallLevel.NOW and _names_emergency(claim)]
    if not wanted or re.search(rf"\b{EMERGENCY_NUMBER}\b", block.text):
        return
    if not any(_reads_on(sentence, words) for sentence in split_sentences(block.text)):
        found = f"no {EMERGENCY_NUMBER} in a block that rests on '{wanted[0].id}'"
        action = f"say 'bel {EMERGENCY_NUMBER}' as the claim does, or unbind the claim"
        yield page_problem(page, block.line, "CALL009", found, f"'{EMERGENCY_NUMBER}'", action)


def _check_number(page: SourcePage, block: Block, words: Calls) -> Iterator[Problem]:
    for match in whole_words(words.number).finditer(block.text):
        if match["number"] != str(EMERGENCY_NUMBER):
            action = "write 112, or the name of whom to call"
            found = f"the telephone number '{match['number']}'"
            yield page_problem(page, block.line, "CALL007", found, f"'{EMERGENCY_NUMBER}'", action)


def _check_softness(page: SourcePage, block: Block, claims: list[Claim], words: Calls) -> Iterator[Problem]:
    """Compare the words of a block with the soonest level of its claims and card.

    A block may name several levels ("Bel vandaag. Kunt u niet lopen? Bel direct."): it is too soft when none of its
    words reach the level, or when it sends the reader home to wait.
    """
    levels = [LEVELS.index(claim.level.value) for claim in claims if claim.level]
    if block.call_level in LEVELS:
        levels.append(LEVELS.index(block.call_level))
    if not levels:
        return
    calling = whole_words(words.verbs)
    named: dict[int, str] = {}
    only_now = set(levels) == {LEVELS.index(CallLevel.NOW.value)} and block.call_level == CallLevel.NOW
    for sentence in split_sentences(block.text):
        if calling.search(sentence) or block.call_level:
            ranks: dict[int, str] = {}
            for rank, soon in enumerate(words.levels):
                if match := whole_words(soon).search(sentence):
                    ranks.setdefault(rank, match[0])
            if only_now and ranks and min(ranks) > 0 and calling.search(sentence) and not _reads_on(sentence, words):
                named[LATER] = ranks[min(ranks)]
            named = ranks | named
    wanted = min(levels)
    if LATER in named or (named and min(named) > wanted):
        rank = max(named)
        action = "write how soon as the claim says it"
        found = f"'{named[rank]}' in a block of call level '{LEVELS[wanted]}'"
        yield page_problem(page, block.line, "CALL005", found, f"words for '{LEVELS[wanted]}'", action)


def _says_now(claim: Claim) -> bool:
    return claim.level is CallLevel.NOW or _names_emergency(claim)


def _names_emergency(claim: Claim) -> bool:
    return any(item.value == EMERGENCY_NUMBER for item in claim.quantities)


def _claims(project: Project, block: Block) -> list[Claim]:
    return [project.claims[item] for item in block.claims if item in project.claims]


def _tells(order: str, words: Calls, block: Block) -> bool:
    """Whether a sentence of the block tells the reader to call; a question asks, and "kijk bij" only points."""
    sentences = split_sentences(block.text)
    return any(
        whole_words(order).search(item)
        for item in sentences
        if not item.endswith(QUESTION_MARKS) and not _reads_on(item, words)
    )


def _reads_on(sentence: str, words: Calls) -> bool:
    """Whether a sentence says where to read on ("Kijk dan bij Bel nu"); not when 112 comes after it."""
    return bool(_read_on_pattern(words.read_on).search(sentence))


@cache
def _read_on_pattern(read_on: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{read_on})\b(?!.*\b{EMERGENCY_NUMBER}\b)", re.IGNORECASE)
