"""Calling for help: how soon is what the claim says, in the card's level, its title and its words.

"At once" never becomes "today" (CONTENT.md, skeleton, point 5); the levels are those of the claims.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.evidence import CallLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.evidence import Claim
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

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

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# Verbs of calling, and per level the words for how soon; index LATER is later than any level.
_CALLING = {
    "nl": re.compile(r"\b(?:bel|belt|bellen|meld|meldt|waarschuw|contact)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:call|phone|ring|report|contact|tell)\b", re.IGNORECASE),
}
_SOON = {
    "nl": (
        r"nu|direct|meteen|onmiddellijk|acuut|112|spoed",
        r"vandaag|dezelfde dag|snel|zo snel mogelijk",
        r"(?:deze|binnen een|binnen 1) week",
        (
            r"morgen|overmorgen|(?:volgende|komende) (?:week|maand|afspraak|controle)|(?:deze|binnen een) maand|"
            r"maandag|na het weekend|als het uitkomt|wanneer het uitkomt|afwachten|wacht (?:\w+ )?af|kijk het (?:\w+ )*aan|"
            r"als het (?:erger wordt|niet overgaat)|hoeft (?:u )?(?:\w+ )?niet te bellen|bel niet|slaap er|ga eerst slapen|"
            r"(?:meestal|vaak|bijna altijd) (?:onschuldig|niet ernstig)"
        ),
    ),
    "en": (
        r"now|at once|immediately|right away|straight away|112|urgently",
        r"today|the same day|quickly|soon|as soon as possible",
        r"(?:this|within a|within 1) week",
        (
            r"tomorrow|(?:next|the coming) (?:week|month|appointment|check-up)|(?:this|within a) month|monday|"
            r"after the weekend|when it suits you|wait and see|if it gets worse|if it does not go away|"
            r"(?:do not|don't|need not) (?:have to )?call|sleep on it|(?:usually|mostly|often) (?:harmless|not serious)"
        ),
    ),
}
_CALLS_112 = {
    "nl": re.compile(r"\b112\b|\bbel(?:t u)? (?:dan |ook )?(?:direct|meteen|onmiddellijk|nu)\b", re.IGNORECASE),
    "en": re.compile(r"\b112\b|\bcall\b[^.?!]*\b(?:at once|immediately|right away|straight away|now)\b", re.IGNORECASE),
}
# "Kijk dan bij Bel nu": where to read on, not whom to call.
_READ_ON = {
    "nl": re.compile(r"\b(?:kijk|zie|lees)(?: dan| ook)* (?:bij|onder|op)\b(?!.*\b112\b)", re.IGNORECASE),
    "en": re.compile(r"\b(?:look|see|read)(?: then| also)* (?:at|under|in|on)\b(?!.*\b112\b)", re.IGNORECASE),
}
_CALLS_SOON = {
    "nl": re.compile(r"\bbel(?:t u)? (?:dan |ook |snel )?(?:vandaag|snel|deze week)\b", re.IGNORECASE),
    "en": re.compile(r"\bcall\b[^.?!]*\b(?:today|quickly|this week)\b", re.IGNORECASE),
}
# A telephone number after a verb of calling: 3 digits or more, with nothing that makes it a number of things.
_NUMBER = {
    "nl": re.compile(
        r"\bbelt?\b(?: u| dan| ook| nu| direct| meteen| altijd)* (?P<number>\d[\d -]*\d)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\b(?:call|phone|ring)\b(?: now| then| at once|:)* (?P<number>\d[\d -]*\d)\b", re.IGNORECASE),
}


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
    for block in page.blocks:
        yield from _check_number(page, block)
        if block.kind not in WITH_CLAIMS:
            continue
        claims = _claims(project, block)
        calls_now = _matches(_CALLS_112, page, block)
        in_card = block.call_level is not None
        # Outside cards the source decides; a translation has the claims of its source.
        tells = page.language == project.source_language and (calls_now or _matches(_CALLS_SOON, page, block))
        if not block.claims and (in_card or tells):
            what = "in a call card" if in_card else "about calling"
            action = "bind the claim that says so, or leave the sentence out"
            found = f"'{block.text[:60]}' {what}, without a claim"
            yield page_problem(page, block.line, "CALL004", found, '{: claims="…" } below it', action)
        elif claims and (calls_now or block.call_level == CallLevel.NOW) and not any(map(_says_now, claims)):
            found = f"calling at once on the claims {', '.join(claim.id for claim in claims)}"
            action = "bind the claim that says 'at once' or 112 too, or move the block"
            yield page_problem(page, block.line, "CALL006", found, "a claim that says so", action)
        yield from _check_softness(page, block, claims)
        yield from _check_emergency(page, block, claims)


def _check_emergency(page: SourcePage, block: Block, claims: list[Claim]) -> Iterator[Problem]:
    """Find a claim that says 112 in a block that does not; "kijk bij Bel nu" leads to where it is said."""
    read_on = _READ_ON.get(page.language)
    wanted = [claim for claim in claims if claim.level is CallLevel.NOW and _names_emergency(claim)]
    if not wanted or read_on is None or re.search(rf"\b{EMERGENCY_NUMBER}\b", block.text):
        return
    if not any(read_on.search(sentence) for sentence in _SENTENCE.split(block.text)):
        found = f"no {EMERGENCY_NUMBER} in a block that rests on '{wanted[0].id}'"
        action = f"say 'bel {EMERGENCY_NUMBER}' as the claim does, or unbind the claim"
        yield page_problem(page, block.line, "CALL009", found, f"'{EMERGENCY_NUMBER}'", action)


def _check_number(page: SourcePage, block: Block) -> Iterator[Problem]:
    pattern = _NUMBER.get(page.language)
    for match in pattern.finditer(block.text) if pattern else ():
        if match["number"] != str(EMERGENCY_NUMBER):
            action = "write 112, or the name of whom to call"
            found = f"the telephone number '{match['number']}'"
            yield page_problem(page, block.line, "CALL007", found, f"'{EMERGENCY_NUMBER}'", action)


def _check_softness(page: SourcePage, block: Block, claims: list[Claim]) -> Iterator[Problem]:
    """Compare the words of a block with the soonest level of its claims and card.

    A block may name several levels ("Bel vandaag. Kunt u niet lopen? Bel direct."): it is too soft when none of its
    words reach the level, or when it sends the reader home to wait.
    """
    levels = [LEVELS.index(claim.level.value) for claim in claims if claim.level]
    if block.call_level in LEVELS:
        levels.append(LEVELS.index(block.call_level))
    soon, calling = _SOON.get(page.language), _CALLING.get(page.language)
    if not levels or soon is None or calling is None:
        return
    named: dict[int, str] = {}
    only_now = set(levels) == {LEVELS.index(CallLevel.NOW.value)} and block.call_level == CallLevel.NOW
    read_on = _READ_ON[page.language]
    for sentence in _SENTENCE.split(block.text):
        if calling.search(sentence) or block.call_level:
            ranks: dict[int, str] = {}
            for rank, words in enumerate(soon):
                if match := re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE):
                    ranks.setdefault(rank, match[0])
            if only_now and ranks and min(ranks) > 0 and calling.search(sentence) and not read_on.search(sentence):
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


def _matches(patterns: dict[str, re.Pattern[str]], page: SourcePage, block: Block) -> bool:
    """Whether a sentence of the block tells the reader to call; a question asks, and "kijk bij" only points."""
    pattern, read_on = patterns.get(page.language), _READ_ON.get(page.language)
    if pattern is None or read_on is None:
        return False
    sentences = _SENTENCE.split(block.text)
    return any(pattern.search(item) for item in sentences if not item.endswith("?") and not read_on.search(item))
