"""The fixed texts fit together in all languages: what is filled in, what is translated, what the disclaimer says."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from babel import Locale

from botwijzer.model.problem import Problem
from botwijzer.model.strings import PluralForms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

CODES = {
    "STR001": "A fixed text is filled in with something else than the code gives it, or lacks a place to fill in.",
    "STR002": "A fixed text is the same as the Dutch one.",
    "STR003": "A disclaimer does not name the emergency number.",
    "STR004": "A translated language lacks the note that its pages are translations.",
    "STR005": "A counting text does not have the plural forms of its language.",
}

# What the code fills in, by text; every other text is shown as it stands.
PLACEHOLDERS: dict[str, frozenset[str]] = {
    "review_done": frozenset({"name", "profession", "date"}),
    "review_changed": frozenset({"name", "profession", "date"}),
    "review_overdue": frozenset({"date"}),
    "updated_on": frozenset({"date"}),
    "report_subject": frozenset({"page"}),
    "other_language_link": frozenset({"language"}),
    "leaflet_number": frozenset({"number"}),
    "leaflet_version": frozenset({"version"}),
    "leaflet_next_review": frozenset({"date"}),
    "leaflet_code": frozenset({"address"}),
    "planner_late": frozenset({"date"}),
    "version_paper": frozenset({"title", "version", "date"}),
    "version_on": frozenset({"date"}),
    "date_format": frozenset({"day", "month", "year"}),
}
# The search script puts the number of pages where this sign stands (the theme's own convention).
COUNT_SIGN = "#"
# CLDR categories that stand for one number only may say it in words ("1 page found").
MAY_SAY_NUMBER_IN_WORDS = frozenset({"zero", "one", "two"})
# Names and notations that may well be the same in two languages, with the reason.
MAY_BE_THE_SAME = {
    "site_name": "a name",
    "date_format": "a notation",
    "menu_open": "the word 'menu' is the same in many languages",
}
# The European emergency number (Dutch government: call 112 when every second counts).
EMERGENCY_NUMBER = "112"
DISCLAIMERS = ("disclaimer", "disclaimer_short")


def check_strings_parity(project: Project) -> list[Problem]:
    """Return fixed texts that would break when they are filled in, are untranslated, or miss the emergency number."""
    source = project.strings.get(project.source_language)
    problems: list[Problem] = []
    for language, strings in project.strings.items():
        problems += _check_placeholders(project, language, strings)
        problems += _check_disclaimers(project, language, strings)
        if source is not None and language != project.source_language:
            problems += _check_translated(project, language, strings, source)
    return problems


def _problem(
    project: Project, language: str, key: str, *, code: str, found: str, expected: str, action: str
) -> Problem:
    path = f"docs/_data/strings/{language}.yml"
    document = project.documents.get(path)
    line = document.line_of(tuple(key.split("."))) if document else 0
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)


def extract_placeholders(text: str) -> frozenset[str] | None:
    """Return the names between braces, or ``None`` when the braces do not close."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def _name(placeholders: frozenset[str]) -> str:
    return ", ".join(f"'{{{name}}}'" for name in sorted(placeholders)) or "nothing between braces"


def _check_placeholders(project: Project, language: str, strings: Strings) -> Iterator[Problem]:
    for key, texts in strings.texts():
        text = " ".join(texts)
        wanted, there = PLACEHOLDERS.get(key, frozenset()), extract_placeholders(text)
        if there != wanted:
            yield _problem(
                project,
                language,
                key,
                code="STR001",
                found=f"'{key}' with " + ("a brace that does not close" if there is None else _name(there)),
                expected=_name(wanted),
                action="write what is filled in exactly so, in the place where this language needs it",
            )
    for key, value in strings:
        if isinstance(value, PluralForms):
            yield from _check_plurals(project, language, key, value)


def _check_plurals(project: Project, language: str, key: str, forms: PluralForms) -> Iterator[Problem]:
    """Hold the forms against the categories of Unicode CLDR: a form that is missing reads as broken language."""
    wanted, there = {*Locale(language).plural_form.tags, "other"}, set(forms.by_category)
    if wanted != there:
        yield _problem(
            project,
            language,
            key,
            code="STR005",
            found=f"'{key}' for the plural categories {', '.join(sorted(there))}",
            expected=f"exactly {', '.join(sorted(wanted))} (Unicode CLDR)",
            action="write one text for each category that this language has",
        )
    for category, text in forms.by_category.items():
        count = text.count(COUNT_SIGN)
        if count != 1 and not (count == 0 and category in MAY_SAY_NUMBER_IN_WORDS):
            yield _problem(
                project,
                language,
                key,
                code="STR001",
                found=f"'{key}.{category}' with {count} times '{COUNT_SIGN}'",
                expected=f"one '{COUNT_SIGN}', where the number comes",
                action=f"write '{COUNT_SIGN}' once",
            )


def _check_disclaimers(project: Project, language: str, strings: Strings) -> Iterator[Problem]:
    for key in DISCLAIMERS:
        if not re.search(rf"(?<!\d){EMERGENCY_NUMBER}(?!\d)", getattr(strings, key)):
            yield _problem(
                project,
                language,
                key,
                code="STR003",
                found=f"'{key}' without {EMERGENCY_NUMBER}",
                expected=f"the number {EMERGENCY_NUMBER} in every disclaimer",
                action="say when to call it",
            )


def _check_translated(project: Project, language: str, strings: Strings, source: Strings) -> Iterator[Problem]:
    dutch = dict(source.texts())
    for key, texts in strings.texts():
        text = " ".join(texts)
        if text and texts == dutch[key] and key not in MAY_BE_THE_SAME:
            yield _problem(
                project,
                language,
                key,
                code="STR002",
                found=f"'{key}: {text}', the same as in docs/_data/strings/{project.source_language}.yml",
                expected="a translation",
                action="translate it",
            )
    if not strings.translation_note:
        yield _problem(
            project,
            language,
            "translation_note",
            code="STR004",
            found="an empty 'translation_note'",
            expected="a sentence that says that the page was translated from the Dutch",
            action="write it",
        )
