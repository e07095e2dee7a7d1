"""A small valid built site in a temporary folder, made for the small project in ``base``, changed as a case says."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

from botwijzer.model.built_page import read_built_pages
from botwijzer.publish.api import write_api
from botwijzer.publish.code_data import made_leaflets, write_code_data
from botwijzer.publish.feeds import write_feeds
from botwijzer.publish.redirects import write_redirects
from botwijzer.publish.stub import SCRIPT
from project_copy import ROOT, TESTS, apply_case, copy_base

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.project import Project

BASE_SITE = TESTS / "base_site"
SITE_URL = "https://botwijzer.example/"
# [[nl.disclaimer]] stands for that text of docs/_data/strings/nl.yml, so that rewording it breaks no test.
_STRING = re.compile(r"\[\[(\w+)\.(\w+)\]\]")
# Keys of a case that change the project; the same keys without "project_" change the site.
_PROJECT = "project_"
# Keys of a case that change what is derived from the pages.
_LATE = "derived_"
# Whether a translation is stale changes nothing about what must be built.
_UNSTAMPED = {"stamped": "never"}
# Texts that cases take apart word by word; rewording the real ones must not break those cases.
_FIXED = {
    "nl": {
        "disclaimer": "Dit is algemene informatie. Stop nooit zelf met een medicijn. Is het levensbedreigend? Bel 112.",
        "disclaimer_short": "Algemene informatie. Levensbedreigend: bel 112.",
        "review_none": "Deze tekst is nog niet door een arts nagekeken.",
        "review_done": "Nagekeken door {name}, {profession}, op {date}.",
        "review_changed": "Nagekeken door {name}, {profession}, op {date}. Daarna is de tekst veranderd.",
    },
    "en": {
        "disclaimer": "This is general information. Never stop a medicine on your own. Is it life-threatening? Call 112.",
        "disclaimer_short": "General information. Life-threatening: call 112.",
        "review_none": "This text has not yet been checked by a doctor.",
        "review_done": "Checked by {name}, {profession}, on {date}.",
        "review_changed": "Checked by {name}, {profession}, on {date}. The text has changed since then.",
    },
}


def fill_strings(text: str, project: Project) -> str:
    """Return a text with each ``[[language.key]]`` filled in."""
    return _STRING.sub(lambda match: str(getattr(project.strings[match[1]], match[2])), text)


def copy_project(target: Path, case: dict[str, Any]) -> Path:
    """Write the small project with the changes that a case makes to it."""
    copy_base(target)
    for language, texts in _FIXED.items():
        path = target / f"docs/_data/strings/{language}.yml"
        text = path.read_text(encoding="utf-8")
        for key, value in texts.items():
            text = re.sub(rf"^{key}: .*$", f"{key}: '{value}'", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    changes = {key.removeprefix(_PROJECT): value for key, value in case.items() if key.startswith(_PROJECT)}
    apply_case(changes | _UNSTAMPED, target)
    return target


def copy_site(target: Path, case: dict[str, Any], project: Project) -> Path:
    """Write the small site, built for the address ``built_for``, with the changes that a case makes to it."""
    for path in sorted(BASE_SITE.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(BASE_SITE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            text = fill_strings(path.read_text(encoding="utf-8"), project)
            copy.write_text(text.replace(SITE_URL, case.get("built_for", SITE_URL)), encoding="utf-8")
    changes = {
        key: {path: _fill(change, project) for path, change in value.items()} if isinstance(value, dict) else value
        for key, value in case.items()
        if key in {"files", "bytes", "replace", "remove", "links"}
    }
    apply_case(changes | _UNSTAMPED, target)
    _write_derived(target, project, case.get("built_for", SITE_URL))
    late = {key.removeprefix(_LATE): value for key, value in case.items() if key.startswith(_LATE)}
    apply_case(late | _UNSTAMPED, target)
    return target


def _write_derived(site: Path, project: Project, site_url: str) -> None:
    """Write what follows from the pages as the case has them: data, feeds and redirects are not about how pages look."""
    pages = read_built_pages(site)
    (site / SCRIPT).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "overrides" / SCRIPT, site / SCRIPT)
    write_code_data(project, site, made_leaflets(project, site), site_url=site_url)
    write_api(project, pages, site, site_url=site_url)
    write_feeds(project, site, site_url=site_url)
    write_redirects(project, site, site_url=site_url)


def _fill(change: str | dict[str, str], project: Project) -> str | dict[str, str]:
    if isinstance(change, str):
        return fill_strings(change, project)
    return {fill_strings(old, project): fill_strings(new, project) for old, new in change.items()}
