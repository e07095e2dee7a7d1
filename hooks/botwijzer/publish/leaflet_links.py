"""The ready leaflets of a page, for the list at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.leaflet_forms import leaflet_files

if TYPE_CHECKING:
    from botwijzer.model.project import Project


@dataclass(frozen=True)
class LeafletLink:
    """A PDF: what it is, its path from the site's root, and for two languages the name of the other one."""

    label: str
    path: str
    other: str = ""
    other_language: str = ""
    other_direction: str = ""


def leaflet_links(project: Project, *, language: str, key: str) -> tuple[LeafletLink, ...]:
    """Return the leaflets of a page in its language, and those that have it beside another."""
    page = project.by_key.get(key, {}).get(project.source_language)
    if page is None or page.front is None or not page.front.leaflet:
        return ()
    strings = project.strings[language]
    links = []
    for file in leaflet_files(project, key):
        label = str(getattr(strings, f"form_{file.form}"))
        if file.is_bilingual and language in file.languages:
            other = project.languages[next(code for code in file.languages if code != language)]
            links.append(LeafletLink(label, file.path, other.name, other.code, other.direction))
        elif language in file.languages:
            links.append(LeafletLink(label, file.path))
    return tuple(links)
