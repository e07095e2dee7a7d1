"""The closed schemas of ``docs/_data/``; evidence, fixed texts, wording and front matter have their own files.

What each file is for stands in ARCHITECTURE.md; an unknown or missing key is an error with file and line.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from botwijzer.model.yaml_file import Record

Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Status(StrEnum):
    """A draft language is previewed only; a released one has every page."""

    DRAFT = "draft"
    RELEASED = "released"


class Language(Record):
    """How one language is written."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    name: Text
    direction: Literal["ltr", "rtl"]
    decimal_mark: Literal[",", "."]
    thousands_mark: Literal["", ".", ",", " "]
    status: Annotated[Status, Field(strict=False)]
    address: Text
    # Its letters in the order of its dictionaries, small ones; empty where the order of Unicode is right.
    alphabet: str = ""


class LanguagesFile(Record):
    """``languages.yml``: the source language first."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1)]


class ForbiddenForm(Record):
    """Wording that we do not use, why, and what to write instead. Matched in inflected forms unless ``exact``."""

    form: Text
    reason: Text
    instead: Text
    exact: bool = False


class TermLanguage(Record):
    """A concept in one language. ``search`` words are never shown.

    ``forms``: case forms, plurals and the like that a stemmer does not lead back to the names; read in texts, never
    listed.
    """

    preferred: Text
    admitted: tuple[Text, ...]
    forms: tuple[Text, ...] = ()
    search: tuple[Text, ...]
    abbreviations: tuple[Text, ...]
    forbidden: tuple[ForbiddenForm, ...]
    definition: Text


class Term(Record):
    """One concept. ``medicine``: its name may never differ between the languages of one block."""

    id: Identifier
    languages: dict[str, TermLanguage]
    medicine: bool = False


class TermsFile(Record):
    """``terms.yml``: the termbase, and per language the words that promise too much."""

    terms: tuple[Term, ...]
    promises: dict[str, tuple[ForbiddenForm, ...]]


class EverydayWords(Record):
    """``search/<lang>.yml``: for the search only, never shown.

    ``groups``: words for one thing that is no term (lifting, insurance); ``small_words``: words that find nothing.
    """

    small_words: tuple[Text, ...] = ()
    groups: tuple[tuple[Text, ...], ...] = ()


class AskedFile(Record):
    """``search/asked/<lang>.yml``: page key → what people type to which that page is the answer; never shown."""

    asked: dict[str, Annotated[tuple[Text, ...], Field(min_length=1)]]


class KnownCapitals(Record):
    """Capitals (Latin or Cyrillic) that pages may use without an entry in the termbase, and why."""

    letters: Annotated[str, Field(pattern=r"^[A-Z\u0400-\u042f][A-Z\u0400-\u042f0-9]{1,5}$")]
    reason: Text


class AbbreviationsFile(Record):
    """``abbreviations.yml``: words in capitals that are no terms."""

    known: tuple[KnownCapitals, ...]


class Unit(Record):
    """A unit, its base unit and factor (so that half a year equals 6 months), and its written forms per language.

    ``written`` is the one way in which pages write it (several where stems do not show that they are one word: Arabic
    plurals); other ``forms`` are read; ``forbidden`` ones are findings.
    """

    id: Identifier
    base: Identifier
    factor: int | float
    forms: dict[str, tuple[Text, ...]]
    forbidden: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    written: dict[str, Text | tuple[Text, ...]] = Field(default_factory=dict)

    def written_forms(self, language: str) -> tuple[str, ...]:
        """Return how pages of a language write the unit, the first choice first; empty where every form is right."""
        forms = self.written.get(language, ())
        return (forms,) if isinstance(forms, str) else forms


class NumberWords(Record):
    """How a language writes numbers in words.

    ``words``: word → value. ``counted``: word → number of times (tweemaal, twice).
    ``multipliers``: words after a number that multiply it (miljoen). ``idioms``: phrases whose number word counts
    nothing (at once). ``ranges``: words between the two
    ends of a range. ``skipped``: words that may stand between a number and its unit (an, a). ``out_of``: the words of
    a natural frequency between count and denominator (van de, out of). ``out_of_before``: those between denominator
    and count, where the denominator comes first (Turkish: 100 kişiden 3). ``duals``: words that hold a number and its
    unit (Arabic: شهران, two months) → the value and the id of the unit.
    """

    words: dict[str, int | float]
    counted: dict[str, int | float]
    multipliers: dict[str, int] = Field(default_factory=dict)
    idioms: tuple[Text, ...] = ()
    ranges: tuple[Text, ...]
    skipped: tuple[Text, ...]
    out_of: tuple[Text, ...]
    out_of_before: tuple[Text, ...] = ()
    duals: dict[Text, tuple[int | float, Identifier]] = Field(default_factory=dict)


class UnitsFile(Record):
    """``units.yml``: units and number words."""

    units: tuple[Unit, ...]
    number_words: dict[str, NumberWords]


class PageKind(StrEnum):
    """What a page is; decides its template, skeleton and where the short disclaimer stands."""

    HOME = "home"
    TOPIC = "topic"
    MEDICINE = "medicine"
    CALL = "call"
    GLOSSARY = "glossary"
    SOURCES = "sources"
    LANGUAGES = "languages"
    ABOUT = "about"


class KindRule(Record):
    """Page addresses (shell patterns, first match wins) and their kind."""

    paths: tuple[Text, ...]
    kind: Annotated[PageKind, Field(strict=False)]


class ReadabilityLimits(Record):
    """How easy a page of the source language must be to read (CONTENT.md, Voice).

    ``least_score``: Flesch-Douma, with each medicine name as one word of two syllables. ``longest_sentence`` and
    ``mean_sentence``: words.
    """

    least_score: int | float
    longest_sentence: Annotated[int, Field(ge=1)]
    mean_sentence: Annotated[int | float, Field(ge=1)]


class WordLimits(Record):
    """How many words a page of a kind has, at least and at most: everything that is read below its title."""

    least: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=1)]


class SkeletonFile(Record):
    """``pages.yml``: which kind a page is, which headings each kind has, in this order, and how it reads.

    ``words``: the kinds that have a limit; the others are as long as they need to be.
    ``approved_stops``: ids of the claims that may tell a reader to stop, skip, change or postpone a medicine without
    asking first; ``approved_refusals``: of those that say what not to take, or how long to wait with something else.
    Every other such instruction is a finding.
    """

    kinds: tuple[KindRule, ...]
    skeletons: dict[str, tuple[Identifier, ...]]
    readability: ReadabilityLimits
    words: dict[Annotated[PageKind, Field(strict=False)], WordLimits]
    approved_stops: tuple[Identifier, ...] = ()
    approved_refusals: tuple[Identifier, ...] = ()


class AllowedLink(Record):
    """An external address that is not a source, with the reason why pages may link to it."""

    url: Text
    reason: Text


class ApprovedFile(Record):
    """``approved.yml``: language → safety text → fingerprint; written by the command line only."""

    approved: dict[str, dict[str, str]]


# A path of this site with signs that mean nothing to a server, and a place on its page.
# No name begins with a dot or is empty: an address never leads out of the site (``/../``), nor to another host (``//host/``).
_NAME = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
ADDRESS_PATH = f"/({_NAME}/)*({_NAME})?"
ADDRESS_FRAGMENT = "[A-Za-z][A-Za-z0-9_-]*"
_ADDRESS = f"^{ADDRESS_PATH}(#{ADDRESS_FRAGMENT})?$"


class Redirect(Record):
    """An address that moved; both paths start with a slash."""

    old: Annotated[str, Field(pattern=_ADDRESS)]
    new: Annotated[str, Field(pattern=_ADDRESS)]


class RedirectsFile(Record):
    """``redirects.yml``: written by the command line only."""

    redirects: tuple[Redirect, ...]


class Restamp(Record):
    """A spelling fix: the page, the day, why, and the hashes of its blocks before and after."""

    page: Text
    on: dt.date
    reason: Text
    blocks: tuple[tuple[Text, Text], ...]


class RestampsFile(Record):
    """``restamps.yml``: translations that were stamped again unread; written by the command line only."""

    restamps: tuple[Restamp, ...]


class LinksFile(Record):
    """``links.yml``: external addresses beside the sources, and link texts that say nothing."""

    allowed: tuple[AllowedLink, ...]
    vague_texts: dict[str, tuple[Text, ...]]
