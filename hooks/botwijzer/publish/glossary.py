"""The glossary page (``begrippen``), made from the termbase."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.project import Project

# How a language parts the words of a list, and its own capital for a first letter, where that is not Python's.
_COMMA = {"ar": "، "}
_CAPITALS = {"tr": {"i": "İ"}}


def _sort_key(word: str) -> str:
    return unicodedata.normalize("NFKD", word).casefold()


def render_glossary(project: Project, *, language: str) -> str:
    """Return Markdown: a heading per concept (id ``term-<id>``, the same in every language), other words, definition."""
    strings = project.strings[language]
    entries = [(term.id, term.languages[language]) for term in project.terms.terms if language in term.languages]
    parts: list[str] = []
    for identifier, entry in sorted(entries, key=lambda item: _sort_key(item[1].preferred)):
        others = _COMMA.get(language, ", ").join(dict.fromkeys((*entry.admitted, *entry.abbreviations)))
        first = entry.preferred[0]
        title = _CAPITALS.get(language, {}).get(first, first.upper()) + entry.preferred[1:]
        parts.append(f"## {title} {{#term-{identifier}}}\n\n{entry.definition}\n")
        if others:
            parts.append(f"{strings.glossary_also} {others}.\n")
    return "\n".join(parts)
