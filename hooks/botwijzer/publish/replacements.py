"""What took the place of a page that is gone, by its redirect: for who has paper of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.addresses import split_address
from botwijzer.model.page import language_path

if TYPE_CHECKING:
    from botwijzer.model.project import Project


@dataclass(frozen=True)
class Replacement:
    """Where to read on. ``path``: from the site's root."""

    path: str
    title: str


def find_replacement(project: Project, language: str, key: str) -> Replacement | None:
    """Return what the address of a page leads to; ``None`` when it does not redirect."""
    old = f"/{language_path(project, language, key)}"
    new = next((item.new for item in project.redirects if item.old == old), None)
    if new is None:
        return None
    titles = {
        f"/{language_path(project, page.language, page.key)}": page.front.title
        for page in project.pages
        if page.front is not None
    }
    return Replacement(new.removeprefix("/"), titles.get(split_address(new).path, new))
