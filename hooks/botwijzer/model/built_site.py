"""The built site as a whole: its pages, its files, its own address, and which source page each page was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urljoin, urlsplit

from botwijzer.model.built_page import BuiltPage, read_built_pages
from botwijzer.model.embeds import embed_path, embedded_path
from botwijzer.model.page import language_path
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    import lxml.html

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

# A language is the first folder of an address, or the second (``/insluiten/<lang>/``, ``/versie/<lang>/``).
_LANGUAGE_DEPTH = 2
# Stands in for the site's address while it has none.
_NO_ADDRESS = "https://site.invalid/"
# Browsers drop these from an address and read a backslash as a slash (WHATWG URL, "basic URL parser").
_DROPPED = re.compile(r"[\t\n\r]")
_EDGES = "".join(chr(number) for number in range(0x21))
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB = frozenset({"http", "https"})

TargetKind = Literal["internal", "external", "outside", "scheme", "invalid"]


@dataclass(frozen=True)
class Target:
    """Where an address leads.

    ``internal``: ``path`` is a path of the site, without leading slash, percent-decoded. ``outside``: the site's own
    host, but not below the site's own folder. ``scheme``: neither http nor https, ``url`` as written.
    """

    kind: TargetKind
    url: str
    path: str = ""
    fragment: str = ""
    scheme: str = ""


def clean_address(address: str) -> str:
    """Return an address as a browser reads it: without white space around it or line breaks in it."""
    cleaned = _DROPPED.sub("", address.strip(_EDGES))
    scheme = _SCHEME.match(cleaned)
    return cleaned if scheme and scheme[1].lower() not in _WEB else cleaned.replace("\\", "/")


@dataclass(frozen=True)
class BuiltSite:
    """A built site. ``url`` is its own absolute address and ends in a slash."""

    folder: Path
    url: str
    pages: tuple[BuiltPage, ...]
    sources: dict[str, SourcePage]
    languages: tuple[str, ...]

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, by its path in the site."""
        return frozenset(
            path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if not path.is_dir()
        )

    @cached_property
    def by_path(self) -> dict[str, BuiltPage]:
        """Path in the site → page."""
        return {page.path: page for page in self.pages}

    def language_of(self, path: str) -> str:
        """Return the language that a path promises (``en/over/`` and ``versie/en/over/`` → ``en``)."""
        folders = path.split("/")[:_LANGUAGE_DEPTH]
        return next((name for name in folders if name in self.languages), next(iter(self.languages), ""))

    def url_of(self, page: BuiltPage) -> str:
        """Return the absolute address of a page."""
        return self.url + page.address.lstrip("/")

    def canonical_of(self, page: BuiltPage) -> str:
        """Return the absolute address that a page must call its own: an embed page that of the page it shows."""
        shown = embedded_path(page.path, next(iter(self.languages), ""))
        return self.url_of(page) if shown is None else self.url + shown.removesuffix("index.html")

    def is_embed(self, page: BuiltPage) -> bool:
        """Whether a page shows another page's text for the sites of others (``/insluiten/…``)."""
        return embedded_path(page.path, next(iter(self.languages), "")) is not None

    def resolve(self, page: BuiltPage, address: str) -> Target:
        """Say where an address on a page leads."""
        cleaned = clean_address(address)
        scheme = _SCHEME.match(cleaned)
        if scheme and scheme[1].lower() not in _WEB:
            return Target("scheme", cleaned, scheme=scheme[1].lower())
        try:
            url = urljoin(self.url_of(page), cleaned)
            parts, own = urlsplit(url), urlsplit(self.url)
            same_origin = (parts.scheme, parts.hostname, parts.port) == (own.scheme, own.hostname, own.port)
        except ValueError:
            return Target("invalid", cleaned)
        if not parts.hostname:
            return Target("invalid", cleaned)
        if not same_origin:
            return Target("external", url, scheme=parts.scheme)
        if not parts.path.startswith(own.path):
            return Target("outside", url, scheme=parts.scheme)
        path = unquote(parts.path[len(own.path) :])
        return Target("internal", url, path=path, fragment=parts.fragment, scheme=parts.scheme)

    def find_file(self, path: str) -> str | None:
        """Return the file that a server gives for a path, or ``None``. A folder needs its slash."""
        name = path + "index.html" if not path or path.endswith("/") else path
        return name if name in self.files else None

    def problem(
        self,
        page: BuiltPage,
        element: lxml.html.HtmlElement | None,
        code: str,
        *,
        found: str,
        expected: str,
        action: str,
    ) -> Problem:
        """Return a finding on a page, with the line of the element and the source page when there is one."""
        source = self.sources.get(page.path)
        return Problem(
            path=page.path,
            line=0 if element is None else page.line_of(element),
            code=code,
            found=found,
            expected=expected,
            action=f"{action} (page made from {source.path})" if source else action,
        )


def built_path(project: Project, page: SourcePage) -> str:
    """Return the file in the site of a source page."""
    return f"{language_path(project, page.language, page.key)}index.html"


def read_built_site(
    project: Project, folder: Path, *, site_url: str, pages: list[BuiltPage] | None = None
) -> BuiltSite:
    """Read a built site; ``pages`` when they have been read already."""
    read = read_built_pages(folder) if pages is None else pages
    sources = {built_path(project, page): page for page in project.pages}
    sources |= {f"{embed_path(page.language, page.key)}index.html": page for page in project.pages}
    url = f"{site_url.rstrip('/')}/" if site_url else _NO_ADDRESS
    return BuiltSite(folder, url, tuple(read), sources, tuple(project.languages))
