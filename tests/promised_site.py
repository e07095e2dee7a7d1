"""The small project with a page more, codes and leaflets, built and promised: what must answer after a page went."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from code_site import CODES
from project_copy import stamp_translations
from site_build import build_site
from small_site import base_settings, copy_small_project

if TYPE_CHECKING:
    from pathlib import Path

MOVED = {
    "/over/vragen/": "/voorkomen/#vragen-voor-uw-gesprek",
    "/voorkomen/#hoe-lang": "/voorkomen/#hoe-lang-per-dag",
    "/code/icd10/M80.0/": "/code/icpc/L95/",
}
EXTRA = "over/vragen.md"
_FRONT = "---\ntitle: {}\nsummary: {}\nupdated: 2026-11-01\nreviewed: null\nnext_review: 2099-11-01\n{}---\n\n"
_TEXTS = {
    "nl": _FRONT.format("Vragen", "Wat mensen ons vragen.", "leaflet: true\nleaflet_number: 102\n")
    + "## In het kort {#in-het-kort}\n\n- U mag alles vragen.\n\n## Lees ook {#lees-ook}\n\n"
    "- [Voorkomen](../voorkomen/index.md)\n",
    "en": _FRONT.format("Questions", "What people ask us.", "leaflet: true\nsource: []\n")
    + "## In short {#in-het-kort}\n\n- You may ask anything.\n\n## Read more {#lees-ook}\n\n"
    "- [Prevention](../voorkomen/index.md)\n",
}
_LINKS = {
    "nl": ("- [Voorkomen](voorkomen/index.md): wat u zelf doet.\n", "- [Vragen](over/vragen.md): wat u vraagt.\n"),
    "en": (
        "- [Prevention](voorkomen/index.md): what you do yourself.\n",
        "- [Questions](over/vragen.md): what you ask.\n",
    ),
}


def run_command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the project's own command line."""
    return subprocess.run(
        [sys.executable, str(root / "hooks/cli.py"), *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def build_promised_site(folder: Path) -> Path:
    """Build the project below ``folder`` into its own ``site``, and promise that; return the project."""
    root = copy_small_project(folder)
    for language, text in _TEXTS.items():
        page = root / "docs" / language / EXTRA
        page.parent.mkdir(parents=True)
        page.write_text(text, encoding="utf-8")
        first, second = _LINKS[language]
        _replace(root / f"docs/{language}/index.md", first, first + second)
    (root / "mkdocs.yml").write_text(base_settings(root, EXTRA), encoding="utf-8")
    (root / "docs/_data/codes.yml").write_text(CODES, encoding="utf-8")
    stamp_translations(root)
    rebuild(root)
    promised = run_command(root, "promise")
    assert promised.returncode == 0, promised.stderr
    return root


def build_moved_site(promised: Path, folder: Path) -> Path:
    """Copy the project; take a page, a heading and a code out, say where they are now, and build; return the copy."""
    root = shutil.copytree(promised, folder / "project")
    remove_page(root)
    rename_heading(root)
    remove_code(root)
    for old, new in MOVED.items():
        written = run_command(root, "redirect", old, new)
        assert written.returncode == 0, written.stderr
    rebuild(root)
    return root


def rebuild(root: Path) -> None:
    """Build the site again, strictly."""
    result = build_site(root / "site", root=root)
    assert result.returncode == 0, result.stdout + result.stderr


def remove_page(root: Path) -> None:
    """Take the page out, with its place in the menu and the links to it, as an editor would."""
    for language, (_, link) in _LINKS.items():
        (root / "docs" / language / EXTRA).unlink()
        _replace(root / f"docs/{language}/index.md", link, "")
    _replace(root / "mkdocs.yml", f"  - {EXTRA}\n", "")
    stamp_translations(root)


def rename_heading(root: Path) -> None:
    """Give a heading another id, in both languages."""
    for language in _LINKS:
        _replace(root / f"docs/{language}/voorkomen/index.md", "{#hoe-lang}", "{#hoe-lang-per-dag}")
    stamp_translations(root)


def remove_code(root: Path) -> None:
    """Take a code out of the list."""
    lines = [line for line in CODES.splitlines(keepends=True) if "code: M80.0," not in line]
    (root / "docs/_data/codes.yml").write_text("".join(lines), encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")
