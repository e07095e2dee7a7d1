"""Worksheets out and in, from beginning to end: where checks and outputs meet, since neither knows the other."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botwijzer.checks.candidate import check_candidate
from botwijzer.checks.sources import check_sources
from botwijzer.checks.worksheet import check_language, check_worksheet
from botwijzer.model.project import read_project
from botwijzer.model.translation_rows import State, read_translation, unreadable_files
from botwijzer.model.worksheet_file import read_worksheet
from botwijzer.publish.candidate import write_candidate, write_plans
from botwijzer.publish.take_in_report import render_take_in
from botwijzer.publish.take_in_stamps import plan_take_in
from botwijzer.publish.whole_file import write_whole
from botwijzer.publish.worksheet import render_worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.translation_rows import Translation
    from botwijzer.model.worksheet_file import WorksheetFile
    from botwijzer.publish.take_in import FilePlans

DONE, ERRORS, WRONG_USE = 0, 1, 2
SUFFIX = ".xlsx"
_NOTHING = "nothing was written"


@dataclass(frozen=True)
class Outcome:
    """What a command has to say, and its exit code."""

    code: int
    text: str


def make_worksheet(root: Path, language: str, path: Path) -> Outcome:
    """Write the worksheet of a language to ``path``, and nothing anywhere else.

    A file that is there is replaced only when it is a worksheet of that language whose answers have been taken in.
    """
    if path.suffix.lower() != SUFFIX:
        return Outcome(WRONG_USE, f"'{path.name}' is no name for a worksheet: it must end with {SUFFIX}")
    project = read_project(root, only=language)
    if reason := _refuse_language(project, language):
        return Outcome(WRONG_USE, reason)
    if unread := unreadable_files(project, language):
        return Outcome(ERRORS, f"cannot be read: {', '.join(unread)}; mend that first (make check)")
    translation = read_translation(project, language)
    if path.exists() and (reason := _refuse_to_replace(translation, path)):
        return Outcome(WRONG_USE, f"{path} {reason}")
    try:
        write_whole(path, render_worksheet(translation, project.languages[language]))
    except OSError as error:
        return Outcome(WRONG_USE, f"{path} cannot be written ({(error.strerror or 'error').lower()})")
    states = [row.state for row in translation.rows]
    counts = ", ".join(f"{states.count(state)} {state.value}" for state in State)
    return Outcome(DONE, f"{path}: {len(states)} blocks for {project.languages[language].name}: {counts}")


def _refuse_language(project: Project, language: str) -> str | None:
    others = ", ".join(code for code in project.languages if code != project.source_language)
    if not language:
        return f"name a language: make worksheet LANG=… (one of {others})"
    if language == project.source_language:
        return f"'{language}' is the language that the others are translated from; choose one of {others}"
    if language not in project.languages:
        return f"unknown language '{language}' (docs/_data/languages.yml has {others})"
    return None


def _refuse_to_replace(translation: Translation, path: Path) -> str | None:
    sheet, _ = read_worksheet(path)
    if sheet is None or sheet.language != translation.language:
        return f"is there already, and is no worksheet for '{translation.language}'; give another FILE"
    waiting = check_worksheet(translation, sheet)
    if waiting.by_id or waiting.problems:
        return "holds answers that are not in the project yet; take them in first (make take-in), or give another FILE"
    return None


def take_in(root: Path, path: Path) -> Outcome:
    """Take in the answers of a worksheet: check all of them, then write all of them, or write nothing."""
    sheet, problems = read_worksheet(path)
    if sheet is None:
        return _refuse(problems, code=WRONG_USE)
    project = read_project(root, only=sheet.language)
    if problems := check_language(project, sheet):
        return _refuse(problems, code=WRONG_USE)
    if unread := unreadable_files(project, sheet.language):
        return Outcome(ERRORS, f"cannot be read: {', '.join(unread)}; mend that first (make check); {_NOTHING}")
    return _take_in_answers(project, sheet)


def _take_in_answers(project: Project, sheet: WorksheetFile) -> Outcome:
    translation = read_translation(project, sheet.language)
    answers = check_worksheet(translation, sheet)
    if answers.problems:
        return _refuse(answers.problems)
    plans = plan_take_in(translation, answers.by_id, source=project.source_language)
    if plans.files and (problems := _check_plans(project, plans, sheet)):
        return _refuse(problems)
    try:
        write_plans(project.root, plans.files.values())
    except OSError as error:
        name, reason = error.filename or project.root, (error.strerror or "error").lower()
        return Outcome(ERRORS, f"{name} cannot be written ({reason}); mend that and take the worksheet in again")
    after = read_translation(read_project(project.root, only=sheet.language), sheet.language)
    return Outcome(DONE, render_take_in(plans, answers.by_id, sheet, before=translation, after=after))


def _refuse(problems: Iterable[Problem], *, code: int = ERRORS) -> Outcome:
    found = [str(problem) for problem in problems]
    count = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    return Outcome(code, "\n".join([*found, f"{count}; {_NOTHING}"]))


def _check_plans(project: Project, plans: FilePlans, sheet: WorksheetFile) -> list[Problem]:
    """Check a copy of the project in which the answers have been written."""
    numbers = {answer.id: answer.number for answer in sheet.answers}
    with tempfile.TemporaryDirectory(prefix="botwijzer-") as folder:
        write_candidate(project.root, Path(folder), plans.files.values())
        candidate = read_project(Path(folder), only=sheet.language)
        return check_candidate(
            plans.files.values(),
            numbers,
            sheet.path,
            before=check_sources(project),
            after=check_sources(candidate),
            project=candidate,
        )
