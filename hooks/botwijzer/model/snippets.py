"""Snippets: text that stands on several pages and is written once (``docs/_data/snippets/<language>/<name>.md``).

A page takes one in by a line ``--8<-- "nl/name.md"``, the notation of pymdownx.snippets. That extension is not used:
it loses the line numbers, and a mistake in a snippet must be named at the snippet. One expansion serves both the
checks and the build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem
from botwijzer.model.text_file import read_source_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SNIPPETS_FOLDER = "docs/_data/snippets"
MARK = "--8<--"

_LINE = re.compile(r'^(?P<indent>[ ]*)--8<-- "(?P<name>[a-z]{2,3}/[a-z0-9]+(?:-[a-z0-9]+)*)\.md"[ ]*$')


@dataclass(frozen=True)
class Place:
    """A line of a file. ``snippet`` tells that the file is a snippet, taken in by a page."""

    path: str
    line: int
    snippet: bool = False

    def __str__(self) -> str:
        """Return ``path:line``, as in messages."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Snippet:
    """One shared text. ``name`` is what pages write, without ``.md``: ``nl/bel-112``."""

    name: str
    path: str
    lines: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language of its folder."""
        return self.name.partition("/")[0]


def read_snippets(root: Path, problems: list[Problem]) -> dict[str, Snippet]:
    """Read all snippets below ``root``, by name; what cannot be read is added to ``problems``."""
    folder = root / SNIPPETS_FOLDER
    snippets: dict[str, Snippet] = {}
    for path in sorted(folder.rglob("*.md")):
        source = read_source_text(path, root=root)
        problems += source.problems
        if source.text is not None:
            name = path.relative_to(folder).with_suffix("").as_posix()
            lines = tuple(source.text.rstrip("\n").split("\n"))
            snippets[name] = Snippet(name, path.relative_to(root).as_posix(), lines)
    return snippets


def extract_name(line: str) -> str | None:
    """Return the name of the snippet that a line takes in."""
    match = _LINE.match(line)
    return match["name"] if match else None


def replace_snippets(
    lines: Sequence[str], *, path: str, first_line: int, snippets: Mapping[str, Snippet]
) -> tuple[list[str], list[Place], list[Problem]]:
    """Return the lines with their snippets in place, where each line was written, and what was wrong.

    A snippet is indented like the line that takes it in. One that is not there leaves an empty line behind.
    """
    kept: list[str] = []
    places: list[Place] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, first_line):
        match = _LINE.match(line)
        snippet = snippets.get(match["name"]) if match else None
        if match and snippet:
            # A snippet in a snippet is not followed (it could lead in a circle); check_snippets names it.
            kept += [f"{match['indent']}{text}" if text and MARK not in text else "" for text in snippet.lines]
            places += [Place(snippet.path, index, snippet=True) for index in range(1, len(snippet.lines) + 1)]
            continue
        if MARK in line:
            problems.append(_missing(path, number, match["name"]) if match else _unreadable(path, number, line))
        kept.append("" if MARK in line else line)
        places.append(Place(path, number))
    return kept, places, problems


def _missing(path: str, line: int, name: str) -> Problem:
    expected, action = f"the file {SNIPPETS_FOLDER}/{name}.md", "correct the name, or write the snippet"
    return _problem(path, line, "SNIP001", f"the snippet '{name}.md'", expected, action)


def _unreadable(path: str, line: int, text: str) -> Problem:
    expected = f'{MARK} "nl/name.md", alone on its line'
    action = "write it like that; names have small letters, digits and hyphens"
    return _problem(path, line, "SNIP002", f"'{text.strip()[:60]}'", expected, action)


def _problem(path: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)
