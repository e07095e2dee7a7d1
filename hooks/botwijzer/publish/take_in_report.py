"""What taking in a worksheet did, page by page, what waits, and what is left: in words for whoever ran it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from botwijzer.model.translation_rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from botwijzer.model.file_plan import FilePlan
    from botwijzer.model.translation_rows import Translation
    from botwijzer.model.worksheet_file import Answer, WorksheetFile
    from botwijzer.publish.take_in import FilePlans


def render_take_in(
    plans: FilePlans, answers: Mapping[str, Answer], sheet: WorksheetFile, *, before: Translation, after: Translation
) -> str:
    """Return the report; ``before`` and ``after`` are the translation as it was and as it is now."""
    lines = [_render_file(plan, after) for _, plan in sorted(plans.files.items())]
    lines += [f"{item.path}: waiting: {_count(len(item.rows), 'answer')}; {item.reason}" for item in plans.waiting]
    marked = {name for name, answer in answers.items() if answer.is_checked and not answer.is_changed}
    checked = len(marked - plans.held)
    if checked:
        lines.append(f"marked as still right: {_count(checked, 'block')}")
    if not lines:
        lines.append("no new answers in this worksheet; nothing was written")
    lines += _render_remarks(sheet, before)
    if too_long := [page.target.path for page in after.pages if page.extra]:
        lines.append(f"with blocks that the Dutch no longer has (make check names them): {', '.join(too_long)}")
    return "\n".join([*lines, f"left in '{after.language}': {_render_left(after, None)}"])


def _render_file(plan: FilePlan, after: Translation) -> str:
    done = _count(len(plan.answered), "answer")
    if plan.is_new:
        what = f"new, with {done}"
    elif plan.is_rebuilt:
        what = f"made again with the blocks of {plan.source}, with {done}"
        if plan.dropped:
            what += f" ({_count(plan.dropped, 'block')} that the Dutch no longer has left out)"
    else:
        what = done if plan.answered else "stamped"
    return f"{plan.path}: {what}; left: {_render_left(after, plan.source)}"


def _render_left(translation: Translation, path: str | None) -> str:
    states = Counter(row.state for row in translation.rows if path in {None, row.path})
    parts = [f"{states[state]} {state.value}" for state in (State.MISSING, State.STALE) if states[state]]
    return ", ".join(parts) or "nothing"


def _render_remarks(sheet: WorksheetFile, translation: Translation) -> Iterable[str]:
    places = {row.id: f"{row.path}:{row.raw.line}" for row in translation.rows}
    for answer in sheet.answers:
        if answer.remark:
            remark = " ".join(answer.remark.split())
            yield f"remark on row {answer.number} ({places.get(answer.id, 'Dutch that is gone')}): {remark}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
