"""What a page says about its review is true: nobody checked it, or a person who is named in the front matter did."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from botwijzer.model.built_text import normalize_text

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.front_matter import Reviewer
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "REV101": "A page that nobody reviewed does not say so.",
    "REV102": "A page says that it was reviewed, but it was not.",
    "REV103": "A page says that it was reviewed, but its text changed since.",
    "REV104": "A page that was reviewed does not say by whom.",
}

# The longest name, profession or date in a review note.
_MAX_FILLED = 100


def check_review(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each page whose review note says less or more than is true."""
    problems: list[Problem] = []
    for page in pages:
        if page.kind != "stub":
            problems += _check_page(project, page, site)
    return problems


def _check_page(project: Project, page: BuiltPage, site: BuiltSite) -> list[Problem]:
    strings, source = project.strings.get(site.language_of(page.path)), site.sources.get(page.path)
    text = normalize_text(page.visible_text)
    reviewer = _reviewer(project, source)
    if reviewer is None:
        problems = _check_false_claim(project, page, site, text)
        if strings is not None and page.kind == "article" and normalize_text(strings.review_none) not in text:
            found, expected = "a page that nobody reviewed and that does not say so", f"'{strings.review_none}'"
            action = "show the review state in the template in overrides/, not hidden"
            problems.append(site.problem(page, None, "REV101", found=found, expected=expected, action=action))
        return problems
    if strings is None or source is None or source.front is None or source.front.reviewed is None:
        return []
    if reviewer.name not in text:
        found, expected = "a reviewed page that does not name its reviewer", f"'{reviewer.name}'"
        action = "show the review state in the template in overrides/"
        return [site.problem(page, None, "REV104", found=found, expected=expected, action=action)]
    tail = normalize_text(strings.review_changed.rsplit("}", 1)[-1]).lstrip(". ")
    if not source.is_as_reviewed and tail not in text:
        found, expected = "a review note for a text that has changed since the review", f"'… {tail}'"
        action = "show the review state in the template in overrides/, or have the changed blocks reviewed"
        return [site.problem(page, None, "REV103", found=found, expected=expected, action=action)]
    return []


def _reviewer(project: Project, source: SourcePage | None) -> Reviewer | None:
    review = source.front.reviewed if source and source.front else None
    return project.reviewers.get(review.by) if review else None


def _check_false_claim(project: Project, page: BuiltPage, site: BuiltSite, text: str) -> list[Problem]:
    for strings in project.strings.values():
        match = _pattern(strings.review_done).search(text)
        if match:
            expected = "no such sentence: the front matter of the page names no reviewer from reviewers.yml"
            action = "remove the sentence, or fill in 'reviewed' after a real review"
            return [site.problem(page, None, "REV102", found=f"'{match[0]}'", expected=expected, action=action)]
    return []


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return a pattern for a text with anything where ``{name}`` stands; the full stop at its end does not count."""
    pieces = re.split(r"\{\w+\}", normalize_text(template).rstrip("."))
    return re.compile(f".{{1,{_MAX_FILLED}}}?".join(re.escape(piece) for piece in pieces) + r"[^.,;]+")
