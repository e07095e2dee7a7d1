"""What a reader sees where a translation is behind: a note at the block, or the Dutch words in its place.

A stale block that matters for safety never reaches a release (``checks/staleness.py``); a preview shows the Dutch
sentence instead of words that may be wrong. An ordinary one is published with a note in the reader's language.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import lxml.html

from botwijzer.model.built_text import iterate_text_elements, normalize_text
from botwijzer.model.staleness import extract_staleness, is_safety_change
from botwijzer.model.termbase import medicine_finder

if TYPE_CHECKING:
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

NOTE_CLASS = "bw-stale"
# Elements that hold a note inside them; after any other it stands on its own.
_HOLDERS = frozenset({"li", "td", "th"})
# What may stand inside a list item beside its own words, and stays.
_BLOCKS = frozenset({"ul", "ol", "p", "div", "table"})


def replace_stale_blocks(html: str, *, project: Project, language: str, key: str) -> str:
    """Return the HTML of a page's text with every stale block marked; unchanged when nothing is stale."""
    page = project.by_key.get(key, {}).get(language)
    source = project.by_key.get(key, {}).get(project.source_language)
    if page is None or source is None or page is source:
        return html
    staleness = extract_staleness(source, page)
    if staleness is None or not staleness.changed:
        return html
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    elements = _find_elements(root, page)
    finder = medicine_finder(project.terms, project.source_language)
    strings = project.strings[language]
    for item in staleness.changed:
        element = elements.get(item.target) if item.target else None
        if item.target is None or element is None:  # title and summary: the note below the text speaks of them
            continue
        if is_safety_change(project, item, source, finder):
            _show_source(element, item.source, strings, project.source_language)
        else:
            _add_note(element, strings.stale_here)
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in root)


def _find_elements(root: lxml.html.HtmlElement, page: SourcePage) -> dict[Block, lxml.html.HtmlElement]:
    """Return block → its element, by the order of the words (``checks/built_blocks.py`` proves it)."""
    written = [block for block in page.body.blocks if block.text]
    rendered = list(iterate_text_elements(root))
    here = [normalize_text(block.text) for block in written]
    matcher = SequenceMatcher(None, here, [block.text for _, block in rendered], autojunk=False)
    return {
        written[start + offset]: rendered[other + offset][0]
        for start, other, size in matcher.get_matching_blocks()
        for offset in range(size)
    }


def _note(text: str) -> lxml.html.HtmlElement:
    note = lxml.html.Element("p", {"class": NOTE_CLASS})
    note.text = text
    return note


def _add_note(element: lxml.html.HtmlElement, text: str) -> None:
    note = _note(text)
    if element.tag in _HOLDERS:
        element.append(note)
    else:
        note.tail, element.tail = element.tail, None
        element.addnext(note)


def _show_source(element: lxml.html.HtmlElement, block: Block, strings: Strings, language: str) -> None:
    """Put the words of the source block in place of the element's own, marked with their language, below a note."""
    for child in list(element):
        if child.tag not in _BLOCKS:
            element.remove(child)
    words = lxml.html.Element("span", {"lang": language, "dir": "ltr"})
    words.text = block.text
    element.text = None
    element.insert(0, words)
    if element.tag in _HOLDERS:
        element.insert(0, _note(strings.stale_preview))
    else:
        element.addprevious(_note(strings.stale_preview))
