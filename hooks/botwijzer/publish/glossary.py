"""The glossary page (``begrippen``), made from the termbase."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from botwijzer.model.words import fold_word

if TYPE_CHECKING:
    from botwijzer.model.project import Project
    from botwijzer.model.records import Language

# How a language parts the words of a list, and its own capital for a first letter, where that is not Python's.
_COMMA = {"ar": "، "}
_CAPITALS = {"tr": {"i": "İ"}}


def _sort_key(word: str, language: Language) -> list[tuple[int, str]]:
    """Return where a word stands in a dictionary of its language; letters that its alphabet lacks come first."""
    folded = fold_word(word, language.code)
    if not language.alphabet:
        return [(0, unicodedata.normalize("NFKD", folded))]
    return [(language.alphabet.find(letter), letter) for letter in folded]


def render_glossary(project: Project, *, language: str) -> str:
    """Return Markdown: a heading per concept (id ``term-<id>``, the same in every language), other words, definition."""
    strings = project.strings[language]
    entries = [(term.id, term.languages[language]) for term in project.terms.terms if language in term.languages]
    parts: list[str] = []
    own = project.languages[language]
    for identifier, entry in sorted(entries, key=lambda item: _sort_key(item[1].preferred, own)):
        others = _COMMA.get(language, ", ").join(dict.fromkeys((*entry.admitted, *entry.abbreviations)))
        first = entry.preferred[0]
        title = _CAPITALS.get(language, {}).get(first, first.upper()) + entry.preferred[1:]
        parts.append(f"## {title} {{#term-{identifier}}}\n\n{entry.definition}\n")
        if others:
            parts.append(f"{strings.glossary_also} {others}.\n")
    return "\n".join(parts)
