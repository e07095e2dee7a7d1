"""An abbreviation is explained where it first stands on a page (CONTENT.md: a hard word is replaced or explained)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import TERMS_PATH, page_texts, shown_texts
from botwijzer.model.termbase import iterate_names, read_names
from botwijzer.model.words import PhraseIndex, extract_word_parts, extract_words, stem_phrase, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.records import TermLanguage
    from botwijzer.model.shown_text import ShownText

CODES = {
    "ABBR001": "An abbreviation stands on a page before its words do.",
    "ABBR002": "A word in capitals is neither in the termbase nor in abbreviations.yml.",
    "ABBR003": "An entry of abbreviations.yml stands twice, or is a term.",
}

ALLOWED_PATH = "docs/_data/abbreviations.yml"
MAX_LETTERS = 5
# A plural or possessive ending after capitals: GPs, MRI's.
_ENDING = re.compile("(?:['\u2019]?s|['\u2019]?en)$")


def check_abbreviations(project: Project) -> list[Problem]:
    """Return abbreviations without their words before or beside them, and capitals that nobody has explained."""
    problems = [*_check_allowed(project)]
    for page in project.pages:
        for term in project.terms.terms:
            entry = term.languages.get(page.language)
            if entry is not None and entry.abbreviations:
                problems += _check_first_use(page, entry)
    known = {language: _known_capitals(project, language) for language in project.languages}
    for text in shown_texts(project):
        problems += _check_capitals(text, known.get(text.language, set()))
    return problems


def _capitals(word: str) -> str:
    """Return the word without a plural ending, if the rest is in capitals; otherwise an empty string."""
    bare = _ENDING.sub("", word)
    return bare if bare.isupper() else ""


def _holds(name: str, abbreviation: str) -> bool:
    return any(_capitals(part.text) == abbreviation for part in extract_word_parts(name))


def _check_first_use(page: SourcePage, entry: TermLanguage) -> Iterator[Problem]:
    for abbreviation in entry.abbreviations:
        # "DXA-scan" does not explain DXA.
        names = [name for name in read_names(entry) if not any(_holds(name, other) for other in entry.abbreviations)]
        index = PhraseIndex((stem_phrase(name, page.language), name) for name in names)
        for text in page_texts(page):
            if index.find([stem_word(word.text, page.language) for word in extract_words(text.text)]):
                break
            used = next((part for part in extract_word_parts(text.text) if _capitals(part.text) == abbreviation), None)
            if used is not None:
                yield Problem(
                    path=page.path,
                    line=text.line_at(used.start),
                    code="ABBR001",
                    found=f"'{abbreviation}' before its words",
                    expected=f"'{entry.preferred}' in the same block or earlier on the page",
                    action=f"write it in full at its first use: '{entry.preferred} ({abbreviation})'",
                )
                break


def _known_capitals(project: Project, language: str) -> set[str]:
    """Return capitals that stand in the termbase (in any language: a Dutch name may be quoted) or on the allow list."""
    forms = {item.letters for item in project.abbreviations.known}
    for code in {language, project.source_language}:
        for name in iterate_names(project.terms, code):
            forms |= {part.text for part in extract_word_parts(name.form) if part.text.isupper()}
    return forms


def _check_capitals(text: ShownText, known: set[str]) -> Iterator[Problem]:
    for part in extract_word_parts(text.text):
        capitals = _capitals(part.text)
        if not capitals.isalpha() or not 2 <= len(capitals) <= MAX_LETTERS or capitals in known:
            continue
        yield Problem(
            path=text.path,
            line=text.line_at(part.start),
            code="ABBR002",
            found=f"'{part.text}', an abbreviation that is not in the termbase",
            expected="words that every reader knows",
            action=f"write it in full (or in small letters); if it must stay, add it to {TERMS_PATH} with its words, "
            f"or to {ALLOWED_PATH} with the reason",
        )


def _check_allowed(project: Project) -> Iterator[Problem]:
    terms = {
        abbreviation
        for term in project.terms.terms
        for entry in term.languages.values()
        for abbreviation in entry.abbreviations
    }
    document = project.documents.get(ALLOWED_PATH)
    earlier: set[str] = set()
    for index, item in enumerate(project.abbreviations.known):
        if item.letters in terms or item.letters in earlier:
            yield Problem(
                path=ALLOWED_PATH,
                line=document.line_of(("known", index)) if document else 0,
                code="ABBR003",
                found=f"'{item.letters}', which is "
                + (f"an abbreviation of {TERMS_PATH}" if item.letters in terms else "on this list already"),
                expected="each abbreviation in one place",
                action="remove it here",
            )
        earlier.add(item.letters)
