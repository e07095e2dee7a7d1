"""The forms in which a leaflet is made, where each lies, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.editions import leaflet_languages
from botwijzer.model.page import page_address
from botwijzer.model.records import PageKind

if TYPE_CHECKING:
    from botwijzer.model.project import Project

FOLDER = "folders"


@dataclass(frozen=True)
class Form:
    """``sizes``: points of the running text, the largest that fits is taken. ``pages``: how many it may fill.

    ``suffix``: what its file is called after the page. A booklet has pages of A5: four are one sheet.
    """

    name: str
    sizes: tuple[float, ...]
    pages: int
    suffix: str


# Two sides of one sheet, 12 points; a long address of the site may take a quarter of a point. Large print holds the same
# words, and 18 points need more than twice the paper: three sheets at most. Two languages need twice the paper of one.
A4 = Form("a4", (12, 11.75), 2, "")
LARGE = Form("large", (18,), 6, "-groot")
BOOKLET = Form("booklet", (12, 11.5, 11, 10.5), 4, "-boekje")
TALK = Form("talk", (12, 11, 10.5, 10, 9.5), 2, "-terugvertellen")
BILINGUAL = Form("bilingual", (11.5, 11, 10.5), 4, "")


def forms_of(project: Project, key: str, languages: tuple[str, ...]) -> tuple[Form, ...]:
    """Return the forms of a page's leaflet: two languages have one, a medicine has a sheet for telling back."""
    if len(languages) > 1:
        return (BILINGUAL,)
    return (A4, LARGE, BOOKLET, *((TALK,) if project.kind_of(key) is PageKind.MEDICINE else ()))


def slug(key: str) -> str:
    """Return the name of a page's leaflet: its path with ``/`` as ``-``."""
    return page_address(key).rstrip("/").replace("/", "-")


def leaflet_path(key: str, languages: tuple[str, ...], form: Form) -> str:
    """Return the path of a leaflet from the site's root (DESIGN.md, promises about addresses)."""
    return f"{FOLDER}/{'-'.join(languages)}/{slug(key)}{form.suffix}.pdf"


@dataclass(frozen=True)
class LeafletFile:
    """One ready leaflet. ``languages``: one, or the source language and the one beside it; ``path`` from the site's root."""

    languages: tuple[str, ...]
    form: str
    path: str

    @property
    def is_bilingual(self) -> bool:
        """Whether it has two languages beside each other."""
        return len(self.languages) > 1


def leaflet_files(project: Project, key: str) -> tuple[LeafletFile, ...]:
    """Return every leaflet of a page."""
    return tuple(
        LeafletFile(languages, form.name, leaflet_path(key, languages, form))
        for languages in leaflet_languages(project, key)
        for form in forms_of(project, key, languages)
    )
