"""Which leaflets there are, as files: the forms of each page and language, and their paths (DESIGN.md, chapter 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from botwijzer.model.editions import leaflet_languages
from botwijzer.model.records import PageKind

if TYPE_CHECKING:
    from botwijzer.model.project import Project

Form = Literal["a4", "large", "booklet", "talk", "bilingual"]

FOLDER = "folders"
# What comes after the name of the file, by form of a leaflet in one language.
_ENDINGS: dict[Form, str] = {"a4": "", "large": "-groot", "booklet": "-boekje", "talk": "-terugvertellen"}
_INDEX = re.compile(r"(?<=.)/index$")


@dataclass(frozen=True)
class LeafletFile:
    """One ready leaflet. ``languages``: one, or the source language and the one beside it; ``path`` from the site's root."""

    languages: tuple[str, ...]
    form: Form
    path: str


def leaflet_slug(key: str) -> str:
    """Return the name of a page's leaflets: ``behandeling/index`` is ``behandeling``."""
    return _INDEX.sub("", key).replace("/", "-")


def leaflet_files(project: Project, key: str) -> tuple[LeafletFile, ...]:
    """Return every leaflet of a page; the sheet to tell back belongs to medicines only."""
    slug = leaflet_slug(key)
    files: list[LeafletFile] = []
    for languages in leaflet_languages(project, key):
        folder = f"{FOLDER}/{'-'.join(languages)}"
        if len(languages) > 1:
            files.append(LeafletFile(languages, "bilingual", f"{folder}/{slug}.pdf"))
            continue
        files += [
            LeafletFile(languages, form, f"{folder}/{slug}{ending}.pdf")
            for form, ending in _ENDINGS.items()
            if form != "talk" or project.kind_of(key) is PageKind.MEDICINE
        ]
    return tuple(files)
