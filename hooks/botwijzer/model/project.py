"""The whole project as it was written: data, pages and navigation, read once."""

from __future__ import annotations

import datetime as dt
import fnmatch
import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from botwijzer.model.addresses import Addresses, read_addresses
from botwijzer.model.edition_history import EditionHistory, read_edition_history
from botwijzer.model.evidence import Claim, ClaimsFile, Source, SourcesFile
from botwijzer.model.front_matter import Reviewer, ReviewersFile
from botwijzer.model.history import read_history
from botwijzer.model.navigation import Navigation, read_navigation
from botwijzer.model.page import SourcePage, read_page
from botwijzer.model.page_codes import CodesFile, PageCode
from botwijzer.model.problem import Problem
from botwijzer.model.quantities import QuantityReader, quantity_readers
from botwijzer.model.records import (
    AbbreviationsFile,
    ApprovedFile,
    AskedFile,
    EverydayWords,
    Language,
    LanguagesFile,
    LinksFile,
    PageKind,
    Redirect,
    RedirectsFile,
    Restamp,
    RestampsFile,
    SkeletonFile,
    Status,
    TermsFile,
    UnitsFile,
)
from botwijzer.model.snippets import Snippet, read_snippets
from botwijzer.model.strings import Strings
from botwijzer.model.wording import Wording
from botwijzer.model.yaml_file import Record, RecordT, YamlDocument, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DATA_FOLDER = "docs/_data"
# Folders below docs/ that hold no pages.
NOT_LANGUAGES = frozenset({"assets", "_data"})
# What stands in for a pages.yml with mistakes: one that no page can break.
_NO_PAGES: dict[str, object] = {
    "kinds": (),
    "skeletons": {},
    "readability": {"least_score": -1000, "longest_sentence": 1000, "mean_sentence": 1000},
    "words": {},
}


@dataclass(frozen=True)
class Project:
    """Everything that was read. A data file with mistakes is ``None`` (or absent), its problems are in ``problems``."""

    root: Path
    languages: dict[str, Language]
    strings: dict[str, Strings]
    wording: dict[str, Wording]
    everyday: dict[str, EverydayWords]
    asked: dict[str, AskedFile]
    terms: TermsFile
    abbreviations: AbbreviationsFile
    claims: dict[str, Claim]
    sources: dict[str, Source]
    units: UnitsFile
    skeleton: SkeletonFile
    links: LinksFile
    reviewers: dict[str, Reviewer]
    approved: dict[str, dict[str, str]]
    navigation: Navigation
    snippets: dict[str, Snippet]
    history: dict[str, str]
    editions: EditionHistory
    restamps: tuple[Restamp, ...]
    codes: tuple[PageCode, ...]
    redirects: tuple[Redirect, ...]
    addresses: Addresses
    pages: tuple[SourcePage, ...]
    problems: tuple[Problem, ...]
    documents: dict[str, YamlDocument] = field(default_factory=dict)

    @property
    def source_language(self) -> str:
        """The language that the others are translated from: the first of ``languages.yml``."""
        return next(iter(self.languages), "nl")

    @cached_property
    def source_pages(self) -> tuple[SourcePage, ...]:
        """The pages in the language that the others are translated from."""
        return tuple(page for page in self.pages if page.language == self.source_language)

    @cached_property
    def by_key(self) -> dict[str, dict[str, SourcePage]]:
        """Page key → language → page."""
        result: dict[str, dict[str, SourcePage]] = {}
        for page in self.pages:
            result.setdefault(page.key, {})[page.language] = page
        return result

    @cached_property
    def quantity_readers(self) -> dict[str, QuantityReader]:
        """Language → reader of its numbers."""
        return quantity_readers(self.languages, self.units)

    @property
    def released(self) -> list[Language]:
        """Languages that have every page, in order."""
        return [language for language in self.languages.values() if language.status is Status.RELEASED]

    def kind_of(self, key: str) -> PageKind:
        """Return the kind of a page by the first pattern of ``pages.yml`` that fits."""
        for rule in self.skeleton.kinds:
            if any(fnmatch.fnmatchcase(key, pattern) for pattern in rule.paths):
                return rule.kind
        return PageKind.TOPIC

    def translations(self) -> list[tuple[SourcePage, SourcePage]]:
        """Return (source page, translation) for every translated page that has a source."""
        return [
            (versions[self.source_language], page)
            for versions in self.by_key.values()
            if self.source_language in versions
            for page in versions.values()
            if page.language != self.source_language
        ]


def today() -> dt.date:
    """Return the day that counts as today: SOURCE_DATE_EPOCH when set, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    return dt.datetime.now(tz=dt.UTC).date()


@dataclass
class _Reader:
    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, YamlDocument] = field(default_factory=dict)

    def read(self, name: str, record: type[RecordT]) -> RecordT | None:
        path = self.root / DATA_FOLDER / name
        value, document, problems = read_record(path, record, root=self.root)
        self.problems += problems
        self.documents[f"{DATA_FOLDER}/{name}"] = document
        return value

    def by_language(self, folder: str, record: type[RecordT], codes: Iterable[str]) -> dict[str, RecordT]:
        values = {code: self.read(f"{folder}/{code}.yml", record) for code in codes}
        return {code: value for code, value in values.items() if value is not None}

    def where_there(self, folder: str, record: type[RecordT], codes: Iterable[str]) -> dict[str, RecordT]:
        return self.by_language(folder, record, [code for code in codes if self.has(f"{folder}/{code}.yml")])

    def has(self, name: str) -> bool:
        return (self.root / DATA_FOLDER / name).exists()

    def by_id(self, name: str, field_name: str, items: tuple[RecordT, ...] | None) -> dict[str, RecordT]:
        result: dict[str, RecordT] = {}
        document = self.documents[f"{DATA_FOLDER}/{name}"]
        for index, item in enumerate(items or ()):
            identifier = str(getattr(item, "id", None) or getattr(item, "code", ""))
            if identifier in result:
                self.problems.append(
                    Problem(
                        path=f"{DATA_FOLDER}/{name}",
                        line=document.line_of((field_name, index)),
                        code="DATA001",
                        found=f"the id '{identifier}' for the second time",
                        expected="each id once",
                        action="rename or remove one of the two",
                    )
                )
            result.setdefault(identifier, item)
        return result


def _empty(record: type[RecordT], **values: object) -> RecordT:
    return record.model_validate(values)


def read_project(root: Path, *, only: str | None = None) -> Project:
    """Read all data and pages below ``root``. Never raises on what a person wrote: mistakes become problems.

    ``only`` limits the translations to one language (the source language is always read).
    """
    reader = _Reader(root)
    languages_file = reader.read("languages.yml", LanguagesFile)
    languages = reader.by_id("languages.yml", "languages", languages_file.languages if languages_file else None)
    strings = reader.by_language("strings", Strings, languages)
    # A draft language without wording is read by every rule that needs no words.
    worded = [
        code for code, item in languages.items() if item.status is not Status.DRAFT or reader.has(f"wording/{code}.yml")
    ]
    wording = reader.by_language("wording", Wording, worded)
    # Everyday words and questions only make the search better: a draft may do without.
    everyday = reader.where_there("search", EverydayWords, languages)
    asked = reader.where_there("search/asked", AskedFile, languages)
    terms = reader.read("terms.yml", TermsFile) or _empty(TermsFile, terms=(), promises={})
    abbreviations = reader.read("abbreviations.yml", AbbreviationsFile) or _empty(AbbreviationsFile, known=())
    claims = reader.read("claims.yml", ClaimsFile)
    sources = reader.read("sources.yml", SourcesFile)
    units = reader.read("units.yml", UnitsFile) or _empty(UnitsFile, units=(), number_words={})
    skeleton = reader.read("pages.yml", SkeletonFile) or _empty(SkeletonFile, **_NO_PAGES)
    links = reader.read("links.yml", LinksFile) or _empty(LinksFile, allowed=(), vague_texts={})
    reviewers = reader.read("reviewers.yml", ReviewersFile)
    approved = reader.read("approved.yml", ApprovedFile)
    redirects = reader.read("redirects.yml", RedirectsFile)
    restamps = reader.read("restamps.yml", RestampsFile)
    codes = reader.read("codes.yml", CodesFile)
    navigation = read_navigation(root, reader.problems)
    snippets = read_snippets(root, reader.problems)
    pages = _read_pages(root, languages, snippets, reader.problems, only=only)
    return Project(
        root=root,
        languages=languages,
        strings=strings,
        wording=wording,
        everyday=everyday,
        asked=asked,
        terms=terms,
        abbreviations=abbreviations,
        claims=reader.by_id("claims.yml", "claims", claims.claims if claims else None),
        sources=reader.by_id("sources.yml", "sources", sources.sources if sources else None),
        units=units,
        skeleton=skeleton,
        links=links,
        reviewers=reader.by_id("reviewers.yml", "reviewers", reviewers.reviewers if reviewers else None),
        approved=approved.approved if approved else {},
        navigation=navigation,
        snippets=snippets,
        history=read_history(root, reader.problems),
        editions=read_edition_history(root, reader.problems),
        restamps=restamps.restamps if restamps else (),
        codes=codes.codes if codes else (),
        redirects=redirects.redirects if redirects else (),
        addresses=read_addresses(root, reader.problems),
        pages=tuple(pages),
        problems=tuple(reader.problems),
        documents=reader.documents,
    )


def _read_pages(
    root: Path,
    languages: dict[str, Language],
    snippets: dict[str, Snippet],
    problems: list[Problem],
    *,
    only: str | None,
) -> list[SourcePage]:
    pages: list[SourcePage] = []
    docs = root / "docs"
    source_language = next(iter(languages), "nl")
    for folder in sorted(path for path in docs.iterdir() if path.is_dir()) if docs.is_dir() else []:
        code = folder.name
        if code in NOT_LANGUAGES:
            continue
        if not languages:  # a mistake in languages.yml has been reported; every folder would be unknown
            continue
        if code not in languages:
            problems.append(
                Problem(
                    path=f"docs/{code}",
                    line=0,
                    code="DATA002",
                    found=f"a folder for the unknown language '{code}'",
                    expected=f"one of {', '.join(languages)}",
                    action="add the language to docs/_data/languages.yml, or move the folder to docs/assets",
                )
            )
            continue
        if only is not None and code not in {only, source_language}:
            continue
        for path in sorted(folder.rglob("*.md")):
            key = path.relative_to(folder).with_suffix("").as_posix()
            page, found = read_page(path, root=root, language=code, key=key, snippets=snippets)
            problems += found
            if page is not None:
                pages.append(page)
    return pages


__all__ = ["Navigation", "Project", "Record", "read_project", "today"]
