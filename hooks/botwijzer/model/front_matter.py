"""The schema at the top of a page, and of the people who reviewed pages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from botwijzer.model.records import Identifier, Text
from botwijzer.model.yaml_file import Record

# The longest summary that search engines and cards show whole.
MAX_SUMMARY_CHARACTERS = 160
# What stays on one or two lines of the menu on a phone.
MAX_NAV_CHARACTERS = 30

# Leaflets are ordered by number, also by telephone: three digits.
FIRST_LEAFLET, LAST_LEAFLET = 101, 999

BlockHash = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


class Reviewer(Record):
    """A real person who read pages. Never invented."""

    id: Identifier
    name: Text
    profession: Text
    languages: tuple[Text, ...]


class ReviewersFile(Record):
    """``reviewers.yml``: empty until somebody really reviewed."""

    reviewers: tuple[Reviewer, ...]


class Review(Record):
    """A review: who, on which day, and the hashes of the blocks that were read."""

    by: Identifier
    on: dt.date
    blocks: tuple[BlockHash, ...]


class FrontMatter(Record):
    """The closed schema at the top of a page.

    ``leaflet_number`` (source language only): the number of the leaflet in every language. ``leaflet_without``: the ids
    of the sections that it leaves out so that it fits two sides; a translation names its own where it needs more room.
    ``nav_title``: what the menu says instead of a long title. ``source`` (translations) is stamped by the command line.
    """

    title: Text
    summary: Annotated[str, Field(min_length=1, max_length=MAX_SUMMARY_CHARACTERS)]
    nav_title: Annotated[str, Field(min_length=1, max_length=MAX_NAV_CHARACTERS)] | None = None
    updated: dt.date
    reviewed: Review | None
    next_review: dt.date | None = None
    languages: tuple[str, ...] | None = None
    leaflet: bool = False
    leaflet_number: Annotated[int, Field(ge=FIRST_LEAFLET, le=LAST_LEAFLET)] | None = None
    leaflet_without: tuple[Identifier, ...] = ()
    source: tuple[BlockHash, ...] | None = None
