"""Reading one text file that a person wrote, without ever raising on what is in it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

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


def read_source_text(path: Path, *, root: Path, max_bytes: int = MAX_PAGE_BYTES) -> SourceText:
    """Read ``path`` as UTF-8 text.

    Never raises: a missing, empty, huge, binary or wrongly encoded file gives ``text=None`` and a problem with the
    line where it goes wrong.
    """
    name = path.relative_to(root).as_posix()
    problem = functools.partial(Problem, path=name, code="FILE001")
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return SourceText(
            None,
            (
                problem(
                    line=0,
                    code="FILE007",
                    found="a symbolic link that leads out of the project",
                    expected="a real file",
                    action="copy the file here, or remove the link",
                ),
            ),
        )
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        return SourceText(
            None,
            (
                problem(
                    line=0,
                    found=f"no readable file here ({reason.lower()})",
                    expected="a text file",
                    action="create it, or remove what points to it",
                ),
            ),
        )
    return _decode(raw, name=name, max_bytes=max_bytes)


def _decode(raw: bytes, *, name: str, max_bytes: int) -> SourceText:
    problem = functools.partial(Problem, path=name, line=0)
    if not raw.strip():
        return SourceText(
            None,
            (problem(code="FILE002", found="an empty file", expected="text", action="fill it or delete it"),),
        )
    if len(raw) > max_bytes:
        found = f"a file of {len(raw):,} bytes"
        return SourceText(
            None,
            (
                problem(
                    code="FILE003", found=found, expected=f"at most {max_bytes:,}", action="split it into smaller pages"
                ),
            ),
        )
    if raw.startswith(UTF8_BOM):
        return SourceText(
            None,
            (
                problem(
                    line=1,
                    code="FILE005",
                    found="a byte order mark (BOM) before the first character",
                    expected="UTF-8 without BOM",
                    action="save the file as 'UTF-8' instead of 'UTF-8 with BOM'",
                ),
            ),
        )
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        return SourceText(
            None,
            (
                problem(
                    line=line,
                    code="FILE006",
                    found="a NUL byte",
                    expected="text only",
                    action="remove it; the file may be binary or saved as UTF-16",
                ),
            ),
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return SourceText(
            None,
            (
                problem(
                    line=line,
                    code="FILE004",
                    found=f"a byte that is not UTF-8 (0x{raw[error.start]:02x})",
                    expected="text saved as UTF-8",
                    action="save the file again with encoding UTF-8",
                ),
            ),
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    long_lines = [number for number, line in enumerate(text.split("\n"), 1) if len(line) > MAX_LINE_CHARACTERS]
    if long_lines:
        return SourceText(
            None,
            tuple(
                problem(
                    line=number,
                    code="FILE008",
                    found=f"a line of more than {MAX_LINE_CHARACTERS:,} characters",
                    expected="shorter lines",
                    action="break the line, or remove what was pasted",
                )
                for number in long_lines
            ),
        )
    return SourceText(text)
