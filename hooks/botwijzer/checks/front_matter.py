"""Front matter beyond its schema: dates that can be true, people who exist, titles that tell pages apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.project import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.front_matter import FrontMatter
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

# "Today" is counted in UTC; in Amsterdam it is already tomorrow for an hour or two, and an urgent correction of that
# night must not wait.
TIME_ZONES = dt.timedelta(days=1)

CODES = {
    "FRONT001": "no front matter (found when the page is read)",
    "FRONT002": "a date in the future",
    "FRONT003": "a reviewer who is not in reviewers.yml, or did not review in this language",
    "FRONT004": "an unknown language, or a list without the source language",
    "FRONT005": "'source' on a page of the source language",
    "FRONT006": "a title that another page has too",
    "FRONT007": "a summary that does not end as a sentence",
    "FRONT008": "the day of the next review has passed (notice)",
    "FRONT009": "a next review before the last change",
}

SENTENCE_ENDS = (".", "?", "!", "…", "؟", "。")


def check_front_matter(project: Project) -> list[Problem]:
    """Return what is wrong in front matter that its schema cannot see.

    A passed ``next_review`` is a notice: the calendar never blocks an urgent correction (DESIGN.md, chapter 4).
    """
    return [
        problem
        for page in project.pages
        if page.front is not None
        for problem in (
            *_check_dates(page, page.front),
            *_check_review(project, page, page.front),
            *_check_languages(project, page, page.front),
            *_check_words(project, page, page.front),
        )
    ]


def _line(page: SourcePage, *place: str) -> int:
    return page.front_document.line_of(place)


def _check_dates(page: SourcePage, front: FrontMatter) -> Iterator[Problem]:
    now = today()
    dates = [("updated", front.updated, _line(page, "updated"))]
    if front.reviewed:
        dates.append(("reviewed on", front.reviewed.on, _line(page, "reviewed", "on")))
    for name, day, line in dates:
        if day > now + TIME_ZONES:
            expected = f"today ({now}) or earlier"
            yield page_problem(page, line, "FRONT002", f"'{name}: {day}'", expected, "correct the date")
    if front.next_review is None:
        return
    line = _line(page, "next_review")
    if front.next_review < front.updated:
        expected = f"a day after 'updated' ({front.updated})"
        action = "choose the day on which the page is looked at again"
        yield page_problem(page, line, "FRONT009", f"'next_review: {front.next_review}'", expected, action)
    elif front.next_review < now:
        found, action = f"'next_review: {front.next_review}' has passed", "read the page again and set a new date"
        yield page_problem(page, line, "FRONT008", found, f"a day after today ({now})", action).as_notice()


def _check_review(project: Project, page: SourcePage, front: FrontMatter) -> Iterator[Problem]:
    if front.reviewed is None:
        return
    line, name = _line(page, "reviewed", "by"), front.reviewed.by
    reviewer = project.reviewers.get(name)
    if reviewer is None:
        action = "write 'reviewed: null' until a real person has read the page and is in that file"
        found = f"the reviewer '{name}'"
        yield page_problem(page, line, "FRONT003", found, "somebody in docs/_data/reviewers.yml", action)
    elif page.language not in reviewer.languages:
        expected = f"a page in {', '.join(reviewer.languages)}"
        action = "ask somebody who reads this language, or correct reviewers.yml"
        yield page_problem(page, line, "FRONT003", f"a review in '{page.language}' by '{name}'", expected, action)


def _check_languages(project: Project, page: SourcePage, front: FrontMatter) -> Iterator[Problem]:
    source = project.source_language
    for code in front.languages or ():
        if code not in project.languages:
            expected = f"one of {', '.join(project.languages)}"
            line = _line(page, "languages")
            yield page_problem(page, line, "FRONT004", f"the language '{code}'", expected, "correct or remove it")
    if front.languages is not None and source not in front.languages:
        found, line = f"'languages' without '{source}'", _line(page, "languages")
        yield page_problem(page, line, "FRONT004", found, f"the source language '{source}' too", f"add '{source}'")
    if front.source is not None and page.language == source:
        found, expected = "'source' on a page of the source language", "it on translations only"
        yield page_problem(page, _line(page, "source"), "FRONT005", found, expected, "remove the key 'source'")


def _check_words(project: Project, page: SourcePage, front: FrontMatter) -> Iterator[Problem]:
    twin = next(
        other
        for other in project.pages
        if other.language == page.language and other.front and _same(other.front.title, front.title)
    )
    if twin is not page:
        found, expected = f"the title '{front.title}', which {twin.path} has too", "a title of its own"
        action = "say in the title what sets this page apart"
        yield page_problem(page, _line(page, "title"), "FRONT006", found, expected, action)
    if not front.summary.rstrip("\"'”’)»").endswith(SENTENCE_ENDS):
        found = f"a summary that ends with '{front.summary[-20:]}'"
        action = "end it as a sentence"
        yield page_problem(page, _line(page, "summary"), "FRONT007", found, "a full stop or question mark", action)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
