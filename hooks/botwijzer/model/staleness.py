"""Which Dutch blocks have changed since a translation was made from them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from botwijzer.model.alignment import align_blocks

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage


@dataclass(frozen=True)
class ChangedBlock:
    """A block of the source page that is new, changed or moved since the stamp.

    ``line`` is that of its counterpart in the translation, or of the block after which the counterpart should stand.
    """

    source: Block
    line: int


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
    lines: dict[Block, int] = {}
    line = translation.body_line
    for pair in align_blocks(source.blocks, translation.blocks):
        line = pair.target.line if pair.target is not None else line
        if pair.source is not None:
            lines[pair.source] = line
    hashes = [block.hash for block in source.blocks]
    matcher = SequenceMatcher(None, translation.front.source, hashes, autojunk=False)
    changed: list[ChangedBlock] = []
    lost = 0
    for name, start, end, new_start, new_end in matcher.get_opcodes():
        if name == "equal":
            continue
        changed += [ChangedBlock(block, lines[block]) for block in source.blocks[new_start:new_end]]
        lost += max(0, (end - start) - (new_end - new_start))
    return Staleness(tuple(changed), lost)
