"""Which block of a translated page was made from which Dutch block, and which of them are still true to it.

A stamp says more than the shapes of two pages: where it has one hash for each block of the translation, block and
hash stand at the same place, and an inserted, removed or moved Dutch block shifts nothing. A block that moved is not
current: it has its translation, in another place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from botwijzer.model.alignment import Pair, align_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage

# Where the words of a block stand: path, line, and which block of that line it is.
Key = tuple[str, int, int]


@dataclass(frozen=True)
class TranslatedPage:
    """A Dutch page and its translation, block by block.

    ``counterparts``: for each Dutch block the place of its translation, or ``None``. ``current``: the indexes of the
    Dutch blocks that the translation is still true to. ``extra``: whether the translation has blocks that belong to
    no Dutch block.
    """

    source: SourcePage
    target: SourcePage
    counterparts: tuple[Key | None, ...]
    current: frozenset[int]
    extra: bool

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Where the words of each Dutch block stand."""
        return block_keys(self.source)


def block_keys(page: SourcePage) -> tuple[Key, ...]:
    """Return where the words of each block of a page were written, in the page's own file or in a snippet."""
    on_line: Counter[int] = Counter()
    keys: list[Key] = []
    for block in page.blocks:
        place = page.place_of(block.line)
        keys.append((place.path, place.line, on_line[block.line]))
        on_line[block.line] += 1
    return tuple(keys)


def pair_page(source: SourcePage, target: SourcePage) -> TranslatedPage:
    """Find the counterpart of every Dutch block, and whether it is current by the stamp of the translation.

    Without a stamp, or where neither stamp nor shapes say which block belongs to which, no block is current.
    """
    stamp = (target.front.source if target.front else None) or ()
    hashes = [block.hash for block in source.blocks]
    runs = SequenceMatcher(None, stamp, hashes, autojunk=False).get_opcodes()
    current = {index for name, _, _, start, end in runs if name == "equal" for index in range(start, end)}
    if stamp and len(stamp) == len(target.blocks):
        pairs = _pair_by_stamp(source.blocks, target.blocks, stamp, runs)
    else:
        pairs = align_blocks(source.blocks, target.blocks)
        if [block.shape for block in source.blocks] != [block.shape for block in target.blocks]:
            current = set()
    places = dict(zip(map(id, target.blocks), block_keys(target), strict=True))
    found = {id(pair.source): places[id(pair.target)] for pair in pairs if pair.source and pair.target}
    return TranslatedPage(
        source=source,
        target=target,
        counterparts=tuple(found.get(id(block)) for block in source.blocks),
        current=frozenset(current),
        extra=any(pair.source is None for pair in pairs),
    )


def _pair_by_stamp(
    source: Sequence[Block],
    target: Sequence[Block],
    stamp: Sequence[str],
    runs: Sequence[tuple[str, int, int, int, int]],
) -> list[Pair]:
    """Pair what is unchanged, then what has only moved, then by shape what stands in the place of what went."""
    places: dict[str, list[int]] = {}
    for name, old_start, old_end, _, _ in runs:
        for index in range(old_start, old_end) if name != "equal" else ():
            places.setdefault(stamp[index], []).append(index)
    pairs: list[Pair] = []
    moved: set[int] = set()
    changed: list[tuple[list[Block], range]] = []
    for name, old_start, old_end, start, end in runs:
        if name == "equal":
            pairs += [Pair(source[start + step], target[old_start + step]) for step in range(end - start)]
            continue
        new: list[Block] = []
        for block in source[start:end]:
            if found := places.get(block.hash):
                moved.add(found[0])
                pairs.append(Pair(block, target[found.pop(0)]))
            else:
                new.append(block)
        changed.append((new, range(old_start, old_end)))
    for new, old in changed:
        pairs += align_blocks(new, [target[index] for index in old if index not in moved])
    return pairs


def replace_hashes(page: TranslatedPage, confirmed: frozenset[int]) -> list[str]:
    """Return the stamp of a translation whose blocks ``confirmed`` (indexes of Dutch blocks) are true to the Dutch now.

    What the stamp says already, it goes on saying. A changed block that is not confirmed has no hash in it, not even
    its old one, so that it stays stale. The hashes of blocks that are gone from the Dutch stay while the translation
    still has such blocks.
    """
    stamp = (page.target.front.source if page.target.front else None) or ()
    blocks = page.source.blocks
    hashes = [block.hash for block in blocks]
    kept: list[str] = []
    for name, old_start, old_end, start, end in SequenceMatcher(None, stamp, hashes, autojunk=False).get_opcodes():
        kept += [hashes[index] for index in range(start, end) if name == "equal" or index in confirmed]
        lost = (old_end - old_start) - (end - start)
        if page.extra and lost > 0:
            kept += stamp[old_end - lost : old_end]
    return kept
