"""What has changed since a paper was released: block by block, language by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from botwijzer.model.block_pairs import ChangeKind, kind_of_change, pair_blocks
from botwijzer.model.editions import Edition, leaflet_edition, page_edition
from botwijzer.model.project import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from botwijzer.model.block_pairs import Pair, Words
    from botwijzer.model.edition_history import EditionHistory, ReleasedEdition
    from botwijzer.model.project import Project

State = Literal["current", "spelling", "links", "changed", "gone"]
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
    papers = zip(edition.languages, edition.blocks, present.blocks, strict=True)
    for index, (language, hashes, blocks) in enumerate(papers):
        texts = project.editions.texts.get(language, {})
        now = {block.hash for block in blocks}
        mended = [mend_hash(item, now, spelling) for item in hashes]
        if any(new != old for old, new in zip(hashes, mended, strict=True)):
            small.add("spelling")
        known = {new: texts[old] for old, new in zip(hashes, mended, strict=True) if old in texts}
        page = project.by_key[edition.page][language]
        pairs = pair_blocks(mended, blocks, known)
        sections = sections_of([(item, known[item].shape, known[item].text) for item in mended if item in known])
        sections |= sections_of([(block.hash, block.shape, block.text) for block in blocks])
        for pair in _without_kept(pairs, {block.hash for block in page.blocks}):
            kind = kind_of_change(pair)
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
                    is_safety=bool(pair.old and texts[pair.old.hash].safety)
                    or safety.get((language, _hash(pair.new)), False),
                    on=_day(project.editions, edition, index, pair, spelling, page.front.updated),
                )
            )
    if changes:
        return Verdict("changed", tuple(sorted(changes, key=lambda change: not change.is_safety)))
    return Verdict(next((state for state in ("links", "spelling") if state in small), "current"))


def sections_of(blocks: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return hash → words of the heading above, from (hash, shape, words) in order."""
    found: dict[str, str] = {}
    heading = ""
    for hash_, shape, text in blocks:
        if shape.startswith(_SECTION):
            heading = text
        elif hash_ not in found:
            found[hash_] = heading
    return found


def _hash(block: Words | None) -> str:
    return block.hash if block else ""


def mend_hash(hash_: str, now: Collection[str], spelling: Mapping[str, str]) -> str:
    """Return the hash of a block after the spelling fixes since, when that is what stands there today."""
    seen: set[str] = set()
    current = hash_
    while current not in now and current in spelling and current not in seen:
        seen.add(current)
        current = spelling[current]
    return current if current in now else hash_


def _without_kept(pairs: Sequence[Pair], page: Collection[str]) -> list[Pair]:
    """Leave out what a leaflet no longer holds but its page still says: on the paper it is as true as it was."""
    return [pair for pair in pairs if pair.new is not None or (pair.old is not None and pair.old.hash not in page)]


def _day(
    history: EditionHistory,
    edition: ReleasedEdition,
    index: int,
    pair: Pair,
    spelling: Mapping[str, str],
    updated: dt.date,
) -> dt.date:
    """Return the day of the release since which the change holds without a break: when words came back, the last time.

    No release has it yet: the day that the page says it was changed, or today when a later release still had the old words.
    ``index``: of the language on the paper.
    """
    before = _spelled_before(pair.new.hash, spelling) if pair.new else set()
    after = _spelled_after(pair.old.hash, spelling) if pair.old else set()
    since: dt.date | None = None
    for release in reversed(history.releases):
        paper = release.papers.get(edition.key)
        if paper is None or paper.id == edition.id:
            break
        hashes = paper.blocks[index]
        if before.isdisjoint(hashes) if pair.new else not after.isdisjoint(hashes):
            break
        since = release.day
    if since is not None:
        return since
    last = history.releases[-1].day if history.releases else edition.released
    return updated if updated >= last else max(today(), last)


def _spelled_after(hash_: str, spelling: Mapping[str, str]) -> set[str]:
    """Return a block and what spelling fixes made of it."""
    found = {hash_}
    while (hash_ := spelling.get(hash_, "")) and hash_ not in found:
        found.add(hash_)
    return found


def _spelled_before(hash_: str, spelling: Mapping[str, str]) -> set[str]:
    """Return a block and what it was before spelling fixes."""
    found = {hash_}
    while more := {old for old, new in spelling.items() if new in found} - found:
        found |= more
    return found
