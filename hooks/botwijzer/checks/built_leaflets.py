"""Every leaflet that the pages promise lies in the built site, is a PDF, and is light enough to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.editions import leaflet_pages
from botwijzer.model.leaflet_forms import leaflet_files
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

CODES = {
    "LEAF001": "A leaflet is longer than its form allows.",
    "LEAF002": "A leaflet could not be set.",
    "LEAF003": "Two languages of a leaflet do not have the same blocks.",
    "LEAF008": "A leaflet is not in the built site.",
    "LEAF009": "A leaflet is no PDF.",
    "LEAF010": "A leaflet is too heavy for a mailbox or a slow line.",
}

# Kilobytes of 1024 bytes (issue 6).
MOST_KILOBYTES = 250
_BEGINNING, _END = b"%PDF-1.", b"%%EOF"


def check_leaflets(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return every leaflet, of every language and form, that is missing, broken or too heavy."""
    del pages
    return [
        problem
        for key in leaflet_pages(project)
        for file in leaflet_files(project, key)
        if (problem := _check_file(site, file.path, source=project.by_key[key][file.languages[-1]].path))
    ]


def _check_file(site: BuiltSite, path: str, *, source: str) -> Problem | None:
    if path not in site.files:
        return _problem(path, "LEAF008", "no file", f"the leaflet of {source}", "build the site again")
    content = (site.folder / path).read_bytes()
    if not content.startswith(_BEGINNING) or _END not in content[-64:]:
        action = "build the site again; nothing else may write there"
        return _problem(path, "LEAF009", "a file that is no whole PDF", "a PDF", action)
    if len(content) > MOST_KILOBYTES * 1024:
        found, expected = f"{-(-len(content) // 1024)} KB", f"at most {MOST_KILOBYTES} KB"
        return _problem(path, "LEAF010", found, expected, f"shorten the leaflet of {source}")
    return None


def _problem(path: str, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=action)
