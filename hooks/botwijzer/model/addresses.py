"""Every address that was ever promised: ``docs/_data/history/addresses.txt``, one a line, its headings behind it.

Written by ``hooks/cli.py promise`` and ``release`` only, and never shortened: what once answered, answers for ever, or redirects.
Its first line says how many there are and what they are, so that a line that was lost is found.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.edition_history import SHORT_FOLDER, VERSION_FOLDER
from botwijzer.model.editions import has_page_edition
from botwijzer.model.embeds import SCRIPT_HISTORY
from botwijzer.model.page import language_path
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
_DIGEST_SIGNS = 16
_HEADER_WORDS = "# {count} addresses, {digest}; written by the command line only"
_HEADER = re.compile(r"# (\d+) addresses, ([0-9a-f]{16}); written by the command line only")
_PUT_BACK = "put the file back as it was (git); the command line writes it"
# What is no promise: looks, the search, and answers about papers, which have a history of their own.
_NOT_PROMISED = (f"{SHORT_FOLDER}/", f"{VERSION_FOLDER}/", "assets/", "search/")
_NOT_PROMISED_FILES = frozenset({"404.html", "release.json", "sitemap.xml"})
_PROMISED = (".html", ".pdf", ".json", ".xml", ".js")
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
    """Return all addresses that were promised; none before the first promise. What is lost or broken becomes a problem.

    Whoever promised has a version of the script for other sites too (both are written at once): then the list must be there.
    """
    if not (root / ADDRESSES_FILE).is_file():
        if any((root / SCRIPT_HISTORY).glob("*.js")):
            found = "no list of promised addresses, although addresses were promised"
            problems.append(_problem(0, "HIST009", found, "the list", _PUT_BACK))
        return {}
    source = read_source_text(
        root / ADDRESSES_FILE, root=root, max_bytes=MAX_ADDRESSES_BYTES, max_line=MAX_ADDRESSES_LINE
    )
    problems += source.problems
    if source.text is None:
        return {}
    first, _, rest = source.text.partition("\n")
    has_header = first.startswith("#")
    lines = (rest if has_header else source.text).splitlines()
    addresses: Addresses = {}
    broken: list[Problem] = []
    for number, line in enumerate(lines, 2 if has_header else 1):
        if _LINE.fullmatch(line):
            path, *ids = line.split(" ")
            addresses[path] = addresses.get(path, frozenset()) | frozenset(ids)
        else:
            found, expected = "a line that is no released address", "/path/ and the ids of its headings"
            broken.append(_problem(number, "HIST005", found, expected, _PUT_BACK))
    problems += broken or _check_header(first, lines)
    return addresses


def _check_header(first: str, lines: list[str]) -> list[Problem]:
    """Return a problem when the first line speaks of other addresses than follow."""
    if first == _render_header(lines):
        return []
    if not (said := _HEADER.fullmatch(first)):
        found = f"a list that does not begin with '{_HEADER_WORDS.format(count='…', digest='…')}'"
    elif int(said[1]) != len(lines):
        found = f"a list of {len(lines)}, where {said[1]} addresses were written"
    else:
        found = "a line that was changed since the list was written"
    action = f"{_PUT_BACK}; where git merged two versions, take one of them whole, run make site and make promise"
    return [_problem(1, "HIST010", found, "the list as the command line wrote it", action)]


def _render_header(lines: list[str]) -> str:
    digest = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()[:_DIGEST_SIGNS]
    return _HEADER_WORDS.format(count=len(lines), digest=digest)


def _problem(line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=ADDRESSES_FILE, line=line, code=code, found=found, expected=expected, action=action)


def render_addresses(addresses: Mapping[str, frozenset[str]]) -> str:
    """Return the file."""
    lines = [" ".join((path, *sorted(ids))) for path, ids in sorted(addresses.items())]
    return "".join(f"{line}\n" for line in (_render_header(lines), *lines))


def extract_addresses(site: BuiltSite) -> Addresses:
    """Return what a built site promises: pages with their headings, leaflets, and files for programs.

    The headings of an embed page are those of its page: they are kept there, and not said twice.
    """
    addresses: Addresses = {}
    for name in site.files:
        is_promised = name.endswith(_PROMISED) and not name.startswith(_NOT_PROMISED)
        if not is_promised or name in _NOT_PROMISED_FILES:
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
        f"/{language_path(project, page.language, page.key)}": frozenset(
            block.heading_id for block in page.blocks if block.heading_id
        )
        if has_page_edition(project, page)
        else None
        for page in project.pages
        if page.language in released
    }
