"""What a paper holds: which blocks, in which languages. The same words have the same edition, whatever the form.

An edition has a short id, made from its words. It stands on the paper as its version, and in the address of the code
(``/v/<id>/``), so it must be short: seven signs, without those that are read as another one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from botwijzer.model.records import PageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

# Pages that data fill: their blocks do not tell what a print of them holds.
_FILLED_KINDS = frozenset({PageKind.GLOSSARY, PageKind.LANGUAGES, PageKind.SOURCES})
# Crockford's base 32, in small letters: without i, l, o and u.
ID_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 7
# A section begins with a heading of this level.
_SECTION_LEVEL = 2
# The section that only sends the reader on; paper cannot.
LINKS_SECTION = "lees-ook"


@dataclass(frozen=True)
class Edition:
    """The blocks of a page on a paper, by language: one language, or the source language and another."""

    key: str
    languages: tuple[str, ...]
    blocks: tuple[tuple[Block, ...], ...]

    @property
    def hashes(self) -> tuple[tuple[str, ...], ...]:
        """The hashes of the blocks, by language."""
        return tuple(tuple(block.hash for block in blocks) for blocks in self.blocks)

    @cached_property
    def id(self) -> str:
        """Seven signs over page, languages and blocks."""
        parts = [self.key, *self.languages, *("\n".join(hashes) for hashes in self.hashes)]
        number = int.from_bytes(hashlib.sha256("\n\n".join(parts).encode()).digest())
        signs = []
        for _ in range(ID_LENGTH):
            number, rest = divmod(number, len(ID_SIGNS))
            signs.append(ID_SIGNS[rest])
        return "".join(signs)


def without_sections(blocks: Iterable[Block], without: Collection[str]) -> tuple[Block, ...]:
    """Return the blocks that are not in a section (a heading of level 2 and what follows) with one of these ids."""
    kept: list[Block] = []
    is_kept = True
    for block in blocks:
        if block.kind == "heading" and block.level == _SECTION_LEVEL:
            is_kept = block.heading_id not in without
        if is_kept:
            kept.append(block)
    return tuple(kept)


def left_out(project: Project, key: str) -> frozenset[str]:
    """Return the ids of the sections that the leaflet of a page leaves out, as the source page says."""
    page = project.by_key[key].get(project.source_language)
    named = page.front.leaflet_without if page and page.front else ()
    return frozenset({*named, LINKS_SECTION})


def leaflet_edition(project: Project, key: str, languages: tuple[str, ...]) -> Edition:
    """Return what the leaflet of a page holds today."""
    without = left_out(project, key)
    pages = (project.by_key[key][language] for language in languages)
    return Edition(key, languages, tuple(without_sections(page.blocks, without) for page in pages))


def page_edition(page: SourcePage) -> Edition:
    """Return what a print of the page itself holds today: every block."""
    return Edition(page.key, (page.language,), (page.blocks,))


def leaflet_pages(project: Project) -> list[str]:
    """Return the keys of the pages that have a leaflet, in order of their numbers."""
    fronts = [(page.key, page.front) for page in project.source_pages if page.front is not None and page.front.leaflet]
    return [key for key, front in sorted(fronts, key=lambda item: (item[1].leaflet_number or 0, item[0]))]


def leaflet_languages(project: Project, key: str) -> list[tuple[str, ...]]:
    """Return the languages of each leaflet of a page: every released one alone, and each beside the source language."""
    codes = [language.code for language in project.released if language.code in project.by_key[key]]
    source = project.source_language
    return [*((code,) for code in codes), *((source, code) for code in codes if code != source and source in codes)]


def has_page_edition(project: Project, page: SourcePage) -> bool:
    """Whether the blocks of a page are all that a print of it holds, so that its print has an edition."""
    return page.front is not None and project.kind_of(page.key) not in _FILLED_KINDS


def is_released(project: Project, edition: Edition) -> bool:
    """Whether an edition is in the history. Until it is, a paper with it is a proof and carries no code."""
    return edition.id in project.editions.by_id
