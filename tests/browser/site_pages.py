"""The pages that the browser tests walk: all of them, and one of each template in each language."""

from __future__ import annotations

from botwijzer.model.page import page_address
from botwijzer.model.project import read_project
from site_build import ROOT

PROJECT = read_project(ROOT)
RELEASED = [language.code for language in PROJECT.released]


def path_of(key: str, language: str) -> str:
    """Return the path of a page from the site's root."""
    prefix = "/" if language == PROJECT.source_language else f"/{language}/"
    return prefix + page_address(key)


def language_of(path: str) -> str:
    """Return the language of a path: its first folder, or the source language."""
    first = path.strip("/").split("/")[0]
    return first if first in RELEASED else PROJECT.source_language


EVERY_PAGE = sorted(path_of(page.key, page.language) for page in PROJECT.pages if page.language in RELEASED)
# One page of each template that looks different.
TEMPLATE_KEYS = (
    "index",
    "voorkomen/index",
    "behandeling/index",
    "waarschuwingstekenen/wanneer-bellen",
    "begrippen",
    "over/disclaimer",
)
EVERY_TEMPLATE = [path_of(key, language) for key in TEMPLATE_KEYS for language in RELEASED]
MISSING_PAGES = [path_of("does-not-exist/index", language) for language in RELEASED]
