"""The words of each block as they stand in a file, and where: so that they can be replaced and all else stays.

A file is read by itself: the line of a page that takes in a snippet is nobody's words, and a snippet has the blocks
that it shows when it is read alone. Around the words of a block stand its prefix (indentation, ``- ``, ``1. ``,
``- [ ] ``, ``## ``, ``!!! kind "``) and its suffix (``{#id}``, ``{: claims="…" }``, ``"``), which are no part of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from botwijzer.model.markdown import Block, extract_body
from botwijzer.model.snippets import MARK, extract_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TITLE, NAV_TITLE, SUMMARY = "title", "nav_title", "summary"
# The keys of the front matter that hold words, in the order in which they are listed.
FRONT_KINDS = (TITLE, NAV_TITLE, SUMMARY)
CELL_KINDS = frozenset({"head", "cell"})

_FENCE = "---"
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKERS = r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_INDENT = re.compile(r"[ \t]*")
_ITEM = re.compile(rf"[ \t]*{_MARKERS}")
_TASK = re.compile(r"\[[ xX]\] +")
_HEADING = re.compile(rf"[ \t]*{_MARKERS}#{{1,6}}[ \t]+")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_BOX = re.compile(rf'(?P<prefix>[ \t]*{_MARKERS}(?:!!!|\?\?\?\+?)[ \t]*[^"\s][^"]*")(?P<words>.*)"[ \t]*$')
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[^{}]*?\s*\}\s*$")
_BAR = re.compile(r"\\.|\|")
# Styles of YAML whose value goes on to the next key.
_BLOCK_STYLES = frozenset({"|", ">"})


@dataclass(frozen=True)
class RawBlock:
    """A block with its words as written. ``text`` is ``file[start:end]``; of a key in the front matter, its value.

    ``kind`` is that of the block, or ``nav_title``. ``line`` counts from 1 in the file; ``nth`` from 0 among the
    blocks that begin on this line (the cells of a row of a table).
    """

    kind: str
    line: int
    nth: int
    start: int
    end: int
    text: str
    block: Block

    @property
    def words(self) -> str:
        """The text on one line, as people are shown it."""
        return " ".join(part.strip() for part in _LINE_END.split(self.text))


@dataclass(frozen=True)
class RawFile:
    """The text of a page or snippet, byte for byte, and its blocks: title, menu name, summary, then the body in order.

    ``body_start``: where the text below the front matter begins. ``snippets``: the names of the snippets that it takes
    in. ``waivers``: how many waivers stand in it.
    """

    path: str
    text: str
    blocks: tuple[RawBlock, ...]
    body_start: int = 0
    snippets: tuple[str, ...] = ()
    waivers: int = 0

    @property
    def line_end(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"


@dataclass(frozen=True)
class _Line:
    start: int
    text: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets in the file for offsets in the line, without blanks at both ends."""
        part = self.text[start:end]
        left = start + len(part) - len(part.lstrip())
        return self.start + left, self.start + max(left, start + len(part.rstrip()))


def extract_raw_file(text: str, *, path: str) -> RawFile:
    """Find the words of every block of a file. Blocks that are written in no way that pages use are left out."""
    lines = _split_lines(text)
    body_line = _body_line(lines)
    front = _front_blocks(text, lines, body_line)
    own = [line.text for line in lines[body_line - 1 :]]
    body = extract_body("\n".join(_blank_snippet(line) for line in own), first_line=body_line)
    blocks: list[RawBlock] = []
    on_line: Counter[int] = Counter()
    for block in body.blocks:
        nth = on_line[block.line]
        on_line[block.line] += 1
        span = _span(lines, block, nth)
        if span is not None:
            blocks.append(RawBlock(block.kind, block.line, nth, *span, text[slice(*span)], block))
    names = tuple(name for name in map(extract_name, own) if name)
    start = lines[body_line - 1].start if body_line <= len(lines) else len(text)
    return RawFile(path, text, (*front, *blocks), start, names, len(body.waivers))


def replace_raw_blocks(text: str, changes: Mapping[RawBlock, str]) -> str:
    """Return a file with other words in some of its blocks; everything else stays, byte for byte.

    A value of the front matter keeps its quotes, or gets them where YAML needs them.
    """
    parts: list[str] = []
    done = 0
    for raw, words in sorted(changes.items(), key=lambda item: item[0].start):
        old = text[raw.start : raw.end]
        new = _render_value(words, like=old) if raw.kind in FRONT_KINDS else words
        parts += [text[done : raw.start], old if words == raw.text else new]
        done = raw.end
    return "".join([*parts, text[done:]])


def render_value(words: str) -> str:
    """Return a text as a value of the front matter."""
    return _render_value(words, like="")


def _split_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for match in _LINE_END.finditer(text):
        lines.append(_Line(start, text[start : match.start()]))
        start = match.end()
    return [*lines, _Line(start, text[start:])]


def _body_line(lines: Sequence[_Line]) -> int:
    """Return the first line below the front matter; 1 without front matter (a snippet)."""
    if lines[0].text.rstrip() != _FENCE:
        return 1
    return next((number + 1 for number, line in enumerate(lines[1:], 2) if line.text.rstrip() == _FENCE), 1)


def _blank_snippet(line: str) -> str:
    # The indentation stays: two empty lines would end the note or card around them.
    return line[: len(line) - len(line.lstrip())] if MARK in line else line


def _front_blocks(text: str, lines: Sequence[_Line], body_line: int) -> list[RawBlock]:
    if body_line == 1:
        return []
    offset, end = lines[1].start, lines[body_line - 2].start
    try:
        node = yaml.compose(text[offset:end], Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return []
    found: dict[str, RawBlock] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in FRONT_KINDS and isinstance(value, yaml.ScalarNode):
            span = (offset + value.start_mark.index, offset + value.end_mark.index)
            if value.style in _BLOCK_STYLES:  # its mark lies at the start of the next key
                span = (span[0], span[0] + len(text[slice(*span)].rstrip()))
            line = key.start_mark.line + 2
            block = Block(key.value, (), line, line + 1, value.value)
            found[key.value] = RawBlock(key.value, line, 0, *span, value.value, block)
    return [found[kind] for kind in FRONT_KINDS if kind in found]


def _span(lines: Sequence[_Line], block: Block, nth: int) -> tuple[int, int] | None:
    first, last = lines[block.line - 1], lines[max(block.line, block.end - 1) - 1]
    if block.kind == "heading":
        match = _HEADING.match(first.text)
        return first.span(match.end(), _before_attributes(_HEADING_END.sub("", first.text))) if match else None
    if block.kind in CELL_KINDS:
        cells = _split_row(first.text)
        if nth >= len(cells):  # the reader fills up a short row
            return None
        start, end = cells[nth]
        return first.span(start, max(start, _before_attributes(first.text[:end])))
    if block.kind == "admonition":
        match = _BOX.match(first.text)
        return first.span(*match.span("words")) if match else None
    marker = (_ITEM if block.kind == "item" else _INDENT).match(first.text)
    start = marker.end() if marker else 0
    box = _TASK.match(first.text, start) if block.is_task else None
    start = box.end() if box else start
    return first.start + start, last.start + len(last.text.rstrip())


def _before_attributes(text: str) -> int:
    """Return where the attribute lists at the end of a heading or cell begin."""
    while match := _ATTRIBUTES.search(text):
        text = text[: match.start()]
    return len(text)


def _split_row(line: str) -> list[tuple[int, int]]:
    """Return where each cell of a row of a table stands; a bar after a backslash is part of the words."""
    content = line.rstrip()
    bars = [match.start() for match in _BAR.finditer(content) if match[0] == "|"]
    opens = bool(bars) and not content[: bars[0]].strip()
    closes = bool(bars) and bars[-1] == len(content) - 1
    edges = [bar for bar in bars if not (opens and bar == bars[0]) and not (closes and bar == bars[-1])]
    starts = [bars[0] + 1 if opens else 0, *(edge + 1 for edge in edges)]
    ends = [*edges, len(content) - 1 if closes else len(content)]
    return [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]


def _render_value(words: str, *, like: str) -> str:
    """Return a YAML scalar for one line of text, plain where that is safe and ``like`` was plain."""
    if like.startswith('"'):
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if not like.startswith("'") and _is_plain(words):
        return words
    return "'" + words.replace("'", "''") + "'"


def _is_plain(words: str) -> bool:
    try:
        return bool(yaml.safe_load(f"key: {words}\n") == {"key": words})
    except (yaml.YAMLError, ValueError):
        return False
