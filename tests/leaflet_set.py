"""Leaflets of the real pages, as a release would print them: a sample that shows every language and form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from botwijzer.model.built_page import BuiltPage, read_built_pages
from botwijzer.model.edition_history import EditionHistory, ReleasedEdition
from botwijzer.model.editions import leaflet_edition, leaflet_languages, leaflet_pages
from botwijzer.model.leaflet_forms import Form, forms_of, leaflet_path
from botwijzer.publish.edition_history import editions_today
from botwijzer.publish.leaflets import LeafletReport, write_leaflets
from leaflet_reader import Leaflet

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from botwijzer.model.editions import Edition
    from botwijzer.model.project import Project

SITE_URL = "https://botwijzer.test/"
PLACEHOLDER = "https://botwijzer.example/"
# One medicine in every language and form, and what other pages have: tables, boxes to tick, sheets, minus signs, ranges.
MEDICINE = "behandeling/alendroninezuur"
MORE = {
    ("nl", "leven-met/bijhouden", "a4"),
    ("nl", "behandeling/index", "a4"),
    ("tr", "voorkomen/valpreventie", "a4"),
    ("ar", "onderzoek/t-score", "a4"),
    ("ar", "vitamines/calcium", "large"),
    ("uk", "waarschuwingstekenen/wanneer-bellen", "large"),
    ("nl-ar", "vitamines/calcium", "bilingual"),
    ("nl-pl", "onderzoek/t-score", "bilingual"),
}


@dataclass(frozen=True)
class Item:
    """A leaflet that the pages promise."""

    key: str
    languages: tuple[str, ...]
    form: Form

    @property
    def path(self) -> str:
        return leaflet_path(self.key, self.languages, self.form)


def all_items(project: Project) -> list[Item]:
    return [
        Item(key, languages, form)
        for key in leaflet_pages(project)
        for languages in leaflet_languages(project, key)
        for form in forms_of(project, key, languages)
    ]


def sample_items(project: Project) -> list[Item]:
    return [
        item
        for item in all_items(project)
        if item.key == MEDICINE or ("-".join(item.languages), item.key, item.form.name) in MORE
    ]


def as_released(project: Project) -> Project:
    """Return the project with every paper of today in its history, as ``make release`` leaves it."""
    editions = {
        edition.id: ReleasedEdition(
            edition.id, form, edition.key, edition.languages, dt.date(2026, 11, 1), edition.hashes
        )
        for form, edition in editions_today(project)
    }
    return replace(project, editions=EditionHistory(tuple(editions.values())))


@dataclass(frozen=True)
class LeafletSet:
    """The project, its built pages, and leaflets made of them below ``folder``."""

    project: Project
    pages: tuple[BuiltPage, ...]
    folder: Path
    items: tuple[Item, ...]
    report: LeafletReport

    @cached_property
    def leaflets(self) -> dict[str, Leaflet]:
        return {item.path: Leaflet((self.folder / item.path).read_bytes()) for item in self.items}

    def leaflet(self, item: Item) -> Leaflet:
        return self.leaflets[item.path]

    def edition(self, item: Item) -> Edition:
        return leaflet_edition(self.project, item.key, item.languages)


def read_pages(site: Path) -> tuple[BuiltPage, ...]:
    """Return the pages that ``write_leaflets`` gets in a build for our address."""
    return tuple(
        BuiltPage(page.path, page.html.replace(PLACEHOLDER, SITE_URL))
        for page in read_built_pages(site)
        if not page.path.startswith(("v/", "versie/"))
    )


def make_set(
    project: Project,
    pages: tuple[BuiltPage, ...],
    folder: Path,
    items: Collection[Item],
    *,
    site_url: str = SITE_URL,
    cache: Path | None = None,
) -> LeafletSet:
    """Set the leaflets of some items below a folder. Without ``cache`` each is set anew."""
    report = write_leaflets(
        project,
        pages,
        site=folder,
        site_url=site_url,
        cache=cache or folder / "cache",
        only={item.path for item in items},
    )
    return LeafletSet(project, pages, folder, tuple(items), report)
