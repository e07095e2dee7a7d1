"""The history of Dutch blocks, extended: what was stamped is remembered with its words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botwijzer.model.history import HISTORY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.markdown import Block
    from botwijzer.model.project import Project


def render_history(history: dict[str, str]) -> str:
    """Return one JSON record a line, by hash."""
    return "".join(
        json.dumps({"hash": key, "text": text}, ensure_ascii=False) + "\n" for key, text in sorted(history.items())
    )


def write_history(project: Project, blocks: Iterable[Block]) -> None:
    """Add blocks to the history; what is there already stays, and a file without news is not touched."""
    known = project.history
    history = known | {block.hash: block.text for block in blocks if block.hash not in known}
    if history == known:
        return
    path = project.root / HISTORY_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_history(history), encoding="utf-8", newline="\n")
