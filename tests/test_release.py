"""A build that fails leaves the previous release whole; one that succeeds replaces it at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from botwijzer.publish.leaflets import CACHE_FOLDER
from site_build import build_site
from small_site import copy_small_project

if TYPE_CHECKING:
    from pathlib import Path


# What this file asks does not depend on how much there is to build; one test builds the real site.
@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a first release in ``site/``."""
    root = copy_small_project(tmp_path_factory.mktemp("release"))
    result = build_site(root / "site", root=root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root


def fingerprint(folder: Path) -> dict[str, str]:
    """Return path → hash of every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> str:
    """Replace a piece of a file; return the file as it was."""
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    return before


# Fault: (file, what stands there, what is put there, what the message must name).
FAULTS = {
    "forbidden word": (
        "docs/nl/voorkomen/index.md",
        "\n---\n",
        "\n---\n\nDit geneest.\n",
        "TERM",
    ),
    "broken link": ("docs/nl/voorkomen/index.md", "(../index.md)", "(../indeks.md)", "LINK"),
    "unknown key": ("docs/en/voorkomen/index.md", "leaflet: true", "leaflets: true", "YAML003"),
    "empty disclaimer": ("docs/_data/strings/nl.yml", "disclaimer: ", "disclaimer: ''\nx: ", "YAML003"),
    "template without disclaimer": ("overrides/main.html", "data-disclaimer", "data-nothing", "DISC"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_failed_build_leaves_the_previous_release(name: str, project: Path) -> None:
    file, old, new, code = FAULTS[name]
    path = project / file
    if name == "template without disclaimer":
        path = next(p for p in (project / "overrides").rglob("*.html") if 'data-disclaimer="full"' in p.read_text())
    before = fingerprint(project / "site")
    original = change(path, old, new)
    try:
        result = build_site(project / "site", root=project)
        strict = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        path.write_text(original, encoding="utf-8")
    for run in (result, strict):
        assert run.returncode != 0
        assert code in run.stdout + run.stderr
        assert "Traceback" not in run.stdout + run.stderr
    assert fingerprint(project / "site") == before


def test_a_successful_build_replaces_the_release_whole(project: Path) -> None:
    stray = project / "site" / "stray.html"
    stray.write_text("left over", encoding="utf-8")
    result = build_site(project / "site", root=project)
    assert result.returncode == 0, result.stdout + result.stderr
    assert not stray.exists()
    assert json.loads((project / "site/release.json").read_text(encoding="utf-8"))["pages"]
    assert not list(project.glob(".site*")), "something of the build was left behind"


def test_two_builds_of_the_same_text_are_the_same(built_site: Path, project: Path, tmp_path: Path) -> None:
    """The real site, and the small one with a day of our own and all leaflets set twice."""
    assert build_site(tmp_path / "real").returncode == 0
    assert fingerprint(tmp_path / "real") == fingerprint(built_site)
    for name in ("one", "two"):
        shutil.rmtree(project / CACHE_FOLDER)
        assert build_site(tmp_path / name, root=project, SOURCE_DATE_EPOCH="1800000000").returncode == 0
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")
    assert any(name.endswith(".pdf") for name in fingerprint(tmp_path / "one"))


def test_a_site_below_a_path_passes_its_own_checks(project: Path, tmp_path: Path) -> None:
    result = build_site(tmp_path / "site", root=project, SITE_URL="https://praktijk.example.org/botten/")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "https://praktijk.example.org/botten/en/" in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")


def test_only_an_earlier_site_is_ever_replaced(project: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("mine", encoding="utf-8")
    result = build_site(tmp_path / "letters", root=project)
    assert result.returncode != 0
    assert "holds something that is no built site" in result.stdout
    assert (tmp_path / "letters/dear.txt").read_text(encoding="utf-8") == "mine"


def test_a_release_has_every_language(project: Path) -> None:
    before = fingerprint(project / "site")
    strict = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env={**os.environ, "LANG_ONLY": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert strict.returncode != 0
    assert "LANG_ONLY is for a preview" in strict.stdout + strict.stderr
    assert fingerprint(project / "site") == before


def test_a_release_that_was_pushed_aside_comes_back(project: Path) -> None:
    """A build killed between its two last steps leaves the old release under another name."""
    before = fingerprint(project / "site")
    (project / "site").rename(project / ".site.old")
    path = project / "docs/nl/voorkomen/index.md"
    original = change(path, "leaflet: true", "leaflets: true")
    try:
        assert build_site(project / "site", root=project).returncode != 0
    finally:
        path.write_text(original, encoding="utf-8")
    assert fingerprint(project / "site") == before
