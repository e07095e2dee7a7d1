"""Reading the Markdown of a page as a sequence of blocks with line numbers.

The dialect is small on purpose (CONTRIBUTING.md): headings with ids, paragraphs, lists, tables, admonitions, details.
markdown-it-py reads it; lines that hold only an attribute list or a waiver are blanked first, so that lines stay true.
What was read here is held against the built page by ``checks/built_blocks.py``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

HASH_CHARACTERS = 8

_OWN_LINE = re.compile(r"^\s*\{:?\s*([^{}]*?)\s*\}\s*$")
_TRAILING = re.compile(r"\s*\{:?\s*([^{}]*?)\s*\}\s*$")
_CLAIMS = re.compile(r'^claims="([a-z0-9 -]*)"$')
_HEADING_ID = re.compile(r"^#([A-Za-z][\w-]*)$")
_WAIVER = re.compile(r"^\s*<!--\s*allow\s+([A-Z]+\d{3}):\s*(\S.*?)\s*-->\s*$")
_DETAILS_MARKUP = "???"
# A box to tick at the start of a list item, as pymdownx.tasklist reads it (a ticked one is a finding: checks/sheets.py).
_TASK = re.compile(r"^\[[ xX]\] +")
# Kinds of block that may carry an attribute list at the end of their own line.
_INLINE_ATTRIBUTE_KINDS = frozenset({"heading", "head", "cell"})


@dataclass(frozen=True)
class Link:
    """A link or picture in a block. ``text`` is the link text or the alternative text."""

    line: int
    target: str
    text: str
    is_image: bool = False


@dataclass(frozen=True)
class Attributes:
    """An attribute list as written: ``{: claims="a b" }`` or ``{#id}``. ``raw`` is what stands between the braces."""

    line: int
    raw: str

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that the block rests on."""
        match = _CLAIMS.match(self.raw)
        return tuple(match[1].split()) if match else ()

    @property
    def heading_id(self) -> str | None:
        """The id of a heading, without ``#``."""
        match = _HEADING_ID.match(self.raw)
        return match[1] if match else None


@dataclass(frozen=True)
class Waiver:
    """``<!-- allow CODE: reason -->`` on the line before a block."""

    line: int
    code: str
    reason: str


@dataclass(frozen=True)
class Block:
    """The smallest piece of a page that is translated, bound to claims and compared.

    ``kind``: title, summary, heading, paragraph, item, head (cell of a table's head), cell, admonition (its title),
    details (its summary). ``trail``: the containers around it from the outside in, such as ``("call-now", "ul")``.
    ``text`` is plain: no markup, one space between words. ``line`` and ``end`` count from 1, ``end`` is exclusive.
    ``is_task``: an item with a box to tick (``- [ ] Text``); the box is no part of its text. ``emphasis``: the texts in
    italics, where foreign names stand.
    """

    kind: str
    trail: tuple[str, ...]
    line: int
    end: int
    text: str
    attributes: tuple[Attributes, ...] = ()
    level: int = 0
    links: tuple[Link, ...] = ()
    is_task: bool = False
    emphasis: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that the block rests on."""
        return tuple(claim for item in self.attributes for claim in item.claims)

    @property
    def heading_id(self) -> str | None:
        """The id of a heading."""
        return next((item.heading_id for item in self.attributes if item.heading_id), None)

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits over kind, place, words and link targets: what a translation was made from."""
        targets = " ".join(link.target for link in self.links)
        kind = "task" if self.is_task else self.kind
        content = "\n".join((kind, "/".join(self.trail), str(self.level), self.text, targets))
        return hashlib.sha256(content.encode()).hexdigest()[:HASH_CHARACTERS]

    @property
    def shape(self) -> str:
        """What the block is, without its words: compared between languages."""
        name = f"h{self.level}#{self.heading_id}" if self.kind == "heading" else "task" if self.is_task else self.kind
        return "/".join((*self.trail, name))

    @property
    def is_fillable(self) -> bool:
        """Whether readers tick it, or it stands in a sheet that they fill in."""
        return self.is_task or "sheet" in self.trail

    @property
    def call_level(self) -> str | None:
        """``now``, ``today`` or ``week`` inside a call card."""
        return next((part.removeprefix("call-") for part in self.trail if part.startswith("call-")), None)


@dataclass(frozen=True)
class Body:
    """All blocks of a page, and what was written beside them.

    ``loose``: attribute lists that belong to no block. ``html_lines``: lines with raw HTML or code.
    """

    blocks: tuple[Block, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    loose: tuple[Attributes, ...] = ()
    refused_lines: tuple[tuple[int, str], ...] = ()


@dataclass
class _Reader:
    offset: int
    own_lines: dict[int, Attributes]
    blocks: list[Block] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    kind: str = "paragraph"
    level: int = 0
    tables: int = 0
    opens_item: bool = False


def extract_body(markdown: str, *, first_line: int = 1) -> Body:
    """Split Markdown into blocks; ``first_line`` is the line of the file on which ``markdown`` starts."""
    lines, own_lines, waivers = _blank_out(markdown.split("\n"), first_line)
    parser = MarkdownIt("commonmark").enable("table").use(admon_plugin)
    # A link such as javascript:… must be seen to be refused; the parser would turn it into text.
    parser.validateLink = _accept_link  # type: ignore[method-assign]
    reader = _Reader(offset=first_line, own_lines=own_lines)
    for token in parser.parse("\n".join(lines)):
        _read_token(token, reader)
        # True for the first paragraph of a list item, the only one that may start with a box to tick.
        reader.opens_item = token.type == "list_item_open" or (reader.opens_item and token.type == "paragraph_open")
    return Body(tuple(reader.blocks), tuple(waivers), tuple(own_lines.values()), tuple(reader.refused))


def is_waiver(line: str) -> bool:
    """Whether a line is a waiver and nothing else."""
    return _WAIVER.match(line) is not None


def _accept_link(url: str) -> bool:
    del url
    return True


def _blank_out(lines: Sequence[str], first_line: int) -> tuple[list[str], dict[int, Attributes], list[Waiver]]:
    own_lines: dict[int, Attributes] = {}
    waivers: list[Waiver] = []
    kept: list[str] = []
    for number, line in enumerate(lines, first_line):
        waiver, own = _WAIVER.match(line), _OWN_LINE.match(line)
        if waiver:
            waivers.append(Waiver(number, waiver[1], waiver[2]))
        elif own:
            own_lines[number] = Attributes(number, own[1])
        # The indentation stays: two empty lines would end the note or card around them.
        kept.append(line[: len(line) - len(line.lstrip())] if waiver or own else line)
    return kept, own_lines, waivers


_CONTAINERS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
_CLOSERS = frozenset({"bullet_list_close", "ordered_list_close", "table_close", "admonition_close", "blockquote_close"})
_KINDS = {"th_open": "head", "td_open": "cell", "heading_open": "heading", "admonition_title_open": "admonition"}
_REFUSED = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "fence": "a code block",
    "code_block": "an indented code block",
    "code_inline": "code",
    "blockquote_open": "a quotation block",
    "hr": "a horizontal rule",
    "hardbreak": "a forced line break",
}


def _read_token(token: Token, reader: _Reader) -> None:
    line = (token.map[0] if token.map else 0) + reader.offset
    if token.type in _REFUSED:
        reader.refused.append((line, _REFUSED[token.type]))
    if token.type in _CONTAINERS:
        reader.trail.append(_CONTAINERS[token.type])
    elif token.type == "table_open":
        reader.trail.append("table")
    elif token.type == "admonition_open":
        opening = "details-" if token.markup.startswith(_DETAILS_MARKUP) else ""
        reader.trail.append(opening + str(token.meta.get("tag", "")))
    elif token.type == "blockquote_open":
        reader.trail.append("blockquote")
    elif token.type in _CLOSERS:
        reader.trail.pop()
    elif token.type in _KINDS:
        reader.kind = _KINDS[token.type]
        reader.level = int(token.tag[1]) if token.type == "heading_open" else 0
    elif token.type == "paragraph_open":
        inner = reader.trail[-1] if reader.trail else ""
        reader.kind, reader.level = ("item" if inner in {"ul", "ol"} else "paragraph"), 0
    elif token.type == "inline":
        reader.blocks.append(_to_block(token, reader, line))


def _to_block(token: Token, reader: _Reader, line: int) -> Block:
    end = (token.map[1] if token.map else 0) + reader.offset
    text, links, emphasis = _read_inline(token.children or [], line, reader)
    attributes: list[Attributes] = []
    if reader.kind in _INLINE_ATTRIBUTE_KINDS:
        while match := _TRAILING.search(text):
            attributes.append(Attributes(line, match[1]))
            text = text[: match.start()]
    if reader.kind in {"paragraph", "item"} and end in reader.own_lines:
        attributes.append(reader.own_lines.pop(end))
    box = _TASK.match(text) if reader.kind == "item" and reader.opens_item else None
    return Block(
        kind=reader.kind,
        trail=tuple(reader.trail),
        line=line,
        end=end,
        text=" ".join(text[box.end() if box else 0 :].split()),
        attributes=tuple(attributes),
        level=reader.level,
        links=tuple(links),
        is_task=box is not None,
        emphasis=tuple(emphasis),
    )


def _read_inline(children: Sequence[Token], line: int, reader: _Reader) -> tuple[str, list[Link], list[str]]:
    """Return plain text, links and texts in italics; ``line`` is the line on which the inline content starts."""
    parts: list[str] = []
    links: list[Link] = []
    emphasis: list[str] = []
    opened: list[tuple[int, str, int]] = []
    slanted: list[int] = []
    for child in children:
        if child.type in _REFUSED:
            reader.refused.append((line, _REFUSED[child.type]))
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
            parts.append(" ")
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type == "link_open":
            opened.append((line, str(child.attrs.get("href", "")), len(parts)))
        elif child.type == "link_close":
            start, target, first = opened.pop()
            links.append(Link(start, target, "".join(parts[first:])))
        elif child.type == "em_open":
            slanted.append(len(parts))
        elif child.type == "em_close":
            emphasis.append(" ".join("".join(parts[slanted.pop() :]).split()))
        elif child.type == "image":
            links.append(Link(line, str(child.attrs.get("src", "")), child.content, is_image=True))
    return "".join(parts), links, emphasis
