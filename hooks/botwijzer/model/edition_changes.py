"""What has changed since a paper was released: block by block, language by language."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from botwijzer.model.editions import Edition, leaflet_edition, page_edition
from botwijzer.model.project import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from botwijzer.model.edition_history import EditionHistory, OldBlock, ReleasedEdition
    from botwijzer.model.markdown import Block
    from botwijzer.model.project import Project

State = Literal["current", "spelling", "links", "changed", "gone"]
ChangeKind = Literal["changed", "added", "removed", "moved"]

# Words that two versions of one block share at least; below it, one left and another came.
MIN_SAME_WORDS = 0.5
# Two stretches of more blocks than this together were written anew: nobody can tell which became which.
_MAX_COMPARED = 900
# How the shape of a heading that opens a section begins (``Block.shape``).
_SECTION = "h2#"


@dataclass(frozen=True)
class Change:
    """A block that differs. ``old`` and ``new`` are its words; ``on`` is the day since which readers have the new ones.

    ``section``: the heading (h2) that it stands under, on today's page or else on the paper; empty above the first.
    """

    kind: ChangeKind
    language: str
    section: str
    old: str
    new: str
    is_safety: bool
    on: dt.date


@dataclass(frozen=True)
class Verdict:
    """What to tell who holds a paper. ``changes``: those that matter for safety first, then in the order of the text."""

    state: State
    changes: tuple[Change, ...] = ()

    @property
    def has_safety(self) -> bool:
        """Whether something that matters for safety changed."""
        return any(change.is_safety for change in self.changes)


@dataclass(frozen=True)
class _Pair:
    old: OldBlock | None
    new: Block | None


def edition_today(project: Project, edition: ReleasedEdition) -> Edition | None:
    """Return what the same paper holds today; ``None`` when its page is no longer there in all its languages."""
    released = {language.code for language in project.released}
    versions = project.by_key.get(edition.page, {})
    if not all(code in versions and code in released for code in edition.languages):
        return None
    if edition.form == "page":
        return page_edition(versions[edition.languages[0]])
    if project.source_language not in versions:
        return None
    return leaflet_edition(project, edition.page, edition.languages)


def extract_verdict(project: Project, edition: ReleasedEdition, safety: Mapping[tuple[str, str], bool]) -> Verdict:
    """Compare a released paper with today's pages. ``safety``: (language, hash) of today's blocks → whether it matters."""
    present = edition_today(project, edition)
    if present is None:
        return Verdict("gone")
    if present.id == edition.id:
        return Verdict("current")
    spelling = {old: new for record in project.restamps for old, new in record.blocks}
    changes: list[Change] = []
    small: set[State] = set()
    for language, hashes, blocks in zip(edition.languages, edition.blocks, present.blocks, strict=True):
        texts = project.editions.texts.get(language, {})
        now = {block.hash for block in blocks}
        mended = [_mend(item, now, spelling) for item in hashes]
        if any(new != old for old, new in zip(hashes, mended, strict=True)):
            small.add("spelling")
        known = {new: texts[old] for old, new in zip(hashes, mended, strict=True) if old in texts}
        page = project.by_key[edition.page][language]
        pairs = _pair(mended, blocks, known)
        sections = _sections([(item, known[item].shape, known[item].text) for item in mended if item in known])
        sections |= _sections([(block.hash, block.shape, block.text) for block in blocks])
        for pair in _without_kept(pairs, {block.hash for block in page.blocks}):
            kind = _kind_of(pair)
            if kind is None:
                small.add("links")
                continue
            assert page.front is not None
            changes.append(
                Change(
                    kind=kind,
                    language=language,
                    section=sections.get(_hash(pair.new) or (pair.old.hash if pair.old else ""), ""),
                    old=pair.old.text if pair.old else "",
                    new=pair.new.text if pair.new else "",
                    is_safety=bool(pair.old and pair.old.safety) or safety.get((language, _hash(pair.new)), False),
                    on=_day(project.editions, edition, language, pair, page.front.updated),
                )
            )
    if changes:
        return Verdict("changed", tuple(sorted(changes, key=lambda change: not change.is_safety)))
    return Verdict(next((state for state in ("links", "spelling") if state in small), "current"))


def _sections(blocks: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return hash → words of the heading above, from (hash, shape, words) in order."""
    found: dict[str, str] = {}
    heading = ""
    for hash_, shape, text in blocks:
        if shape.startswith(_SECTION):
            heading = text
        elif hash_ not in found:
            found[hash_] = heading
    return found


def _hash(block: Block | None) -> str:
    return block.hash if block else ""


def _mend(hash_: str, now: Collection[str], spelling: Mapping[str, str]) -> str:
    """Return the hash of a block after the spelling fixes since, when that is what stands there today."""
    seen: set[str] = set()
    current = hash_
    while current not in now and current in spelling and current not in seen:
        seen.add(current)
        current = spelling[current]
    return current if current in now else hash_


def _pair(old: Sequence[str], new: Sequence[Block], known: Mapping[str, OldBlock]) -> list[_Pair]:
    """Return the blocks that differ, each with its counterpart where it has one."""
    hashes = [block.hash for block in new]
    pairs: list[_Pair] = []
    for name, start, end, new_start, new_end in SequenceMatcher(None, old, hashes, autojunk=False).get_opcodes():
        if name != "equal":
            here = [known[item] for item in old[start:end] if item in known]
            pairs += _match(here, new[new_start:new_end])
    return _join_moved(pairs)


def _match(old: Sequence[OldBlock], new: Sequence[Block]) -> list[_Pair]:
    """Pair what says nearly the same first; between those, blocks of one shape belong together."""
    if not old or not new:
        return [*(_Pair(block, None) for block in old), *(_Pair(None, block) for block in new)]
    best = _closest(old, new) if len(old) * len(new) <= _MAX_COMPARED else None
    if best is None:
        return _by_shape(old, new)
    left, right = best
    return [
        *_match(old[:left], new[:right]),
        _Pair(old[left], new[right]),
        *_match(old[left + 1 :], new[right + 1 :]),
    ]


def _closest(old: Sequence[OldBlock], new: Sequence[Block]) -> tuple[int, int] | None:
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


def _by_shape(old: Sequence[OldBlock], new: Sequence[Block]) -> list[_Pair]:
    left, right = [block.shape for block in old], [block.shape for block in new]
    pairs: list[_Pair] = []
    for name, start, end, new_start, new_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        here, there = old[start:end], new[new_start:new_end]
        if name == "equal":
            pairs += [_Pair(one, other) for one, other in zip(here, there, strict=True)]
        else:
            pairs += [*(_Pair(block, None) for block in here), *(_Pair(None, block) for block in there)]
    return pairs


def _join_moved(pairs: list[_Pair]) -> list[_Pair]:
    """Make one pair of a block that left one place and of the same words that came in another."""
    came = {pair.new.text: pair for pair in pairs if pair.old is None and pair.new is not None}
    joined: list[_Pair] = []
    taken: set[int] = set()
    for pair in pairs:
        other = came.pop(pair.old.text, None) if pair.old is not None and pair.new is None else None
        if other is not None:
            taken.add(id(other))
            joined.append(_Pair(pair.old, other.new))
        else:
            joined.append(pair)
    return [pair for pair in joined if id(pair) not in taken]


def _without_kept(pairs: Sequence[_Pair], page: Collection[str]) -> list[_Pair]:
    """Leave out what a leaflet no longer holds but its page still says: on the paper it is as true as it was."""
    return [pair for pair in pairs if pair.new is not None or (pair.old is not None and pair.old.hash not in page)]


def _kind_of(pair: _Pair) -> ChangeKind | None:
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


def _day(history: EditionHistory, edition: ReleasedEdition, language: str, pair: _Pair, updated: dt.date) -> dt.date:
    """Return the day of the first later release that has the change.

    No release has it yet: the day that the page says it was changed, or today when a later release still had the old words.
    """
    last = edition.released
    for other in history.later(edition, language):
        hashes = other.blocks[other.languages.index(language)]
        if _hash(pair.new) in hashes if pair.new else pair.old is not None and pair.old.hash not in hashes:
            return other.released
        last = other.released
    return updated if updated >= last else max(today(), last)
