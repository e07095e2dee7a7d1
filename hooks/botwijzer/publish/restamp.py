"""Record a spelling fix with its reason (``docs/_data/restamps.yml``), and stamp translations again after one in Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from botwijzer.model.project import DATA_FOLDER
from botwijzer.model.records import Restamp
from botwijzer.publish.front_text import render_hashes, replace_front_key
from botwijzer.publish.history import write_history

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

RESTAMPS_FILE = "restamps.yml"
_HEADER = "# Spelling fixes: translations were stamped again unread, papers stay current. Written by `python hooks/cli.py restamp` only.\n"


def write_restamps(
    project: Project, page: SourcePage, changes: Mapping[str, str], *, reason: str, on: dt.date
) -> list[str]:
    """Replace old hashes by new ones in the stamps of a page's translations; return the paths that changed.

    ``changes``: hash that a translation was made from → hash of the block as it is now. Everything else in a stamp
    stays, so that what is really stale stays stale.
    """
    written: list[str] = []
    for translation in project.by_key[page.key].values():
        stamp = translation.front.source if translation.front else None
        if not stamp or not changes.keys() & set(stamp):
            continue
        hashes = [changes.get(item, item) for item in stamp]
        path = project.root / translation.path
        with path.open(encoding="utf-8", newline="") as stream:
            old = stream.read()
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(replace_front_key(old, "source", render_hashes("source", hashes)))
        written.append(translation.path)
    write_history(project, page.blocks)
    write_record(project, page, changes, reason=reason, on=on)
    return written


def write_record(project: Project, page: SourcePage, changes: Mapping[str, str], *, reason: str, on: dt.date) -> None:
    """Record a spelling fix: papers with its old words stay current. ``changes``: hash before → hash as it is now."""
    path = project.root / DATA_FOLDER / RESTAMPS_FILE
    new = Restamp(page=page.path, on=on, reason=reason, blocks=tuple(changes.items()))
    records = [_to_plain(record) for record in (*project.restamps, new)]
    text = yaml.safe_dump({"restamps": records}, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(_HEADER + text, encoding="utf-8", newline="\n")


def _to_plain(record: Restamp) -> dict[str, object]:
    return {**record.model_dump(), "blocks": [list(pair) for pair in record.blocks]}
