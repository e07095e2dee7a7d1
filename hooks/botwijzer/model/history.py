"""What Dutch blocks said when translations were made from them: hash → words, of every block that was ever stamped.

A hash alone tells that a block changed, not what changed. One JSON record a line, sorted by hash, so that two people
who stamp pages change different lines; written by the command line only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem
from botwijzer.model.text_file import MAX_DATA_BYTES, read_source_text

if TYPE_CHECKING:
    from pathlib import Path

HISTORY_FILE = "docs/_data/history/blocks.jsonl"


def read_history(root: Path, problems: list[Problem]) -> dict[str, str]:
    """Return hash → words; a line that is no record is added to ``problems``. No file yet means no history."""
    path = root / HISTORY_FILE
    if not path.is_file():
        return {}
    source = read_source_text(path, root=root, max_bytes=MAX_DATA_BYTES)
    problems += source.problems
    history: dict[str, str] = {}
    for number, line in enumerate((source.text or "").splitlines(), 1):
        record = _read_record(line)
        if record is None:
            problems.append(_broken(number))
        else:
            history[record[0]] = record[1]
    return history


def _read_record(line: str) -> tuple[str, str] | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, dict) or record.keys() != {"hash", "text"}:
        return None
    return str(record["hash"]), str(record["text"])


def _broken(line: int) -> Problem:
    return Problem(
        path=HISTORY_FILE,
        line=line,
        code="HIST001",
        found="a line that is no record of a block",
        expected='{"hash": "…", "text": "…"}',
        action="put the file back as it was (git), or remove the line; the command line writes this file",
    )
