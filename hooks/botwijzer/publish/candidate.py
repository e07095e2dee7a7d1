"""A copy of what people wrote, with some files as they would be: to be checked before anything is written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from botwijzer.publish.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from botwijzer.model.file_plan import FilePlan

# All that the rules over the sources read.
_FOLDER, _FILE = "docs", "mkdocs.yml"


def write_candidate(root: Path, target: Path, plans: Iterable[FilePlan]) -> None:
    """Copy the sources of the project at ``root`` to the empty folder ``target``, with the planned files in it."""
    shutil.copytree(root / _FOLDER, target / _FOLDER, symlinks=True)
    shutil.copy(root / _FILE, target / _FILE)
    write_plans(target, plans)


def write_plans(root: Path, plans: Iterable[FilePlan]) -> None:
    """Write the planned files, each of them whole."""
    for plan in plans:
        write_whole(root / plan.path, plan.text)
