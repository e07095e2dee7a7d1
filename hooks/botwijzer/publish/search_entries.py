"""What the search finds in a built page: the page itself and each section of it, as plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage

_SECTION_TAGS = frozenset({"h2", "h3"})
# Our templates put the text of the page itself here; around it stand disclaimer, sources and review state, the same
# words on every page. Without it, the whole article is read.
_TEXT_CLASS = "bw-text"
# Elements that Markdown does not make and templates do; ``data-search-exclude`` takes out any other.
_FURNITURE = frozenset({
    "section", "aside", "nav", "header", "footer", "form", "button", "dialog", "script", "style", "template",
    "noscript", "svg", "h1",
})  # fmt: skip
# Elements that begin and end a line of text.
_LINES = frozenset({
    "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "blockquote", "pre", "details", "summary", "figure", "figcaption", "br", "hr", "h2", "h3", "h4", "h5",
    "h6",
})  # fmt: skip
# A section that only sends the reader on answers nothing (``docs/_data/pages.yml``).
_LINKS_SECTION = "lees-ook"
# The card that tells to call at once: each item of it is one emergency.
_URGENT_CARD = "call-now"
# Cards that tell the reader to call at once or today: what stands in them are alarm signs.
_ALARM_CARDS = frozenset({"call-now", "call-today"})
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))


@dataclass
class SearchEntry:
    """A page, or a section of it (h2 or h3 with an id). ``text`` is plain, one line per block."""

    location: str
    title: str
    parts: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    urgent: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text without its title."""
        lines = ("".join(self.parts)).translate(_INVISIBLE).split("\n")
        return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def extract_entries(page: BuiltPage) -> list[SearchEntry]:
    """Return a page and its sections, the page first; nothing for what is no article."""
    article = page.article
    if article is None:
        return []
    location = page.address.removeprefix("/")
    heading = next(iter(article.iter("h1")), None)
    title = page.text_of(heading) if heading is not None else page.text_of(page.all("title")[0])
    first = SearchEntry(location, title.translate(_INVISIBLE))
    entries = [first]
    _collect(_find_text(article), page, entries)
    summary = page.meta("description")
    # A template may show the summary below the title, or not: it opens the page's text once.
    if summary and not first.text.startswith(summary):
        first.parts.insert(0, f"{summary}\n")
    return [entry for entry in entries if not entry.location.endswith(f"#{_LINKS_SECTION}")]


def _find_text(article: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    return next((item for item in article.iter("div") if _TEXT_CLASS in str(item.get("class")).split()), article)


def _collect(element: lxml.html.HtmlElement, page: BuiltPage, entries: list[SearchEntry]) -> None:
    """Add the text inside an element to the last entry; a heading with an id begins the next."""
    _add(entries, element.text)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and not _is_left_out(child):
            if tag in _SECTION_TAGS and child.get("id"):
                title = page.text_of(child).translate(_INVISIBLE)
                entries.append(SearchEntry(f"{entries[0].location}#{child.get('id')}", title))
            else:
                edge = "\n" if tag in _LINES else ""
                entries[-1].parts.append(edge)
                if _ALARM_CARDS.intersection(str(child.get("class")).split()):
                    entries[-1].alarms.append(page.text_of(child))
                if _URGENT_CARD in str(child.get("class")).split():
                    entries[-1].urgent.extend(page.text_of(item) for item in child.iter("li"))
                _collect(child, page, entries)
                entries[-1].parts.append(edge)
        _add(entries, child.tail)


def _add(entries: list[SearchEntry], text: str | None) -> None:
    if text:
        entries[-1].parts.append(text.replace("\n", " "))


def _is_left_out(element: lxml.html.HtmlElement) -> bool:
    return (
        element.tag in _FURNITURE or element.get("hidden") is not None or element.get("data-search-exclude") is not None
    )
