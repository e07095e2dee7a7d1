"""Two versions of a text, block by block: which block became which."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ChangeKind = Literal["changed", "added", "removed", "moved"]

# Words that two versions of one block share at least; below it, one left and another came.
MIN_SAME_WORDS = 0.5
# Two stretches of more blocks than this together were written anew: nobody can tell which became which.
_MAX_COMPARED = 900


class Words(Protocol):
    """A block as the comparison sees it: of a page, or of a release."""

    @property
    def hash(self) -> str:
        """Eight digits over everything that it is."""

    @property
    def shape(self) -> str:
        """What it is, without its words."""

    @property
    def text(self) -> str:
        """Its words."""


@dataclass(frozen=True)
class Pair:
    """A block that differs: before and after; ``None`` where it has no counterpart."""

    old: Words | None
    new: Words | None


def pair_blocks(old: Sequence[str], new: Sequence[Words], known: Mapping[str, Words]) -> list[Pair]:
    """Return the blocks that differ, each with its counterpart where it has one."""
    hashes = [block.hash for block in new]
    pairs: list[Pair] = []
    for name, start, end, new_start, new_end in SequenceMatcher(None, old, hashes, autojunk=False).get_opcodes():
        if name != "equal":
            here = [known[item] for item in old[start:end] if item in known]
            pairs += _match(here, new[new_start:new_end])
    return _join_moved(pairs)


def _match(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """Pair what says nearly the same first; between those, blocks of one shape belong together."""
    if not old or not new:
        return [*(Pair(block, None) for block in old), *(Pair(None, block) for block in new)]
    best = _closest(old, new) if len(old) * len(new) <= _MAX_COMPARED else None
    if best is None:
        return _by_shape(old, new)
    left, right = best
    return [
        *_match(old[:left], new[:right]),
        Pair(old[left], new[right]),
        *_match(old[left + 1 :], new[right + 1 :]),
    ]


def _closest(old: Sequence[Words], new: Sequence[Words]) -> tuple[int, int] | None:
    candidates = [
        (_similarity(here.text, there.text), -left, -right)
        for left, here in enumerate(old)
        for right, there in enumerate(new)
        if _kind(here.shape) == _kind(there.shape)
    ]
    score, left, right = max(candidates, default=(0.0, 0, 0))
    return (-left, -right) if score >= MIN_SAME_WORDS else None


@lru_cache(maxsize=50_000)
def _similarity(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _kind(shape: str) -> str:
    return shape.rpartition("/")[2].partition("#")[0]


def _by_shape(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    left, right = [block.shape for block in old], [block.shape for block in new]
    pairs: list[Pair] = []
    for name, start, end, new_start, new_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        here, there = old[start:end], new[new_start:new_end]
        if name == "equal":
            pairs += [Pair(one, other) for one, other in zip(here, there, strict=True)]
        else:
            pairs += [*(Pair(block, None) for block in here), *(Pair(None, block) for block in there)]
    return pairs


def _join_moved(pairs: list[Pair]) -> list[Pair]:
    """Make one pair of a block that left one place and of the same words that came in another."""
    came = {pair.new.text: pair for pair in pairs if pair.old is None and pair.new is not None}
    joined: list[Pair] = []
    taken: set[int] = set()
    for pair in pairs:
        other = came.pop(pair.old.text, None) if pair.old is not None and pair.new is None else None
        if other is not None:
            taken.add(id(other))
            joined.append(Pair(pair.old, other.new))
        else:
            joined.append(pair)
    return [pair for pair in joined if id(pair) not in taken]


def kind_of_change(pair: Pair) -> ChangeKind | None:
    """Return what happened to a block; ``None`` when a reader of the paper would see no difference (a link, a heading's id)."""
    if pair.old is None:
        return "added"
    if pair.new is None:
        return "removed"
    if pair.old.text != pair.new.text:
        return "changed"
    # The same words under another heading are found by the hash; a step or a call card is a place that matters.
    same_place = pair.old.shape.rpartition("/")[0] == pair.new.shape.rpartition("/")[0]
    return None if same_place and pair.old.hash != pair.new.hash else "moved"
