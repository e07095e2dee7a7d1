"""Files below docs/: names that make good addresses, only Markdown in a language, and no way out of the folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project

CODES = {
    "MARK040": "a symbolic link that leads out of docs/",
    "MARK041": "a name that is not lower-case kebab ASCII",
    "MARK042": "a file in a language folder that is no page",
    "MARK043": "a symbolic link that leads nowhere",
    "MARK044": "a file in a folder of wording or search words that no language has",
}

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BY_LANGUAGE = ("docs/_data/wording", "docs/_data/search", "docs/_data/search/asked")
# Folders whose names are not addresses of pages.
_OTHER_FOLDERS = frozenset({"_data", "assets"})


def check_files(project: Project) -> list[Problem]:
    """Return every file or folder below docs/ that must not be published, or not under that name.

    Addresses are for ever and case matters in them, so that a name is fixed before it is released. Wording and search
    words under a wrong name would be read by nobody, and no rule would say so.
    """
    docs = project.root / "docs"
    return [*_walk(project, docs, docs), *_check_names_by_language(project)] if docs.is_dir() else []


def _check_names_by_language(project: Project) -> Iterator[Problem]:
    folders = [folder for name in _BY_LANGUAGE if (folder := project.root / name).is_dir()]
    known = {f"{code}.yml" for code in project.languages}
    if not known:  # reported by the reader
        return
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if path.name not in known and path not in folders:
            expected = f"only {', '.join(sorted(known))}"
            action = "add the language to docs/_data/languages.yml, or rename or remove the file"
            yield _problem(project, path, "MARK044", f"the file '{path.name}'", expected, action)


def _walk(project: Project, folder: Path, docs: Path) -> Iterator[Problem]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        parts = path.relative_to(docs).parts
        if entry.is_symlink():
            yield from _check_link(project, path, docs)
        in_language = parts[0] in project.languages
        if in_language and len(parts) > 1:
            yield from _check_name(project, path, is_folder=path.is_dir(), is_link=entry.is_symlink())
        if entry.is_dir(follow_symlinks=False) and (in_language or parts[0] in _OTHER_FOLDERS):
            yield from _walk(project, path, docs)


def _check_link(project: Project, path: Path, docs: Path) -> Iterator[Problem]:
    target = Path(os.path.realpath(path))  # Path.resolve raises on a link that leads to itself
    root = project.root.resolve()
    read_as_page = path.suffix == ".md" and path.relative_to(docs).parts[0] in project.languages
    if target.is_relative_to(docs.resolve()):
        if not path.exists() and not read_as_page:  # the reader has reported that page
            found, expected = "a symbolic link that leads nowhere", "a real file"
            yield _problem(project, path, "MARK043", found, expected, "copy the file here, or remove the link")
    elif not read_as_page or target.is_relative_to(root):  # the reader has reported pages outside the project
        found, expected = "a symbolic link that leads out of docs/", "a real file"
        yield _problem(project, path, "MARK040", found, expected, "copy the file here, or remove the link")


def _check_name(project: Project, path: Path, *, is_folder: bool, is_link: bool) -> Iterator[Problem]:
    stem = path.name if is_folder else path.name.removesuffix(".md")
    if not is_folder and path.suffix != ".md":
        if not is_link:
            found, action = f"the file '{path.name}'", "move pictures to docs/assets/, or remove the file"
            yield _problem(project, path, "MARK042", found, "only pages (.md) in a language folder", action)
    elif not _NAME.fullmatch(stem):
        expected = "small letters a-z, digits and single hyphens"
        action = "rename it in every language, and in mkdocs.yml"
        yield _problem(project, path, "MARK041", f"the name '{path.name}'", expected, action)


def _problem(project: Project, path: Path, code: str, found: str, expected: str, action: str) -> Problem:
    name = path.relative_to(project.root).as_posix()
    return Problem(path=name, line=0, code=code, found=found, expected=expected, action=action)
