"""A release is built beside the site folder and renamed into place last, so there is never half a site."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STAGING_SUFFIX = ".new"
PREVIOUS_SUFFIX = ".old"


def explain_target(target: Path) -> str | None:
    """Return why a release may not take the place of ``target``, or ``None`` when it may.

    Only an earlier site is ever replaced: never a folder or file that something else put there.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return None
    if target.is_symlink() or not target.is_dir() or not (target / "index.html").is_file():
        return f"{target} holds something that is no built site; name another folder, or remove it yourself"
    return None


def restore_previous(target: Path) -> None:
    """Put back a release that was pushed aside when an earlier build was killed between its two last steps."""
    previous = target.with_name(f".{target.name}{PREVIOUS_SUFFIX}")
    if previous.exists() and not target.exists():
        previous.rename(target)


def staging_folder(target: Path) -> Path:
    """Return the folder beside ``target`` in which a release is built; emptied."""
    restore_previous(target)
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
