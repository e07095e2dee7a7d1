"""The history of released papers, extended by a release of today's pages: the papers that are new, and which it prints."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botwijzer.model.alignment import align_blocks
from botwijzer.model.edition_history import EDITIONS_FILE, TEXTS_FOLDER, OldBlock, ReleasedEdition
from botwijzer.model.editions import (
    Edition,
    has_page_edition,
    leaflet_edition,
    leaflet_languages,
    leaflet_pages,
    page_edition,
)
from botwijzer.model.releases import RELEASES_FILE, Release
from botwijzer.model.staleness import is_safety_place
from botwijzer.model.termbase import medicine_finder
from botwijzer.publish.whole_file import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from botwijzer.model.edition_history import EditionHistory, Form
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.releases import PaperKey


@dataclass(frozen=True)
class Addition:
    """What a release adds: papers that are new, and the history with them.

    ``release``: everything that it prints; ``None`` when the release before it printed the same.
    """

    editions: tuple[ReleasedEdition, ...]
    texts: dict[str, dict[str, OldBlock]]
    release: Release | None


def extract_addition(project: Project, *, on: dt.date) -> Addition:
    """Return what a release on a day adds to the history: every paper of today that it lacks, with its words.

    ``texts`` may differ without a new paper: words that matter for safety from now on.
    """
    known = project.editions
    new: dict[str, ReleasedEdition] = {}
    papers: dict[PaperKey, ReleasedEdition] = {}
    today = editions_today(project)
    for form, edition in today:
        paper = known.by_id.get(edition.id) or new.get(edition.id)
        if paper is None:
            paper = ReleasedEdition(edition.id, form, edition.key, edition.languages, on, edition.hashes)
            new[edition.id] = paper
        papers[paper.key] = paper
    texts = {language: dict(blocks) for language, blocks in known.texts.items()}
    # Of papers that are not new too: what their words mean for safety may be known only now.
    wanted = {(edition.key, language) for _, edition in today for language in edition.languages}
    for key, language in sorted(wanted):
        page = project.by_key[key][language]
        for block, is_safety in extract_safety(project, page):
            _add_text(texts.setdefault(language, {}), block, is_safety=is_safety)
    is_same = bool(known.releases) and known.releases[-1].papers == papers
    return Addition(tuple(new.values()), texts, None if is_same else Release(on, papers))


def editions_today(project: Project) -> list[tuple[Form, Edition]]:
    """Return every paper that a release prints: leaflets in all languages and pairs, then the print of each page."""
    found: list[tuple[Form, Edition]] = [
        ("leaflet", leaflet_edition(project, key, languages))
        for key in leaflet_pages(project)
        for languages in leaflet_languages(project, key)
    ]
    released = {language.code for language in project.released}
    found += [
        ("page", page_edition(page))
        for page in project.pages
        if page.language in released and has_page_edition(project, page)
    ]
    return found


def extract_safety(project: Project, page: SourcePage) -> list[tuple[Block, bool]]:
    """Return the blocks of a page, each with whether it matters for safety: what its source block says decides."""
    finder = medicine_finder(project.terms, project.source_language)
    source = project.by_key[page.key].get(project.source_language, page)
    by_source = {block: is_safety_place(project, block, source, finder) for block in source.blocks}
    if source is page:
        return list(by_source.items())
    return [
        (pair.target, by_source[pair.source] if pair.source else is_safety_place(project, pair.target, page, finder))
        for pair in align_blocks(source.blocks, page.blocks)
        if pair.target is not None
    ]


def _add_text(texts: dict[str, OldBlock], block: Block, *, is_safety: bool) -> None:
    old = texts.get(block.hash)
    if old is None:
        texts[block.hash] = OldBlock(block.hash, block.shape, block.text, is_safety)
    elif is_safety and not old.safety:  # the same words on a page where they matter
        texts[block.hash] = replace(old, safety=True)


def write_addition(project: Project, addition: Addition) -> list[str]:
    """Write the history with what was added: the words, the papers, the release; each file whole. Return the paths."""
    written: list[str] = []
    for language, texts in sorted(addition.texts.items()):
        if texts != project.editions.texts.get(language):
            written.append(f"{TEXTS_FOLDER}/{language}.jsonl")
            write_whole(project.root / written[-1], render_texts(texts.values()))
    if addition.editions:
        written.append(EDITIONS_FILE)
        write_whole(project.root / EDITIONS_FILE, render_editions(project.editions, addition.editions))
    if addition.release is not None:
        written.append(RELEASES_FILE)
        write_whole(project.root / RELEASES_FILE, render_releases((*project.editions.releases, addition.release)))
    return written


def render_texts(blocks: Iterable[OldBlock]) -> str:
    """Return one JSON record a line, by hash."""
    records = (
        {"hash": block.hash, "shape": block.shape, "text": block.text, "safety": block.safety}
        for block in sorted(blocks, key=lambda block: block.hash)
    )
    return _render_lines(records)


def render_editions(history: EditionHistory, new: Iterable[ReleasedEdition]) -> str:
    """Return one JSON record a line, in the order of release."""
    records = (
        {
            "id": edition.id,
            "form": edition.form,
            "page": edition.page,
            "languages": list(edition.languages),
            "released": edition.released.isoformat(),
            "blocks": [" ".join(hashes) for hashes in edition.blocks],
        }
        for edition in (*history.editions, *new)
    )
    return _render_lines(records)


def render_releases(releases: Iterable[Release]) -> str:
    """Return one JSON record a line, the oldest first; papers by their ids, in one order."""
    return _render_lines(
        {
            "day": release.day.isoformat(),
            "papers": " ".join(sorted(edition.id for edition in release.papers.values())),
        }
        for release in releases
    )


def _render_lines(records: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
