"""Pages that no one writes: made after the build, from a template in ``overrides/``, with the site's own frame.

The templates are the ones that MkDocs renders; here they get the same names without MkDocs: ``botwijzer`` (the furniture),
``page``, ``nav``, ``config``, ``base_url`` and the filters ``url`` and ``script_tag``. What a template needs beside them
is passed as ``data``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.runtime import Context  # noqa: TC002  (jinja2 looks at it)

from botwijzer.model.page import language_path
from botwijzer.publish.content_policy import replace_content_policy
from botwijzer.publish.furniture import Alternate, PageFurniture, page_furniture
from botwijzer.publish.isolate_runs import replace_latin_runs
from botwijzer.publish.structured_data import render_web_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from botwijzer.model.navigation import MenuItem
    from botwijzer.model.project import Project

TEMPLATES = "overrides"
# Such a page belongs to no page in docs/: it has the review state of a text that nobody reviewed, and no sources.
_NO_PAGE = ""
KIND = "derived"


@dataclass(frozen=True)
class NavItem:
    """An entry of the menu, as the templates know it: a page, or a section with its pages."""

    title: str
    url: str = ""
    children: tuple[NavItem, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    active: bool = False


@dataclass(frozen=True)
class DerivedPage:
    """A page to be made. ``path``: its address from the site's root, ``versie/tr/over/k3f9x2a/``, or a file.

    ``others``: the language → address of the same page in further languages. ``key``: of the page in docs/ that it shows in
    another form; then it has that page's review state, sources and canonical address.
    """

    path: str
    language: str
    title: str
    summary: str
    template: str
    data: dict[str, Any]
    others: dict[str, str] = field(default_factory=dict)
    key: str = _NO_PAGE

    @property
    def file(self) -> str:
        """The file in the site."""
        return f"{self.path}index.html" if not self.path or self.path.endswith("/") else self.path


class DerivedPages:
    """Renders pages for one project and one address; templates are read once."""

    def __init__(self, project: Project, *, site_url: str, report_address: str) -> None:
        """Read nothing yet; ``site_url`` with or without a slash at its end."""
        self._project = project
        self._site_url = f"{site_url.rstrip('/')}/"
        self._report_address = report_address
        # Autoescape is off as in MkDocs, which renders the same files: each template escapes what it shows (`| e`).
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(project.root / TEMPLATES),
            autoescape=False,  # noqa: S701
        )
        self._environment.filters |= {"url": _url, "script_tag": _script_tag}
        self._menus: dict[str, tuple[NavItem, ...]] = {}

    def render(self, page: DerivedPage) -> str:
        """Return the HTML of a page: islands in right-to-left text, and its policy, as on every other page."""
        look = self._project.navigation.look
        html = self._environment.get_template(page.template).render(
            botwijzer=self._furniture(page),
            data=page.data,
            page=SimpleNamespace(title=page.title, url=page.path, meta={}, toc=(), ancestors=(), content=""),
            nav=SimpleNamespace(items=self._menu(page.language)),
            config=SimpleNamespace(
                theme=SimpleNamespace(favicon=look.favicon), extra_css=look.styles, extra_javascript=look.scripts
            ),
            base_url=_to_root(page.path),
        )
        return replace_content_policy(replace_latin_runs(html))

    def write(self, site: Path, pages: Iterable[DerivedPage]) -> list[str]:
        """Write pages below ``site``; return their files."""
        files: list[str] = []
        for page in pages:
            target = site / page.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.render(page), encoding="utf-8")
            files.append(page.file)
        return files

    def _furniture(self, page: DerivedPage) -> PageFurniture:
        frame = page_furniture(
            self._project,
            language=page.language,
            key=page.key,
            site_url=self._site_url,
            report_address=self._report_address,
            canonical="" if page.key else self._site_url + page.path,
            with_leaflets=False,
        )
        if page.key:
            return frame
        alternates = {**page.others, page.language: page.path}
        default = alternates.get(self._project.source_language, page.path)
        return replace(
            frame,
            kind=KIND,
            summary=page.summary,
            alternates=tuple(
                Alternate(
                    language=language.code,
                    name=language.name,
                    direction=language.direction,
                    href=self._site_url + alternates[language.code],
                    path=alternates[language.code],
                    offer=self._project.strings[language.code].language_offer,
                    offer_close=self._project.strings[language.code].language_offer_close,
                )
                for language in self._project.languages.values()
                if language.code in alternates
            ),
            x_default=self._site_url + default,
            structured_data=render_web_page(page.title, page.summary, language=page.language, url=frame.canonical),
        )

    def _menu(self, language: str) -> tuple[NavItem, ...]:
        if language not in self._menus:
            items = (self._nav_item(item, language) for item in self._project.navigation.menu)
            self._menus[language] = tuple(item for item in items if item is not None)
        return self._menus[language]

    def _nav_item(self, item: MenuItem, language: str) -> NavItem | None:
        if item.children:
            below = [self._nav_item(child, language) for child in item.children]
            children = tuple(child for child in below if child is not None)
            label = self._project.navigation.label_of(item.label, language)
            return NavItem(label, children=children) if children else None
        key = item.path.removesuffix(".md")
        page = self._project.by_key.get(key, {}).get(language)
        if page is None or page.front is None:
            return None
        meta = {"nav_title": page.front.nav_title} if page.front.nav_title else {}
        return NavItem(page.front.title, language_path(self._project, language, key), meta=meta)


def _to_root(path: str) -> str:
    return "/".join([".."] * path.count("/")) or "."


@jinja2.pass_context
def _url(context: Context, address: str) -> str:
    """Return a path from the site's root as a link from the page that is being rendered."""
    here = context["page"].url
    if "://" in address or address.startswith(("#", "mailto:")):
        return address
    return f"{_to_root(here)}/{'' if address == '.' else address}"


@jinja2.pass_context
def _script_tag(context: Context, script: str) -> str:
    return f'<script src="{_url(context, script)}"></script>'
