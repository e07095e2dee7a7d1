"""The stamps after answers were taken in: a block that nobody answered stays as stale as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.translated_pages import block_keys, replace_hashes
from botwijzer.model.translation_rows import State, target_path
from botwijzer.publish.take_in import plan_files, plan_stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botwijzer.model.page import SourcePage
    from botwijzer.model.translated_pages import TranslatedPage
    from botwijzer.model.translation_rows import Translation
    from botwijzer.model.worksheet_file import Answer
    from botwijzer.publish.take_in import FilePlans


def plan_take_in(translation: Translation, answers: Mapping[str, Answer], *, source: str) -> FilePlans:
    """Return every file that the answers change, with its stamp; ``source`` is the language they are made from.

    A page is stamped for the blocks that were answered or marked as checked, in the page or in a snippet that it
    shows, and for those that were current; for no other.
    """
    plans = plan_files(translation, answers)
    written = {name for plan in plans.files.values() for name in plan.answered}
    checked = {name for name, answer in answers.items() if answer.is_checked and not answer.is_changed}
    checked -= plans.held
    there = {page.source.key: page for page in translation.pages}
    for page in translation.wanted:
        path = target_path(page.path, source=source, language=translation.language)
        plan = plans.files.get(path)
        if page.key not in there:
            if plan is not None:
                hashes = _new_hashes(page, translation, written | checked)
                plan_stamp(plans, translation, path, source=page.path, hashes=hashes)
            continue
        translated = there[page.key]
        confirmed = _confirmed(translated, translation, written | checked)
        if plan is not None and plan.is_rebuilt:
            hashes = _rebuilt_hashes(translated, translation, written | checked)
        else:
            hashes = replace_hashes(translated, confirmed) if confirmed - translated.current else []
        if hashes:
            plan_stamp(plans, translation, path, source=page.path, hashes=hashes)
    return plans


def _confirmed(page: TranslatedPage, translation: Translation, names: set[str]) -> frozenset[int]:
    """Return the Dutch blocks that were answered or checked and that the translation shows."""
    found: set[int] = set()
    for index, (key, place) in enumerate(zip(page.keys, page.counterparts, strict=True)):
        row = translation.by_key.get(key)
        if row is not None and row.id in names and place is not None and place[0] == row.target:
            found.add(index)
    return frozenset(found)


def _rebuilt_hashes(page: TranslatedPage, translation: Translation, names: set[str]) -> list[str]:
    """Return the stamp of a page that now has the blocks of the Dutch; empty cells are right as they are."""
    kept: list[str] = []
    for index, (key, block) in enumerate(zip(page.keys, page.source.blocks, strict=True)):
        row = translation.by_key.get(key)
        if index in page.current or not block.text or (row is not None and row.id in names):
            kept.append(block.hash)
    return kept


def _new_hashes(page: SourcePage, translation: Translation, names: set[str]) -> list[str]:
    """Return the stamp of a page that was not there: a snippet must have been answered now, or be current elsewhere."""
    kept: list[str] = []
    for key, block in zip(block_keys(page), page.blocks, strict=True):
        row = translation.by_key.get(key)
        if not block.text or (row is not None and (row.id in names or row.state is State.CURRENT)):
            kept.append(block.hash)
    return kept
