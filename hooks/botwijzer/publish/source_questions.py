"""Questions to take along carry the words of the source language, for the doctor: on paper only, not on the screen.

They stand in the page, so that they are printed without a script as well. Not in the search, not read aloud.
"""

from __future__ import annotations

import html as markup
import re
from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.staleness import extract_staleness
from botwijzer.publish.practice import QUESTIONS_PAGE

if TYPE_CHECKING:
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

# "print-only" tells the rules over the built site that a reader of the screen does not see it.
SOURCE_CLASS = "bw-source print-only"
_LABEL = re.compile(r'<label><input type="checkbox"[^>]*>.*?</label>', re.DOTALL)


def replace_questions(html: str, *, project: Project, language: str, key: str) -> str:
    """Return the HTML of the page with questions, each box followed by the words of the source page.

    Expects labels (``task_items.py``). A question whose translation is behind gets none: the two may differ.
    """
    page, source = (project.by_key.get(key, {}).get(code) for code in (language, project.source_language))
    if key != QUESTIONS_PAGE or page is None or source is None or page is source:
        return html
    words = _source_words(source, page)
    labels = list(_LABEL.finditer(html))
    if len(labels) != len(words):
        return html
    spoken = project.languages[project.source_language]
    mark = f'<span class="{SOURCE_CLASS}" lang="{spoken.code}" dir="{spoken.direction}" data-search-exclude>'
    parts, end = [], 0
    for label, text in zip(labels, words, strict=True):
        shown = f"{mark}{markup.escape(text, quote=False)}</span>" if text else ""
        parts += [html[end : label.end()], shown]
        end = label.end()
    return "".join([*parts, html[end:]])


def _source_words(source: SourcePage, page: SourcePage) -> list[str]:
    """Return for each box of the translation, in order, the words of its source; empty where they may differ."""
    staleness = extract_staleness(source, page)
    changed = {item.source for item in staleness.changed} if staleness else set(source.blocks)
    words = {target: own.text for own, target in common_pairs(source.blocks, page.blocks) if own not in changed}
    return [words.get(block, "") for block in page.blocks if block.is_task]
