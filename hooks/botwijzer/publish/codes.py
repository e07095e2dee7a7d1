"""``/code/``: a page for each code and one with all of them, in every language at once, and the same as data.

Record systems ask by code and cannot be asked back, so each page holds every language, and other spellings of an address
(small letters, no dot) lead to it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.leaflet_forms import A4, BILINGUAL
from botwijzer.model.page import language_path
from botwijzer.model.page_codes import (
    CODE_FOLDER,
    FEED_FILE,
    INFOBUTTON_FOLDER,
    RECORD_FILE,
    SYSTEMS,
    PageCode,
    by_system,
)
from botwijzer.publish.code_data import Leaflets, explain_owners, made_leaflets, write_code_data
from botwijzer.publish.derived_page import DerivedPage, DerivedPages
from botwijzer.publish.infobutton import render_infobutton_table
from botwijzer.publish.stub import render_stub

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

_TEMPLATE = "codes.html"


@dataclass(frozen=True)
class CodeLink:
    """A link in a list; ``papers``: the leaflets of that page; ``about``: what stands beside it, or, of a leaflet, its title."""

    path: str
    text: str
    papers: tuple[CodeLink, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class CodeSection:
    """What a page about codes says in one language."""

    language: str
    direction: str
    name: str
    strings: Strings
    heading: str
    paragraphs: tuple[str, ...]
    note: str
    links: tuple[CodeLink, ...] = ()


@dataclass(frozen=True)
class SystemList:
    """The codes of one system."""

    id: str
    name: str
    links: tuple[CodeLink, ...]


def write_codes(project: Project, site: Path, *, site_url: str, report_address: str) -> list[str]:
    """Write everything below ``/code/`` and ``/infobutton/``, in place of what was there; return the HTML files."""
    for name in (CODE_FOLDER, INFOBUTTON_FOLDER):
        shutil.rmtree(site / name, ignore_errors=True)
    home = f"{site_url.rstrip('/')}/"
    pages = DerivedPages(project, site_url=site_url, report_address=report_address)
    files = pages.write(site, [_list_page(project), _infobutton_page(project)])
    leaflets = made_leaflets(project, site)
    for code in project.codes:
        files += pages.write(site, [_code_page(project, code, leaflets)])
    write_code_data(project, site, leaflets, site_url=home)
    for code in project.codes:
        files += _write_spellings(project, code, site, site_url=home)
    return files


def _write_spellings(project: Project, code: PageCode, site: Path, *, site_url: str) -> list[str]:
    """Write redirects from other spellings. Where a disk takes small and capital letters for the same, one page is enough."""
    files: list[str] = []
    for spelling in code.spellings:
        file = f"{CODE_FOLDER}/{code.system}/{spelling}/index.html"
        if (site / file).exists():
            continue
        (site / file).parent.mkdir(parents=True)
        language = project.source_language
        stub = render_stub(project, file, code.path, title=code.name, language=language, site_url=site_url)
        (site / file).write_text(stub, encoding="utf-8")
        files.append(file)
    return files


def _sections(
    project: Project, heading: str, *texts: str, code: PageCode | None = None, leaflets: Leaflets | None = None
) -> list[CodeSection]:
    """Return one section for each released language; ``heading`` and ``texts`` are keys of its fixed texts."""
    return [
        CodeSection(
            language=language.code,
            direction=language.direction,
            name=language.name,
            strings=strings,
            heading=f"{language.name}: {getattr(strings, heading)}",
            paragraphs=tuple(getattr(strings, key) for key in texts),
            note=explain_owners(strings),
            links=_page_links(project, code, language.code, leaflets or {}) if code else (),
        )
        for language in project.released
        for strings in (project.strings[language.code],)
    ]


def _page_links(project: Project, code: PageCode, language: str, leaflets: Leaflets) -> tuple[CodeLink, ...]:
    links: list[CodeLink] = []
    for key in code.pages:
        page = project.by_key.get(key, {}).get(language)
        if page is None or page.front is None:
            continue
        path = language_path(project, language, key)
        links.append(CodeLink(path, page.front.title, _papers(project, key, page.front.title, language, leaflets)))
    return tuple(links)


def _papers(project: Project, key: str, title: str, language: str, leaflets: Leaflets) -> tuple[CodeLink, ...]:
    """Return the leaflets of a page in a language, alone and beside the source language, as far as they were made."""
    strings = project.strings[language]
    names = {A4.name: strings.form_a4, BILINGUAL.name: strings.form_bilingual}
    return tuple(
        CodeLink(item.path, names[item.form], about=title)
        for item in leaflets.get(key, ())
        if item.languages[-1] == language and item.form in names
    )


def _code_page(project: Project, code: PageCode, leaflets: Leaflets) -> DerivedPage:
    files = {"JSON": f"{code.path}{RECORD_FILE}", "Atom": f"{code.path}{FEED_FILE}"}
    sections = _sections(project, "code_title", "code_text", code=code, leaflets=leaflets)
    return _page(project, code.path, title=code.name, sections=sections, files=files, is_hidden=True)


def _list_page(project: Project) -> DerivedPage:
    strings = project.strings[project.source_language]
    sections = _sections(project, "code_list_title", "code_list_text")
    files = {"JSON": f"{CODE_FOLDER}/{RECORD_FILE}"}
    path = f"{CODE_FOLDER}/"
    systems = _system_lists(project)
    return _page(project, path, title=strings.code_list_title, sections=sections, systems=systems, files=files)


def _infobutton_page(project: Project) -> DerivedPage:
    return _page(
        project,
        f"{INFOBUTTON_FOLDER}/",
        title=project.strings[project.source_language].infobutton_title,
        sections=_sections(project, "infobutton_title", "infobutton_text"),
        systems=_system_lists(project),
        table=render_infobutton_table(project),
        is_hidden=True,
    )


def _page(
    project: Project,
    path: str,
    *,
    title: str,
    sections: Sequence[CodeSection],
    systems: Sequence[SystemList] = (),
    files: dict[str, str] | None = None,
    table: str = "",
    is_hidden: bool = False,
) -> DerivedPage:
    return DerivedPage(
        path=path,
        language=project.source_language,
        title=title,
        summary="",
        template=_TEMPLATE,
        data={
            "languages": sections,
            "systems": systems,
            "files": files or {},
            "table": table,
            "is_hidden": is_hidden,
        },
    )


def _system_lists(project: Project) -> list[SystemList]:
    """Return all codes, each with the title of its best page in the source language."""
    return [
        SystemList(
            system,
            SYSTEMS[system].name,
            tuple(CodeLink(code.path, code.name, about=_best_title(project, code)) for code in codes),
        )
        for system, codes in by_system(project.codes).items()
    ]


def _best_title(project: Project, code: PageCode) -> str:
    page = project.by_key.get(code.pages[0], {}).get(project.source_language)
    return page.front.title if page and page.front else ""
