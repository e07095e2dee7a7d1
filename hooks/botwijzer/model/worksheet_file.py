"""A translator's worksheet as a file: which sheets and columns it has, and reading back what people made of it."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from botwijzer.model.problem import Problem
from botwijzer.model.translation_rows import hash_words

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

GUIDE_SHEET, ROWS_SHEET, DATA_SHEET = "Uitleg - Read me", "Teksten - Texts", "_botwijzer"
# First cell of the hidden sheet: that it is ours, and how it is laid out.
MARK, VERSION = "botwijzer worksheet", 1
COLUMNS = ("state", "what it is", "page", "Dutch", "translation", "checked", "remark", "id")
STATE, WHAT, PAGE, DUTCH, TRANSLATION, CHECKED, REMARK, ID = range(1, len(COLUMNS) + 1)
# Row of the headings of the columns, on both sheets; the texts begin below it.
HEAD_ROW = 2
FIRST_ROW = HEAD_ROW + 1
# Our largest has some 200 KB. What unpacks to more than this is no worksheet and would fill the memory.
MAX_UNPACKED_BYTES = 200_000_000
# Spreadsheets may give a look to a million empty rows; nobody types an answer that far down.
MAX_ROWS_BELOW = 1_000
_MARKS = frozenset({"x", "✓", "✔"})


@dataclass(frozen=True)
class Answer:
    """What one row of a worksheet says. ``number`` is the row as the spreadsheet counts it.

    ``translation`` is what stands there now, ``is_changed`` whether that is something else than what was exported.
    ``exported``: the hash of the exported translation.
    """

    number: int
    id: str
    translation: str
    is_changed: bool
    is_checked: bool
    exported: str
    remark: str

    @property
    def is_given(self) -> bool:
        """Whether the row asks for anything."""
        return self.is_changed or self.is_checked


@dataclass(frozen=True)
class WorksheetFile:
    """A worksheet that was read. ``problems``: what somebody did to it that must not be; then nothing is taken in."""

    path: str
    language: str
    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]


def read_worksheet(path: Path) -> tuple[WorksheetFile | None, list[Problem]]:
    """Read a worksheet. Never raises; ``None`` and the reason when the file is no worksheet of ours."""
    try:
        book = _load(path)
        sheets = book.sheetnames
        if sheets != [GUIDE_SHEET, ROWS_SHEET, DATA_SHEET]:
            return None, [_not_ours(path, f"the sheets {', '.join(sheets)}")]
        rows, data = book[ROWS_SHEET], book[DATA_SHEET]
        if [data.cell(1, column).value for column in (1, 2)] != [MARK, VERSION]:
            return None, [_not_ours(path, f"the sheet {DATA_SHEET} without '{MARK} {VERSION}' at its top")]
        if tuple(rows.cell(HEAD_ROW, column).value for column in range(1, ID + 1)) != COLUMNS:
            return None, [_not_ours(path, f"other columns than {', '.join(COLUMNS)}")]
        return _read_rows(path, rows, data), []
    except _UnreadableError as error:
        return None, [_not_ours(path, str(error))]
    except Exception as error:  # noqa: BLE001  (a file that anybody may have made; openpyxl raises what it likes)
        return None, [_not_ours(path, f"a file that cannot be read ({type(error).__name__})")]


class _UnreadableError(Exception):
    pass


def _load(path: Path) -> Any:
    if not path.is_file():
        raise _UnreadableError("no such file")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        raise _UnreadableError("no .xlsx file (save it as 'Excel workbook (.xlsx)')") from None
    if size > MAX_UNPACKED_BYTES:
        raise _UnreadableError(f"{size:,} bytes when it is unpacked")
    with warnings.catch_warnings():  # about pictures and styles of other programs, which nobody needs here
        warnings.simplefilter("ignore")
        return load_workbook(path, keep_links=False)


def _not_ours(path: Path, found: str) -> Problem:
    return Problem(
        path=path.name,
        line=0,
        code="WORK001",
        found=found,
        expected="a worksheet that make worksheet has written",
        action="take the translator's own file, or make a new one",
    )


def _read_rows(path: Path, rows: Worksheet, data: Worksheet) -> WorksheetFile:
    expected = [
        tuple(str(data.cell(number, column).value or "") for column in (1, 2, 3))
        for number in range(FIRST_ROW, data.max_row + 1)
    ]
    language = str(data.cell(1, 3).value or "")
    reader = _RowReader(path.name)
    for number, (identifier, dutch, translation) in enumerate(expected, FIRST_ROW):
        reader.read(rows, number, identifier, dutch, translation)
    end = FIRST_ROW + len(expected)
    for number in range(end, min(rows.max_row, end + MAX_ROWS_BELOW) + 1):
        if any(rows.cell(number, column).value is not None for column in range(1, ID + 1)):
            reader.add(number, "WORK002", "a row that was added", "only the rows of the worksheet", "remove the row")
    if reader.moved:
        more = f" (and so on {len(reader.moved) - 1} more rows)" if len(reader.moved) > 1 else ""
        action = "put the rows back in their order (undo sorting, removing and adding), or make a new worksheet"
        found = f"another row here than the worksheet had{more}"
        reader.add(reader.moved[0], "WORK002", found, "every row in its place", action)
    if len({identifier for identifier, _, _ in expected}) != len(expected):
        reader.add(0, "WORK002", "two rows with one id", "each row once", "make a new worksheet")
    return WorksheetFile(path.name, language, tuple(reader.answers), tuple(reader.problems))


class _RowReader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.answers: list[Answer] = []
        self.problems: list[Problem] = []
        self.moved: list[int] = []

    def add(self, number: int, code: str, found: str, expected: str, action: str) -> None:
        self.problems.append(
            Problem(path=self.name, line=number, code=code, found=found, expected=expected, action=action)
        )

    def read(self, rows: Worksheet, number: int, identifier: str, dutch: str, exported: str) -> None:
        before = len(self.problems)
        cells = {column: self._text(rows.cell(number, column), number) for column in range(1, ID + 1)}
        if len(self.problems) > before:
            return
        if cells[ID] != identifier:
            self.moved.append(number)
            return
        if hash_words(cells[DUTCH]) != dutch:
            found, expected = f"other Dutch words: “{shorten(cells[DUTCH])}”", "the Dutch as it was sent"
            action = "put the Dutch back; write what is wrong with it under 'remark'"
            self.add(number, "WORK003", found, expected, action)
        checked = cells[CHECKED].strip()
        if checked.lower() not in {"", *_MARKS}:
            self.add(
                number, "WORK009", f"'{shorten(checked)}' under 'checked'", "x, or nothing", "write x, or empty it"
            )
        words = cells[TRANSLATION].strip()
        is_changed = hash_words(words) != exported
        self.answers.append(
            Answer(number, identifier, words, is_changed, bool(checked), exported, cells[REMARK].strip())
        )

    def _text(self, cell: Cell, number: int) -> str:
        value = cell.value
        if value is None:
            return ""
        if cell.data_type == "f" or (not isinstance(value, str | int)) or isinstance(value, bool):
            kind = "a formula" if cell.data_type == "f" else "a number, date or yes/no"
            name = COLUMNS[cell.column - 1]
            action = "type it again as text (with ' before it)"
            self.add(number, "WORK004", f"{kind} under '{name}'", "plain text", action)
            return ""
        if cell.data_type == "e":
            self.add(number, "WORK004", f"the error {value}", "plain text", "type it again as text")
            return ""
        return str(value)


def shorten(text: str, *, most: int = 60) -> str:
    """Return the beginning of a text, for a message."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
