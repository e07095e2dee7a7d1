"""A page of the built site, parsed once. Knows nothing of the generator that built it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import lxml.html

from botwijzer.model.built_text import extract_text, is_concealed

if TYPE_CHECKING:
    from pathlib import Path

BuiltKind = Literal["article", "listing", "stub"]
# A redirect holds a sentence and a link; more text than this is a page, whatever it calls itself.
MAX_STUB_CHARACTERS = 400
# Text outside links of a page without <article>: a list of pages needs a sentence or two per language, no more.
MAX_LISTING_CHARACTERS = 600

_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.DOTALL)
# What libxml2 calls it when it stops before the end of a document.
_GIVEN_UP = frozenset({"ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY", "ERR_INTERNAL_ERROR"})
_NOT_PROSE = frozenset({"a", "nav", "header", "footer", "form", "label", "button"})


@dataclass(frozen=True)
class Alternate:
    """A ``link rel=alternate hreflang`` of a page."""

    language: str
    href: str
    line: int


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
        return "/" + (self.path.removesuffix("index.html") if self._is_index else self.path)

    @property
    def _is_index(self) -> bool:
        return self.path == "index.html" or self.path.endswith("/index.html")

    @property
    def root(self) -> lxml.html.HtmlElement:
        """The parsed document; an empty document for a file without any element."""
        return self._parsed[0]

    @property
    def unread_from(self) -> int | None:
        """The line at which the parser gave up (elements nested thousands deep), or ``None`` when it read it all."""
        return self._parsed[1]

    @cached_property
    def _parsed(self) -> tuple[lxml.html.HtmlElement, int | None]:
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        # The parser stops at a NUL byte, and what it does not read would not be checked; browsers read on.
        markup = self.html.replace("\0", "\N{REPLACEMENT CHARACTER}")
        markup = markup if markup.strip() else "<html></html>"
        try:
            root = lxml.html.document_fromstring(markup.encode(), parser=parser, ensure_head_body=True)
        except lxml.etree.ParserError:  # nothing but comments
            root = lxml.html.document_fromstring(b"<html></html>", ensure_head_body=True)
        fatal = [entry.line for entry in parser.error_log if entry.type_name in _GIVEN_UP]
        return root, min(fatal, default=None)

    @cached_property
    def elements(self) -> dict[str, list[lxml.html.HtmlElement]]:
        """Tag → all its elements, in document order."""
        result: dict[str, list[lxml.html.HtmlElement]] = {}
        for element in self.root.iter():
            if isinstance(element.tag, str):
                result.setdefault(element.tag, []).append(element)
        return result

    def all(self, *tags: str) -> list[lxml.html.HtmlElement]:
        """Return every element with one of the tags, tag by tag, each in document order."""
        return [element for tag in tags for element in self.elements.get(tag, [])]

    @property
    def language(self) -> str:
        """The ``lang`` of ``<html>``."""
        return str(self.root.get("lang") or "")

    @property
    def direction(self) -> str:
        """The ``dir`` of ``<html>`` or ``<body>``; left to right when neither says so."""
        bodies = self.all("body")
        return str((bodies and bodies[0].get("dir")) or self.root.get("dir") or "ltr").lower()

    @cached_property
    def article(self) -> lxml.html.HtmlElement | None:
        """The element that holds the page's own text."""
        return next(iter(self.all("article")), None)

    @cached_property
    def content(self) -> lxml.html.HtmlElement:
        """Everything that belongs to this page and not to the frame of the site: main, else article, else body."""
        return next(iter(self.all("main", "article", "body")), self.root)

    @cached_property
    def sections(self) -> list[lxml.html.HtmlElement]:
        """The parts of the content that are in a language of their own: ``section`` or ``div`` with ``lang``."""
        return [item for item in self.content.iter("section", "div") if item.get("lang")]

    @cached_property
    def kind(self) -> BuiltKind:
        """Article, listing, or stub: by what the page *is*, not by what it says it is.

        Stub: sends the reader on, without article, with little text. Article: has an article, or prose. Listing: the
        rest, and a short page in several languages at once (404).
        """
        if self.refresh is not None and self.article is None and len(self.text_of(self.root)) <= MAX_STUB_CHARACTERS:
            return "stub"
        languages = {str(section.get("lang")) for section in self.sections}
        prose = len(extract_text(self.content, without=_NOT_PROSE))
        if self.article is not None and len(languages) < 2:
            return "article"
        return "article" if prose > MAX_LISTING_CHARACTERS * max(1, len(languages)) else "listing"

    @cached_property
    def ids(self) -> list[str]:
        """Every ``id`` in the document, in order, repeated when repeated."""
        return [str(value) for value in self.root.xpath("//@id")]

    @cached_property
    def targets(self) -> frozenset[str]:
        """What a fragment may point at: ids, and names of anchors."""
        return frozenset([*self.ids, *(str(name) for name in self.root.xpath("//a/@name"))])

    def links(self, relation: str) -> list[lxml.html.HtmlElement]:
        """Return the ``link`` elements whose ``rel`` holds a word."""
        return [item for item in self.all("link") if relation in str(item.get("rel") or "").lower().split()]

    def metas(self, name: str) -> list[lxml.html.HtmlElement]:
        """Return the ``meta`` elements with a ``name``, ``property`` or ``http-equiv``, whatever its case."""
        keys = ("name", "property", "http-equiv")
        return [
            item
            for item in self.all("meta")
            if any(str(item.get(key) or "").strip().lower() == name.lower() for key in keys)
        ]

    def meta(self, name: str) -> str:
        """Return the content of the first ``meta`` with a name, or an empty string."""
        return next((str(item.get("content") or "").strip() for item in self.metas(name)), "")

    @cached_property
    def canonical(self) -> str:
        """The address that the page calls its own, as written; empty when it names none."""
        return next((str(item.get("href") or "").strip() for item in self.links("canonical")), "")

    @cached_property
    def alternates(self) -> tuple[Alternate, ...]:
        """The language versions that the page names, as written."""
        return tuple(
            Alternate(str(item.get("hreflang")).strip(), str(item.get("href") or "").strip(), self.line_of(item))
            for item in self.links("alternate")
            if item.get("hreflang") is not None
        )

    @cached_property
    def refresh(self) -> str | None:
        """Where the page sends the reader by itself (``meta refresh``), or ``None``."""
        found = self.metas("refresh")
        match = _REFRESH.match(str(found[0].get("content") or "")) if found else None
        return match[1] if match else None

    @property
    def is_noindex(self) -> bool:
        """Whether search engines are asked to leave the page out."""
        return any("noindex" in str(item.get("content") or "").lower() for item in self.metas("robots"))

    @property
    def is_indexable(self) -> bool:
        """Whether the page belongs in the sitemap: an article under its own address."""
        return self.kind == "article" and not self.is_noindex and bool(self.canonical)

    @property
    def modified(self) -> str:
        """The day of the last change that the page states (``article:modified_time``)."""
        return self.meta("article:modified_time")

    @cached_property
    def visible_text(self) -> str:
        """The words of the page that a reader gets to see without doing anything."""
        return extract_text(self.root, hidden=is_concealed)

    @staticmethod
    def text_of(element: lxml.html.HtmlElement) -> str:
        """Return the words of an element, without scripts and styles, one space between words."""
        return extract_text(element)

    def line_of(self, element: lxml.html.HtmlElement) -> int:
        """Return the line of an element in the HTML file."""
        return int(element.sourceline or 0)


def read_built_pages(site: Path) -> list[BuiltPage]:
    """Read every HTML file below ``site``, sorted by path. A byte that is not UTF-8 becomes U+FFFD."""
    paths = sorted(path for path in site.rglob("*") if path.suffix.lower() in {".html", ".htm"} and path.is_file())
    return [
        BuiltPage(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
        for path in paths
    ]
