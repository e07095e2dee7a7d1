"""The termbase agrees with itself: each concept in each language, each word in one role (DESIGN.md, chapter 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import TERMS_PATH
from botwijzer.model.termbase import read_names
from botwijzer.model.words import PhraseIndex, fold_word, stem_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project
    from botwijzer.model.records import ForbiddenForm, TermLanguage
    from botwijzer.model.yaml_file import Place

CODES = {
    "TERM101": "A concept lacks a released language.",
    "TERM102": "A search word of a concept is also one of its shown words, or stands twice.",
    "TERM103": "An abbreviation in the termbase is not in capitals.",
    "TERM104": "The same form is forbidden in one place of the termbase and admitted in another.",
    "TERM105": "Two concepts have the same preferred term.",
    "TERM106": "The termbase has a language that languages.yml does not have.",
    "TERM107": "The replacement for a forbidden word is itself forbidden.",
    "TERM108": "The same form is forbidden twice.",
}


def check_termbase(project: Project) -> list[Problem]:
    """Return every contradiction and gap in ``terms.yml``."""
    problems = [*_check_languages(project)]
    for language in project.languages:
        problems += [
            *_check_search_words(project, language),
            *_check_abbreviations(project, language),
            *_check_preferred(project, language),
            *_check_forbidden(project, language),
        ]
    return problems


def _problem(project: Project, place: Place, *, code: str, found: str, expected: str, action: str) -> Problem:
    document = project.documents.get(TERMS_PATH)
    line = document.line_of(place) if document else 0
    return Problem(path=TERMS_PATH, line=line, code=code, found=found, expected=expected, action=action)


def _entries(project: Project, language: str) -> Iterator[tuple[Place, str, TermLanguage]]:
    for index, term in enumerate(project.terms.terms):
        if language in term.languages:
            yield ("terms", index, "languages", language), term.id, term.languages[language]


def _check_languages(project: Project) -> Iterator[Problem]:
    for index, term in enumerate(project.terms.terms):
        for language in project.released:
            if language.code not in term.languages:
                yield _problem(
                    project,
                    ("terms", index, "id"),
                    code="TERM101",
                    found=f"the concept '{term.id}' without '{language.code}'",
                    expected="every concept in every released language",
                    action=f"add how '{language.code}' names and explains it",
                )
        for code in term.languages:
            if code not in project.languages:
                yield _problem(
                    project,
                    ("terms", index, "languages", code),
                    code="TERM106",
                    found=f"the unknown language '{code}' in the concept '{term.id}'",
                    expected=f"one of {', '.join(project.languages)}",
                    action="correct it, or add the language to docs/_data/languages.yml",
                )
    for code in project.terms.promises:
        if code not in project.languages:
            yield _problem(
                project,
                ("promises", code),
                code="TERM106",
                found=f"promise words in the unknown language '{code}'",
                expected=f"one of {', '.join(project.languages)}",
                action="correct it, or add the language to docs/_data/languages.yml",
            )


def _check_search_words(project: Project, language: str) -> Iterator[Problem]:
    for place, concept, entry in _entries(project, language):
        shown = {fold_word(name, language) for name in (*read_names(entry), *entry.abbreviations)}
        for index, word in enumerate(entry.search):
            folded = fold_word(word, language)
            earlier = {fold_word(other, language) for other in entry.search[:index]}
            if folded in shown or folded in earlier:
                twice = "a shown word" if folded in shown else "a search word already"
                yield _problem(
                    project,
                    (*place, "search", index),
                    code="TERM102",
                    found=f"the search word '{word}' of '{concept}', which is {twice}",
                    expected="each word once (the search finds shown words as well)",
                    action="remove it from 'search'",
                )


def _check_abbreviations(project: Project, language: str) -> Iterator[Problem]:
    for place, concept, entry in _entries(project, language):
        for index, word in enumerate(entry.abbreviations):
            if word != word.upper():
                yield _problem(
                    project,
                    (*place, "abbreviations", index),
                    code="TERM103",
                    found=f"the abbreviation '{word}' of '{concept}'",
                    expected=f"capitals only, such as '{word.upper()}'",
                    action="write it in capitals, or move it to 'admitted' if it is a word",
                )


def _check_preferred(project: Project, language: str) -> Iterator[Problem]:
    first: dict[tuple[str, ...], str] = {}
    for place, concept, entry in _entries(project, language):
        stems = stem_phrase(entry.preferred, language)
        other = first.setdefault(stems, concept)
        if other != concept:
            yield _problem(
                project,
                (*place, "preferred"),
                code="TERM105",
                found=f"'{entry.preferred}' as the preferred term of '{concept}' and of '{other}'",
                expected="one concept for each preferred term",
                action="choose another term, or make one concept of the two",
            )


def _forbidden(project: Project, language: str) -> Iterator[tuple[Place, ForbiddenForm]]:
    for place, _, entry in _entries(project, language):
        for index, form in enumerate(entry.forbidden):
            yield (*place, "forbidden", index), form
    for index, form in enumerate(project.terms.promises.get(language, ())):
        yield ("promises", language, index), form


def _key(form: str, language: str, *, exact: bool) -> tuple[str, ...]:
    return (fold_word(form, language),) if exact else stem_phrase(form, language)


def _check_forbidden(project: Project, language: str) -> Iterator[Problem]:
    forms = list(_forbidden(project, language))
    index = PhraseIndex((stem_phrase(form.form, language), form) for _, form in forms if not form.exact)
    first: dict[tuple[tuple[str, ...], bool], tuple[Place, str]] = {}
    for place, form in forms:
        key = _key(form.form, language, exact=form.exact)
        yield from _check_admitted(project, language, place, form)
        first_place, other = first.setdefault((key, form.exact), (place, form.form))
        if first_place != place:
            yield _problem(
                project,
                (*place, "form"),
                code="TERM108",
                found=f"'{form.form}', which '{other}' forbids already",
                expected="each form once (inflected forms are found by themselves)",
                action="remove one of the two",
            )
        for match in index.find(stem_phrase(form.instead, language)):
            yield _problem(
                project,
                (*place, "instead"),
                code="TERM107",
                found=f"'{form.instead}' instead of '{form.form}', but '{match.meaning.form}' is forbidden",
                expected="a replacement that pages may use",
                action="choose another replacement",
            )


def _check_admitted(project: Project, language: str, place: Place, form: ForbiddenForm) -> Iterator[Problem]:
    for _, concept, entry in _entries(project, language):
        for name in (*read_names(entry), *entry.abbreviations):
            key = _key(form.form, language, exact=form.exact)
            if _key(name, language, exact=form.exact) == key:
                yield _problem(
                    project,
                    (*place, "form"),
                    code="TERM104",
                    found=f"the forbidden form '{form.form}', which is the same word as '{name}' of '{concept}'",
                    expected="a form either forbidden or admitted",
                    action="remove one of the two, or set 'exact: true' if only this spelling is wrong",
                )
