"""The history of released papers, and the answer to "is my paper still current?", in the small project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.model.edition_changes import extract_verdict
from botwijzer.model.edition_history import EDITIONS_FILE, TEXTS_FOLDER
from botwijzer.model.editions import is_released, leaflet_edition, page_edition
from botwijzer.model.project import read_project
from botwijzer.publish.edition_history import editions_today, extract_safety
from project_copy import stamp_translations
from small_site import copy_small_project

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.edition_changes import Verdict
    from botwijzer.model.project import Project

REAL = {"SITE_URL": "https://botwijzer.test/", "REPORT_ADDRESS": "meld@botwijzer.test"}
FIRST_DAY, SECOND_DAY = "1793534400", "1796126400"  # 1 November and 1 December 2026
PAGE = "docs/nl/voorkomen/index.md"
ENGLISH = "docs/en/voorkomen/index.md"


def release(root: Path, *, day: str = FIRST_DAY, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in REAL}
    return subprocess.run(
        [sys.executable, str(root / "hooks/cli.py"), "release"],
        cwd=root,
        env={**environment, **REAL, "SOURCE_DATE_EPOCH": day, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def replace_in(root: Path, path: str, changes: dict[str, str]) -> None:
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    (root / path).write_text(text, encoding="utf-8")


def change_dose(root: Path) -> None:
    """Change a dose in Dutch only, with its claim; the English page was compared with it and says the same still."""
    replace_in(root, PAGE, {"30 minuten per dag": "40 minuten per dag"})


def verdicts(project: Project) -> dict[tuple[str, ...], Verdict]:
    """Return (form, page, languages …) → the answer about the paper."""
    safety = {
        (page.language, block.hash): flag for page in project.pages for block, flag in extract_safety(project, page)
    }
    return {
        (edition.form, edition.page, *edition.languages): extract_verdict(project, edition, safety)
        for edition in project.editions.editions
    }


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_small_project(tmp_path_factory.mktemp("papers"))
    result = release(root)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "New in the history: 7 papers (2 leaflets, 1 leaflets in two languages, 4 pages)" in result.stdout
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """Copy the released project, to be changed."""
    return shutil.copytree(released, tmp_path / "project")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SITE_URL": ""}, "SITE_URL is ''"),
        ({"SITE_URL": "https://botwijzer.example/"}, "SITE_URL is 'https://botwijzer.example/'"),
        ({"SITE_URL": "botwijzer"}, "SITE_URL is 'botwijzer'"),
        ({"REPORT_ADDRESS": "meld@botwijzer.example"}, "REPORT_ADDRESS is 'meld@botwijzer.example'"),
        ({"REPORT_ADDRESS": "geen adres"}, "REPORT_ADDRESS is 'geen adres'"),
    ],
)
def test_a_release_needs_real_addresses(settings: dict[str, str], words: str, root: Path) -> None:
    before = (root / EDITIONS_FILE).read_bytes()
    replace_in(root, PAGE, {"Begin rustig.": "Begin heel rustig."})
    result = release(root, **settings)
    assert result.returncode == 2
    assert words in result.stderr
    assert (root / EDITIONS_FILE).read_bytes() == before


def test_a_release_with_errors_writes_nothing(root: Path) -> None:
    before = {path: path.read_bytes() for path in (root / "docs/_data/history").rglob("*.jsonl")}
    replace_in(root, PAGE, {"Begin rustig.": "Dit geneest."})
    result = release(root)
    assert result.returncode == 1
    assert "TERM002" in result.stdout
    assert "nothing was written" in result.stdout
    assert {path: path.read_bytes() for path in (root / "docs/_data/history").rglob("*.jsonl")} == before


def test_a_release_whose_site_is_not_built_leaves_no_paper_behind(root: Path) -> None:
    replace_in(root, PAGE, {"Begin rustig.": "Begin heel rustig."})
    stamp_translations(root)
    before = {path: path.read_bytes() for path in (root / "docs/_data/history").rglob("*.jsonl")}
    replace_in(root, "overrides/components/disclaimer.html", {'data-disclaimer="full"': ""})
    result = release(root)
    assert result.returncode == 1
    assert "The history of papers was put back as it was." in result.stdout
    assert {path: path.read_bytes() for path in (root / "docs/_data/history").rglob("*.jsonl")} == before


def test_a_second_release_of_the_same_text_adds_nothing(root: Path) -> None:
    before = (root / EDITIONS_FILE).read_bytes()
    result = release(root, day=SECOND_DAY)
    assert result.returncode == 0, result.stdout
    assert "nothing was added" in result.stdout
    assert (root / EDITIONS_FILE).read_bytes() == before


def test_a_paper_is_released_when_it_is_in_the_history(root: Path) -> None:
    project = read_project(root)
    assert all(is_released(project, edition) for _, edition in editions_today(project))
    change_dose(root)
    project = read_project(root)
    assert not is_released(project, page_edition(project.by_key["voorkomen/index"]["nl"]))
    assert is_released(project, leaflet_edition(project, "voorkomen/index", ("en",)))


def test_the_change_of_a_dose_changes_exactly_the_papers_that_hold_it(root: Path) -> None:
    before = {(form, item.key, item.languages): item.id for form, item in editions_today(read_project(root))}
    change_dose(root)
    after = {(form, item.key, item.languages): item.id for form, item in editions_today(read_project(root))}
    assert {key for key in before if before[key] != after[key]} == {
        ("leaflet", "voorkomen/index", ("nl",)),
        ("leaflet", "voorkomen/index", ("nl", "en")),
        ("page", "voorkomen/index", ("nl",)),
    }
    answers = verdicts(read_project(root))
    assert {key for key, answer in answers.items() if answer.state != "current"} == {
        ("leaflet", "voorkomen/index", "nl"),
        ("leaflet", "voorkomen/index", "nl", "en"),
        ("page", "voorkomen/index", "nl"),
    }


def test_what_matters_for_safety_comes_first_with_old_and_new_words(root: Path) -> None:
    replace_in(root, PAGE, {"Bij botontkalking helpt bewegen.": "Bij botontkalking helpt veel bewegen."})
    change_dose(root)
    answer = verdicts(read_project(root))["page", "voorkomen/index", "nl"]
    assert [(change.kind, change.old, change.new, change.is_safety, change.section) for change in answer.changes] == [
        ("changed", "Beweeg 30 minuten per dag.", "Beweeg 40 minuten per dag.", True, "Hoe lang beweegt u?"),
        (
            "changed",
            "Bij botontkalking helpt bewegen.",
            "Bij botontkalking helpt veel bewegen.",
            False,
            "In het kort",
        ),
    ]
    # No release has it yet: the day on the page.
    assert {change.on.isoformat() for change in answer.changes} == {"2026-11-01"}


def test_a_change_has_the_day_of_the_release_that_brought_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798718400")  # 31 December 2026: the page itself says 1 November still
    replace_in(root, PAGE, {"Begin rustig.": "Begin heel rustig."})
    stamp_translations(root)
    assert release(root, day=SECOND_DAY).returncode == 0
    replace_in(root, PAGE, {"Beweeg elke dag.": "Beweeg iedere dag."})
    answer = next(
        answer for key, answer in verdicts(read_project(root)).items() if key == ("leaflet", "voorkomen/index", "nl")
    )
    assert answer.state == "changed"
    project = read_project(root)
    first = next(
        item
        for item in project.editions.editions
        if item.form == "page" and item.languages == ("nl",) and "voor" in item.page
    )
    days = {change.new: change.on.isoformat() for change in extract_verdict(project, first, {}).changes}
    assert days == {"Begin heel rustig.": "2026-12-01", "Beweeg iedere dag.": "2026-12-31"}


def test_blocks_that_left_came_and_moved(root: Path) -> None:
    replace_in(
        root,
        PAGE,
        {
            "- Beweeg elke dag.\n- Bij botontkalking helpt bewegen.\n": "- Bij botontkalking helpt bewegen.\n- Beweeg elke dag.\n",
            "Begin rustig.": "Vraag het uw huisarts.",
            "- Wat past bij mij?": "- Wat past bij mij?\n- Mag ik ook gaan zwemmen?",
        },
    )
    changes = verdicts(read_project(root))["leaflet", "voorkomen/index", "nl"].changes
    assert {(change.kind, change.old, change.new) for change in changes} == {
        ("moved", "Bij botontkalking helpt bewegen.", "Bij botontkalking helpt bewegen."),
        ("changed", "Begin rustig.", "Vraag het uw huisarts."),
        ("added", "", "Mag ik ook gaan zwemmen?"),
    }


def test_a_warning_that_left_is_a_safety_change(root: Path) -> None:
    card = '!!! call-now "Bel nu 112"\n    Een scheve mond? Bel 112.\n    {: claims="stroke-call" }\n'
    replace_in(root, PAGE, {card: "Bel uw huisarts.\n"})
    answer = verdicts(read_project(root))["page", "voorkomen/index", "nl"]
    removed = [change for change in answer.changes if change.kind == "removed" or "scheve" in change.old]
    assert removed
    assert all(change.is_safety for change in removed)


def test_a_spelling_fix_asks_for_nothing(root: Path) -> None:
    replace_in(root, PAGE, {"Begin rustig.": "Begin rústig."})
    command = [sys.executable, str(root / "hooks/cli.py"), "restamp", PAGE, "--reason", "spelling: rustig"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    answers = verdicts(read_project(root))
    assert answers["page", "voorkomen/index", "nl"].state == "spelling"
    assert answers["leaflet", "voorkomen/index", "nl", "en"].state == "spelling"
    assert answers["leaflet", "voorkomen/index", "en"].state == "current"


def test_a_link_that_leads_elsewhere_asks_for_nothing(root: Path) -> None:
    replace_in(root, PAGE, {"(../index.md)": "(../index.md#onderwerpen)"})
    answers = verdicts(read_project(root))
    assert answers["page", "voorkomen/index", "nl"].state == "links"
    assert answers["leaflet", "voorkomen/index", "nl"].state == "current"


def test_a_leaflet_that_leaves_out_a_section_is_as_true_as_before(root: Path) -> None:
    replace_in(root, PAGE, {"leaflet: true\n": "leaflet: true\nleaflet_without: [vragen-voor-uw-gesprek]\n"})
    assert {answer.state for answer in verdicts(read_project(root)).values()} == {"current"}


def test_a_page_that_is_gone(root: Path) -> None:
    (root / ENGLISH).unlink()
    answers = verdicts(read_project(root))
    assert answers["leaflet", "voorkomen/index", "nl", "en"].state == "gone"
    assert answers["page", "voorkomen/index", "en"].state == "gone"
    assert answers["leaflet", "voorkomen/index", "nl"].state == "current"


def test_every_paper_is_answered_on_the_site(root: Path) -> None:
    change_dose(root)
    for path in (PAGE, "docs/_data/claims.yml", ENGLISH):
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(re.sub(r"\b30\b(?= minu|,)|(?<=“)30\b", "40", text), encoding="utf-8")
    stamp_translations(root)
    result = release(root, day=SECOND_DAY)
    assert result.returncode == 0, result.stdout
    project, site = read_project(root), root / "site"
    strings = {
        code: yaml.safe_load((root / f"docs/_data/strings/{code}.yml").read_text("utf-8")) for code in ("nl", "en")
    }
    assert len(project.editions.editions) == 12
    for edition in project.editions.editions:
        language = edition.languages[-1]
        stub = (site / f"v/{edition.id}/index.html").read_text(encoding="utf-8")
        assert f"url=../../{edition.version_path(language)}" in stub
        for code in edition.languages:
            page = (site / edition.version_path(code) / "index.html").read_text(encoding="utf-8")
            is_old = edition.page == "voorkomen/index" and edition.released.month == 11
            assert strings[code]["version_changed" if is_old else "version_current"] in page
            assert strings[code]["disclaimer"] in page
            assert 'content="noindex"' in page
            assert ("<mark>40</mark>" in page) == is_old
            if is_old:
                assert page.index(strings[code]["version_safety"]) < page.index("<mark>40</mark>")
                assert "2026" in page
    assert "versie/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "versie/" not in (site / "search/nl.json").read_text(encoding="utf-8")
    assert strings["en"]["version_unknown"] in (site / "versie/index.html").read_text(encoding="utf-8")


def test_the_files_are_written_in_one_order(released: Path) -> None:
    for path in (released / TEXTS_FOLDER).glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines == sorted(lines)
