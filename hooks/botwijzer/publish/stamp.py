"""The stamp of a translation: the hashes of the Dutch blocks that it was made from, in its front matter."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from botwijzer.model.project import Project

STAMP_WIDTH = 110
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<keys>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
# The key with all lines of its value: indented ones, items, and the closing bracket of a list.
_STAMP = re.compile(r"^(?P<quote>['\"]?)source(?P=quote)[ \t]*:.*\n(?:(?:[ \t]+\S|-[ \t]|\]).*\n)*", re.MULTILINE)


def replace_stamp(text: str, hashes: Sequence[str], *, width: int = STAMP_WIDTH) -> str:
    """Return a page with ``source:`` in its front matter set to ``hashes``; nothing else changes.

    An existing stamp keeps its place, a new one becomes the last key. Stamping twice gives the same text. A text
    without front matter is returned as it is. Each hash is quoted: ``12345678`` would be a number in YAML.
    """
    front = _FRONT.match(text)
    if front is None:
        return text
    line_end = "\r\n" if text.split("\n", 1)[0].endswith("\r") else "\n"
    flow = f"source: [{', '.join(repr(item) for item in hashes)}]"
    lines = textwrap.wrap(flow, width=width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    stamp = "".join(line + line_end for line in lines)
    keys = front["keys"]
    found = _STAMP.search(keys)
    start, end = found.span() if found else (len(keys), len(keys))
    return f"{text[: front.start('keys')]}{keys[:start]}{stamp}{keys[end:]}{text[front.end('keys') :]}"


def write_stamps(project: Project, paths: Collection[str] | None, *, width: int = STAMP_WIDTH) -> list[str]:
    """Stamp translations with the hashes of today's Dutch blocks; return the paths that now carry a true stamp.

    ``paths`` names the translations (relative to the project's root); ``None`` means all of them. A page that is no
    translation, or whose own or Dutch front matter is not valid, is left alone and not returned.
    """
    stamped: list[str] = []
    for source, translation in project.translations():
        if paths is not None and translation.path not in paths:
            continue
        if source.front is None or translation.front is None:
            continue
        file = project.root / translation.path
        with file.open(encoding="utf-8", newline="") as stream:
            old = stream.read()
        new = replace_stamp(old, [block.hash for block in source.blocks], width=width)
        if new != old:
            with file.open("w", encoding="utf-8", newline="") as stream:
                stream.write(new)
        stamped.append(translation.path)
    return stamped
