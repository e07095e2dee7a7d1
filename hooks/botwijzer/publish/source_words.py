"""Dutch names in a text of another script are marked as Dutch, so that they are read aloud and set as Dutch.

Translations keep the names that stand on letters and boxes, emphasised: (*huisarts*). Where the page's own letters are
not Latin, emphasised Latin words are such a name. Source: WCAG 2.2, 3.1.2 (language of parts).
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.project import Project

_EMPHASIS = re.compile(r"<em>(?P<words>[^<]+)</em>")


def replace_source_words(text: str, *, project: Project, language: str) -> str:
    """Return the HTML of a page's text with ``lang`` and ``dir`` of the source language on its emphasised names."""
    source = project.languages[project.source_language]
    if _is_latin(project.languages[language].name):
        return text
    marked = rf'<em lang="{source.code}" dir="{source.direction}">\g<words></em>'
    return _EMPHASIS.sub(
        lambda found: found.expand(marked) if _is_latin(html.unescape(found["words"])) else found[0], text
    )


def _is_latin(words: str) -> bool:
    letters = [character for character in words if character.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
