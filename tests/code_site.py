"""The small project with codes, built once: what systems find below ``/code/`` and ``/infobutton/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_build import build_site
from small_site import copy_small_project

if TYPE_CHECKING:
    from pathlib import Path

SEEN = "seen: [{url: 'https://codes.example.org/', 'on': 2026-11-01, how: page read}]"
# One of each system and kind; the codes are real, what they lead to here is not.
CODES = f"""codes:
  - {{system: icpc, code: L95, pages: [voorkomen/index, index], {SEEN}}}
  - {{system: icpc, code: L75, pages: [index], {SEEN}}}
  - {{system: atc, code: M05BX04, pages: [voorkomen/index], {SEEN}}}
  - {{system: atc, code: M05BA, pages: [voorkomen/index, index], {SEEN}}}
  - {{system: snomed, code: '64859006', pages: [voorkomen/index], {SEEN}}}
  - {{system: icd10, code: M80.0, pages: [voorkomen/index], {SEEN}}}
  - {{system: icd10, code: M80.08, pages: [index], only: cm, {SEEN}}}
  - {{system: icd10, code: S72, pages: [index], {SEEN}}}
  - {{system: icd10, code: M81.9, pages: [index], only: who, {SEEN}}}
  - {{system: icd10, code: Z91.81, pages: [voorkomen/index], only: cm, {SEEN}}}
"""


def build_code_site(folder: Path) -> tuple[Path, Path]:
    """Build the small project with codes; return its folder and that of its site."""
    root = copy_small_project(folder)
    (root / "docs/_data/codes.yml").write_text(CODES, encoding="utf-8")
    page = root / "docs/nl/voorkomen/index.md"
    text = page.read_text(encoding="utf-8")
    if "leaflet_number" not in text:
        page.write_text(text.replace("leaflet: true\n", "leaflet: true\nleaflet_number: 101\n"), encoding="utf-8")
    result = build_site(folder / "site", root=root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root, folder / "site"
