"""Reading one text file that a person wrote, without ever raising on what is in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from botwijzer.model.problem import Problem

# Far above any real page (the longest is about 20 KB) and data file (claims: 200 KB); a larger file is a mistake.
MAX_PAGE_BYTES = 200_000
MAX_DATA_BYTES = 2_000_000
# A line longer than this is pasted binary or a lost line break; it also makes messages and diffs unreadable.
MAX_LINE_CHARACTERS = 5_000
UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceText:
    """A file's text with Unix line ends, or ``None`` and the problems that made it unreadable."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def read_source_text(
    path: Path, *, root: Path, max_bytes: int = MAX_PAGE_BYTES, max_line: int = MAX_LINE_CHARACTERS
) -> SourceText:
    """Read ``path`` as UTF-8 text.

    Never raises: a missing, empty, huge, binary or wrongly encoded file gives ``text=None`` and a problem with the
    line where it goes wrong.
    """
    name = path.relative_to(root).as_posix()
    # realpath, because Path.resolve raises on a link that leads to itself.
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root.resolve()):
        found, action = "a symbolic link that leads out of the project", "copy the file here, or remove the link"
        return SourceText(None, (_problem(name, 0, "FILE007", found, "a real file", action),))
    try:
        raw = path.read_bytes()
    except OSError as error:
        found = f"no readable file here ({(error.strerror or 'cannot be read').lower()})"
        action = "create it, or remove what points to it"
        return SourceText(None, (_problem(name, 0, "FILE001", found, "a text file", action),))
    broken = _find_broken_bytes(raw, name=name, max_bytes=max_bytes)
    if broken is not None:
        return SourceText(None, (broken,))
    text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    problems = tuple(_long_line_problem(name, number, max_line) for number in _find_long_lines(text, max_line))
    return SourceText(None if problems else text, problems)


def _problem(name: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=name, line=line, code=code, found=found, expected=expected, action=action)


def _find_broken_bytes(raw: bytes, *, name: str, max_bytes: int) -> Problem | None:
    """Return what keeps the bytes from being a text file, if anything does."""
    if not raw.strip():
        return _problem(name, 0, "FILE002", "an empty file", "text", "fill it or delete it")
    if len(raw) > max_bytes:
        found, action = f"a file of {len(raw):,} bytes", "split it into smaller pages"
        return _problem(name, 0, "FILE003", found, f"at most {max_bytes:,}", action)
    if raw.startswith(UTF8_BOM):
        found, action = "a byte order mark (BOM) before the first character", "save it as 'UTF-8', not 'UTF-8 with BOM'"
        return _problem(name, 1, "FILE005", found, "UTF-8 without BOM", action)
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        action = "remove it; the file may be binary or saved as UTF-16"
        return _problem(name, line, "FILE006", "a NUL byte", "text only", action)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = f"a byte that is not UTF-8 (0x{raw[error.start]:02x})"
        return _problem(name, line, "FILE004", found, "text saved as UTF-8", "save the file again with encoding UTF-8")
    return None


def _find_long_lines(text: str, most: int) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > most]


def _long_line_problem(name: str, line: int, most: int) -> Problem:
    found = f"a line of more than {most:,} characters"
    return _problem(name, line, "FILE008", found, "shorter lines", "break the line, or remove what was pasted")
