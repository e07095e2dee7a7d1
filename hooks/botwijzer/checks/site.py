"""All rules over the built site, in one list. They read HTML files and know nothing of the generator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botwijzer.checks.built_addresses import check_addresses
from botwijzer.checks.built_alternates import check_alternates
from botwijzer.checks.built_api import check_api
from botwijzer.checks.built_blocks import check_blocks
from botwijzer.checks.built_code_data import check_built_code_data
from botwijzer.checks.built_codes import check_built_codes
from botwijzer.checks.built_disclaimer import check_disclaimer
from botwijzer.checks.built_embeds import check_embeds
from botwijzer.checks.built_feeds import check_feeds
from botwijzer.checks.built_files import check_files
from botwijzer.checks.built_html import check_html
from botwijzer.checks.built_leaflets import check_leaflets
from botwijzer.checks.built_link_text import check_link_texts
from botwijzer.checks.built_links import check_links
from botwijzer.checks.built_markup import check_markup
from botwijzer.checks.built_metadata import check_metadata
from botwijzer.checks.built_policy import check_policy
from botwijzer.checks.built_promises import check_promises
from botwijzer.checks.built_requests import check_requests
from botwijzer.checks.built_review import check_review
from botwijzer.checks.built_safety import check_safety
from botwijzer.checks.built_search import check_search
from botwijzer.checks.built_sitemap import check_sitemap
from botwijzer.checks.built_stubs import check_stubs
from botwijzer.checks.built_versions import check_versions
from botwijzer.model.built_site import BuiltSite, read_built_site
from botwijzer.model.problem import Problem, Severity, sort_problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.project import Project

CODES = {"SITE001": "A site was built for another address than it is checked for."}

RULES: tuple[Callable[[Project, tuple[BuiltPage, ...], BuiltSite], list[Problem]], ...] = (
    check_files,
    check_leaflets,
    check_disclaimer,
    check_review,
    check_stubs,
    check_html,
    check_markup,
    check_metadata,
    check_policy,
    check_requests,
    check_links,
    check_link_texts,
    check_addresses,
    check_alternates,
    check_sitemap,
    check_blocks,
    check_safety,
    check_versions,
    check_built_codes,
    check_built_code_data,
    check_api,
    check_feeds,
    check_promises,
    check_embeds,
    check_search,
)
# Written beside the pages by botwijzer/publish/site.py.
RELEASE_FILE = "release.json"


def check_site(project: Project, site: Path, *, site_url: str, pages: list[BuiltPage] | None = None) -> list[Problem]:
    """Return every problem of a built site; ``pages`` when they have been read already.

    The site is held against the address it says it was built for; a different ``site_url`` is one notice, not a
    thousand wrong links.
    """
    url, problems = _check_address(site, site_url)
    built = read_built_site(project, site, site_url=url, pages=pages)
    problems += [problem for rule in RULES for problem in rule(project, built.pages, built)]
    return sort_problems(problems)


def _check_address(site: Path, site_url: str) -> tuple[str, list[Problem]]:
    try:
        stated = json.loads((site / RELEASE_FILE).read_text(encoding="utf-8"))["site_url"]
    except (OSError, ValueError, KeyError, TypeError):
        return site_url, []
    if not isinstance(stated, str) or not stated or stated.rstrip("/") == site_url.rstrip("/"):
        return site_url, []
    notice = Problem(
        path=RELEASE_FILE,
        line=0,
        code="SITE001",
        found=f"a site that was built for {stated}",
        expected=f"{site_url}, the present setting",
        action=f"build it again, or set SITE_URL={stated} (the checks went on with that address)",
        severity=Severity.NOTICE,
    )
    return stated, [notice]
