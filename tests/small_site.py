"""The small project of ``tests/base``, built as the real one is: for what one page of the tests' own shows best."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from project_copy import ROOT, copy_base
from site_build import build_site

if TYPE_CHECKING:
    from pathlib import Path

_NAV = re.compile(r"^nav:\n(?:  .*\n)+", re.MULTILINE)


def copy_small_project(folder: Path, pages: dict[str, str] | None = None) -> Path:
    """Write the small project with the real hooks and looks, and further Dutch pages (``proef.md`` → text)."""
    root = copy_base(folder / "project")
    base_nav = _NAV.search((root / "mkdocs.yml").read_text(encoding="utf-8"))
    assert base_nav
    for part in ("hooks", "overrides"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in (pages or {}).items():
        (root / "docs/nl" / name).write_text(text, encoding="utf-8")
    nav = base_nav[0] + "".join(f"  - {name}\n" for name in pages or ())
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(_NAV.sub(lambda _: nav, settings), encoding="utf-8")
    return root


def build_small_site(folder: Path, pages: dict[str, str]) -> Path:
    """Build the small project with further Dutch pages and return the site's folder."""
    root = copy_small_project(folder, pages)
    result = build_site(folder / "site", root=root)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"
