"""What Dutch blocks said when translations were made from them: hash → words, of every block that was ever stamped.

A hash alone tells that a block changed, not what changed. One JSON record a line, sorted by hash, so that two people
who stamp pages change different lines; written by the command line only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.history_lines import broken_line, read_json_record
from botwijzer.model.text_file import MAX_DATA_BYTES, read_source_text

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.problem import Problem

HISTORY_FILE = "docs/_data/history/blocks.jsonl"
_KEYS = frozenset({"hash", "text"})


def read_history(root: Path, problems: list[Problem]) -> dict[str, str]:
    """Return hash → words; a line that is no record is added to ``problems``. No file yet means no history."""
    path = root / HISTORY_FILE
    if not path.is_file():
        return {}
    source = read_source_text(path, root=root, max_bytes=MAX_DATA_BYTES)
    problems += source.problems
    history: dict[str, str] = {}
    for number, line in enumerate((source.text or "").splitlines(), 1):
        record = read_json_record(line, _KEYS)
        if record is None:
            expected = '{"hash": "…", "text": "…"}'
            problems.append(broken_line(HISTORY_FILE, number, "HIST001", what="a block", expected=expected))
        else:
            history[str(record["hash"])] = str(record["text"])
    return history
