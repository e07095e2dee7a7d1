"""The small project of ``tests/base`` in more languages: Arabic as a released one, Ukrainian as a draft.

The rules over the sources do not run here: they need the knowledge of each language, and have tests of their own. Those over
the built site can run, for the pages come out of the real templates and hooks.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import yaml

from botwijzer.model.project import Project, read_project
from botwijzer.publish.site import write_derived
from project_copy import copy_base, stamp_translations
from site_build import BUILD_TIMEOUT_S, ROOT
from small_site import base_settings

if TYPE_CHECKING:
    from pathlib import Path

SITE_URL = "https://botwijzer.example/"
PAGES = ROOT / "tests/browser/pages/ar"
ARABIC = {"code": "ar", "name": "العربية", "direction": "rtl", "decimal_mark": ".", "status": "released"}
UKRAINIAN = {"code": "uk", "name": "Українська", "direction": "ltr", "decimal_mark": ",", "status": "draft"}
# The fixed texts that the tests look at; the others stay English.
STRINGS: dict[str, dict[str, Any]] = {
    "ar": {
        "disclaimer": "هذه المعلومات عامة. هل الحياة في خطر؟ اتصلوا بالرقم 112.",
        "disclaimer_short": "معلومات عامة، وليست نصيحة طبية. اتصلوا بالرقم 112.",
        "other_language_link": "باللغة {language}",
        "language_offer": "هذه الصفحة متوفرة أيضًا بالعربية",
        "language_offer_close": "إغلاق هذه الرسالة",
        "back_to_top": "العودة إلى الأعلى",
        "search_start": "اكتبوا للبحث",
        "search_none": "لا نتائج",
        "search_count": {
            "zero": "لا صفحات", "one": "صفحة واحدة", "two": "صفحتان",
            "few": "# صفحات", "many": "# صفحة", "other": "# صفحة",
        },
    },
    "uk": {"draft_notice": "Цей переклад ще не готовий.", "language_offer": "Ця сторінка є українською"},
}  # fmt: skip


def build_languages_site(folder: Path) -> tuple[Project, Path]:
    """Build the project below ``folder``; return it with the folder of the site."""
    root, site = copy_base(folder / "project"), folder / "site"
    for part in ("hooks", "overrides"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for code in ("ar", "uk"):
        shutil.copytree(PAGES, root / "docs" / code)
    _add_languages(root)  # before the settings, which list them
    settings = re.sub(
        r"^hooks:\n(?:  .*\n)+", "hooks: [hooks/disclaimer.py]\n", base_settings(root), flags=re.MULTILINE
    )
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    stamp_translations(root)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL}
    result = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=BUILD_TIMEOUT_S
    )
    assert result.returncode == 0, result.stdout + result.stderr
    project = read_project(root)
    assert project.problems == ()
    write_derived(project, site, site_url=SITE_URL, report_address="meld@botwijzer.example")
    return project, site


def _add_languages(root: Path) -> None:
    data = root / "docs/_data"
    languages = yaml.safe_load((data / "languages.yml").read_text(encoding="utf-8"))
    english = next(item for item in languages["languages"] if item["code"] == "en")
    kept = [item for item in languages["languages"] if item["code"] in {"nl", "en"}]
    languages["languages"] = [*kept, english | ARABIC, english | UKRAINIAN]
    _write(data / "languages.yml", languages)
    shutil.copy(ROOT / "docs/_data/wording/ar.yml", data / "wording")
    english_strings = yaml.safe_load((data / "strings/en.yml").read_text(encoding="utf-8"))
    for code, strings in STRINGS.items():
        _write(data / f"strings/{code}.yml", english_strings | strings)


def _write(path: Path, data: object) -> None:
    plain = json.loads(
        json.dumps(data)
    )  # a list that stands in two places becomes two: our reader refuses YAML anchors
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
