"""A small valid project in a temporary folder, changed as a case file says."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
ROOT = TESTS.parent
BASE = TESTS / "base"
# Data that the small project shares with the real one: schemas and notation, not knowledge.
SHARED_DATA = ("languages.yml", "units.yml", "pages.yml", "links.yml", "reviewers.yml", "redirects.yml", "strings")


def copy_base(target: Path) -> Path:
    """Write the small valid project (two pages, two languages) to ``target``."""
    shutil.copytree(BASE, target, dirs_exist_ok=True)
    for name in SHARED_DATA:
        source = ROOT / "docs/_data" / name
        if source.is_dir():
            shutil.copytree(source, target / "docs/_data" / name, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / "docs/_data" / name)
    return target


def apply_case(case: dict[str, Any], target: Path) -> None:
    """Change the project as a case says.

    Keys: ``files`` (path → text), ``bytes`` (path → base64), ``replace`` (path → {old: new}; ``old`` must be there),
    ``remove`` (paths), ``links`` (path → target of a symbolic link).
    """
    for path, text in case.get("files", {}).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    for path, encoded in case.get("bytes", {}).items():
        (target / path).write_bytes(base64.b64decode(encoded))
    for path, changes in case.get("replace", {}).items():
        text = (target / path).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"{path} does not hold {old!r}"
            text = text.replace(old, new)
        (target / path).write_text(text, encoding="utf-8")
    for path in case.get("remove", []):
        (target / path).unlink()
    for path, destination in case.get("links", {}).items():
        (target / path).symlink_to(destination)
