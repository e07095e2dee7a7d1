"""Dutch names in another script get their language; the glossary writes lists and first letters as the language does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from botwijzer.model.project import Project, read_project
from botwijzer.model.records import Term, TermLanguage
from botwijzer.publish.glossary import render_glossary
from botwijzer.publish.source_words import replace_source_words
from site_build import ROOT

PROJECT = read_project(ROOT)
NAMES = {"ar": "العربية", "uk": "Українська", "tr": "Türkçe"}


def project_in(language: str, *, preferred: str = "woord") -> Project:
    """Return the real project with one language more, and one term in it."""
    added = PROJECT.languages["en"].model_copy(update={"code": language, "name": NAMES[language]})
    entry = TermLanguage(
        preferred=preferred, admitted=("b", "c"), search=(), abbreviations=(), forbidden=(), definition="D."
    )
    return replace(
        PROJECT,
        languages=PROJECT.languages | {language: added},
        strings=PROJECT.strings | {language: PROJECT.strings["en"]},
        terms=PROJECT.terms.model_copy(update={"terms": (Term(id="x", languages={language: entry}),)}),
    )


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "(<em>huisarts</em>)", '(<em lang="nl" dir="ltr">huisarts</em>)'),
        ("uk", "<em>Praktijk &amp; apotheek</em>", '<em lang="nl" dir="ltr">Praktijk &amp; apotheek</em>'),
        ("uk", "<em>дуже</em> <em>вітамін D</em> <em>112</em>", None),
        ("ar", "<strong>Prolia</strong> <em>جدًا</em>", None),
        ("tr", "<em>huisarts</em>", None),  # the same letters: nobody could tell
    ],
)
def test_emphasised_latin_words_are_dutch(language: str, text: str, expected: str | None) -> None:
    assert replace_source_words(text, project=project_in(language), language=language) == (expected or text)


@pytest.mark.parametrize(
    ("language", "preferred", "title", "others"),
    [("tr", "ilaç", "İlaç", "b, c"), ("uk", "їжа", "Їжа", "b, c"), ("ar", "عظم", "عظم", "b، c")],
)
def test_the_glossary_writes_as_the_language_does(language: str, preferred: str, title: str, others: str) -> None:
    text = render_glossary(project_in(language, preferred=preferred), language=language)
    assert text.startswith(f"## {title} {{#term-x}}")
    assert f" {others}." in text
