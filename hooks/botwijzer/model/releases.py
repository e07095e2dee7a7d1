"""The releases themselves: on which day, and which papers each of them printed.

``releases.jsonl`` has one record a line, in order. The list of papers (``edition_history.py``) has each once and so cannot
tell that a page is gone, or that it has its old words again; what releases do to a paper is told by these lines.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.history_lines import broken_line, read_json_record
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from botwijzer.model.edition_history import ReleasedEdition

RELEASES_FILE = "docs/_data/history/releases.jsonl"
# Six languages have some 1,300 papers of eight signs: ten times as much.
MAX_RELEASE_LINE = 100_000
_KEYS = frozenset({"day", "papers"})

# Form, page and languages: what makes a paper the same paper, whatever its words.
PaperKey = tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """A release. ``papers``: what it printed."""

    day: dt.date
    papers: Mapping[PaperKey, ReleasedEdition]

    def pages(self, language: str) -> dict[str, ReleasedEdition]:
        """Return page key → the print of that page, in a language."""
        return {
            edition.page: edition
            for edition in self.papers.values()
            if edition.form == "page" and edition.languages == (language,)
        }


def read_releases(
    lines: Iterable[tuple[int, str]], editions: Mapping[str, ReleasedEdition], problems: list[Problem]
) -> tuple[Release, ...]:
    """Read numbered lines; what is wrong with them is added to ``problems``. ``editions``: every paper, by id."""
    releases: list[Release] = []
    before = len(problems)
    for number, line in lines:
        read = _read_release(line)
        if read is None:
            expected = '{"day": "…", "papers": "…"}'
            problems.append(broken_line(RELEASES_FILE, number, "HIST002", what="a release", expected=expected))
            continue
        day, names = read
        papers: dict[PaperKey, ReleasedEdition] = {}
        for name in names:
            if name not in editions:
                problems.append(_unknown(number, name))
            elif editions[name].key in papers:
                problems.append(_twice(number, papers[editions[name].key].id, name))
            else:
                papers[editions[name].key] = editions[name]
        releases.append(Release(day, papers))
    if len(problems) == before:
        problems += _never_released(releases, editions)
    return tuple(releases)


def _read_release(line: str) -> tuple[dt.date, list[str]] | None:
    record = read_json_record(line, _KEYS)
    if record is None or not isinstance(record["papers"], str):
        return None
    try:
        return dt.date.fromisoformat(str(record["day"])), record["papers"].split()
    except ValueError:
        return None


def _unknown(line: int, name: str) -> Problem:
    return Problem(
        path=RELEASES_FILE,
        line=line,
        code="HIST006",
        found=f"the paper '{name}', which is nowhere",
        expected="papers of docs/_data/history/editions.jsonl",
        action="put both files back as they were (git); without it readers cannot be told what changed",
    )


def _twice(line: int, one: str, other: str) -> Problem:
    return Problem(
        path=RELEASES_FILE,
        line=line,
        code="HIST007",
        found=f"two versions of one paper in one release: '{one}' and '{other}'",
        expected="one version",
        action="put the file back as it was (git); the command line writes this file",
    )


def _never_released(releases: list[Release], editions: Mapping[str, ReleasedEdition]) -> list[Problem]:
    printed = {edition.id for release in releases for edition in release.papers.values()}
    lost = [name for name in editions if name not in printed]
    if not lost:
        return []
    return [
        Problem(
            path=RELEASES_FILE,
            line=0,
            code="HIST008",
            found=f"papers that no release printed: {len(lost)} (the first: '{lost[0]}')",
            expected="each paper of docs/_data/history/editions.jsonl in a release",
            action="put both files back as they were (git); a line may have been lost",
        )
    ]
