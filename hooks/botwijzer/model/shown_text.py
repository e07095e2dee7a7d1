"""Every text that a reader gets to see, with the file and line to mend it: pages, definitions, fixed texts and the menu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

TERMS_PATH = "docs/_data/terms.yml"
NAVIGATION_PATH = "mkdocs.yml"
# What stands in a line of Markdown and is never read as text: targets of links, and attribute lists.
_NOT_TEXT = re.compile(r"\]\([^)]*\)|\{[^{}]*\}")


@dataclass(frozen=True)
class ShownText:
    """A plain text in one language. ``block`` is ``None`` for data and for the text of a picture."""

    path: str
    line: int
    language: str
    text: str
    page: SourcePage | None = None
    block: Block | None = None

    def line_at(self, start: int) -> int:
        """Return the line on which the word that starts at ``start`` stands."""
        if self.page is None or self.block is None:
            return self.line
        return line_in_block(self.page, self.block, start)


def line_in_block(page: SourcePage, block: Block, start: int) -> int:
    """Return the line of a page on which the word at ``start`` of a block's text stands.

    A block of several lines is one text, so the word is looked up again in the lines: as often as it stands before
    ``start``, so many times it is passed over.
    """
    if block.end - block.line <= 1:
        return block.line
    word = block.text[start:].split(" ", 1)[0]
    passed = block.text[:start].count(word) if word else 0
    for number, line in enumerate(page.text.split("\n")[block.line - 1 : block.end - 1], block.line):
        count = _NOT_TEXT.sub(" ", line).replace("*", "").count(word)
        if count > passed:
            return number
        passed -= count
    return block.line


def page_texts(page: SourcePage) -> Iterator[ShownText]:
    """Yield the text of each block of a page, and the alternative text of each picture."""
    for block in page.blocks:
        yield ShownText(page.path, block.line, page.language, block.text, page, block)
        for link in block.links:
            if link.is_image and link.text:
                yield ShownText(page.path, link.line, page.language, link.text)


def definition_texts(project: Project) -> Iterator[ShownText]:
    """Yield the definitions of the termbase."""
    document = project.documents.get(TERMS_PATH)
    for index, term in enumerate(project.terms.terms):
        for language, entry in term.languages.items():
            place = ("terms", index, "languages", language, "definition")
            line = document.line_of(place) if document else 0
            yield ShownText(TERMS_PATH, line, language, entry.definition)


def string_texts(project: Project) -> Iterator[ShownText]:
    """Yield the fixed texts of every language; months and plural forms are one text each."""
    for language, strings in project.strings.items():
        path = f"docs/_data/strings/{language}.yml"
        document = project.documents.get(path)
        for key, texts in strings.texts():
            line = document.line_of(tuple(key.split("."))) if document else 0
            for text in texts:
                yield ShownText(path, line, language, text)


def label_texts(project: Project) -> Iterator[ShownText]:
    """Yield the words of the menu."""
    for language, text, line in project.navigation.labels:
        yield ShownText(NAVIGATION_PATH, line, language or project.source_language, text)


def shown_texts(project: Project) -> Iterator[ShownText]:
    """Yield everything that a reader gets to see."""
    for page in project.pages:
        yield from page_texts(page)
    yield from definition_texts(project)
    yield from string_texts(project)
    yield from label_texts(project)
