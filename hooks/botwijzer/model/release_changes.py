"""What each release changed on each page, by the history alone: today's pages play no part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from botwijzer.model.block_pairs import ChangeKind, kind_of_change, pair_blocks
from botwijzer.model.edition_changes import mend_hash, sections_of

if TYPE_CHECKING:
    from botwijzer.model.edition_history import OldBlock, ReleasedEdition
    from botwijzer.model.project import Project

# What it asks of who has a print: nothing, to print again some time, or at once.
PrintAgain = Literal["nothing", "again", "now"]
FEED_NAME = "wijzigingen"


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
    """A page in one language that a release changed, or had for the first time (``is_new``)."""

    language: str
    edition: ReleasedEdition
    title: str
    print_again: PrintAgain
    is_new: bool = False
    changes: tuple[StepChange, ...] = ()


def feed_path(language: str, source_language: str, ending: str) -> str:
    """Return the address of a language's feed from the site's root; ``ending``: xml or json."""
    return ("" if language == source_language else f"{language}/") + f"{FEED_NAME}.{ending}"


def extract_steps(project: Project, language: str) -> list[Step]:
    """Return what releases changed in one language, the newest first; nothing of its first release."""
    own = [item for item in project.editions.editions if item.form == "page" and item.languages == (language,)]
    first = min((edition.released for edition in own), default=None)
    before: dict[str, ReleasedEdition] = {}
    steps: list[Step] = []
    for edition in own:
        previous = before.get(edition.page)
        if previous is not None:
            steps.append(_compare(project, language, previous, edition))
        elif edition.released != first:
            steps.append(Step(language, edition, _title(project, language, edition), "nothing", is_new=True))
        before[edition.page] = edition
    return steps[::-1]


def _title(project: Project, language: str, edition: ReleasedEdition) -> str:
    texts = project.editions.texts.get(language, {})
    return next((texts[item].text for item in edition.blocks[0] if item in texts and texts[item].shape == "title"), "")


def _compare(project: Project, language: str, old: ReleasedEdition, new: ReleasedEdition) -> Step:
    texts = project.editions.texts.get(language, {})
    spelling = {before: after for record in project.restamps for before, after in record.blocks}
    now: list[OldBlock] = [texts[item] for item in new.blocks[0] if item in texts]
    hashes = {block.hash for block in now}
    mended = {item: mend_hash(item, hashes, spelling) for item in old.blocks[0] if item in texts}
    known = {after: texts[before] for before, after in mended.items()}
    sections = sections_of([(item, known[item].shape, known[item].text) for item in mended.values()])
    sections |= sections_of([(block.hash, block.shape, block.text) for block in now])
    changes: list[StepChange] = []
    for pair in pair_blocks(list(mended.values()), now, known):
        kind = kind_of_change(pair)
        if kind is None:
            continue
        here = pair.new or pair.old
        assert here is not None
        changes.append(
            StepChange(
                kind=kind,
                section=sections.get(here.hash, ""),
                old=pair.old.text if pair.old else "",
                new=pair.new.text if pair.new else "",
                is_safety=any(texts[item.hash].safety for item in (pair.old, pair.new) if item and item.hash in texts),
            )
        )
    changes.sort(key=lambda change: not change.is_safety)
    again: PrintAgain = "nothing" if not changes else "now" if changes[0].is_safety else "again"
    return Step(language, new, _title(project, language, new), again, changes=tuple(changes))
