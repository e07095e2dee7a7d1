"""Adding a language is one command: it makes a draft that a preview shows and a release does not."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from botwijzer.checks.drafts import is_in_draft
from botwijzer.checks.sources import check_sources
from botwijzer.model.problem import count_errors
from botwijzer.model.project import read_project
from botwijzer.model.records import Status
from botwijzer.publish.new_language import explain_refusal, read_skeleton, render_to_fill
from project_copy import copy_base
from small_site import copy_small_project

if TYPE_CHECKING:
    from pathlib import Path


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "hooks/cli.py"), *arguments],
        cwd=root,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_small_project(tmp_path_factory.mktemp("language"))


def test_one_command_makes_a_draft_that_breaks_nothing(root: Path) -> None:
    result = run(root, "language", "de")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[:4] == [
        "written  docs/_data/languages.yml",
        "written  mkdocs.yml",
        "written  docs/_data/strings/de.yml",
        "Deutsch (de) still lacks:",
    ]
    project = read_project(root)
    german = project.languages["de"]
    assert (german.status, german.name, german.direction, german.decimal_mark) == (
        Status.DRAFT,
        "Deutsch",
        "ltr",
        ",",
    )
    assert project.strings["de"].months[2] == "März"
    problems = check_sources(project)
    assert count_errors(problems) == 0
    # Every fixed text that is still Dutch is named, as a notice.
    assert {item.code for item in problems if is_in_draft(project, item)} >= {"STR002", "APPR001"}


def test_the_list_of_what_to_fill_names_a_file_for_each_thing(root: Path) -> None:
    lines = render_to_fill(read_project(root), "de").splitlines()[1:]
    assert [line.split(": ", 1)[1].split(",")[0].split(" ")[0] for line in lines] == [
        "docs/_data/strings/de.yml",
        "mkdocs.yml",
        "docs/_data/terms.yml",
        "docs/_data/units.yml",
        "docs/_data/units.yml",
        "docs/_data/wording/de.yml",
        "docs/de/",
    ]


def test_a_release_leaves_the_draft_out(root: Path) -> None:
    (root / "docs/de").mkdir(exist_ok=True)
    page = (root / "docs/nl/index.md").read_text(encoding="utf-8")
    (root / "docs/de/index.md").write_text(page, encoding="utf-8")
    result = run(root, "build")
    assert result.returncode == 0, result.stdout + result.stderr
    site = root / "site"
    assert not (site / "de").exists()
    assert not (site / "search/de.json").exists()
    for name in ("index.html", "sitemap.xml", "404.html", "release.json"):
        assert 'lang="de"' not in (site / name).read_text(encoding="utf-8"), name
        assert "Deutsch" not in (site / name).read_text(encoding="utf-8"), name


def test_released_too_early_every_gap_is_an_error(root: Path) -> None:
    path = root / "docs/_data/languages.yml"
    text = path.read_text(encoding="utf-8")
    head, tail = text.split("  - code: de\n")
    path.write_text(f"{head}  - code: de\n{tail.replace('status: draft', 'status: released')}", encoding="utf-8")
    codes = {item.code for item in check_sources(read_project(root)) if str(item.severity) == "error"}
    assert codes >= {"NAV004", "TERM101", "STR002"}
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("en", "'en' is there already (English, released)"),
        ("qq", "'qq' is no two-letter language code that Unicode CLDR knows (ISO 639-1, such as de)"),
        ("../x", "'../x' is no two-letter language code that Unicode CLDR knows (ISO 639-1, such as de)"),
    ],
)
def test_what_is_no_new_language_is_refused(tmp_path: Path, code: str, reason: str) -> None:
    assert explain_refusal(read_project(copy_base(tmp_path)), code) == reason


def test_right_to_left_and_plural_forms_come_from_cldr() -> None:
    persian, russian = read_skeleton("fa"), read_skeleton("ru")
    assert persian is not None
    assert russian is not None
    assert persian.direction == "rtl"
    assert russian.plurals == ("one", "few", "many", "other")
