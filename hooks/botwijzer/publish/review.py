"""The record of a review: who read a page, on which day, and the hashes of the blocks that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.publish.front_text import render_hashes, replace_front_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project


def explain_refusal(project: Project, page: SourcePage, *, by: str, on: dt.date, today: dt.date) -> str | None:
    """Return why this review cannot be recorded, or ``None``: nobody and no day is ever invented."""
    reviewer = project.reviewers.get(by)
    if page.front is None:
        return f"the front matter of {page.path} cannot be read; run make check first"
    if reviewer is None:
        known = ", ".join(project.reviewers) or "nobody yet"
        return f"'{by}' is not in docs/_data/reviewers.yml ({known}); add the person, with their consent, first"
    if page.language not in reviewer.languages:
        return f"'{by}' reviews in {', '.join(reviewer.languages)}, and this page is in '{page.language}'"
    if on > today:
        return f"{on} is in the future (today is {today})"
    if on < page.front.updated:
        return f"the page was changed on {page.front.updated}, after {on}: what was read is not what stands there"
    return None


def explain_next(next_review: dt.date | None, *, on: dt.date) -> str | None:
    """Return why a page cannot be read again on ``next_review``, or ``None``."""
    if next_review is not None and next_review <= on:
        return f"the next review ({next_review}) is not after this one ({on})"
    return None


def replace_review(
    text: str, *, by: str, on: dt.date, hashes: Sequence[str], next_review: dt.date | None = None
) -> str:
    """Return a page with ``reviewed:`` (and, if given, ``next_review:``) filled in; nothing else changes.

    A text without front matter is returned as it is.
    """
    blocks = render_hashes("  blocks", hashes, indent="    ")
    text = replace_front_key(text, "reviewed", ["reviewed:", f"  by: {by}", f"  on: {on}", *blocks])
    return text if next_review is None else replace_front_key(text, "next_review", [f"next_review: {next_review}"])


def write_review(
    project: Project, page: SourcePage, *, by: str, on: dt.date, next_review: dt.date | None = None
) -> int:
    """Record in a page's file that its blocks, as they stand now, were read; return how many blocks that are."""
    file = project.root / page.path
    with file.open(encoding="utf-8", newline="") as stream:
        old = stream.read()
    hashes = [block.hash for block in page.blocks]
    new = replace_review(old, by=by, on=on, hashes=hashes, next_review=next_review)
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(new)
    return len(hashes)
