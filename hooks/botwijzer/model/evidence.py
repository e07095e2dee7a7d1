"""The schemas of the evidence ledger: ``sources.yml`` and ``claims.yml``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from botwijzer.model.records import Identifier, Text
from botwijzer.model.yaml_file import Record

# What the note of a safety-critical claim begins with.
SAFETY_MARK = "SAFETY-CRITICAL"


class Source(Record):
    """One source that was seen. ``show_link: false``: the address is a copy, not https or a test server; cite without it."""

    id: Identifier
    publisher: Text
    title: Text
    url: Annotated[str, Field(pattern=r"^https?://[^\s\"<>]+$")] | None
    year_or_version: str | None
    language: str
    kind: Text
    as_seen: Text
    show_link: bool = True


class SourcesFile(Record):
    """``sources.yml``."""

    sources: tuple[Source, ...]


class CallLevel(StrEnum):
    """How soon somebody calls: at once (112 or the emergency line), today, or this week."""

    NOW = "now"
    TODAY = "today"
    WEEK = "week"


class ClaimQuantity(Record):
    """A number that a claim vouches for; ``unit`` is an id of ``units.yml`` or ``none``."""

    value: int | float
    unit: Identifier


class Claim(Record):
    """One fact, in our own words, and where it was seen.

    ``page`` (safety-critical claims): the key of the page that is home to it, such as ``behandeling/denosumab``.
    """

    id: Identifier
    topic: Identifier
    claim: Text
    numbers: tuple[str, ...]
    quantities: tuple[ClaimQuantity, ...] = ()
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    evidence: Text
    page: Text | None = None
    strength: Literal["guideline", "label", "consensus", "weak"]
    level: Annotated[CallLevel | None, Field(strict=False)] = None
    unused: Text | None = None
    note: str | None

    @property
    def is_safety_critical(self) -> bool:
        """Whether the claim must stand whole and early on its page."""
        return (self.note or "").startswith(SAFETY_MARK)


class UnverifiedClaim(Record):
    """Something wanted that no source seen bears out: never used on a page."""

    id: Identifier
    topic: Identifier
    claim: Text
    numbers: tuple[str, ...]
    evidence: None
    strength: Literal["unverified"]
    note: str | None


class ClaimsFile(Record):
    """``claims.yml``: the evidence ledger."""

    claims: tuple[Claim, ...]
    unverified: tuple[UnverifiedClaim, ...]
