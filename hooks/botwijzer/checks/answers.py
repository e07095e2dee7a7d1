"""One answer of a worksheet: words for one block, nothing that makes another block, and the links of the Dutch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.parity_structure import count_targets
from botwijzer.model.markdown import extract_body
from botwijzer.model.problem import Problem
from botwijzer.model.raw_blocks import CELL_KINDS, FRONT_KINDS
from botwijzer.model.snippets import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Body
    from botwijzer.model.translation_rows import Row
    from botwijzer.model.worksheet_file import Answer

CODES = {
    "WORK007": "An answer is not the text of one block.",
    "WORK008": "An answer has other links than its Dutch.",
}

_LINE_BREAK = re.compile(r"[\r\n\v\f\x85\u2028\u2029]")
_HTML = re.compile(r"<(?:[A-Za-z!?/])[^\s>]*>?")
_BRACE = re.compile(r"[{}]")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_CLOSING = re.compile(r"\s#+$")
_BAR = re.compile(r"(?:^|[^\\])(?:\\\\)*\|")
# Kinds of block whose words stand at the start of a line, or after the mark of a list item.
_OWN_LINES = frozenset({"paragraph", "item"})
# What begins another kind of block, in the notation of pages or in one that they do not use.
_BLOCK_START = re.compile(
    r"(?:[-*+]|\d{1,9}[.)])(?:\s|$)|>|!!!|\?\?\?|```|~~~|\[[ xX]\]\s|:\s|\[TOC\]|={3,}|-{3,}|\|", re.IGNORECASE
)


def check_answer(row: Row, answer: Answer, path: str) -> list[Problem]:
    """Return what keeps an answer from being the words of the block of its row."""
    words, kind = answer.translation, row.raw.kind
    found = next(_strange_parts(words, kind), None)
    if found is not None:
        expected = "words, with **bold**, *italics* and links only"
        action = "write it as one line of plain words"
        return [_problem(path, answer, "WORK007", found, expected, action)]
    if kind in FRONT_KINDS:  # no Markdown there, and no links
        return []
    body = _read(words, kind)
    if not _is_one_text(body):
        found = "markup that makes something else than one piece of text"
        action = "write it as the Dutch is written; put a backslash before a sign that is meant as a sign"
        return [_problem(path, answer, "WORK007", found, "the text of one block", action)]
    return _check_links(row, body, answer, path)


def _strange_parts(words: str, kind: str) -> Iterator[str]:
    """Yield what an answer holds and must not, the plainest first."""
    if _LINE_BREAK.search(words):
        yield "a line break"
    if MARK in words:
        yield f"'{MARK}'"
    if match := _HTML.search(words):
        yield f"raw HTML '{match[0][:40]}'"
    if match := _BRACE.search(words):
        yield f"the brace '{match[0]}'"
    if _HEADING.match(words) or (kind == "heading" and _CLOSING.search(words)):
        yield "the mark of a heading ('#')"
    if kind in CELL_KINDS and _BAR.search(words):
        yield "a bar '|' in a table cell"
    if kind == "admonition" and '"' in words:
        yield "a straight quotation mark '\"' in the title of a box (“ and ” are fine)"
    if kind in _OWN_LINES and (match := _BLOCK_START.match(words)):
        yield f"'{match[0].strip()}' at the start, which begins another kind of text"


def _read(words: str, kind: str) -> Body:
    """Read an answer as its block will be read."""
    if kind in CELL_KINDS:
        return extract_body(f"| {words} |\n| --- |")
    return extract_body(words if kind in _OWN_LINES else f"## {words}")


def _is_one_text(body: Body) -> bool:
    return (
        len(body.blocks) == 1 and bool(body.blocks[0].text) and not (body.refused_lines or body.loose or body.waivers)
    )


def _check_links(row: Row, body: Body, answer: Answer, path: str) -> list[Problem]:
    dutch = _read(row.dutch, row.raw.kind).blocks
    wanted = count_targets(dutch[0]) if dutch else count_targets(row.raw.block)
    there = count_targets(body.blocks[0])
    if wanted == there:
        return []
    found = ", ".join(sorted((there - wanted).elements())) or "none of its own"
    missing = ", ".join(sorted((wanted - there).elements())) or "no others"
    action = "keep each link of the Dutch: translate the words between [ and ], and leave what is between ( and )"
    return [_problem(path, answer, "WORK008", f"links: {found}", f"the links of the Dutch: {missing}", action)]


def _problem(path: str, answer: Answer, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=answer.number, code=code, found=found, expected=expected, action=action)
