"""What each release changed on each page, by the history alone: today's pages play no part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Literal

from botwijzer.model.block_pairs import ChangeKind, kind_of_change, pair_blocks
from botwijzer.model.edition_changes import read_spelling

if TYPE_CHECKING:
    import datetime as dt

    from botwijzer.model.edition_history import ReleasedEdition
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.releases import Release

# What it asks of who has a print: nothing, to print again before the next one goes out, at once, nothing yet (there is no
# print of a new page), or to hand it out no more.
PrintAgain = Literal["nothing", "again", "now", "new", "gone"]
StepKind = Literal["changed", "new", "gone", "back"]
_URGENT: tuple[PrintAgain, ...] = ("now", "gone", "again", "new", "nothing")
FEED_NAME = "wijzigingen"
_TITLE_SHAPE = "title"


@dataclass(frozen=True)
class StepChange:
    """A block that differs between two releases."""

    kind: ChangeKind
    section: str
    old: str
    new: str
    is_safety: bool


@dataclass(frozen=True)
class Step:
    """What one release did to a page in one language.

    ``edition``: the text that the release has; of a page that is gone (``gone``) the last that there was. ``back``: it was
    gone. ``address``: from the site's root, of this step alone.
    """

    kind: StepKind
    language: str
    edition: ReleasedEdition
    day: dt.date
    title: str
    print_again: PrintAgain
    address: str
    changes: tuple[StepChange, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether something is to be done with the paper."""
        return self.print_again != "nothing"


def feed_path(language: str, source_language: str, ending: str) -> str:
    """Return the address of a language's feed from the site's root; ``ending``: xml or json."""
    return ("" if language == source_language else f"{language}/") + f"{FEED_NAME}.{ending}"


def extract_steps(project: Project, language: str) -> list[Step]:
    """Return what releases changed in one language, the newest first; nothing of its first release."""
    maker = _StepMaker(project, language)
    steps: list[Step] = []
    last: dict[str, ReleasedEdition] = {}  # of every page that there ever was
    before: dict[str, ReleasedEdition] = {}
    for release in project.editions.releases:
        pages = release.pages(language)
        if last:
            steps = maker.steps(release, before, pages, last) + steps
        before = pages
        last |= pages
    return steps


class _StepMaker:
    def __init__(self, project: Project, language: str) -> None:
        self.project, self.language = project, language
        self.taken: set[str] = set()

    def steps(
        self,
        release: Release,
        before: dict[str, ReleasedEdition],
        pages: dict[str, ReleasedEdition],
        last: dict[str, ReleasedEdition],
    ) -> list[Step]:
        """Return what a release did, the most urgent first."""
        found: list[Step] = []
        for key in sorted(before.keys() | pages.keys()):
            old, new = before.get(key), pages.get(key)
            if new is None:
                found.append(self._step("gone", release, before[key], "gone"))
            elif old is not None:
                if old.id != new.id:
                    changes = _compare(self.project, self.language, old, new)
                    again: PrintAgain = "nothing" if not changes else "now" if changes[0].is_safety else "again"
                    found.append(self._step("changed", release, new, again, changes))
            elif key in last:
                changes = _compare(self.project, self.language, last[key], new)
                # Its paper was to be thrown away: also of the same words there may be none left.
                again = "now" if changes and changes[0].is_safety else "again"
                found.append(self._step("back", release, new, again, changes))
            else:
                found.append(self._step("new", release, new, "new"))
        return sorted(found, key=lambda step: _URGENT.index(step.print_again))

    def _step(
        self,
        kind: StepKind,
        release: Release,
        edition: ReleasedEdition,
        print_again: PrintAgain,
        changes: tuple[StepChange, ...] = (),
    ) -> Step:
        return Step(
            kind=kind,
            language=self.language,
            edition=edition,
            day=release.day,
            title=title_of(self.project, edition, self.language),
            print_again=print_again,
            address=self._address(edition, release.day),
            changes=changes,
        )

    def _address(self, edition: ReleasedEdition, day: dt.date) -> str:
        """Return the address of the version; with the day, and then a number, where an earlier step has it already."""
        path = edition.version_path(self.language)
        dated = f"{path}#{day.isoformat()}"
        candidates = chain((path, dated), (f"{dated}-{number}" for number in count(2)))
        address = next(item for item in candidates if item not in self.taken)
        self.taken.add(address)
        return address


def title_of(project: Project, edition: ReleasedEdition, language: str) -> str:
    """Return the title that a paper has; the key of its page where its words are lost."""
    index = edition.languages.index(language) if language in edition.languages else 0
    texts = project.editions.texts.get(edition.languages[index], {})
    blocks = (texts[item] for item in edition.blocks[index] if item in texts)
    return next((block.text for block in blocks if block.shape == _TITLE_SHAPE), edition.page)


def _compare(project: Project, language: str, old: ReleasedEdition, new: ReleasedEdition) -> tuple[StepChange, ...]:
    """Return what a reader sees differ, what matters for safety first."""
    texts = project.editions.texts.get(language, {})
    spelling = read_spelling(project)
    before, after = ([texts[item] for item in edition.blocks[0] if item in texts] for edition in (old, new))
    changes: list[StepChange] = []
    for pair in pair_blocks(before, after, spelling):
        kind = kind_of_change(pair)
        if kind is None:
            continue
        here = pair.new or pair.old
        assert here is not None
        changes.append(
            StepChange(
                kind=kind,
                section=here.section,
                old=pair.old.text if pair.old else "",
                new=pair.new.text if pair.new else "",
                is_safety=any(texts[item.hash].safety for item in (pair.old, pair.new) if item and item.hash in texts),
            )
        )
    return tuple(sorted(changes, key=lambda change: not change.is_safety))


def extract_texts(project: Project, language: str) -> dict[str, str]:
    """Return hash → words of everything that was ever released in a language."""
    return {name: block.text for name, block in project.editions.texts.get(language, {}).items()}


def extract_since_release(project: Project, page: SourcePage) -> dict[str, Block]:
    """Return, of a page, old hash → the block that has other words in its place since the last release."""
    releases = project.editions.releases
    edition = releases[-1].pages(page.language).get(page.key) if releases else None
    if edition is None:
        return {}
    texts = project.editions.texts.get(page.language, {})
    spelling = read_spelling(project)
    blocks = {block.hash: block for block in page.blocks}
    pairs = pair_blocks((texts[item] for item in edition.blocks[0] if item in texts), page.blocks, spelling)
    return {
        pair.old.hash: blocks[pair.new.hash]
        for pair in pairs
        if pair.old and pair.new and kind_of_change(pair) == "changed"
    }
