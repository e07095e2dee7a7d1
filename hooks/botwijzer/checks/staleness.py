"""A translation says from which Dutch blocks it was made; a Dutch block that changed since must be looked at again.

Two weights (DESIGN.md, chapter 4): a changed block that matters for safety stops the release, another one publishes
and the page tells the reader (``publish/furniture.py``).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem, Severity
from botwijzer.model.quantities import NO_UNIT
from botwijzer.model.staleness import extract_staleness
from botwijzer.model.termbase import medicine_finder

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.staleness import ChangedBlock
    from botwijzer.model.termbase import MedicineFinder

CODES = {
    "STALE001": "A translation does not say from which Dutch blocks it was made.",
    "STALE002": "A Dutch block that matters for safety changed since the translation was made.",
    "STALE003": "An ordinary Dutch block changed since the translation was made.",
    "STALE004": "Blocks have gone from the Dutch page since the translation was made.",
}

MAX_SHOWN_CHARACTERS = 80
# The only number without a unit that matters wherever it stands.
EMERGENCY_NUMBER = 112
# Boxes whose every word counts.
_SAFETY_BOXES = ("call-", "warning")


def check_staleness(project: Project) -> list[Problem]:
    """Return translations without a stamp, and each Dutch block that their stamp does not know."""
    finder = medicine_finder(project.terms, project.source_language)
    problems: list[Problem] = []
    for source, target in project.translations():
        if source.front is None or target.front is None:
            continue
        staleness = extract_staleness(source, target)
        if staleness is None or not target.front.source:
            problems.append(_not_stamped(target))
            continue
        for item in staleness.changed:
            matters = any(is_safety_block(project, block, finder) for block in _with_table(item.source, source))
            problems.append(_changed(item, source, target, matters=matters))
        if staleness.lost:
            problems.append(_lost(staleness.lost, source, target))
    return problems


def is_safety_block(project: Project, block: Block, finder: MedicineFinder) -> bool:
    """Whether a source block has claims, stands in a call card or warning, or names an amount or a medicine."""
    if block.claims or any(part.startswith(_SAFETY_BOXES) for part in block.trail):
        return True
    reader = project.quantity_readers.get(project.source_language)
    texts = (block.text, *(link.text for link in block.links if link.is_image))
    quantities = [item for text in texts for item in reader.extract_quantities(text)] if reader is not None else []
    if any(item.unit != NO_UNIT or item.value == EMERGENCY_NUMBER for item in quantities):
        return True
    return any(finder.find(text) for text in texts)


def _with_table(block: Block, page: SourcePage) -> list[Block]:
    """Return the block, and the other cells of its table: a dose in one cell hangs on the words in the next."""
    if "table" not in block.trail:
        return [block]
    position = page.blocks.index(block)
    before = list(takewhile(_is_in_table, reversed(page.blocks[:position])))
    return [*before, *takewhile(_is_in_table, page.blocks[position:])]


def _is_in_table(block: Block) -> bool:
    return "table" in block.trail


def _stamp_command(target: SourcePage) -> str:
    return f"python hooks/cli.py stamp {target.path}"


def _not_stamped(target: SourcePage) -> Problem:
    return Problem(
        path=target.path,
        line=target.front_document.line_of(("source",)),
        code="STALE001",
        found="no stamp ('source:' in the front matter is missing or empty)",
        expected="the hashes of the Dutch blocks that this page was translated from",
        action="compare the page with the Dutch one, and stamp it when you have checked it",
        fix=_stamp_command(target),
    )


def _changed(item: ChangedBlock, source: SourcePage, target: SourcePage, *, matters: bool) -> Problem:
    text = item.source.text
    shown = text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1].rstrip() + "…"
    return Problem(
        path=target.path,
        line=item.line,
        code="STALE002" if matters else "STALE003",
        found=f"the Dutch is new or changed: “{shown}” ({source.place_of(item.source.line)})",
        expected="a translation made from these words" + (", because this block matters for safety" if matters else ""),
        action="bring it into line with the Dutch, and stamp the page when you have checked it",
        fix=_stamp_command(target),
        severity=Severity.ERROR if matters else Severity.NOTICE,
    )


def _lost(count: int, source: SourcePage, target: SourcePage) -> Problem:
    blocks = "1 block has" if count == 1 else f"{count} blocks have"
    return Problem(
        path=target.path,
        line=target.front_document.line_of(("source",)),
        code="STALE004",
        found=f"{blocks} gone from {source.path} since this page was stamped",
        expected="a translation of the page as it is now",
        action="remove here what is gone there, and stamp the page when you have checked it",
        fix=_stamp_command(target),
        severity=Severity.NOTICE,
    )
