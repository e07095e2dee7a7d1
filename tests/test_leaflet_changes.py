"""A change of one dose sets exactly the leaflets that hold it anew; without a change none is. And what cannot be set."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from botwijzer.model.built_page import BuiltPage
from botwijzer.model.page import read_page
from botwijzer.publish.leaflets import write_leaflets
from leaflet_set import MEDICINE, SITE_URL, all_items, as_released, make_set
from site_build import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from leaflet_set import LeafletSet

PATH = f"{MEDICINE}/index.html"
# The claim of this block is bound to its number (docs/nl/behandeling/alendroninezuur.md).
OLD, NEW = "elke week een tablet van 70 mg", "elke week een tablet van 80 mg"


def with_source(project: Project, folder: Path, change: Callable[[str], str]) -> Project:
    """Return the project with a change in the Dutch page, released once more."""
    name = f"docs/nl/{MEDICINE}.md"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text(change((ROOT / name).read_text(encoding="utf-8")), encoding="utf-8")
    old = project.by_key[MEDICINE]["nl"]
    new, problems = read_page(folder / name, root=folder, language="nl", key=MEDICINE, snippets=project.snippets)
    assert new is not None
    assert problems == []
    stamp = tuple(block.hash for block in new.blocks)
    pages = tuple(new if page is old else _stamped(page, stamp) for page in project.pages)
    return as_released(replace(project, pages=pages))


def _stamped(page: SourcePage, stamp: tuple[str, ...]) -> SourcePage:
    """Return a translation as checked against the changed page; a stale one would say so on its leaflet."""
    if page.key != MEDICINE or page.front is None:
        return page
    return replace(page, front=page.front.model_copy(update={"source": stamp}))


def with_html(pages: tuple[BuiltPage, ...], path: str, change: Callable[[str], str]) -> tuple[BuiltPage, ...]:
    return tuple(BuiltPage(page.path, change(page.html)) if page.path == path else page for page in pages)


def change_dose(text: str) -> str:
    assert text.count(OLD) == 1
    return text.replace(OLD, NEW)


@pytest.fixture(scope="module")
def whole(leaflets: LeafletSet, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Every leaflet of the release: the folder of the site, and that of the cache."""
    folder = tmp_path_factory.mktemp("whole")
    report = write_leaflets(leaflets.project, leaflets.pages, site=folder, site_url=SITE_URL, cache=folder / "cache")
    assert report.problems == ()
    assert report.count == report.rendered == len(all_items(leaflets.project))
    return folder, folder / "cache"


def test_an_unchanged_site_sets_nothing_anew(leaflets: LeafletSet) -> None:
    again = make_set(leaflets.project, leaflets.pages, leaflets.folder, leaflets.items, cache=leaflets.folder / "cache")
    assert again.report.rendered == 0


def test_a_dose_changes_exactly_the_leaflets_that_hold_it(leaflets: LeafletSet, tmp_path: Path) -> None:
    """All forms of the page in Dutch, and Dutch beside each language; of the sample's other pages and languages none."""
    project = with_source(leaflets.project, tmp_path, change_dose)
    pages = with_html(leaflets.pages, PATH, change_dose)
    shutil.copytree(leaflets.folder / "cache", tmp_path / "cache")
    changed = make_set(project, pages, tmp_path / "site", leaflets.items, cache=tmp_path / "cache")
    differ = {
        item.path
        for item in leaflets.items
        if (changed.folder / item.path).read_bytes() != (leaflets.folder / item.path).read_bytes()
    }
    assert differ == {item.path for item in leaflets.items if item.key == MEDICINE and "nl" in item.languages}
    assert len(differ) == 9
    assert changed.report.rendered == 9
    for path in differ:
        words = re.sub(r"\s", "", changed.leaflets[path].text)
        assert re.sub(r"\s", "", NEW) in words, path


@pytest.mark.full
def test_of_all_leaflets_a_dose_changes_exactly_those_that_hold_it(
    leaflets: LeafletSet, whole: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, cache = whole
    project = with_source(leaflets.project, tmp_path, change_dose)
    pages = with_html(leaflets.pages, PATH, change_dose)
    report = write_leaflets(project, pages, site=tmp_path, site_url=SITE_URL, cache=cache)
    items = all_items(project)
    differ = {item for item in items if (tmp_path / item.path).read_bytes() != (folder / item.path).read_bytes()}
    assert differ == {item for item in items if item.key == MEDICINE and "nl" in item.languages}
    assert report.rendered == len(differ)


# --- what cannot be set ----------------------------------------------------------------------------------------------


def faults(
    leaflets: LeafletSet,
    tmp_path: Path,
    change: Callable[[str], str],
    *,
    languages: tuple[str, ...] = ("nl",),
    project: Project | None = None,
) -> list[Problem]:
    """Return what is said of the first form of the medicine's leaflet after a change in its built page."""
    pages = with_html(leaflets.pages, PATH, change)
    first = next(item for item in leaflets.items if (item.key, item.languages) == (MEDICINE, languages))
    return list(make_set(project or leaflets.project, pages, tmp_path, [first]).report.problems)


def put_in(words: str) -> Callable[[str], str]:
    return lambda html: html.replace(OLD, f"{OLD} {words}")


def test_a_leaflet_that_is_far_too_long_is_named(leaflets: LeafletSet, tmp_path: Path) -> None:
    for _ in range(2):  # it is not kept as if it were right
        assert [str(problem) for problem in faults(leaflets, tmp_path, put_in("Nog een zin. " * 700))] == [
            (
                "docs/nl/behandeling/alendroninezuur.md:1: LEAF001 4 pages in folders/nl/behandeling-alendroninezuur.pdf;"
                " expected at most 2; name sections that the leaflet can do without in 'leaflet_without' of the Dutch page"
            )
        ]


@pytest.mark.parametrize("sign", ["漢", "\N{FACE WITH TEARS OF JOY}", "\N{GREEK CAPITAL LETTER OMEGA}\u0f40"])
def test_a_sign_that_our_fonts_lack_is_named_with_its_page(leaflets: LeafletSet, tmp_path: Path, sign: str) -> None:
    problems = faults(leaflets, tmp_path, put_in(sign))
    assert [(problem.path, problem.code) for problem in problems] == [(f"docs/nl/{MEDICINE}.md", "LEAF002")]
    assert sign[-1] in problems[0].found
    assert not (tmp_path / "folders").exists()


def test_a_template_that_is_broken_is_named(leaflets: LeafletSet, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    folder = tmp_path / "overrides/leaflet"
    (folder / "leaflet.typ").write_text("#let x = (", encoding="utf-8")
    project = replace(leaflets.project, root=tmp_path)
    problems = faults(leaflets, tmp_path, str, project=project)
    assert [problem.code for problem in problems] == ["LEAF002"]
    assert "overrides/leaflet/leaflet.typ" in problems[0].action
    assert "\n" not in str(problems[0])


def test_languages_that_do_not_have_the_same_blocks_are_named(leaflets: LeafletSet, tmp_path: Path) -> None:
    def drop(html: str) -> str:
        return re.sub(r'(<div class="admonition warning">.*?<ul>\s*)<li.*?</li>', r"\1", html, count=1, flags=re.DOTALL)

    problems = faults(leaflets, tmp_path, drop, languages=("nl", "tr"))
    assert [(problem.path, problem.code) for problem in problems] == [(f"docs/tr/{MEDICINE}.md", "LEAF003")]
    assert "stands beside nothing" in problems[0].found
    assert faults(leaflets, tmp_path, drop) == []
