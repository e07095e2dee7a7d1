"""Two versions of a text, block by block: which block became which."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

ChangeKind = Literal["changed", "added", "removed", "moved"]

# Words that two versions of one block share at least; below it, one left and another came.
MIN_SAME_WORDS = 0.5
# Two stretches of more blocks than this together were written anew: nobody can tell which became which.
_MAX_COMPARED = 900
# How the shape of a heading that opens a section begins (``Block.shape``).
_SECTION = "h2#"


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
class Placed:
    """A block where it stands: the same words may stand on a page many times. ``section``: the heading (h2) above it."""

    hash: str
    shape: str
    text: str
    section: str


@dataclass(frozen=True)
class Pair:
    """A block that differs: before and after; ``None`` where it has no counterpart.

    ``is_elsewhere``: it left one place, and came in another that has other blocks in between.
    """

    old: Placed | None
    new: Placed | None
    is_elsewhere: bool = False


def pair_blocks(old: Iterable[Words], new: Iterable[Words], spelling: Mapping[str, str]) -> list[Pair]:
    """Return the blocks that differ, each with its counterpart where it has one.

    ``spelling``: hash before → after each spelling fix on record; a block of which only that differs is no difference.
    """
    left, right = _place(old), _place(new)
    hashes = [block.hash for block in right]
    now = set(hashes)
    mended = [mend_hash(block.hash, now, spelling) for block in left]
    pairs: list[Pair] = []
    for name, start, end, new_start, new_end in SequenceMatcher(None, mended, hashes, autojunk=False).get_opcodes():
        if name != "equal":
            pairs += _match(left[start:end], right[new_start:new_end])
    return _join_moved(pairs)


def mend_hash(hash_: str, now: Collection[str], spelling: Mapping[str, str]) -> str:
    """Return the hash of a block after the spelling fixes since, when that is what stands there today."""
    seen: set[str] = set()
    current = hash_
    while current not in now and current in spelling and current not in seen:
        seen.add(current)
        current = spelling[current]
    return current if current in now else hash_


def _place(blocks: Iterable[Words]) -> list[Placed]:
    placed: list[Placed] = []
    section = ""
    for block in blocks:
        is_section = block.shape.startswith(_SECTION)
        placed.append(Placed(block.hash, block.shape, block.text, "" if is_section else section))
        section = block.text if is_section else section
    return placed


def _match(old: Sequence[Placed], new: Sequence[Placed]) -> list[Pair]:
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


def _closest(old: Sequence[Placed], new: Sequence[Placed]) -> tuple[int, int] | None:
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


def _by_shape(old: Sequence[Placed], new: Sequence[Placed]) -> list[Pair]:
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
    came: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.old is None and pair.new is not None:
            came.setdefault(pair.new.text, []).append(pair)
    joined: list[Pair] = []
    taken: set[int] = set()
    for pair in pairs:
        others = came.get(pair.old.text) if pair.old is not None and pair.new is None else None
        if others:
            other = others.pop(0)
            taken.add(id(other))
            joined.append(Pair(pair.old, other.new, is_elsewhere=True))
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
    # Among the same blocks, in a list or card of the same kind: then only a link or an id differs.
    same_place = not pair.is_elsewhere and pair.old.shape.rpartition("/")[0] == pair.new.shape.rpartition("/")[0]
    return None if same_place else "moved"
