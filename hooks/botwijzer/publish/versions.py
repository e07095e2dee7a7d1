"""``/v/<id>/`` and ``/versie/<language>/<path>/<id>/``: is this paper still current? One of each for every released paper.

Nothing is computed in the browser: the answer stands in the page, for a telephone without JavaScript too.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from botwijzer.model.edition_changes import Change, Verdict, extract_verdict
from botwijzer.model.edition_history import SHORT_FOLDER, VERSION_FOLDER
from botwijzer.model.leaflet_forms import leaflet_files
from botwijzer.model.page import language_path
from botwijzer.model.release_changes import title_of
from botwijzer.publish.derived_page import DerivedPage, DerivedPages
from botwijzer.publish.edition_history import extract_safety
from botwijzer.publish.furniture import render_date, site_furniture
from botwijzer.publish.replacements import find_replacement
from botwijzer.publish.stub import render_stub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from botwijzer.model.edition_history import ReleasedEdition
    from botwijzer.model.project import Project

_TEMPLATE = "version.html"
# The forms of a leaflet that are offered in the place of an old one.
_NEW_FORMS = frozenset({"a4", "large", "bilingual"})
_UNKNOWN_TEMPLATE = "version-unknown.html"


@dataclass(frozen=True)
class Piece:
    """Words of a block; ``is_other``: the other version does not have them."""

    text: str
    is_other: bool = False


@dataclass(frozen=True)
class ShownChange:
    """A change as the template shows it; ``name`` of its language is empty where that is the page's own."""

    kind: str
    language: str
    direction: str
    name: str
    section: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    is_safety: bool
    day: str


@dataclass(frozen=True)
class Paper:
    """A new leaflet: where it is, and which form it has."""

    path: str
    name: str


def write_versions(project: Project, site: Path, *, site_url: str, report_address: str) -> list[str]:
    """Write everything below ``/v/`` and ``/versie/``, in place of what was there; return the files."""
    for folder in (VERSION_FOLDER, SHORT_FOLDER):
        shutil.rmtree(site / folder, ignore_errors=True)
    pages = DerivedPages(project, site_url=site_url, report_address=report_address)
    home = f"{site_url.rstrip('/')}/"
    files = pages.write(site, [_unknown_page(project, site_url=home, report_address=report_address)])
    verdicts = _verdicts(project)
    for edition in project.editions.editions:
        verdict = verdicts[edition.id]
        files += pages.write(site, _version_pages(project, edition, verdict, site))
        stub = f"{SHORT_FOLDER}/{edition.id}/index.html"
        (site / stub).parent.mkdir(parents=True)
        (site / stub).write_text(_stub(project, edition, stub, site_url=home), encoding="utf-8")
        files.append(stub)
    return files


def _verdicts(project: Project) -> dict[str, Verdict]:
    """Return the answer about every paper: the same words are compared once, whatever papers they stand on."""
    safety = {
        (page.language, block.hash): is_safety
        for key in project.editions.by_page
        for page in project.by_key.get(key, {}).values()
        for block, is_safety in extract_safety(project, page)
    }
    return {edition.id: extract_verdict(project, edition, safety) for edition in project.editions.editions}


def _spoken_in(project: Project, edition: ReleasedEdition) -> list[str]:
    """Return the languages of a paper that the site has words for, the reader's own last."""
    return [code for code in edition.languages if code in project.strings] or [project.source_language]


def _version_pages(project: Project, edition: ReleasedEdition, verdict: Verdict, site: Path) -> Iterator[DerivedPage]:
    languages = _spoken_in(project, edition)
    paths = {code: edition.version_path(code) for code in languages}
    for language in languages:
        strings = project.strings[language]
        is_there = verdict.state != "gone"
        summary = {
            "current": strings.version_current,
            "changed": strings.version_changed,
            "spelling": strings.version_spelling,
            "links": strings.version_links,
            "gone": strings.version_gone,
        }[verdict.state]
        yield DerivedPage(
            path=paths[language],
            language=language,
            title=strings.version_title,
            summary=summary,
            template=_TEMPLATE,
            others=paths,
            data={
                "state": verdict.state,
                "has_safety": verdict.has_safety,
                "paper": strings.version_paper.format(
                    title=title_of(project, edition, language),
                    version=edition.id,
                    date=render_date(edition.released, strings),
                ),
                "changes": [_show(project, change, language) for change in verdict.changes],
                "leaflets": _leaflets(project, edition, language, site) if verdict.state == "changed" else [],
                "page_path": language_path(project, language, edition.page) if is_there else "",
                "replacement": None if is_there else find_replacement(project, language, edition.page),
            },
        )


def _show(project: Project, change: Change, language: str) -> ShownChange:
    strings, own = project.strings[language], project.languages[change.language]
    old, new = _mark(change.old, change.new)
    return ShownChange(
        kind=change.kind,
        language=change.language,
        direction=own.direction,
        name=own.name if change.language != language else "",
        section=change.section,
        old=old,
        new=new,
        is_safety=change.is_safety,
        day=strings.version_on.format(date=render_date(change.on, strings)),
    )


def _mark(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, so that words of the one that the other does not have can be marked."""
    if not old or not new:
        return (Piece(old),) if old else (), (Piece(new),) if new else ()
    left, right = old.split(), new.split()
    here: list[Piece] = []
    there: list[Piece] = []
    for name, start, end, new_start, new_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        is_other = name != "equal"
        here += [Piece(" ".join(left[start:end]), is_other)] if end > start else []
        there += [Piece(" ".join(right[new_start:new_end]), is_other)] if new_end > new_start else []
    return tuple(here), tuple(there)


def _leaflets(project: Project, edition: ReleasedEdition, language: str, site: Path) -> list[Paper]:
    """Return the leaflets that take the place of a paper, as far as they were made."""
    strings = project.strings[language]
    return [
        Paper(file.path, str(getattr(strings, f"form_{file.form}")))
        for file in leaflet_files(project, edition.page)
        if file.languages == edition.languages and file.form in _NEW_FORMS and (site / file.path).is_file()
    ]


def _unknown_page(project: Project, *, site_url: str, report_address: str) -> DerivedPage:
    """Return the page for papers that we do not know: every language, for the address does not tell which is wanted."""
    strings = project.strings[project.source_language]
    furniture = site_furniture(project, site_url=site_url, report_address=report_address)
    return DerivedPage(
        path=f"{VERSION_FOLDER}/",
        language=project.source_language,
        title=strings.version_title,
        summary=strings.version_unknown,
        template=_UNKNOWN_TEMPLATE,
        data={"languages": furniture.languages},
    )


def _stub(project: Project, edition: ReleasedEdition, file: str, *, site_url: str) -> str:
    """Return the page behind the code on a paper: it sends the reader on, also without JavaScript."""
    language = _spoken_in(project, edition)[-1]
    title = project.strings[language].version_title
    return render_stub(project, file, edition.version_path(language), title=title, language=language, site_url=site_url)
