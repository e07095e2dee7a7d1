"""A page of the built site, parsed once. Knows nothing of the generator that built it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BuiltKind = Literal["article", "listing", "stub"]
# A redirect holds a sentence and a link; more text than this is a page, whatever it calls itself.
MAX_STUB_CHARACTERS = 400


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file of the site.

    ``path`` is relative to the site's root; ``address`` is the path a browser asks for (``/en/over/``).
    """

    path: str
    html: str

    @property
    def address(self) -> str:
        """The address from the site's root, with a leading slash."""
        return "/" + self.path.removesuffix("index.html")

    @cached_property
    def root(self) -> lxml.html.HtmlElement:
        """The parsed document."""
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return lxml.html.document_fromstring(self.html.encode(), parser=parser)

    @property
    def language(self) -> str:
        """The ``lang`` of ``<html>``."""
        return str(self.root.get("lang") or "")

    @cached_property
    def article(self) -> lxml.html.HtmlElement | None:
        """The element that holds the page's own text."""
        found = self.root.xpath("//article")
        return found[0] if found else None

    @cached_property
    def kind(self) -> BuiltKind:
        """Article, listing, or stub: by what the page *is*, not by what it says it is."""
        refresh = self.root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']")
        if refresh and self.article is None and len(self.text_of(self.root)) <= MAX_STUB_CHARACTERS:
            return "stub"
        return "listing" if self.article is None else "article"

    @cached_property
    def ids(self) -> list[str]:
        """Every ``id`` in the document, in order, repeated when repeated."""
        return [str(value) for value in self.root.xpath("//@id")]

    @staticmethod
    def text_of(element: lxml.html.HtmlElement) -> str:
        """Return the words of an element, without scripts and styles, one space between words."""
        parts = element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
        return " ".join(" ".join(str(part) for part in parts).split())

    def line_of(self, element: lxml.html.HtmlElement) -> int:
        """Return the line of an element in the HTML file."""
        return int(element.sourceline or 0)


def read_built_pages(site: Path) -> list[BuiltPage]:
    """Read every HTML file below ``site``, sorted by path."""
    return [
        BuiltPage(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    ]


def is_external(address: str) -> bool:
    """Whether an address leaves the site (it has a scheme or a host)."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def iterate_elements(page: BuiltPage, tag: str) -> Iterator[lxml.html.HtmlElement]:
    """Yield each element with a tag, in document order."""
    yield from page.root.iter(tag)
