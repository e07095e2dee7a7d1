"""The search scripts without their comments: those are for who reads the source, and a reader's telephone pays for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPTS = "assets/botwijzer/search-*.js"
# Comments that have lines of their own, and those at the end of a line after two spaces; nothing inside a line of code
# is touched, for strings and patterns may hold the same signs.
_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_END = re.compile(r"[ ]{2,}// [^\n'\"`]*$", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")


def remove_comments(script: str) -> str:
    """Return a script without comments on lines of their own and at line ends, and without empty lines."""
    return _EMPTY.sub("\n", _END.sub("", _LINE.sub("", _BLOCK.sub("", script))))


def write_lighter_scripts(site: Path) -> None:
    """Write the search scripts of the built site again, without comments."""
    for path in sorted(site.glob(_SCRIPTS)):
        path.write_text(remove_comments(path.read_text(encoding="utf-8")), encoding="utf-8")
