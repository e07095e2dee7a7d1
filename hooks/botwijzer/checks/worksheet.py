"""A translator's answers against the project as it is now, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.checks.answers import check_answer
from botwijzer.model.problem import Problem, sort_problems
from botwijzer.model.translation_rows import State, hash_words
from botwijzer.model.worksheet_file import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project
    from botwijzer.model.translation_rows import Row, Translation
    from botwijzer.model.worksheet_file import Answer, WorksheetFile

CODES = {
    "WORK001": "A file is no worksheet of ours, or of no language of the project.",
    "WORK002": "A row of a worksheet was added, removed or moved.",
    "WORK003": "The Dutch in a worksheet was changed.",
    "WORK004": "A cell of a worksheet holds a formula, number or date.",
    "WORK005": "The Dutch of an answered row has changed since the worksheet was made.",
    "WORK006": "The translation of an answered row has changed in the project since the worksheet was made.",
    "WORK009": "A row is marked in a way that says nothing, or its translation was taken away.",
}


@dataclass(frozen=True)
class CheckedAnswers:
    """The answers to take in, by the id of their row; ``problems`` is empty when they may be."""

    by_id: dict[str, Answer]
    problems: tuple[Problem, ...]


def check_language(project: Project, sheet: WorksheetFile) -> list[Problem]:
    """Return a problem when the worksheet is of no language that is translated."""
    known = [code for code in project.languages if code != project.source_language]
    if sheet.language in known:
        return []
    found, expected = f"a worksheet for the language '{sheet.language}'", f"one of {', '.join(known)}"
    return [_problem(sheet, 0, "WORK001", found, expected, "add the language to languages.yml first")]


def check_worksheet(translation: Translation, sheet: WorksheetFile) -> CheckedAnswers:
    """Hold every answer against the row that it is for; answers that the project has already are passed over."""
    rows = {row.id: row for row in translation.rows}
    problems = list(sheet.problems)
    taken: dict[str, Answer] = {}
    for answer in sheet.answers:
        row = rows.get(answer.id)
        if not answer.is_given or (row is not None and _is_taken_in(row, answer)):
            continue
        found = list(_check_row(sheet, answer, row))
        problems += found
        if row is not None and not found:
            taken[answer.id] = answer
    return CheckedAnswers(taken, tuple(sort_problems(problems)))


def _is_taken_in(row: Row, answer: Answer) -> bool:
    """Whether the project says what the row asks for: a worksheet may be taken in twice."""
    return row.state is State.CURRENT and answer.translation == row.translation


def _check_row(sheet: WorksheetFile, answer: Answer, row: Row | None) -> Iterator[Problem]:
    number = answer.number
    if row is None:
        found = f"an answer to Dutch that is no longer there: “{shorten(answer.translation)}”"
        action = "empty the answer, and give it in a new worksheet (make worksheet), where the new Dutch stands"
        yield _problem(sheet, number, "WORK005", found, "the Dutch as it is now", action)
    elif hash_words(row.translation) != answer.exported and row.translation != answer.translation:
        found = f"a translation that somebody else changed since: {_place(row)} says “{shorten(row.translation)}”"
        action = "choose between the two; put the right one in a new worksheet (make worksheet)"
        yield _problem(sheet, number, "WORK006", found, "the translation that was sent", action)
    elif not answer.translation and (row.translation or not row.is_optional):
        if row.translation:
            found, action = "a translation that was taken away", "put it back; say under 'remark' what is wrong with it"
        else:
            found, action = "a row marked as checked that has no translation", "translate it, or remove the x"
        yield _problem(sheet, number, "WORK009", found, "a translation", action)
    elif answer.is_changed:
        yield from check_answer(row, answer, sheet.path)


def _place(row: Row) -> str:
    return f"{row.target}:{row.here.line}" if row.here else row.target


def _problem(sheet: WorksheetFile, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=sheet.path, line=line, code=code, found=found, expected=expected, action=action)
