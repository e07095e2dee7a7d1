"""Problems are data: where, what was found, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a problem weighs.

    An ``ERROR`` (safety text, number, link, schema) stops the release. A ``NOTICE`` (stale ordinary block, passed
    review date) is published and shown to the reader: the calendar never blocks an urgent correction.
    """

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One finding.

    ``path`` is relative to the project's root (source) or to the site's root (built page); ``line`` counts from 1 and
    is 0 when the finding concerns the whole file. ``code`` is stable and listed in ``checks/codes.py``.
    """

    path: str
    line: int
    code: str
    found: str
    expected: str
    action: str
    fix: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return ``path:line: CODE found; expected …; what to do``, on one line."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        notice = "notice: " if self.severity is Severity.NOTICE else ""
        fix = f" [fix: {self.fix}]" if self.fix else ""
        message = f"{place}: {self.code} {notice}{self.found}; expected {self.expected}; {self.action}{fix}"
        return " ".join(message.split())

    def as_notice(self) -> Problem:
        """Return the same finding at the weight that publishes."""
        return replace(self, severity=Severity.NOTICE)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without duplicates: errors first, then by file, line and code."""
    return sorted(
        set(problems),
        key=lambda problem: (
            problem.severity != Severity.ERROR,
            problem.path,
            problem.line,
            problem.code,
            str(problem),
        ),
    )


def count_errors(problems: Iterable[Problem]) -> int:
    """Return how many of the problems stop a release."""
    return sum(problem.severity is Severity.ERROR for problem in problems)
