"""Where the project stands: pages by language, how they read, and the claims that must be on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.staleness import extract_staleness
from botwijzer.publish.readability_table import render_readability

if TYPE_CHECKING:
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

MISSING = "missing"
INVALID = "invalid"
CURRENT = "current"


def render_status(project: Project) -> str:
    """Return a table of pages by language, the counts below it, how the Dutch pages read, and the claims that are bound.

    A cell says ``current``, ``stale 3`` (blocks that differ from the stamp), ``not stamped``, ``missing`` or
    ``invalid`` (front matter that cannot be read), with ``unreviewed`` where nobody has reviewed these blocks.
    """
    languages = list(project.languages)
    rows = [
        ["page", *languages],
        *([key, *(_render_cell(project, key, language) for language in languages)] for key in sorted(project.by_key)),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, "", *_render_totals(project), "", render_readability(project), *_render_claims(project)])


def _render_cell(project: Project, key: str, language: str) -> str:
    page = project.by_key[key].get(language)
    if page is None:
        return MISSING
    state = translation_state(project, page)
    return state if state == INVALID or is_reviewed(project, page) else f"{state}, unreviewed"


def translation_state(project: Project, page: SourcePage) -> str:
    """Return ``current``, ``stale <n>``, ``not stamped`` or ``invalid`` for a page."""
    if page.front is None:
        return INVALID
    source = project.by_key[page.key].get(project.source_language)
    if source is None or source is page:
        return CURRENT
    if not page.front.source:
        return "not stamped"
    staleness = extract_staleness(source, page)
    return f"stale {staleness.count}" if staleness is not None and staleness.count else CURRENT


def is_reviewed(project: Project, page: SourcePage) -> bool:
    """Whether somebody has read exactly these blocks."""
    review = page.front.reviewed if page.front else None
    return review is not None and review.by in project.reviewers and page.is_as_reviewed


def _render_totals(project: Project) -> list[str]:
    keys = list(project.by_key)
    lines: list[str] = []
    for language in project.languages.values():
        pages = [project.by_key[key][language.code] for key in keys if language.code in project.by_key[key]]
        states = [translation_state(project, page) for page in pages]
        reviewed = sum(is_reviewed(project, page) for page in pages)
        lines.append(
            f"{language.code} ({language.status.value}): {len(pages)} of {len(keys)} pages, "
            f"{states.count(CURRENT)} current, {sum(state.startswith('stale') for state in states)} stale, "
            f"{states.count('not stamped')} not stamped, {reviewed} reviewed"
        )
    return lines


def _render_claims(project: Project) -> list[str]:
    critical = [claim for claim in project.claims.values() if claim.is_safety_critical]
    used = {claim for page in project.source_pages for block in page.blocks for claim in block.claims}
    bound = [claim for claim in critical if claim.id in used]
    excused = [claim for claim in critical if claim.id not in used and claim.unused]
    unbound = [claim for claim in critical if claim.id not in used and not claim.unused]
    summary = (
        f"Safety-critical claims: {len(critical)}; {len(bound)} bound to a block, "
        f"{len(excused)} unused with a reason, {len(unbound)} not bound"
    )
    return ["", summary, *(f"  not bound: {claim.id}" for claim in unbound)]
