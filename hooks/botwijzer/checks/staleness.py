"""A translation says from which Dutch blocks it was made; a Dutch block that changed since must be looked at again.

Two weights (DESIGN.md, chapter 4): a changed block that matters for safety stops the release, another one publishes
and the page tells the reader (``publish/furniture.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem, Severity
from botwijzer.model.staleness import extract_staleness, is_safety_change
from botwijzer.model.termbase import medicine_finder

if TYPE_CHECKING:
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.staleness import ChangedBlock

CODES = {
    "STALE001": "A translation does not say from which Dutch blocks it was made.",
    "STALE002": "A Dutch block that matters for safety changed since the translation was made.",
    "STALE003": "An ordinary Dutch block changed since the translation was made.",
    "STALE004": "Blocks have gone from the Dutch page since the translation was made.",
}

MAX_SHOWN_CHARACTERS = 160


def check_staleness(project: Project) -> list[Problem]:
    """Return translations without a stamp, and each Dutch block that their stamp does not know."""
    finder = medicine_finder(project.terms, project.source_language)
    problems: list[Problem] = []
    for source, target in project.translations():
        if source.front is None or target.front is None:
            continue
        staleness = extract_staleness(source, target)
        if staleness is None or not target.front.source:
            problems.append(_not_stamped(target))
            continue
        for item in staleness.changed:
            matters = is_safety_change(project, item, source, finder)
            problems.append(_changed(project, item, source, target, matters=matters))
        if staleness.lost:
            problems.append(_lost(staleness.lost, source, target))
    return problems


def _stamp_command(target: SourcePage) -> str:
    return f"python hooks/cli.py stamp {target.path}"


def _not_stamped(target: SourcePage) -> Problem:
    return Problem(
        path=target.path,
        line=target.front_document.line_of(("source",)),
        code="STALE001",
        found="no stamp ('source:' in the front matter is missing or empty)",
        expected="the hashes of the Dutch blocks that this page was translated from",
        action="compare the page with the Dutch one, and stamp it when you have checked it",
        fix=_stamp_command(target),
    )


def _changed(project: Project, item: ChangedBlock, source: SourcePage, target: SourcePage, *, matters: bool) -> Problem:
    old, new = project.history.get(item.old or ""), _shorten(item.source.text)
    # A heading's id or a link may have changed while the words did not.
    is_reworded = old is not None and old != item.source.text
    what = f"the Dutch was “{_shorten(old)}” and is now" if old and is_reworded else "the Dutch is new or changed:"
    return Problem(
        path=target.path,
        line=item.line,
        code="STALE002" if matters else "STALE003",
        found=f"{what} “{new}” ({source.place_of(item.source.line)})",
        expected="a translation made from these words" + (", because this block matters for safety" if matters else ""),
        action="bring it into line with the Dutch, and stamp the page when you have checked it",
        fix=_stamp_command(target),
        severity=Severity.ERROR if matters else Severity.NOTICE,
    )


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1].rstrip() + "…"


def _lost(count: int, source: SourcePage, target: SourcePage) -> Problem:
    blocks = "1 block has" if count == 1 else f"{count} blocks have"
    return Problem(
        path=target.path,
        line=target.front_document.line_of(("source",)),
        code="STALE004",
        found=f"{blocks} gone from {source.path} since this page was stamped",
        expected="a translation of the page as it is now",
        action="remove here what is gone there, and stamp the page when you have checked it",
        fix=_stamp_command(target),
        severity=Severity.NOTICE,
    )
