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
    from collections.abc import Iterable

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
# The note at the top of a page: what a reader must know first.
NOTE = "warning"


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


@dataclass(frozen=True)
class LeftOut:
    """What a leaflet leaves out of its page so that it fits two sides.

    ``sections``: ids of their headings (level 2). ``repeated`` (medicines): the claims of each sign in the note at the
    top that stands once more, with the same claims, in the call cards of the page: on paper those are at hand. A sign with which
    to stop stays: other sentences speak of it.
    """

    sections: frozenset[str]
    repeated: frozenset[tuple[str, ...]]


def without(blocks: Iterable[Block], left_out: LeftOut) -> tuple[Block, ...]:
    """Return the blocks that a leaflet carries."""
    kept: list[Block] = []
    is_kept = True
    for block in blocks:
        if block.kind == "heading" and block.level == _SECTION_LEVEL:
            is_kept = block.heading_id not in left_out.sections
        # The summary invites to read on, on a screen.
        if is_kept and block.kind != "summary" and not (NOTE in block.trail and block.claims in left_out.repeated):
            kept.append(block)
    return tuple(kept)


def left_out(project: Project, key: str, languages: tuple[str, ...]) -> LeftOut:
    """Return what a leaflet leaves out.

    A leaflet in one language leaves out what its own page names, or else what the source page names: some languages
    need more room. One in two languages has four sides, and what the source page names holds for both.
    """
    versions, source_language = project.by_key[key], project.source_language
    source, page = versions.get(source_language), versions.get(languages[0])
    if source is None or source.front is None or page is None or page.front is None:
        return LeftOut(frozenset({LINKS_SECTION}), frozenset())
    own = page.front.leaflet_without if len(languages) == 1 else ()
    sections = frozenset({*(own or source.front.leaflet_without), LINKS_SECTION})
    if project.kind_of(key) is not PageKind.MEDICINE:  # elsewhere a note at the top says more than the cards
        return LeftOut(sections, frozenset())
    kept = without(source.blocks, LeftOut(sections, frozenset()))
    in_cards = {claim for block in kept if block.call_level is not None for claim in block.claims}
    repeated = {
        block.claims
        for block in kept
        if NOTE in block.trail and set(block.claims) <= in_cards and _is_a_sign(project, block)
    }
    return LeftOut(sections, frozenset(repeated))


def _is_a_sign(project: Project, block: Block) -> bool:
    tells_to_stop = not set(project.skeleton.approved_stops).isdisjoint(block.claims)
    return not tells_to_stop and any(
        project.claims[claim].level is not None for claim in block.claims if claim in project.claims
    )


def leaflet_edition(project: Project, key: str, languages: tuple[str, ...]) -> Edition:
    """Return what the leaflet of a page holds today."""
    leaving = left_out(project, key, languages)
    pages = (project.by_key[key][language] for language in languages)
    return Edition(key, languages, tuple(without(page.blocks, leaving) for page in pages))


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
