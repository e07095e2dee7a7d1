"""The small project of ``tests/base``, built as the real one is: for what one page of the tests' own shows best."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import yaml

from project_copy import ROOT, copy_base
from site_build import build_site

if TYPE_CHECKING:
    from pathlib import Path

# What the languages of the small project call its one section.
MENU = {"en": "Prevention"}
_NAV = re.compile(r"^nav:\n(?:  .*\n)+", re.MULTILINE)
_LANGUAGES = re.compile(r"(?P<head>^      languages:\n)(?:        .*\n)+", re.MULTILINE)


def copy_small_project(folder: Path, pages: dict[str, str] | None = None) -> Path:
    """Write the small project with the real hooks and looks, and further Dutch pages (``proef.md`` → text)."""
    root = copy_base(folder / "project")
    for part in ("hooks", "overrides"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in (pages or {}).items():
        (root / "docs/nl" / name).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(base_settings(root, *(pages or ())), encoding="utf-8")
    return root


def build_small_site(folder: Path, pages: dict[str, str]) -> Path:
    """Build the small project with further Dutch pages and return the site's folder."""
    root = copy_small_project(folder, pages)
    result = build_site(folder / "site", root=root)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def base_settings(root: Path, *pages: str) -> str:
    """Return the real project's ``mkdocs.yml`` with the languages and navigation of the small one, and further pages."""
    base_nav = _NAV.search((root / "mkdocs.yml").read_text(encoding="utf-8"))
    assert base_nav
    nav = base_nav[0] + "".join(f"  - {name}\n" for name in pages)
    codes = [
        item["code"] for item in yaml.safe_load((root / "docs/_data/languages.yml").read_text("utf-8"))["languages"]
    ]
    entries = "".join(
        f"        - locale: {code}\n          name: {code}\n          build: true\n          default: {code == codes[0]}\n"
        f"          nav_translations:\n            Voorkomen: {MENU.get(code, 'Voorkomen')}\n"
        for code in codes
    )
    settings = _NAV.sub(lambda _: nav, (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return _LANGUAGES.sub(lambda found: found["head"] + entries, settings)
