"""What people type, by page (``docs/_data/search/asked/``): every page of a released language, each question once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem
from botwijzer.model.words import extract_words, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.project import Project
    from botwijzer.model.records import AskedFile

CODES = {
    "ASK001": "Questions for the search stand under a page that does not exist.",
    "ASK002": "A page of a released language has no questions for the search.",
    "ASK003": "A question for the search stands twice: it has one page that answers it best.",
    "ASK004": "A question for the search has no words.",
}

_FOLDER = "docs/_data/search/asked"


def check_asked(project: Project) -> list[Problem]:
    """Return what is wrong with the hidden questions of each language that has them.

    Once one language has questions every released one must: a search that understands Dutch only would go unnoticed.
    """
    problems: list[Problem] = []
    for code in project.languages:
        path = f"{_FOLDER}/{code}.yml"
        if code in project.asked:
            problems += _check_file(project, code, project.asked[code], path)
        elif path not in project.documents and project.asked and code in {item.code for item in project.released}:
            action = "write down, for each page, what people type to which it is the answer"
            problems.append(_problem(path, 0, "ASK002", f"no questions in '{code}'", "some for each page", action))
    return problems


def _check_file(project: Project, code: str, file: AskedFile, path: str) -> Iterator[Problem]:
    document = project.documents[path]
    pages = {page.key for page in project.pages if page.language == code}
    for key in file.asked:
        if pages and key not in pages:  # no pages: the command was asked to read another language only
            found, expected = f"questions for '{key}'", f"a page below docs/{code}/, without .md"
            action = "correct the name, or move the questions to the page that answers them"
            yield _problem(path, document.line_of(("asked", key)), "ASK001", found, expected, action)
    if code in {language.code for language in project.released}:
        for key in sorted(pages - file.asked.keys()):
            action = f"add '{key}:' with what people type to which it is the answer"
            yield _problem(path, document.line_of(("asked",)), "ASK002", f"no questions for '{key}'", "some", action)
    places: dict[tuple[str, ...], str] = {}
    for key, questions in file.asked.items():
        for number, question in enumerate(questions):
            line = document.line_of(("asked", key, number))
            words = tuple(fold_word(word.text, code) for word in extract_words(question))
            if not words:
                yield _problem(path, line, "ASK004", f"'{question}'", "words", "write the question, or remove the line")
            elif words in places:
                found, expected = f"'{question}' once more", f"it once (it stands under '{places[words]}')"
                yield _problem(path, line, "ASK003", found, expected, "keep it under the page that answers it best")
            else:
                places[words] = key


def _problem(path: str, line: int, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=line, code=code, found=found, expected=expected, action=action)
