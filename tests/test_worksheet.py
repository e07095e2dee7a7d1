"""Worksheets: out, filled in, and back in; what is refused, and that nothing is written then."""

from __future__ import annotations

import difflib
import random
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from botwijzer.checks.sources import check_sources
from botwijzer.model.markdown import extract_body
from botwijzer.model.project import read_project
from botwijzer.model.raw_blocks import FRONT_KINDS, extract_raw_file, replace_raw_blocks
from botwijzer.model.translated_pages import block_keys
from botwijzer.model.translation_rows import read_translation
from botwijzer.model.worksheet_file import (
    CHECKED,
    DATA_SHEET,
    DUTCH,
    FIRST_ROW,
    GUIDE_SHEET,
    ID,
    PAGE,
    REMARK,
    ROWS_SHEET,
    STATE,
    TRANSLATION,
)
from botwijzer.publish.whole_file import write_whole
from botwijzer.translators import DONE, ERRORS, WRONG_USE, make_worksheet, take_in
from project_copy import ROOT, TESTS, apply_case, copy_base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


CASES = sorted((TESTS / "worksheets").glob("*.yml"))
COLUMNS = {"Dutch": DUTCH, "translation": TRANSLATION, "checked": CHECKED, "remark": REMARK}
ARABIC = """\
  - code: ar
    name: العربية
    direction: rtl
    decimal_mark: '.'
    thousands_mark: ''
    status: draft
    address: formal
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793534400")  # 2026-11-01
    return copy_base(tmp_path / "project")


def export(root: Path, language: str = "en") -> Path:
    path = root.parent / f"werkblad-{language}.xlsx"
    outcome = make_worksheet(root, language, path)
    assert outcome.code == DONE, outcome.text
    return path


def rows_sheet(path: Path) -> Worksheet:
    return load_workbook(path)[ROWS_SHEET]


def list_rows(path: Path) -> list[tuple[Any, ...]]:
    sheet = rows_sheet(path)
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=FIRST_ROW)]


def fill_in(path: Path, answers: list[dict[str, Any]]) -> None:
    """Type into the rows that the answers name by their Dutch (or the beginning of it), or by their number."""
    book = load_workbook(path)
    sheet = book[ROWS_SHEET]
    for answer in answers:
        if "all" in answer:
            numbers = [
                number
                for number in range(FIRST_ROW, sheet.max_row + 1)
                if str(sheet.cell(number, PAGE).value).startswith(answer["all"])
                and sheet.cell(number, STATE).value == "missing"
            ]
            for number in numbers:
                sheet.cell(number, TRANSLATION, answer["words"][str(sheet.cell(number, DUTCH).value)])
            continue
        wanted = answer["row"]
        number = wanted if isinstance(wanted, int) else find_row(sheet, wanted, answer.get("page", ""))
        for name, value in answer.items():
            if name in COLUMNS:
                sheet.cell(number, COLUMNS[name]).value = value
    book.save(path)


def find_row(sheet: Worksheet, beginning: str, page: str = "") -> int:
    for number in range(FIRST_ROW, sheet.max_row + 1):
        is_there = page in str(sheet.cell(number, PAGE).value)
        if is_there and str(sheet.cell(number, DUTCH).value).startswith(beginning):
            return number
    raise AssertionError(beginning)


def read_docs(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted((root / "docs").rglob("*.md"))
    }


def diff(before: dict[str, str], after: dict[str, str]) -> str:
    """Return what changed in pages and snippets, file by file, without context; hashes are counted, ␍ shows a line end of Windows."""
    lines: list[str] = []
    for path in sorted(before.keys() | after.keys()):
        old, new = _show(before.get(path, "")), _show(after.get(path, ""))
        if old != new:
            lines.append(path if path in before else f"{path} (new)")
            old_lines = old.split("\n") if old else []
            shown = list(difflib.unified_diff(old_lines, new.split("\n"), n=0, lineterm=""))[2:]
            lines += [line for line in shown if not line.startswith("@@")]
    return "\n".join(lines)


def _show(text: str) -> str:
    text = text.replace("\r\n", "␍\n")
    return re.sub(r"source: \[([^\]]*)\]", lambda stamp: f"source: {len(stamp[1].split(','))} hashes", text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, root: Path) -> None:
    """A case changes the small project, exports, fills in, perhaps changes the project again (then), and takes in."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    apply_case({"stamped": "before", **case}, root)
    sheet = export(root)
    if "rows" in case:
        assert [f"{row[0]} | {row[1]} | {row[3]}" for row in list_rows(sheet)[: len(case["rows"])]] == case["rows"]
    fill_in(sheet, case["answers"])
    apply_case({"stamped": "before", **case.get("then", {})}, root)
    before = read_docs(root)
    outcome = take_in(root, sheet)
    after = read_docs(root)
    assert outcome.text.split("\n") == case["says"]
    assert outcome.code == case.get("code", DONE)
    assert diff(before, after) == case.get("diff", "").rstrip("\n")
    assert [str(problem) for problem in check_sources(read_project(root))] == case.get("left", [])
    if outcome.code == DONE:
        assert take_in(root, sheet).code == DONE
        assert read_docs(root) == after


def test_the_words_of_every_block_can_be_replaced_and_nothing_else_changes() -> None:
    project = read_project(ROOT)
    paths = [page.path for page in project.pages] + [snippet.path for snippet in project.snippets.values()]
    for path in paths:
        file = extract_raw_file((ROOT / path).read_bytes().decode("utf-8"), path=path)
        assert replace_raw_blocks(file.text, {raw: raw.text for raw in file.blocks}) == file.text
        marked = replace_raw_blocks(file.text, {raw: f"{raw.text}x" for raw in file.blocks})
        again = extract_raw_file(marked, path=path)
        assert [raw.text for raw in again.blocks] == [f"{raw.text}x" for raw in file.blocks], path
        assert replace_raw_blocks(again.text, {raw: raw.text[:-1] for raw in again.blocks}) == file.text


def test_every_block_of_every_page_is_found_in_its_own_file() -> None:
    project = read_project(ROOT)
    others = [code for code in project.languages if code != project.source_language]
    files = [file for code in others for file in read_translation(project, code).files.values()]
    raws = {(file.path, raw.line, raw.nth): raw for file in files for raw in file.blocks}
    for page in project.pages:
        for key, block in zip(block_keys(page), page.blocks, strict=True):
            raw = raws[key]
            assert (raw.kind, raw.block.text) == (block.kind, block.text)
            shown = raw.text if raw.kind in FRONT_KINDS else extract_body(f"x {raw.words}").blocks[0].text
            assert shown == (block.text if raw.kind in FRONT_KINDS else f"x {block.text}".strip())


RAW_FILES = yaml.safe_load((TESTS / "raw_blocks.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", RAW_FILES, ids=lambda case: case["name"])
def test_raw_blocks(case: dict[str, Any]) -> None:
    file = extract_raw_file(case["text"], path="page.md")
    assert [f"{raw.kind}: {raw.text}" for raw in file.blocks] == case["blocks"]
    changed = replace_raw_blocks(file.text, {raw: case.get("words", f"{raw.text}!") for raw in file.blocks})
    assert changed == case["changed"]


def test_only_answers_can_be_typed_and_stale_rows_come_before_current_ones(root: Path) -> None:
    page = root / "docs/nl/voorkomen/index.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("Begin rustig.", "Begin kalm.\n\nNog iets."), encoding="utf-8"
    )
    book = load_workbook(export(root))
    assert book.sheetnames == [GUIDE_SHEET, ROWS_SHEET, DATA_SHEET]
    assert book[DATA_SHEET].sheet_state == "hidden"
    sheet = book[ROWS_SHEET]
    assert [sheet.cell(number, STATE).value for number in range(FIRST_ROW, FIRST_ROW + 3)] == [
        "missing",
        "stale",
        "current",
    ]
    assert sheet.freeze_panes == f"A{FIRST_ROW}"
    assert sheet.protection.sheet
    fills = set()
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        assert [cell.column for cell in row if not cell.protection.locked] == [TRANSLATION, CHECKED, REMARK]
        assert all(cell.alignment.wrap_text for cell in row)
        fills.add((row[STATE - 1].value, row[STATE - 1].fill.start_color.rgb))
    assert len(fills) == 3
    assert all(sheet.column_dimensions[letter].width >= 10 for letter in "ABCDEFG")
    assert sheet.column_dimensions["H"].hidden
    guide = "\n".join(str(row[0].value or "") for row in book[GUIDE_SHEET].iter_rows())
    assert "Zo vult u dit bestand in" in guide
    assert "How to fill in this file" in guide


def test_the_rows_follow_snippets_then_the_menu_then_the_page(root: Path) -> None:
    snippet = root / "docs/_data/snippets/nl/rustig.md"
    snippet.parent.mkdir(parents=True)
    snippet.write_text("- Begin rustig.\n", encoding="utf-8")
    shown = [(row[PAGE - 1], row[DUTCH - 1]) for row in list_rows(export(root)) if row[STATE - 1] == "current"]
    assert shown[:2] == [
        ("docs/nl/index.md", "Alles over botontkalking"),
        ("docs/nl/index.md", "Waar wilt u iets over weten?"),
    ]
    assert list_rows(export(root))[0][PAGE - 1] == "docs/_data/snippets/nl/rustig.md"
    pages = [path for path, _ in shown]
    assert pages == sorted(pages)  # index, then voorkomen/index, as in the menu


def test_a_language_that_runs_from_right_to_left(root: Path) -> None:
    languages = root / "docs/_data/languages.yml"
    languages.write_text(languages.read_text(encoding="utf-8") + ARABIC, encoding="utf-8")
    for code, order, side in (("ar", 2, "right"), ("en", 1, "left")):
        row = next(iter(rows_sheet(export(root, code)).iter_rows(min_row=FIRST_ROW)))
        translation, dutch = row[TRANSLATION - 1].alignment, row[DUTCH - 1].alignment
        assert (translation.readingOrder, translation.horizontal) == (order, side)
        assert (dutch.readingOrder, dutch.horizontal) == (1, "left")


def test_a_first_page_waits_for_its_snippet(root: Path) -> None:
    languages = root / "docs/_data/languages.yml"
    languages.write_text(languages.read_text(encoding="utf-8") + ARABIC, encoding="utf-8")
    snippet = root / "docs/_data/snippets/nl/rustig.md"
    snippet.parent.mkdir(parents=True)
    snippet.write_text("- Blijf rustig.\n", encoding="utf-8")
    page = root / "docs/nl/index.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("1. Blijf rustig.", '--8<-- "nl/rustig.md"'), encoding="utf-8"
    )
    sheet = export(root, "ar")
    book = load_workbook(sheet)
    for row in book[ROWS_SHEET].iter_rows(min_row=FIRST_ROW):
        if row[PAGE - 1].value == "docs/nl/index.md":
            row[TRANSLATION - 1].value = row[DUTCH - 1].value.replace("Bel", "اتصلوا").replace("nu", "الآن")
    book.save(sheet)
    outcome = take_in(root, sheet)
    assert outcome.text.split("\n") == [
        "docs/ar/index.md: waiting: 9 answers; docs/_data/snippets/ar/rustig.md, which it takes in, is not translated yet",
        "left in 'ar': 30 missing",
    ]
    assert not (root / "docs/ar").exists()


def test_a_page_without_a_stamp_is_stale_until_each_block_is_checked(root: Path) -> None:
    page = root / "docs/en/voorkomen/index.md"
    page.write_text(re.sub(r"source: .*\n", "", page.read_text(encoding="utf-8")), encoding="utf-8")
    sheet = export(root)
    stale = [row for row in list_rows(sheet) if row[STATE - 1] == "stale"]
    assert len(stale) == 20
    fill_in(sheet, [{"row": "Begin rustig.", "checked": "✓"}])
    assert take_in(root, sheet).text.split("\n") == [
        "docs/en/voorkomen/index.md: stamped; left: 19 stale",
        "marked as still right: 1 block",
        "left in 'en': 19 stale",
    ]
    codes = [problem.code for problem in check_sources(read_project(root))]
    assert len(codes) == 19
    assert set(codes) == {"STALE002", "STALE003"}


def test_a_waiver_is_not_lost(root: Path) -> None:
    for language, old in (("nl", "Begin rustig."), ("en", "Start slowly.")):
        page = root / f"docs/{language}/voorkomen/index.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(old, f"<!-- allow TERM001: a test -->\n{old}"), encoding="utf-8")
    page = root / "docs/nl/voorkomen/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("- Wat past", "- Wie?\n- Wat past"), encoding="utf-8")
    sheet = export(root)
    fill_in(sheet, [{"row": "Wie?", "translation": "Who?"}])
    before = read_docs(root)
    outcome = take_in(root, sheet)
    assert "waiting: 1 answer; the page has blocks too few and a waiver" in outcome.text
    assert read_docs(root) == before


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("nl", "'nl' is the language that the others are translated from; choose one of en"),
        ("xx", "unknown language 'xx' (docs/_data/languages.yml has en)"),
        ("", "name a language: make worksheet LANG=… (one of en)"),
    ],
)
def test_a_worksheet_is_for_a_language_of_the_project(root: Path, language: str, reason: str) -> None:
    path = root.parent / "sheet.xlsx"
    outcome = make_worksheet(root, language, path)
    assert (outcome.code, outcome.text) == (WRONG_USE, reason)
    assert not path.exists()


def test_nothing_but_the_worksheet_is_written(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    export(root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    outcome = make_worksheet(root, "en", root / "docs/nl/index.md")
    assert outcome.code == WRONG_USE
    assert outcome.text == "'index.md' is no name for a worksheet: it must end with .xlsx"


def test_answers_that_were_not_taken_in_are_not_written_over(root: Path) -> None:
    sheet = export(root)
    fill_in(sheet, [{"row": "Begin rustig.", "translation": "Start gently."}])
    outcome = make_worksheet(root, "en", sheet)
    assert outcome.code == WRONG_USE
    assert "holds answers that are not in the project yet; take them in first (make take-in)" in outcome.text
    assert take_in(root, sheet).code == DONE
    assert make_worksheet(root, "en", sheet).code == DONE
    other = root.parent / "other.xlsx"
    Workbook().save(other)
    assert "is there already, and is no worksheet for 'en'" in make_worksheet(root, "en", other).text


def test_a_page_that_cannot_be_read_is_named(root: Path) -> None:
    sheet = export(root)
    page = root / "docs/en/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("updated:", "changed:"), encoding="utf-8")
    reason = "cannot be read: docs/en/index.md; mend that first (make check)"
    outcome = make_worksheet(root, "en", root.parent / "new.xlsx")
    assert (outcome.code, outcome.text) == (ERRORS, reason)
    outcome = take_in(root, sheet)
    assert (outcome.code, outcome.text) == (ERRORS, f"{reason}; nothing was written")


def _break_marks(sheet: Path) -> None:
    book = load_workbook(sheet)
    book[DATA_SHEET].cell(1, 2, 99)
    book.save(sheet)


def _break_columns(sheet: Path) -> None:
    book = load_workbook(sheet)
    book[ROWS_SHEET].delete_cols(STATE)
    book.save(sheet)


def _name_language(sheet: Path) -> None:
    book = load_workbook(sheet)
    book[DATA_SHEET].cell(1, 3, "xx")
    book.save(sheet)


NOT_OURS = "; expected a worksheet that make worksheet has written; take the translator's own file, or make a new one"
STRANGE_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (
        lambda path: path.write_text("words", encoding="utf-8"),
        "no .xlsx file (save it as 'Excel workbook (.xlsx)')",
    ),
    "empty": (lambda path: path.write_bytes(b""), "no .xlsx file (save it as 'Excel workbook (.xlsx)')"),
    "half": (
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        "no .xlsx file (save it as 'Excel workbook (.xlsx)')",
    ),
    "gone": (lambda path: path.unlink(), "no such file"),
    "other": (lambda path: Workbook().save(path), "the sheets Sheet"),
    "zip": (
        lambda path: (
            shutil.make_archive(str(path.with_suffix("")), "zip", TESTS / "stamps")
            and path.with_suffix(".zip").replace(path)
        ),
        "a file that cannot be read (KeyError)",
    ),
    "version": (_break_marks, "the sheet _botwijzer without 'botwijzer worksheet 1' at its top"),
    "columns": (_break_columns, "other columns than state, what it is, page, Dutch, translation, checked, remark, id"),
}


@pytest.mark.parametrize("name", STRANGE_FILES)
def test_a_file_that_is_no_worksheet_is_refused(root: Path, name: str) -> None:
    sheet = export(root)
    change, found = STRANGE_FILES[name]
    change(sheet)
    outcome = take_in(root, sheet)
    assert outcome.code == WRONG_USE
    assert outcome.text.split("\n") == [
        f"werkblad-en.xlsx: WORK001 {found}{NOT_OURS}",
        "1 finding; nothing was written",
    ]


def test_a_worksheet_of_an_unknown_language_is_refused(root: Path) -> None:
    sheet = export(root)
    _name_language(sheet)
    outcome = take_in(root, sheet)
    assert outcome.code == WRONG_USE
    assert "WORK001 a worksheet for the language 'xx'; expected one of en" in outcome.text


@pytest.mark.parametrize("change", ["insert_rows", "delete_rows", "swap"])
def test_rows_that_were_moved_are_refused(root: Path, change: str) -> None:
    sheet = export(root)
    fill_in(sheet, [{"row": "Begin rustig.", "translation": "Start gently."}])
    book = load_workbook(sheet)
    rows = book[ROWS_SHEET]
    if change == "swap":
        for column in range(1, ID + 1):
            one, other = rows.cell(FIRST_ROW + 4, column), rows.cell(FIRST_ROW + 5, column)
            one.value, other.value = other.value, one.value
    else:
        getattr(rows, change)(FIRST_ROW + 4)
    book.save(sheet)
    before = read_docs(root)
    outcome = take_in(root, sheet)
    assert outcome.code == ERRORS
    assert f"werkblad-en.xlsx:{FIRST_ROW + 4}: WORK002 another row here than the worksheet had" in outcome.text
    assert read_docs(root) == before


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "folder/page.md"
    write_whole(path, "één\r\n")
    path.chmod(0o640)
    write_whole(path, "twee\r\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"twee\r\n", 0o640)
    with pytest.raises(OSError, match="page"):
        write_whole(path / "below.md", "x")
    assert [item.name for item in path.parent.iterdir()] == ["page.md"]


PIECES = [
    "x", "", " ", "=1", "{", "|", "\\|", "<b>", "\n", "#", "- ", "1. ", "[a](../index.md)", "**", "`", "--8<--", '"', "'", ": ",
    "112", "niet", "_", "!!! ", "\ufeff", "\u202e", "\u2028", "é", "x" * 6_000, "&amp;", "](", "~~", "[^1]", "\t",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_random_edits_are_answered_in_words(root: Path, seed: int) -> None:
    """Whatever is typed, there is an answer, and either nothing is written or what was written passes the checks."""
    chance = random.Random(seed)  # noqa: S311  (a test, not a secret)
    sheet = export(root)
    book = load_workbook(sheet)
    for _ in range(chance.choice((1, 2, 30))):
        target = book[chance.choice((ROWS_SHEET, ROWS_SHEET, ROWS_SHEET, ROWS_SHEET, DATA_SHEET))]
        column = chance.choice((TRANSLATION, TRANSLATION, TRANSLATION, CHECKED, REMARK, chance.randint(1, ID)))
        cell = target.cell(chance.randint(1, target.max_row + 1), column if target.title == ROWS_SHEET else 1)
        words = str(cell.value or "")
        place = chance.randint(0, len(words))
        value: Any = chance.choice((None, 3, 2.5, True, words[:place] + chance.choice(PIECES) + words[place:]))
        cell.value = value
    book.save(sheet)
    before, known = read_docs(root), {str(problem) for problem in check_sources(read_project(root))}
    outcome = take_in(root, sheet)
    assert outcome.text
    if outcome.code != DONE:
        assert read_docs(root) == before
    assert {str(problem) for problem in check_sources(read_project(root))} == known
