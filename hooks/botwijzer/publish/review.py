"""The record of a review: who read a page, on which day, and the hashes of the blocks that were read."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

REVIEW_WIDTH = 110
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<keys>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def _key(name: str) -> re.Pattern[str]:
    """Return a pattern for a key of the front matter with all lines of its value."""
    return re.compile(rf"^{name}[ \t]*:.*\n(?:[ \t]+\S.*\n)*", re.MULTILINE)


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

    A text without front matter is returned as it is. Each hash is quoted: ``12345678`` would be a number in YAML.
    """
    front = _FRONT.match(text)
    if front is None:
        return text
    line_end = "\r\n" if text.split("\n", 1)[0].endswith("\r") else "\n"
    blocks = textwrap.wrap(
        f"  blocks: [{', '.join(repr(item) for item in hashes)}]",
        width=REVIEW_WIDTH,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    review = "".join(line + line_end for line in ("reviewed:", f"  by: {by}", f"  on: {on}", *blocks))
    keys = _replace_key(front["keys"], "reviewed", review)
    if next_review is not None:
        keys = _replace_key(keys, "next_review", f"next_review: {next_review}{line_end}")
    return f"{text[: front.start('keys')]}{keys}{text[front.end('keys') :]}"


def _replace_key(keys: str, name: str, value: str) -> str:
    found = _key(name).search(keys)
    return f"{keys[: found.start()]}{value}{keys[found.end() :]}" if found else keys + value


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
