"""Content is text: the lines of a page hold no HTML, no code, no attributes and no markup that we do not know.

Read from the raw lines, because what one Markdown reader takes for text another may take for a tag: the site's own
reader is Python-Markdown, ours is markdown-it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "MARK001": "raw HTML",
    "MARK002": "code, a quotation, a rule or a forced line break",
    "MARK003": "an event handler or style attribute",
    "MARK004": "an address that runs a program or embeds data",
    "MARK005": "an attribute list other than a heading's id or claims",
    "MARK006": "an attribute list that belongs to no block",
    "MARK007": "an attribute list or brace left inside the text",
    "MARK008": "markup that pages do not use",
    "MARK009": "a tab or an invisible character",
}

_HTML = re.compile(r"<(?:[A-Za-z][\w:-]*|/|!|\?)[^\s>]*")
_COMMENT_LINE = re.compile(r"\s*<!--\s*allow\b[^<>]*-->\s*")
_HANDLER = re.compile(r"\b(?:on[a-z]{3,}|style)\s*=(?!=)", re.IGNORECASE)
_ADDRESS = re.compile(r"\](?:\s*[(\[]|:)(?P<address>(?:[^()\]]|\([^()\]]*\)){0,400})", re.DOTALL)
_UNSAFE_SCHEME = re.compile(r"(?:javascript|vbscript|data|file|blob):")
_BRACES = re.compile(r"\{[^{}\n]*\}")
_CLAIMS_LIST = re.compile(r'\{: claims="[a-z0-9]+(?:-[a-z0-9]+)*(?: [a-z0-9]+(?:-[a-z0-9]+)*)*" \}')
_HEADING_END = re.compile(r"^\s*#{1,6} .*(\{#[^{}\s]*\})$")
_OWN_LINE = re.compile(r"^\s*\{[^{}]*\}\s*$")
_LIST_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_UNKNOWN_MARKUP = (
    (re.compile(r"\[\["), "'[['"),
    (re.compile(r"\{\{|\{%"), "a template ('{{' or '{%')"),
    (re.compile(r"\[\^"), "a footnote ('[^')"),
    (re.compile(r"^\s*\[TOC\]", re.IGNORECASE), "'[TOC]'"),
    (re.compile(r"^\s*\*?\[[^\]]+\]:"), "a definition at the start of a line ('[…]:')"),
    (re.compile(r"^\s*:\s"), "a definition list (': ')"),
    (re.compile(r"^\s*:::"), "':::'"),
    (re.compile(r"^\s*={3,}"), "a tab or an underlined heading ('===')"),
    (re.compile(r"~~|\^\^|\+\+|(?<![=!<>])==(?!=)"), "'~~', '^^', '++' or '=='"),
    (re.compile(r"\$\$"), "a formula ('$$')"),
)
# Letters that cannot be seen: they split words that the other rules look for, and turn text around.
_INVISIBLE = re.compile(r"[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff]")


def check_dialect(project: Project) -> list[Problem]:
    """Return what stands in the lines of a page beside plain text, headings, lists, tables, links and claims.

    ``<script>``, ``onclick=`` and ``javascript:`` are refused, never cleaned: content is text (issue 2, bad input).
    """
    return [problem for page in project.pages for problem in _check_page(page)]


def _check_page(page: SourcePage) -> Iterator[Problem]:
    html_lines: set[int] = set()
    for number, line in enumerate(page.text.split("\n"), 1):
        for problem in _check_line(page, number, line):
            if problem.code == "MARK001":
                html_lines.add(number)
            yield problem
    yield from _check_addresses(page)
    lines = page.text.split("\n")
    for number, what in page.body.refused_lines:
        if what != "raw HTML":
            action = "write it as an ordinary paragraph, list or note"
            if what == "a forced line break":
                action = "remove the blanks or the backslash at the end of the line"
            yield page_problem(page, number, "MARK002", what, "plain text", action)
        elif number not in html_lines and not _COMMENT_LINE.fullmatch(lines[number - 1]):  # WAIVE003 speaks of those
            yield page_problem(page, number, "MARK001", what, "plain text", "remove the tag")
    yield from _check_attributes(page)


def _check_line(page: SourcePage, number: int, line: str) -> Iterator[Problem]:
    plain = "" if _COMMENT_LINE.fullmatch(line) else line
    if tag := _HTML.search(plain):
        yield page_problem(page, number, "MARK001", f"raw HTML '{tag[0][:40]}'", "plain text", "remove the tag")
    if handler := _HANDLER.search(html.unescape(plain)):
        found = f"'{handler[0]}', which looks like an HTML attribute"
        yield page_problem(page, number, "MARK003", found, "plain text", "remove it")
    if hidden := _INVISIBLE.search(line):
        what = "a tab" if hidden[0] == "\t" else f"an invisible character ({_name(hidden[0])})"
        # A tab in the front matter has been reported by the reader (YAML004).
        if hidden[0] != "\t" or number >= page.body_line:
            yield page_problem(page, number, "MARK009", what, "visible letters and spaces", "replace it by spaces")
    if number < page.body_line:
        return
    for pattern, what in _UNKNOWN_MARKUP:
        if pattern.search(plain):
            action = "write it in words; CONTRIBUTING.md lists the markup of pages"
            yield page_problem(page, number, "MARK008", what, "markup that pages use", action)


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _check_addresses(page: SourcePage) -> Iterator[Problem]:
    seen: set[int] = set()
    for match in _ADDRESS.finditer(page.text):
        number = page.text.count("\n", 0, match.start()) + 1
        if _is_unsafe(match["address"]):
            seen.add(number)
            yield _unsafe_problem(page, number, " ".join(match["address"].split()))
    for block in page.body.blocks:
        for link in block.links:
            if _is_unsafe(link.target) and link.line not in seen:
                yield _unsafe_problem(page, link.line, link.target)


def _is_unsafe(address: str) -> bool:
    """Whether a browser would run or unpack the address: it ignores case, blanks, control characters and entities."""
    plain = html.unescape(html.unescape(address)).lower()
    return bool(_UNSAFE_SCHEME.match("".join(c for c in plain if c.isalnum() or c in ":/#.-?")))


def _unsafe_problem(page: SourcePage, line: int, address: str) -> Problem:
    found = f"a link to '{address.strip()[:60]}'"
    return page_problem(page, line, "MARK004", found, "a link to a page of this site", "remove the link")


def _check_attributes(page: SourcePage) -> Iterator[Problem]:
    lines = page.text.split("\n")
    reported: set[int] = set()
    for number, line in enumerate(lines[page.body_line - 1 :], page.body_line):
        heading = _HEADING_END.match(line)
        for match in _BRACES.finditer(line):
            is_heading_id = heading is not None and match.end() == heading.end(1)
            if not is_heading_id and not _CLAIMS_LIST.fullmatch(match[0]):
                reported.add(number)
                action = "remove it, or correct it (claims are small letters, digits and hyphens)"
                expected = '{#id} at the end of a heading, or {: claims="id" }'
                yield page_problem(page, number, "MARK005", f"the attribute list '{match[0]}'", expected, action)
        following = lines[number] if number < len(lines) else ""
        if _OWN_LINE.match(line) and _OWN_LINE.match(following):
            reported.add(number)
            action = "put all ids in one list, with blanks between them"
            yield page_problem(page, number, "MARK006", "two attribute lists below each other", "one per block", action)
        elif _OWN_LINE.match(line) and following.strip() and not _LIST_MARKER.match(following):
            reported.add(number)
            action = "put the attribute list below the last line of the paragraph, then an empty line"
            yield page_problem(page, number, "MARK006", "an attribute list inside a paragraph", "it at the end", action)
    for loose in page.body.loose:
        if loose.line not in reported:
            found, expected = (
                f"the attribute list '{{: {loose.raw} }}' on its own",
                "it directly below a paragraph or item",
            )
            reported.add(loose.line)
            yield page_problem(
                page, loose.line, "MARK006", found, expected, "remove the empty line above it, or remove it"
            )
    for block in page.body.blocks:
        if ("{" in block.text or "}" in block.text) and not reported & set(range(block.line, block.end + 1)):
            action = "put the list on the line below the paragraph, or at the end of the table cell"
            yield page_problem(page, block.line, "MARK007", "a brace left in the text", "text without { and }", action)
