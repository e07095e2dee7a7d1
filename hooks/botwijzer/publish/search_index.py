"""``search/<language>.json``: what the search worker (``overrides/assets/botwijzer``) finds, one file per language.

``{"concepts": [words, …], "entries": [{location, title, text, title_keys, keys}, …]}``. An entry is a page, or a
section of it (h2 or h3 with an id), each after its page. ``location`` is relative to the site's root. ``text`` is plain,
one line per block. ``keys`` are numbers of the concepts of the termbase that the text names, ``title_keys`` those of the
title: their words, brand names and misspellings find the entry and are never shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from botwijzer.model.termbase import read_names
from botwijzer.model.words import PhraseIndex, stem_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.project import Project
    from botwijzer.model.records import Term, TermLanguage

SEARCH_FOLDER = "search"
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
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))


@dataclass
class _Entry:
    location: str
    title: str
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = ("".join(self.parts)).translate(_INVISIBLE).split("\n")
        return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def write_search_indexes(pages: list[BuiltPage], *, site: Path, project: Project) -> None:
    """Write an index for each language that has pages."""
    folder = site / SEARCH_FOLDER
    folder.mkdir(exist_ok=True)
    built = {page.language for page in pages if page.is_indexable}
    for language in project.languages:
        if language in built:
            text = render_search_index(pages, language=language, terms=project.terms.terms)
            (folder / f"{language}.json").write_text(text, encoding="utf-8")


def render_search_index(pages: list[BuiltPage], *, language: str, terms: Iterable[Term] = ()) -> str:
    """Return the index of one language: its articles that may be indexed, and nothing of another language."""
    entries = [
        entry for page in pages if page.language == language and page.is_indexable for entry in _extract_entries(page)
    ]
    concepts = [term.languages[language] for term in terms if language in term.languages]
    index = PhraseIndex(
        (stem_phrase(name, language), number)
        for number, concept in enumerate(concepts)
        for name in (*read_names(concept), *concept.abbreviations)
    )
    data = {
        "concepts": [_concept_words(concept) for concept in concepts],
        "entries": [_render_entry(entry, index, language) for entry in entries],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _concept_words(concept: TermLanguage) -> str:
    names = (*read_names(concept), *concept.abbreviations, *concept.search)
    return " ".join(dict.fromkeys(word for name in names for word in name.split()))


def _render_entry(entry: _Entry, index: PhraseIndex[int], language: str) -> dict[str, object]:
    title_keys = {match.meaning for match in index.find(stem_phrase(entry.title, language))}
    keys = {match.meaning for match in index.find(stem_phrase(entry.text, language))} - title_keys
    data: dict[str, object] = {"location": entry.location, "title": entry.title, "text": entry.text}
    if title_keys:
        data["title_keys"] = sorted(title_keys)
    if keys:
        data["keys"] = sorted(keys)
    return data


def _extract_entries(page: BuiltPage) -> list[_Entry]:
    article = page.article
    if article is None:
        return []
    location = page.address.removeprefix("/")
    heading = next(iter(article.iter("h1")), None)
    title = page.text_of(heading) if heading is not None else page.text_of(page.all("title")[0])
    first = _Entry(location, title.translate(_INVISIBLE))
    entries = [first]
    _collect(_find_text(article), page, entries)
    summary = page.meta("description")
    # A template may show the summary below the title, or not: it opens the page's text once.
    if summary and not first.text.startswith(summary):
        first.parts.insert(0, f"{summary}\n")
    return [entry for entry in entries if not entry.location.endswith(f"#{_LINKS_SECTION}")]


def _find_text(article: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    return next((item for item in article.iter("div") if _TEXT_CLASS in str(item.get("class")).split()), article)


def _collect(element: lxml.html.HtmlElement, page: BuiltPage, entries: list[_Entry]) -> None:
    """Add the text inside an element to the last entry; a heading with an id begins the next."""
    _add(entries, element.text)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and not _is_left_out(child):
            if tag in _SECTION_TAGS and child.get("id"):
                title = page.text_of(child).translate(_INVISIBLE)
                entries.append(_Entry(f"{entries[0].location}#{child.get('id')}", title))
            else:
                edge = "\n" if tag in _LINES else ""
                entries[-1].parts.append(edge)
                _collect(child, page, entries)
                entries[-1].parts.append(edge)
        _add(entries, child.tail)


def _add(entries: list[_Entry], text: str | None) -> None:
    if text:
        entries[-1].parts.append(text.replace("\n", " "))


def _is_left_out(element: lxml.html.HtmlElement) -> bool:
    return (
        element.tag in _FURNITURE or element.get("hidden") is not None or element.get("data-search-exclude") is not None
    )
