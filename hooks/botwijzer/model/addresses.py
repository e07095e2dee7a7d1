"""Every address that was ever in a release: ``docs/_data/history/addresses.txt``, one a line, its headings behind it.

Written by ``hooks/cli.py promise`` and ``release`` only, and never shortened: what once answered, answers for ever, or redirects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.edition_history import SHORT_FOLDER, VERSION_FOLDER
from botwijzer.model.editions import has_page_edition
from botwijzer.model.page import page_address
from botwijzer.model.problem import Problem
from botwijzer.model.records import ADDRESS_FRAGMENT, ADDRESS_PATH
from botwijzer.model.text_file import read_source_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

ADDRESSES_FILE = "docs/_data/history/addresses.txt"
# Ten times as much as six languages need.
MAX_ADDRESSES_BYTES = 10_000_000
MAX_ADDRESSES_LINE = 20_000
_LINE = re.compile(f"{ADDRESS_PATH}( {ADDRESS_FRAGMENT})*")
# What is no promise: looks, the search, and answers about papers, which have a history of their own.
_NOT_PROMISED = (f"{SHORT_FOLDER}/", f"{VERSION_FOLDER}/", "assets/", "search/")
_NOT_PROMISED_FILES = frozenset({"404.html", "release.json", "sitemap.xml"})
_PROMISED = (".html", ".pdf", ".json", ".xml", ".js")
# The name holds a fingerprint of the content: the next version has another name, and this one cannot redirect.
_FINGERPRINTED = re.compile(r"-[0-9a-f]{8,}\.js$")
_HEADINGS = ("h2", "h3", "h4")
# A page's own text; the headings of what stands around it (disclaimer, call box, leaflets) are ours to change.
_TEXT = './/div[contains(concat(" ", @class, " "), " bw-text ")]'

# Address with a slash in front → ids of its headings.
Addresses = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Place:
    """An address in two parts: ``/over/`` and the place on that page, which may be empty."""

    path: str
    fragment: str


def split_address(address: str) -> Place:
    """Return the parts of ``/over/#wie``."""
    path, _, fragment = address.partition("#")
    return Place(path, fragment)


def is_page_address(path: str) -> bool:
    """Whether a path is that of a page, and not of a file of another kind."""
    return path.endswith(("/", ".html"))


def read_addresses(root: Path, problems: list[Problem]) -> Addresses:
    """Return all addresses of all releases; none before the first. A line that is no address becomes a problem."""
    if not (root / ADDRESSES_FILE).is_file():
        return {}
    source = read_source_text(
        root / ADDRESSES_FILE, root=root, max_bytes=MAX_ADDRESSES_BYTES, max_line=MAX_ADDRESSES_LINE
    )
    problems += source.problems
    addresses: Addresses = {}
    for number, line in enumerate((source.text or "").splitlines(), 1):
        if _LINE.fullmatch(line):
            path, *ids = line.split(" ")
            addresses[path] = addresses.get(path, frozenset()) | frozenset(ids)
        else:
            problems.append(_broken(number))
    return addresses


def _broken(line: int) -> Problem:
    return Problem(
        path=ADDRESSES_FILE,
        line=line,
        code="HIST005",
        found="a line that is no released address",
        expected="/path/ and the ids of its headings",
        action="put the file back as it was (git), or remove the line; the command line writes this file",
    )


def render_addresses(addresses: Mapping[str, frozenset[str]]) -> str:
    """Return the file."""
    return "".join(" ".join((path, *sorted(ids))) + "\n" for path, ids in sorted(addresses.items()))


def extract_addresses(site: BuiltSite) -> Addresses:
    """Return what a built site promises: pages with their headings, leaflets, and files for programs.

    The headings of an embed page are those of its page: they are kept there, and not said twice.
    """
    addresses: Addresses = {}
    for name in site.files:
        is_promised = name.endswith(_PROMISED) and not name.startswith(_NOT_PROMISED)
        if not is_promised or name in _NOT_PROMISED_FILES or _FINGERPRINTED.search(name):
            continue
        page = site.by_path.get(name)
        path = page.address if page is not None else f"/{name}"
        is_read = page is not None and name in site.sources and not site.is_embed(page)
        texts = page.content.xpath(_TEXT) if page is not None and is_read else ()
        ids = {str(heading.get("id") or "") for text in texts for heading in text.iter(*_HEADINGS)}
        addresses[path] = frozenset(ids - {""})
    return addresses


def page_addresses(project: Project) -> dict[str, frozenset[str] | None]:
    """Return the addresses of today's pages → ids of their headings; ``None`` where data fill the page."""
    released = {language.code for language in project.released}
    return {
        f"/{'' if page.language == project.source_language else f'{page.language}/'}{page_address(page.key)}": frozenset(
            block.heading_id for block in page.blocks if block.heading_id
        )
        if has_page_edition(project, page)
        else None
        for page in project.pages
        if page.language in released
    }
