"""Which Dutch blocks have changed since a translation was made from them, and which of them matter for safety."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING

from botwijzer.model.alignment import align_blocks
from botwijzer.model.quantities import NO_UNIT

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.termbase import MedicineFinder

# The only number without a unit that matters wherever it stands.
EMERGENCY_NUMBER = 112
# Boxes whose every word counts.
_SAFETY_BOXES = ("call-", "warning")


@dataclass(frozen=True)
class ChangedBlock:
    """A block of the source page that is new, changed or moved since the stamp.

    ``target`` is its counterpart in the translation, if there is one, and ``line`` that of the counterpart, or of the
    block after which it should stand. ``old`` is the hash of the block that it replaced.
    """

    source: Block
    target: Block | None
    line: int
    old: str | None = None


@dataclass(frozen=True)
class Staleness:
    """What has happened to the source page since a translation was stamped; ``lost`` blocks are no longer there."""

    changed: tuple[ChangedBlock, ...] = ()
    lost: int = 0

    @property
    def count(self) -> int:
        """How many blocks differ."""
        return len(self.changed) + self.lost


def extract_staleness(source: SourcePage, translation: SourcePage) -> Staleness | None:
    """Compare the source page with the stamp of its translation; ``None`` when there is no stamp to compare with."""
    if source.front is None or translation.front is None or translation.front.source is None:
        return None
    places: dict[Block, tuple[Block | None, int]] = {}
    line = translation.body_line
    for pair in align_blocks(source.blocks, translation.blocks):
        line = pair.target.line if pair.target is not None else line
        if pair.source is not None:
            places[pair.source] = (pair.target, line)
    stamped = translation.front.source
    hashes = [block.hash for block in source.blocks]
    matcher = SequenceMatcher(None, stamped, hashes, autojunk=False)
    changed: list[ChangedBlock] = []
    lost = 0
    for name, start, end, new_start, new_end in matcher.get_opcodes():
        if name == "equal":
            continue
        replaced = stamped[start:end]
        for number, block in enumerate(source.blocks[new_start:new_end]):
            # As many blocks as before: each took the place of one. Otherwise nobody can tell which.
            old = replaced[number] if len(replaced) == new_end - new_start else None
            changed.append(ChangedBlock(block, *places[block], old))
        lost += max(0, (end - start) - (new_end - new_start))
    return Staleness(tuple(changed), lost)


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


def extract_replacements(project: Project, source: SourcePage) -> dict[str, Block]:
    """Return, over all translations of a source page, old hash → the block that took its place."""
    found = [
        item
        for page in project.by_key[source.key].values()
        if page is not source and (staleness := extract_staleness(source, page)) is not None
        for item in staleness.changed
    ]
    return {item.old: item.source for item in found if item.old is not None}


def is_safety_change(project: Project, item: ChangedBlock, source: SourcePage, finder: MedicineFinder) -> bool:
    """Whether a change matters for safety: by the block itself, or by another cell of its table."""
    return is_safety_place(project, item.source, source, finder)


def is_safety_place(project: Project, block: Block, source: SourcePage, finder: MedicineFinder) -> bool:
    """Whether a block of a source page matters for safety: by itself, or by another cell of its table."""
    return any(is_safety_block(project, item, finder) for item in _with_table(block, source))


def _with_table(block: Block, page: SourcePage) -> list[Block]:
    """Return the block, and the other cells of its table: a dose in one cell hangs on the words in the next."""
    if "table" not in block.trail:
        return [block]
    position = page.blocks.index(block)
    before = list(takewhile(_is_in_table, reversed(page.blocks[:position])))
    return [*before, *takewhile(_is_in_table, page.blocks[position:])]


def _is_in_table(block: Block) -> bool:
    return "table" in block.trail
