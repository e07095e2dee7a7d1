"""Which block of a translation belongs to which block of its source page."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botwijzer.model.markdown import Block


@dataclass(frozen=True)
class Pair:
    """A block of the source page and its counterpart; one of the two may be missing."""

    source: Block | None
    target: Block | None


def align_blocks(source: Sequence[Block], target: Sequence[Block]) -> list[Pair]:
    """Return the blocks of both pages in order, each with its counterpart where it has one.

    Pages of the same shape are paired one to one. Otherwise blocks with the same shape and claims hold the rest in
    place; between those, blocks of the same shape, and then of the same kind, belong together.
    """
    if [block.shape for block in source] == [block.shape for block in target]:
        return [Pair(left, right) for left, right in zip(source, target, strict=True)]
    return _align(source, target, (_by_shape_and_claims, _by_shape, _by_kind))


def _by_shape_and_claims(block: Block) -> tuple[str, ...]:
    return (block.shape, *sorted(block.claims), *sorted(link.target for link in block.links))


def _by_shape(block: Block) -> tuple[str, ...]:
    return (block.shape,)


def _by_kind(block: Block) -> tuple[str, ...]:
    return (block.kind,)


def _align(
    source: Sequence[Block], target: Sequence[Block], keys: Sequence[Callable[[Block], tuple[str, ...]]]
) -> list[Pair]:
    if not keys or not source or not target:
        return [*(Pair(block, None) for block in source), *(Pair(None, block) for block in target)]
    left, right = [keys[0](block) for block in source], [keys[0](block) for block in target]
    pairs: list[Pair] = []
    for name, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        here, there = source[start:end], target[other_start:other_end]
        if name == "equal":
            pairs += [Pair(one, other) for one, other in zip(here, there, strict=True)]
        else:
            pairs += _align(here, there, keys[1:])
    return pairs


def common_pairs(source: Sequence[Block], target: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Return only the blocks that have a counterpart."""
    return [(pair.source, pair.target) for pair in align_blocks(source, target) if pair.source and pair.target]
