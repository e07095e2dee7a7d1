"""One key in the front matter of a page, replaced in the text of its file; every other character stays."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FRONT_WIDTH = 110
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<keys>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def render_hashes(key: str, hashes: Sequence[str], *, width: int = FRONT_WIDTH, indent: str = "  ") -> list[str]:
    """Return the lines of a key that lists hashes. Each is quoted: ``12345678`` would be a number in YAML."""
    flow = f"{key}: [{', '.join(repr(item) for item in hashes)}]"
    return textwrap.wrap(flow, width=width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def replace_front_key(text: str, key: str, lines: Sequence[str]) -> str:
    """Return a page with the lines of one key replaced; a key that is not there becomes the last one.

    Line ends stay as they are in the file. A text without front matter is returned as it is.
    """
    front = _FRONT.match(text)
    if front is None:
        return text
    line_end = "\r\n" if text.split("\n", 1)[0].endswith("\r") else "\n"
    value = "".join(line + line_end for line in lines)
    keys = front["keys"]
    found = _key(key).search(keys)
    start, end = found.span() if found else (len(keys), len(keys))
    return f"{text[: front.start('keys')]}{keys[:start]}{value}{keys[end:]}{text[front.end('keys') :]}"


def _key(name: str) -> re.Pattern[str]:
    """Return a pattern for a key with all lines of its value: indented ones, items, the closing bracket of a list."""
    return re.compile(rf"^(?P<quote>['\"]?){name}(?P=quote)[ \t]*:.*\n(?:(?:[ \t]+\S|-[ \t]|\]).*\n)*", re.MULTILINE)
