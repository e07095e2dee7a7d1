"""A small valid project in a temporary folder, changed as a case file says."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import yaml

from botwijzer.model.project import read_project
from botwijzer.publish.stamp import write_stamps

TESTS = Path(__file__).parent
ROOT = TESTS.parent
BASE = TESTS / "base"
MAX_LINE = 5_000
# The languages of the small project: the others of the real one stay out of its folder.
BASE_LANGUAGES = ("nl", "en")
# Data that the small project shares with the real one: schemas and notation, not knowledge.
SHARED_DATA = (
    "abbreviations.yml",
    "approved.yml",
    "units.yml",
    "links.yml",
    "reviewers.yml",
    "restamps.yml",
    "strings",
    "wording",
)


def copy_base(target: Path) -> Path:
    """Write the small valid project (two pages, two languages, translations stamped) to ``target``."""
    shutil.copytree(BASE, target, dirs_exist_ok=True)
    for name in SHARED_DATA:
        source = ROOT / "docs/_data" / name
        if source.is_dir():  # one file a language
            (target / "docs/_data" / name).mkdir(parents=True, exist_ok=True)
            for language in BASE_LANGUAGES:
                shutil.copy(source / f"{language}.yml", target / "docs/_data" / name)
        else:
            shutil.copy(source, target / "docs/_data" / name)
    drop_approved_claims(target)
    stamp_translations(target)
    return target


def drop_approved_claims(target: Path) -> None:
    """Take the real project's claims out of what is approved: the small project has claims of its own."""
    path = target / "docs/_data/approved.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["approved"].pop("claims", None)
    path.write_text(yaml.safe_dump(data), encoding="utf-8")


def stamp_translations(target: Path) -> None:
    """Fill every ``source:`` that stands in a translation, on that one line, so that a stamp never moves a line."""
    project = read_project(target)
    paths = [page.path for _, page in project.translations() if page.front and page.front.source is not None]
    write_stamps(project, paths, width=MAX_LINE)


def apply_case(case: dict[str, Any], target: Path) -> None:
    """Change the project as a case says.

    Keys: ``files`` (path → text), ``bytes`` (path → base64), ``replace`` (path → {old: new}; ``old`` must be there),
    ``remove`` (paths), ``links`` (path → target of a symbolic link), ``stamped``: ``after`` (default: translations are
    stamped again after the change, so that a case about something else need not speak of staleness) or ``before``.
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
    if case.get("stamped", "after") == "after":
        stamp_translations(target)
