"""A line of a history file, which is one JSON record: read, or told where it is broken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def read_json_record(line: str, keys: AbstractSet[str]) -> dict[str, object] | None:
    """Return the record of a line; ``None`` when it is none, or has other keys."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) and record.keys() == keys else None


def broken_line(path: str, line: int, code: str, *, what: str, expected: str) -> Problem:
    """Return the problem of a line that is no record; ``what``: of what it should have been one."""
    return Problem(
        path=path,
        line=line,
        code=code,
        found=f"a line that is no record of {what}",
        expected=expected,
        action="put the file back as it was (git), or remove the line; the command line writes this file",
    )
