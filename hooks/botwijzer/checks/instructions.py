"""Instructions to stop, skip, change or postpone a medicine: only where an approved claim says so.

Never tell a reader to stop or change a medicine on their own (CONTENT.md, voice). The few exceptions, such as "stop
and call" with painful swallowing, are the list ``approved_stops`` of ``pages.yml``, each bound to its own block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.termbase import read_names
from botwijzer.model.wording import bare
from botwijzer.model.words import QUESTION_MARKS, stem_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.wording import Instructions

CODES = {
    "STOP001": "an instruction to stop, skip, change or postpone a medicine",
    "STOP002": "an approved stop in a sentence about another medicine than its claim's",
    "STOP003": "an order not to stop, skip or change, without a claim",
}

# Kinds of block that can carry claims.
WITH_CLAIMS = frozenset({"paragraph", "item", "cell"})
# Sentences and the parts of them that can hold an instruction of their own.
_SENTENCE = re.compile(r"[^.?!;:؟؛]*[.?!;:؟؛]?")
# Enough letters to tell medicines apart, few enough to see alendronate and alendronic acid as one.
_ROOT_LETTERS = 7


def check_instructions(project: Project) -> list[Problem]:
    """Return every instruction to stop, skip, change or postpone that is neither denied nor approved.

    Questions ask, they do not tell; "voordat u stopt" and "na het stoppen" describe. Everything else needs a claim of
    ``approved_stops`` on its own block.
    """
    return [
        problem
        for page in project.pages
        if page.language in project.wording
        for block in page.blocks
        for problem in _check_block(project, page, block)
    ]


def _check_block(project: Project, page: SourcePage, block: Block) -> Iterator[Problem]:
    lists, words = project.skeleton, project.wording[page.language].instructions
    for sentence in (match[0].strip() for match in _SENTENCE.finditer(block.text)):
        stops, refuses = finds_stop(sentence, words), finds_refusal(sentence, words)
        if not stops and not refuses:
            if block.kind in WITH_CLAIMS and not block.claims and finds_denied_stop(sentence, words):
                found, action = f"'{sentence}' in a block without claims", "bind the claim that says so"
                yield page_problem(page, block.line, "STOP003", found, "a claim", action)
            continue
        may_say = lists.approved_stops if stops else (*lists.approved_stops, *lists.approved_refusals)
        approved = [claim for claim in block.claims if claim in may_say]
        found = f"'{sentence}'"
        if not approved:
            action = "say whom to ask first (such as 'Stop niet zonder overleg'), or bind the approved claim"
            expected = "no instruction to stop, skip, change or postpone"
            yield page_problem(page, block.line, "STOP001", found, expected, action)
        elif stops and (other := _other_medicine(project, page, sentence, approved)):
            expected = f"only the medicine of {', '.join(approved)}"
            yield page_problem(page, block.line, "STOP002", found, expected, f"take '{other}' out of this sentence")


def finds_refusal(sentence: str, words: Instructions) -> bool:
    """Whether a sentence tells the reader what not to take, or to wait with something."""
    return not sentence.endswith(QUESTION_MARKS) and any(bare(refusal).search(sentence) for refusal in words.refuses)


def finds_stop(sentence: str, words: Instructions) -> bool:
    """Whether a sentence tells the reader to stop, skip, change or postpone something, and does not deny it."""
    return False in _denials(sentence, words)


def finds_denied_stop(sentence: str, words: Instructions) -> bool:
    """Whether a sentence tells the reader not to stop, skip, change or postpone: that needs a claim as well."""
    return True in _denials(sentence, words)


def _denials(sentence: str, words: Instructions) -> list[bool]:
    """Return for each instruction in a sentence whether it is denied ("stop niet"); a question instructs nobody."""
    if sentence.endswith(QUESTION_MARKS):
        return []
    found: list[bool] = []
    for pattern in words.stops:
        for match in bare(pattern).finditer(sentence):
            after, before = sentence[match.end("verb") :], sentence[: match.start("verb")]
            denied = bare(words.denied_after).match(after) or bare(words.denied_before).search(before)
            found.append(bool(denied))
    return found


def _other_medicine(project: Project, page: SourcePage, sentence: str, approved: list[str]) -> str | None:
    """Return a medicine in the sentence that none of the approved claims speaks of."""
    claims = [project.claims[item] for item in approved if item in project.claims]
    said = " ".join(f"{claim.id} {claim.claim} {claim.topic}" for claim in claims).lower()
    stems = _stems(sentence, page.language)
    for term in project.terms.terms:
        names, english = term.languages.get(page.language), term.languages.get("en")
        if not term.medicine or names is None or english is None:
            continue
        forms = read_names(names)
        # Claims say alendronate, terms alendronic acid: the root tells whether they mean the same.
        known = (term.id, english.preferred, *english.admitted)
        named = any(_stems(form, page.language) in stems for form in forms)
        if named and not any(name.lower()[:_ROOT_LETTERS] in said for name in known):
            return names.preferred
    return None


def _stems(phrase: str, language: str) -> str:
    """Return the stems of a phrase between blanks, so that one phrase can be looked for in another."""
    return f" {' '.join(stem_phrase(phrase, language))} "
