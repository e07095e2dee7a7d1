"""What has changed since a paper was released: block by block, language by language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from botwijzer.model.block_pairs import ChangeKind, kind_of_change, mend_hash, pair_blocks
from botwijzer.model.editions import Edition, leaflet_edition, page_edition
from botwijzer.model.project import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from botwijzer.model.block_pairs import Pair, Words
    from botwijzer.model.edition_history import EditionHistory, ReleasedEdition
    from botwijzer.model.project import Project

State = Literal["current", "spelling", "links", "changed", "gone"]


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


def read_spelling(project: Project) -> dict[str, str]:
    """Return hash → hash after each spelling fix on record."""
    return {old: new for record in project.restamps for old, new in record.blocks}


def extract_verdict(project: Project, edition: ReleasedEdition, safety: Mapping[tuple[str, str], bool]) -> Verdict:
    """Compare a released paper with today's pages. ``safety``: (language, hash) of today's blocks → whether it matters."""
    present = edition_today(project, edition)
    if present is None:
        return Verdict("gone")
    if present.id == edition.id:
        return Verdict("current")
    spelling = read_spelling(project)
    changes: list[Change] = []
    small: set[State] = set()
    papers = zip(edition.languages, edition.blocks, present.blocks, strict=True)
    for index, (language, hashes, blocks) in enumerate(papers):
        texts = project.editions.texts.get(language, {})
        now = [block.hash for block in blocks]
        if any(mend_hash(item, now, spelling) != item for item in hashes):
            small.add("spelling")
        page = project.by_key[edition.page][language]
        pairs = pair_blocks((texts[item] for item in hashes if item in texts), blocks, spelling)
        for pair in _without_kept(pairs, Counter(block.hash for block in page.blocks) - Counter(now)):
            kind = kind_of_change(pair)
            if kind is None:
                small.add("links")
                continue
            assert page.front is not None
            changes.append(
                Change(
                    kind=kind,
                    language=language,
                    section=pair.new.section if pair.new else pair.old.section if pair.old else "",
                    old=pair.old.text if pair.old else "",
                    new=pair.new.text if pair.new else "",
                    is_safety=bool(pair.old and texts[pair.old.hash].safety)
                    or safety.get((language, _hash(pair.new)), False),
                    on=_day(project.editions, edition, index, _has_change(pair, now, spelling), page.front.updated),
                )
            )
    if changes:
        return Verdict("changed", tuple(sorted(changes, key=lambda change: not change.is_safety)))
    return Verdict(next((state for state in ("links", "spelling") if state in small), "current"))


def _hash(block: Words | None) -> str:
    return block.hash if block else ""


def _without_kept(pairs: Sequence[Pair], left_out: Counter[str]) -> list[Pair]:
    """Leave out what a leaflet no longer holds but its page still says: on the paper it is as true as it was.

    ``left_out``: how many times the page has each block that the leaflet of today leaves out.
    """
    found: list[Pair] = []
    left = Counter(left_out)
    for pair in pairs:
        if pair.new is None and left[_hash(pair.old)]:
            left[_hash(pair.old)] -= 1
        else:
            found.append(pair)
    return found


def _has_change(pair: Pair, now: Sequence[str], spelling: Mapping[str, str]) -> Callable[[Sequence[str]], bool]:
    """Return the question whether blocks (hashes) have a change that today's blocks (``now``) have.

    By how many there are: a block may stand on a page twice, and one of the two may be gone.
    """
    if pair.new is not None:
        before = _spelled_before(pair.new.hash, spelling)
        return lambda hashes: _count(before, hashes) >= _count(before, now)
    after = _spelled_after(_hash(pair.old), spelling)
    return lambda hashes: _count(after, hashes) <= _count(after, now)


def _count(names: set[str], hashes: Sequence[str]) -> int:
    return sum(item in names for item in hashes)


def _day(
    history: EditionHistory,
    edition: ReleasedEdition,
    index: int,
    has_change: Callable[[Sequence[str]], bool],
    updated: dt.date,
) -> dt.date:
    """Return the day of the release since which the change holds without a break: when words came back, the last time.

    No release has it yet: the day that the page says it was changed, or today when a later release still had the old words.
    ``index``: of the language on the paper.
    """
    since: dt.date | None = None
    for release in reversed(history.releases):
        paper = release.papers.get(edition.key)
        if paper is None or paper.id == edition.id or not has_change(paper.blocks[index]):
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
