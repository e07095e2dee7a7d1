"""The files of a release: all that must be there, and nothing that has no business on a website."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

CODES = {
    "SITE101": "A file that every release has is missing.",
    "SITE102": "A JSON file of the site cannot be read.",
    "SITE103": "A file of a kind that does not belong on the site.",
    "SITE104": "A picture (SVG) holds a script.",
    "SITE105": "A search index sends readers to a page that does not exist.",
    "SITE106": "A symbolic link in the site.",
}

# The sitemap has a rule of its own.
REQUIRED = ("index.html", "404.html", "release.json")
# Of each released language; what stands in them is checked by built_search.py.
SEARCH_FILES = ("search/{}.json", "search/{}-text.json", "search/opensearch-{}.xml")
# What pages, the search and the release are made of. Sources (.md, .yml, .py) and foreign formats are not.
ALLOWED = frozenset({".html", ".css", ".js", ".json", ".xml", ".svg", ".png", ".jpg", ".webp", ".pdf", ".ico", ".txt"})
# Licences and checksums of vendored files have no ending.
_VENDORED = re.compile(r"^assets/botwijzer/vendor/[^/]+/(LICENSE|VERSION|SHA256SUMS)$")
# For hosts, not for readers (publish/redirects.py).
_FOR_HOSTS = frozenset({"_redirects", "_headers", "nginx-redirects.map", "nginx-headers.map"})
_ACTIVE_SVG = re.compile(r"<script|\son\w+\s*=|javascript:|<foreignObject", re.IGNORECASE)


def check_files(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is missing from a release, and what is in it that should not be."""
    addresses = {page.path.removesuffix("index.html") for page in pages}
    required = (*REQUIRED, *(name.format(language.code) for language in project.released for name in SEARCH_FILES))
    problems = [
        _problem(name, "SITE101", "no such file", "it in every release", "build the site again: make site")
        for name in required
        if name not in site.files
    ]
    for name in sorted(site.files):
        problems += _check_file(name, site, addresses)
    return problems


def _check_file(name: str, site: BuiltSite, addresses: set[str]) -> Iterator[Problem]:
    path, suffix = site.folder / name, PurePosixPath(name).suffix.lower()
    if path.is_symlink():
        yield _problem(name, "SITE106", "a symbolic link", "a file", "copy the file to where the link stands")
    elif suffix not in ALLOWED and name not in _FOR_HOSTS and not _VENDORED.match(name):
        found = f"a file of the kind '{suffix or 'without ending'}'"
        yield _problem(
            name, "SITE103", found, f"one of {', '.join(sorted(ALLOWED))}", "take it out of docs/ or overrides/"
        )
    elif suffix == ".svg":
        text = path.read_text(encoding="utf-8", errors="replace")
        if match := _ACTIVE_SVG.search(text):
            action = "save the picture again without scripts"
            yield _problem(name, "SITE104", f"'{match[0].strip()}' in a picture", "a drawing only", action)
    elif suffix == ".json":
        yield from _check_json(name, path.read_bytes(), addresses)


def _check_json(name: str, content: bytes, addresses: set[str]) -> Iterator[Problem]:
    try:
        data = json.loads(content)
    except ValueError as error:
        yield _problem(name, "SITE102", f"no valid JSON ({error})", "JSON", "build the site again: make site")
        return
    if name.startswith("search/") and isinstance(data, dict):
        # [location, …]; a section's location is "#id" only (publish/search_index.py).
        locations = {str(entry[0]) for entry in data.get("entries", ()) if not str(entry[0]).startswith("#")}
        for location in sorted(locations - addresses):
            yield _problem(name, "SITE105", f"'{location}'", "a page of the site", "build the site again: make site")


def _problem(name: str, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=name, line=0, code=code, found=found, expected=expected, action=action)
