"""One page as it was written: front matter, blocks, and where everything stands in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from botwijzer.model.front_matter import FrontMatter
from botwijzer.model.markdown import Block, Body, extract_body
from botwijzer.model.problem import Problem
from botwijzer.model.snippets import Place, Snippet, replace_snippets
from botwijzer.model.text_file import read_source_text
from botwijzer.model.yaml_file import YamlDocument, parse_yaml, validate_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from botwijzer.model.project import Project


_FENCE = "---"
_INDEX = re.compile(r"(^|/)index$")


@dataclass(frozen=True)
class SourcePage:
    """A page in one language.

    ``path`` is relative to the project's root; ``key`` is the path inside the language folder without ``.md``
    (``behandeling/index``), the same in every language. ``front`` is ``None`` when the front matter is not valid.
    ``text`` has its snippets in place; all line numbers count in it, and ``places`` tells where each was written.
    """

    path: str
    language: str
    key: str
    text: str
    places: tuple[Place, ...]
    front: FrontMatter | None
    front_document: YamlDocument
    body_line: int
    body: Body

    @property
    def address(self) -> str:
        """The address below the language's root: ``behandeling/``, or an empty string for the home page."""
        return page_address(self.key)

    @property
    def body_text(self) -> str:
        """The Markdown below the front matter, with its snippets in place."""
        return "\n".join(self.text.split("\n")[self.body_line - 1 :])

    def place_of(self, line: int) -> Place:
        """Return where a line of ``text`` was written: in the page's file, or in that of a snippet."""
        return self.places[line - 1] if 0 < line <= len(self.places) else Place(self.path, line)

    @property
    def is_as_reviewed(self) -> bool:
        """Whether the page has exactly the blocks that were read, in that order: a removed warning is a change too."""
        review = self.front.reviewed if self.front else None
        return review is not None and tuple(block.hash for block in self.blocks) == review.blocks

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Title and summary, then the blocks of the body."""
        if self.front is None:
            return self.body.blocks
        lines = self.front_document
        fields = (("title", self.front.title), ("summary", self.front.summary))
        head = (
            Block(kind=name, trail=(), line=lines.line_of((name,)), end=lines.line_of((name,)) + 1, text=value)
            for name, value in fields
        )
        return (*head, *self.body.blocks)


def page_address(key: str) -> str:
    """Return the address below the language's root of a page key."""
    stem = _INDEX.sub("", key)
    return f"{stem}/" if stem else ""


def language_path(project: Project, language: str, key: str) -> str:
    """Return the path of a page from the site's root, without a leading slash (DESIGN.md, promises about addresses)."""
    prefix = "" if language == project.source_language else f"{language}/"
    return prefix + page_address(key)


def read_page(
    path: Path, *, root: Path, language: str, key: str, snippets: Mapping[str, Snippet]
) -> tuple[SourcePage | None, list[Problem]]:
    """Read one page. Never raises; ``None`` when the file cannot be read as text at all."""
    source = read_source_text(path, root=root)
    name = path.relative_to(root).as_posix()
    if source.text is None:
        return None, list(source.problems)
    front_text, body_text, body_line, problems = _split(source.text, name)
    front, document = None, YamlDocument(None)
    if front_text is not None:
        parsed, found = parse_yaml(front_text, path=name, first_line=2)
        problems += found
        if parsed is not None:
            document = parsed
            front, found = validate_record(FrontMatter, document, path=name)
            problems += found
    body_lines, body_places, found = replace_snippets(
        body_text.split("\n"), path=name, first_line=body_line, snippets=snippets
    )
    problems += found
    head = source.text.split("\n")[: body_line - 1]
    text = "\n".join([*head, *body_lines])
    places = (*(Place(name, number) for number in range(1, body_line)), *body_places)
    body = extract_body("\n".join(body_lines), first_line=body_line)
    return SourcePage(name, language, key, text, places, front, document, body_line, body), problems


def _split(text: str, name: str) -> tuple[str | None, str, int, list[Problem]]:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        found, action = "no front matter", "start the file with '---', the keys, and '---'"
        return None, text, 1, [_front_problem(name, 1, found, action)]
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == _FENCE:
            front, body = "\n".join(lines[1 : number - 1]), "\n".join(lines[number:])
            problems = [
                Problem(
                    path=name,
                    line=tabbed,
                    code="YAML004",
                    found="a tab in the front matter",
                    expected="spaces",
                    action="replace the tab by spaces",
                )
                for tabbed, content in enumerate(lines[1 : number - 1], 2)
                if "\t" in content
            ]
            return (None if problems else front), body, number + 1, problems
    return None, "", 1, [_front_problem(name, 1, "front matter without an end", "close it with a line '---'")]


def _front_problem(name: str, line: int, found: str, action: str) -> Problem:
    return Problem(
        path=name, line=line, code="FRONT001", found=found, expected="front matter between '---' lines", action=action
    )
