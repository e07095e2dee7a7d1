"""Shared by all tests: the built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.model.project import read_project
from languages_site import build_languages_site
from leaflet_set import LeafletSet, as_released, make_set, read_pages, sample_items
from promised_site import build_moved_site, build_promised_site
from site_build import ROOT, build_site

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.project import Project

pytest_plugins = ["browser_fixtures"]


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real site once, strictly; a site that does not build fails every test that needs it."""
    target = tmp_path_factory.mktemp("release") / "site"
    result = build_site(target)
    assert result.returncode == 0, result.stdout + result.stderr
    return target


@pytest.fixture(scope="session")
def languages_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """Build the small project in more languages once: Arabic, and a draft."""
    return build_languages_site(tmp_path_factory.mktemp("languages"))


@pytest.fixture(scope="session")
def promised_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small project with a page more and with codes once, and promise its addresses."""
    return build_promised_site(tmp_path_factory.mktemp("promised"))


@pytest.fixture(scope="session")
def moved_project(promised_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after a page, a heading and a code went, and redirects took their place."""
    return build_moved_site(promised_project, tmp_path_factory.mktemp("moved"))


@pytest.fixture(scope="session")
def leaflets(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> LeafletSet:
    """Set a sample of the real leaflets once, as a release would: with codes, and not as proofs."""
    project = as_released(read_project(ROOT))
    return make_set(project, read_pages(built_site), tmp_path_factory.mktemp("leaflets"), sample_items(project))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: the quick ones speak first, and Playwright keeps an event loop of its own running."""
    items.sort(key=lambda item: "tests/browser/" in item.path.as_posix())
