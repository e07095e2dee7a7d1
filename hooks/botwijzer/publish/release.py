"""A release is built beside the site folder and renamed into place last, so there is never half a site."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STAGING_SUFFIX = ".new"
PREVIOUS_SUFFIX = ".old"


def staging_folder(target: Path) -> Path:
    """Return the folder beside ``target`` in which a release is built; emptied."""
    folder = target.with_name(f".{target.name}{STAGING_SUFFIX}")
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def move_into_place(built: Path, target: Path) -> None:
    """Replace ``target`` by ``built``. The previous release stays whole until the new one can take its name."""
    previous = target.with_name(f".{target.name}{PREVIOUS_SUFFIX}")
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        target.rename(previous)
    try:
        built.rename(target)
    except OSError:
        if previous.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)
