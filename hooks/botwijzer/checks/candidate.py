"""What the rules say about the files as they would be: each new finding is named with the row that it comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem, sort_problems
from botwijzer.model.raw_blocks import extract_raw_file
from botwijzer.model.records import Status
from botwijzer.model.worksheet_file import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from botwijzer.model.file_plan import FilePlan
    from botwijzer.model.project import Project
    from botwijzer.model.raw_blocks import RawFile

CODES = {
    "WORK010": "An answer would change which blocks its page has.",
}

# A block that waits for its translator, and a day that passed, are no mistakes of an answer.
_NO_MISTAKES = ("STALE", "FRONT008")
# In a draft the page that a link leads to may not be there yet; that the link is the Dutch one has been checked.
_NOT_THERE_YET = frozenset({"LINK001", "LINK002"})


def check_candidate(
    plans: Iterable[FilePlan],
    rows: Mapping[str, int],
    sheet: str,
    *,
    before: Iterable[Problem],
    after: Iterable[Problem],
    project: Project,
) -> list[Problem]:
    """Return the findings that the planned files would add to the project, placed in the worksheet where they can be.

    ``rows``: id of a row → its number in the worksheet named ``sheet``. ``before`` and ``after`` are all findings of
    the project as it is and as it would be; ``project`` is the latter. A finding that was there before does not count.
    """
    by_path = {plan.path: plan for plan in plans}
    files = {path: extract_raw_file(plan.text, path=path) for path, plan in by_path.items()}
    broken = [problem for path, plan in by_path.items() for problem in _check_blocks(plan, files[path], rows, sheet)]
    known = Counter(_signature(problem) for problem in before)
    found: list[Problem] = []
    for problem in after:
        if known[_signature(problem)]:
            known[_signature(problem)] -= 1
        elif problem.path in by_path and not _is_excused(problem, project):
            found.append(_in_sheet(problem, by_path[problem.path], files[problem.path], rows, sheet))
    return sort_problems(broken or found)


def _signature(problem: Problem) -> tuple[str, ...]:
    """Return what makes a finding the same one, on whatever line."""
    return (problem.path, problem.code, problem.found, problem.expected)


def _is_excused(problem: Problem, project: Project) -> bool:
    if problem.code.startswith(_NO_MISTAKES):
        return True
    code = problem.path.removeprefix("docs/").partition("/")[0]
    language = project.languages.get(code)
    is_draft = language is not None and language.status is Status.DRAFT
    return is_draft and problem.code in _NOT_THERE_YET


def _check_blocks(plan: FilePlan, file: RawFile, rows: Mapping[str, int], sheet: str) -> Iterator[Problem]:
    """Yield a problem when the file, read again, has other blocks than were planned."""
    there = [raw.text.split() for raw in file.blocks]
    wanted = [words.split() for _, words in plan.words]
    if there == wanted:
        return
    pairs = enumerate(zip_longest(there, wanted))
    index = next(index for index, (one, other) in pairs if one != other)
    row = plan.words[index][0] if index < len(plan.words) else None
    number = rows.get(row.id, 0) if row else 0
    found = f"words that would change the blocks of {plan.path}: “{shorten(' '.join((there[index:] or [[]])[0]))}”"
    action = "write it as the Dutch is written, as one piece of text"
    expected = "the text of one block"
    yield Problem(path=sheet, line=number, code="WORK010", found=found, expected=expected, action=action)


def _in_sheet(problem: Problem, plan: FilePlan, file: RawFile, rows: Mapping[str, int], sheet: str) -> Problem:
    """Return the problem at the row of the worksheet that it comes from, or where it is when it comes from none."""
    numbers = _numbers_at(problem.line, plan, file, rows)
    if not numbers:
        return problem
    others = f" (or row {', '.join(str(number) for number in numbers[1:])})" if len(numbers) > 1 else ""
    place = f" ({plan.path}:{problem.line}){others}"
    return replace(problem, path=sheet, line=numbers[0], found=f"{problem.found}{place}", fix=None)


def _numbers_at(line: int, plan: FilePlan, file: RawFile, rows: Mapping[str, int]) -> list[int]:
    """Return the rows of the answers at a line: those of the block that begins on it, or last before it."""
    starts = [raw.line for raw in file.blocks if raw.line <= line]
    start = max(starts, default=0)
    return [
        rows[row.id]
        for raw, (row, _) in zip(file.blocks, plan.words, strict=False)
        if raw.line == start and row is not None and row.id in plan.answered and row.id in rows
    ]
