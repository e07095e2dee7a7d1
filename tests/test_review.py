"""Reviews: recorded for a real person only, with the hashes of what was read; shown as changed once a block changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from botwijzer.checks.sources import check_sources
from botwijzer.model.project import read_project
from botwijzer.publish.furniture import review_notes
from botwijzer.publish.review import explain_next, explain_refusal, replace_review, write_review
from project_copy import copy_base

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

PAGE = "docs/nl/voorkomen/index.md"
DAY = dt.date(2026, 11, 1)
REVIEWERS = """\
reviewers:
  - id: proef
    name: Proef Persoon
    profession: proefarts
    languages: [nl]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793534400")  # 2026-11-01
    copy_base(tmp_path)
    (tmp_path / "docs/_data/reviewers.yml").write_text(REVIEWERS, encoding="utf-8")
    return tmp_path


def _page(project: Project) -> SourcePage:
    return next(page for page in project.pages if page.path == PAGE)


def _notes(root: Path) -> tuple[str, ...]:
    project = read_project(root)
    return review_notes(project, _page(project), project.strings["nl"])


def test_a_review_is_recorded_and_shown_until_a_block_changes(root: Path) -> None:
    project = read_project(root)
    assert write_review(project, _page(project), by="proef", on=DAY, next_review=dt.date(2027, 11, 1)) > 0
    assert check_sources(read_project(root)) == []
    assert _notes(root) == ("Nagekeken door Proef Persoon, proefarts, op 1 november 2026.",)
    path = root / PAGE
    path.write_text(path.read_text(encoding="utf-8").replace("Begin rustig.", "Begin kalm."), encoding="utf-8")
    assert [note.partition(". ")[2] for note in _notes(root)] == [
        "Daarna is de tekst veranderd; die verandering is nog niet nagekeken."
    ]


def test_a_review_of_a_page_with_a_snippet_ends_when_the_snippet_changes(root: Path) -> None:
    snippet, path = root / "docs/_data/snippets/nl/begin.md", root / PAGE
    snippet.parent.mkdir(parents=True)
    snippet.write_text("Begin rustig.\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("Begin rustig.", '--8<-- "nl/begin.md"')
    path.write_text(text, encoding="utf-8")
    project = read_project(root)
    write_review(project, _page(project), by="proef", on=DAY)
    assert "Daarna" not in _notes(root)[0]
    snippet.write_text("Begin meteen.\n", encoding="utf-8")
    assert "Daarna" in _notes(root)[0]


def test_a_page_that_lost_a_block_is_no_longer_as_reviewed(root: Path) -> None:
    project = read_project(root)
    write_review(project, _page(project), by="proef", on=DAY)
    path = root / PAGE
    path.write_text(path.read_text(encoding="utf-8").replace("- Beweeg elke dag.\n", ""), encoding="utf-8")
    assert "Daarna" in _notes(root)[0]


def test_a_next_review_comes_after_this_one() -> None:
    assert explain_next(DAY, on=DAY) == "the next review (2026-11-01) is not after this one (2026-11-01)"
    assert explain_next(dt.date(2027, 11, 1), on=DAY) is None


def test_recording_twice_gives_the_same_file(root: Path) -> None:
    for _ in range(2):
        project = read_project(root)
        write_review(project, _page(project), by="proef", on=DAY)
    once = (root / PAGE).read_bytes()
    project = read_project(root)
    write_review(project, _page(project), by="proef", on=DAY)
    assert (root / PAGE).read_bytes() == once


def test_line_ends_and_other_keys_stay() -> None:
    text = "---\r\ntitle: X\r\nreviewed: null\r\nleaflet: true\r\n---\r\n\r\nTekst.\r\n"
    assert replace_review(text, by="proef", on=DAY, hashes=["12345678"]) == (
        "---\r\ntitle: X\r\nreviewed:\r\n  by: proef\r\n  on: 2026-11-01\r\n  blocks: ['12345678']\r\n"
        "leaflet: true\r\n---\r\n\r\nTekst.\r\n"
    )
    assert replace_review("Tekst zonder kop.\n", by="proef", on=DAY, hashes=[]) == "Tekst zonder kop.\n"


@pytest.mark.parametrize(
    ("path", "by", "on", "reason"),
    [
        (PAGE, "iemand", DAY, "'iemand' is not in docs/_data/reviewers.yml (proef); add the person, with their"),
        ("docs/en/voorkomen/index.md", "proef", DAY, "'proef' reviews in nl, and this page is in 'en'"),
        (PAGE, "proef", dt.date(2026, 11, 2), "2026-11-02 is in the future (today is 2026-11-01)"),
        (PAGE, "proef", dt.date(2026, 10, 31), "the page was changed on 2026-11-01, after 2026-10-31: what was read"),
    ],
)
def test_a_review_that_cannot_be_true_is_refused(root: Path, path: str, by: str, on: dt.date, reason: str) -> None:
    project = read_project(root)
    page = next(page for page in project.pages if page.path == path)
    assert (explain_refusal(project, page, by=by, on=on, today=DAY) or "").startswith(reason)


def test_a_page_that_cannot_be_read_is_refused(root: Path) -> None:
    path = root / PAGE
    path.write_text(path.read_text(encoding="utf-8").replace("updated:", "changed:"), encoding="utf-8")
    project = read_project(root)
    reason = explain_refusal(project, _page(project), by="proef", on=DAY, today=DAY)
    assert reason == f"the front matter of {PAGE} cannot be read; run make check first"
