"""The worksheet of a language: one .xlsx for a translator without git, Dutch beside the translation, stale ones first."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from botwijzer.model.translation_rows import State, hash_words, legal_words
from botwijzer.model.worksheet_file import (
    CHECKED,
    COLUMNS,
    DATA_SHEET,
    FIRST_ROW,
    GUIDE_SHEET,
    HEAD_ROW,
    ID,
    MARK,
    REMARK,
    ROWS_SHEET,
    STATE,
    TRANSLATION,
    VERSION,
)
from botwijzer.publish.worksheet_guide import GUIDE_DUTCH, GUIDE_ENGLISH, GUIDE_TITLE, describe_block

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from botwijzer.model.records import Language
    from botwijzer.model.translation_rows import Row, Translation

# Widths in characters, in the order of the columns.
_WIDTHS = (10, 24, 30, 60, 60, 10, 30, 10)
_GUIDE_WIDTH = 110
_FILLS = {State.MISSING: "FFF2CC", State.STALE: "F8CBAD", State.CURRENT: "E2EFDA"}
_HEAD_FILL = "D9E1F2"
# Order in which words are read inside a cell (ECMA-376, 18.8.1): 1 left to right, 2 right to left.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2
_ANSWERS = (TRANSLATION, CHECKED, REMARK)
_TEXT_FORMAT = "@"


def render_worksheet(translation: Translation, language: Language) -> bytes:
    """Return the worksheet of a language as an .xlsx file.

    Only translation, checked and remark can be typed in (the protection has no password: it keeps from slips). The
    hidden sheet has, per row, its id and the hashes of the Dutch and of the translation as they are now.
    """
    book = Workbook()
    guide, rows, data = book.active, book.create_sheet(ROWS_SHEET), book.create_sheet(DATA_SHEET)
    assert guide is not None
    guide.title = GUIDE_SHEET
    _fill_guide(guide, language)
    _fill_head(rows, language)
    data.append([MARK, VERSION, language.code])
    data.append(["id", "Dutch", "translation"])
    for number, row in enumerate(translation.sorted_rows, FIRST_ROW):
        _fill_row(rows, number, row, language)
        data.append([row.id, hash_words(row.dutch), hash_words(row.translation)])
    _finish_rows(rows, len(translation.rows))
    data.sheet_state = "hidden"
    for sheet in (guide, rows, data):
        sheet.protection.sheet = True
    book.active = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_guide(sheet: Any, language: Language) -> None:
    lines = [GUIDE_TITLE.format(language=language.name), "", *GUIDE_DUTCH, "", *GUIDE_ENGLISH]
    headings = {GUIDE_DUTCH[0], GUIDE_ENGLISH[0], lines[0]}
    for number, line in enumerate(lines, 1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=line in headings)
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH


def _fill_head(sheet: Worksheet, language: Language) -> None:
    sheet.cell(1, 1, f"Nederlands → {language.name} ({language.code})").font = Font(bold=True)
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(HEAD_ROW, column, name)
        cell.font, cell.fill = Font(bold=True), _fill(_HEAD_FILL)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(ID)].hidden = True
    sheet.freeze_panes = f"A{FIRST_ROW}"


def _fill_row(sheet: Worksheet, number: int, row: Row, language: Language) -> None:
    what = describe_block(row.raw.kind, row.trail, is_task=row.raw.block.is_task)
    values = (row.state.value, what, row.path, row.dutch, row.translation, "", "", row.id)
    is_rtl = language.direction == "rtl"
    for column, value in enumerate(values, 1):
        cell: Cell = sheet.cell(number, column)
        if value:
            cell.value = legal_words(value)
            cell.data_type = "s"  # words that begin with = are words
        turned = is_rtl and column == TRANSLATION
        cell.alignment = Alignment(
            wrap_text=True,
            vertical="top",
            horizontal="right" if turned else "left",
            readingOrder=_RIGHT_TO_LEFT if turned else _LEFT_TO_RIGHT,
        )
        if column in _ANSWERS:
            cell.protection = Protection(locked=False)
            cell.number_format = _TEXT_FORMAT
        if column == STATE or (row.state is State.STALE and column not in {CHECKED, REMARK}):
            cell.fill = _fill(_FILLS[row.state])


def _finish_rows(sheet: Worksheet, count: int) -> None:
    last = HEAD_ROW + count
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(ID)}{last}"
    # Looking is free: filter, make columns wider, rows higher. Sorting is not: rows are known by their place.
    sheet.protection.autoFilter = sheet.protection.formatColumns = sheet.protection.formatRows = False
    marks = DataValidation(type="list", formula1='"x"', allow_blank=True)
    marks.error, marks.showErrorMessage = "x", True
    if count:
        marks.add(f"{get_column_letter(CHECKED)}{FIRST_ROW}:{get_column_letter(CHECKED)}{last}")
        sheet.add_data_validation(marks)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)
