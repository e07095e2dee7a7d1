"""What a page tells machines about itself is true, and it offers a way to report a mistake.

Sources: schema.org ``MedicalWebPage``; DESIGN.md, promises about safety (every page has a way to report a mistake).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botwijzer.model.built_text import find_concealer

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "HTML201": "The structured data of a page (JSON-LD) is missing.",
    "HTML202": "The structured data of a page cannot be read.",
    "HTML203": "The structured data names another address or language than the page.",
    "HTML204": "The structured data claims a review that did not take place.",
    "HTML205": "A page has no link to report a mistake.",
    "HTML206": "The day of the last change is missing or differs from the front matter.",
}

_TYPE = "application/ld+json"
_ACTION = "correct the template in overrides/"
_REVIEW_KEYS = ("lastReviewed", "reviewedBy")


def check_metadata(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is untrue or missing in the data of each article."""
    problems: list[Problem] = []
    for page in pages:
        blocks = [item for item in page.all("script") if str(item.get("type") or "").strip().lower() == _TYPE]
        for block in blocks:
            problems += _check_structured_data(project, page, site, block)
        if page.kind != "article":
            continue
        if not blocks:
            found, expected = "no structured data", f'<script type="{_TYPE}"> that describes the page'
            problems.append(site.problem(page, None, "HTML201", found=found, expected=expected, action=_ACTION))
        problems += _check_report(page, site)
        problems += _check_modified(page, site)
    return problems


def _check_structured_data(
    project: Project, page: BuiltPage, site: BuiltSite, block: lxml.html.HtmlElement
) -> list[Problem]:
    def problem(code: str, found: str, expected: str) -> Problem:
        return site.problem(page, block, code, found=found, expected=expected, action=_ACTION)

    try:
        data: Any = json.loads(block.text or "")
    except ValueError as error:
        return [problem("HTML202", f"structured data that cannot be read ({error})", "valid JSON")]
    if not isinstance(data, dict):
        return [problem("HTML202", "structured data that is no object", "one schema.org object")]
    problems: list[Problem] = []
    if data.get("url") != page.canonical:
        expected = f"the canonical address '{page.canonical}'"
        problems.append(problem("HTML203", f"structured data for '{data.get('url')}'", expected))
    if data.get("inLanguage", page.language) != page.language:
        expected = f"the language of the page, '{page.language}'"
        problems.append(problem("HTML203", f"structured data in '{data['inLanguage']}'", expected))
    claimed = [key for key in _REVIEW_KEYS if key in data]
    if claimed and not _is_reviewed(project, page, site, data):
        expected = "no such key: nobody in reviewers.yml has reviewed exactly this text on that day"
        problems.append(problem("HTML204", f"'{' and '.join(claimed)}' in the structured data", expected))
    return problems


def _is_reviewed(project: Project, page: BuiltPage, site: BuiltSite, data: dict[str, Any]) -> bool:
    source = site.sources.get(page.path)
    review = source.front.reviewed if source and source.front else None
    if source is None or review is None or review.by not in project.reviewers:
        return False
    same_text = source.is_as_reviewed
    return same_text and data.get("lastReviewed", review.on.isoformat()) == review.on.isoformat()


def _check_report(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    for link in page.all("a"):
        address = str(link.get("href") or "").strip().lower()
        if address.startswith("mailto:") and "subject=" in address and find_concealer(link) is None:
            return []
    expected = "a mailto: link whose subject names the page"
    action = "restore the link to report a mistake in the template in overrides/"
    found = "no link to report a mistake"
    return [site.problem(page, None, "HTML205", found=found, expected=expected, action=action)]


def _check_modified(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    source = site.sources.get(page.path)
    day = source.front.updated.isoformat() if source and source.front else None
    if day is None or page.modified[:10] == day:
        return []
    found = f"article:modified_time '{page.modified}'" if page.modified else "no article:modified_time"
    element = next(iter(page.metas("article:modified_time")), None)
    expected = f"'{day}', the day in the front matter ('updated')"
    return [site.problem(page, element, "HTML206", found=found, expected=expected, action=_ACTION)]
