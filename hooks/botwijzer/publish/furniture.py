"""What stands around the text of every page: disclaimer, review state, sources, languages, structured data.

Templates in ``overrides/`` show it; they decide nothing. A page cannot leave any of it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from botwijzer.model.editions import has_page_edition, is_released, page_edition
from botwijzer.model.embeds import oembed_path
from botwijzer.model.page import SourcePage, language_path
from botwijzer.model.project import today
from botwijzer.model.records import PageKind
from botwijzer.publish.leaflet_links import LeafletLink, leaflet_links
from botwijzer.publish.link_snippets import LINKING_PAGE, Linking, extract_linking
from botwijzer.publish.paper import Paper, render_paper_code, version_address
from botwijzer.publish.practice import (
    LEAFLETS_PAGE,
    PLANNER_PAGE,
    QUESTIONS_PAGE,
    HandoutLanguage,
    LeafletTopic,
    Planned,
    handout_languages,
    leaflet_topics,
    planned_medicines,
)
from botwijzer.publish.structured_data import render_structured_data

if TYPE_CHECKING:
    import datetime as dt

    from botwijzer.model.evidence import Source
    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

PLACEHOLDER_DOMAIN = ".example"
# The short disclaimer also stands at the top of these.
_KINDS_WITH_SHORT_DISCLAIMER = frozenset({PageKind.MEDICINE, PageKind.CALL, PageKind.HOME})
# The page that says when to call; every page can lead to it.
CALL_PAGE = "waarschuwingstekenen/wanneer-bellen"
# The overview of medicines gives instructions about each of them.
_PAGES_WITH_SHORT_DISCLAIMER = frozenset(
    {"behandeling/index", "behandeling/hoeveel-helpt-het", "behandeling/stoppen-en-wisselen"}
)


@dataclass(frozen=True)
class Alternate:
    """The same page in another language; ``href`` is absolute.

    ``offer`` says in that language that the page exists in it, ``offer_close`` puts that message away.
    """

    language: str
    name: str
    direction: str
    href: str
    path: str
    offer: str
    offer_close: str


@dataclass(frozen=True)
class PageFurniture:
    """Everything that the templates need beside the text of a page.

    ``home_path`` and ``call_path`` (empty: the language lacks that page) are paths from the site's root.
    ``is_draft``: the language is not released; the page is for a preview only, and no other page leads to it.
    ``is_fillable``: the page has boxes to tick or a sheet to fill in, and needs their script and style. ``is_questions``:
    on paper only the ticked questions. ``leaflet_topics``, ``handouts``, ``planned``: what the tools of two pages need.
    ``oembed``: the absolute address of its oEmbed file (empty: none). ``linking``: what the page for websites of practices shows.
    ``paper``: what a print of the page says about itself; ``None`` on pages that no one wrote.
    """

    language: str
    direction: str
    key: str
    kind: str
    strings: Strings
    summary: str
    review: tuple[str, ...]
    updated: str
    sources: tuple[Source, ...]
    alternates: tuple[Alternate, ...]
    canonical: str
    x_default: str
    home_path: str
    call_path: str
    short_disclaimer_on_top: bool
    structured_data: str
    report_href: str
    is_placeholder: bool
    is_draft: bool
    is_fillable: bool
    leaflets: tuple[LeafletLink, ...]
    paper: Paper | None
    is_questions: bool
    leaflet_topics: tuple[LeafletTopic, ...]
    handouts: tuple[HandoutLanguage, ...]
    planned: tuple[Planned, ...]
    oembed: str
    linking: Linking | None


@dataclass(frozen=True)
class SiteFurniture:
    """What a page without a language of its own (404) needs: for each released language its home page, texts and mailto."""

    languages: tuple[tuple[Alternate, Strings, str], ...]
    is_placeholder: bool


def is_placeholder(site_url: str) -> bool:
    """Whether the site's address is not a real one (RFC 2606 reserves ``.example``)."""
    host = site_url.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return not host or host.endswith(PLACEHOLDER_DOMAIN)


def render_date(day: dt.date, strings: Strings) -> str:
    """Return a date as the language writes it."""
    return strings.date_format.format(day=day.day, month=strings.months[day.month - 1], year=day.year)


def _alternates(project: Project, key: str, site_url: str) -> tuple[Alternate, ...]:
    versions = project.by_key.get(key, {})
    return tuple(
        Alternate(
            language=language.code,
            name=language.name,
            direction=language.direction,
            href=site_url + language_path(project, language.code, key),
            path=language_path(project, language.code, key),
            offer=project.strings[language.code].language_offer,
            offer_close=project.strings[language.code].language_offer_close,
        )
        for language in project.released
        if language.code in versions
    )


def page_furniture(
    project: Project,
    *,
    language: str,
    key: str,
    site_url: str,
    report_address: str,
    canonical: str = "",
    with_leaflets: bool = True,
) -> PageFurniture:
    """Return the furniture of a page; ``site_url`` ends in a slash.

    ``canonical``: when it is not that of the key. ``with_leaflets``: not in a preview, which makes none.
    """
    page = project.by_key.get(key, {}).get(language)
    strings, kind = project.strings[language], project.kind_of(key)
    alternates = _alternates(project, key, site_url)
    canonical = canonical or site_url + language_path(project, language, key)
    default = site_url + language_path(project, project.source_language, key)
    return PageFurniture(
        language=language,
        direction=project.languages[language].direction,
        key=key,
        kind=kind.value,
        strings=strings,
        summary=page.front.summary if page and page.front else "",
        review=review_notes(project, page, strings),
        updated=render_date(page.front.updated, strings) if page and page.front else "",
        sources=page_sources(project, page),
        alternates=alternates,
        canonical=canonical,
        x_default=default if any(item.language == project.source_language for item in alternates) else canonical,
        home_path=language_path(project, language, "index"),
        call_path=language_path(project, language, CALL_PAGE) if language in project.by_key.get(CALL_PAGE, {}) else "",
        short_disclaimer_on_top=kind in _KINDS_WITH_SHORT_DISCLAIMER or key in _PAGES_WITH_SHORT_DISCLAIMER,
        structured_data=render_structured_data(project, page, canonical=canonical) if page and page.front else "",
        report_href=_report_href(report_address, strings, canonical),
        is_placeholder=is_placeholder(site_url),
        is_draft=project.languages[language] not in project.released,
        leaflets=leaflet_links(project, language=language, key=key) if with_leaflets else (),
        is_fillable=page is not None and any(block.is_fillable for block in page.blocks),
        is_questions=key == QUESTIONS_PAGE,
        leaflet_topics=leaflet_topics(project, language) if key == LEAFLETS_PAGE else (),
        handouts=handout_languages(project) if key == LEAFLETS_PAGE else (),
        planned=planned_medicines(project, strings) if key == PLANNER_PAGE else (),
        oembed=site_url + oembed_path(language, key) if page and page.front and with_leaflets else "",
        linking=extract_linking(project, language, site_url=site_url) if key == LINKING_PAGE else None,
        paper=_paper(project, page, site_url=site_url) if page and page.front else None,
    )


def _paper(project: Project, page: SourcePage, *, site_url: str) -> Paper:
    """Return what a print of a page says about itself: number, version, days, and a code when it may have one."""
    strings, front = project.strings[page.language], page.front
    assert front is not None
    source = project.by_key[page.key].get(project.source_language)
    number = source.front.leaflet_number if source and source.front else None
    edition = page_edition(page) if has_page_edition(project, page) else None
    facts = [
        strings.leaflet_number.format(number=number) if number else "",
        strings.leaflet_version.format(version=edition.id) if edition else "",
        strings.leaflet_next_review.format(date=render_date(front.next_review, strings)) if front.next_review else "",
    ]
    may_have_code = edition is not None and not is_placeholder(site_url) and is_released(project, edition)
    return Paper(
        facts=tuple(fact for fact in facts if fact),
        is_proof=edition is not None and not may_have_code,
        code=render_paper_code(version_address(site_url, edition.id), strings) if edition and may_have_code else None,
    )


def _report_href(address: str, strings: Strings, page: str) -> str:
    return f"mailto:{address}?subject={quote(strings.report_subject.format(page=page))}"


def site_furniture(project: Project, *, site_url: str, report_address: str) -> SiteFurniture:
    """Return what a page for all languages needs."""
    homes = [(item, project.strings[item.language]) for item in _alternates(project, "index", site_url)]
    page = site_url + "404.html"
    return SiteFurniture(
        languages=tuple((item, strings, _report_href(report_address, strings, page)) for item, strings in homes),
        is_placeholder=is_placeholder(site_url),
    )


def page_sources(project: Project, page: SourcePage | None) -> tuple[Source, ...]:
    """Return the sources of all claims that the page's blocks rest on, each once, by publisher.

    The page about the sources itself has those of every page in its language.
    """
    pages = [page] if page else []
    if page and project.kind_of(page.key) is PageKind.SOURCES:
        pages = [other for other in project.pages if other.language == page.language]
    claims = [claim for item in pages for block in item.blocks for claim in block.claims]
    ids = {source for claim in claims if claim in project.claims for source in project.claims[claim].sources}
    return tuple(
        sorted(
            (project.sources[item] for item in ids if item in project.sources),
            key=lambda s: (s.publisher, s.title, s.id),
        )
    )


def review_notes(project: Project, page: SourcePage | None, strings: Strings) -> tuple[str, ...]:
    """Return what the reader must know about the review: never more than is true.

    Unreviewed; reviewed; changed after review (a block's hash is not among those that were read); overdue; a
    translation behind its source.
    """
    if page is None or page.front is None:
        return (strings.review_none,)
    notes: list[str] = []
    review = page.front.reviewed
    reviewer = project.reviewers.get(review.by) if review else None
    if review is None or reviewer is None:
        notes.append(strings.review_none)
    else:
        text = strings.review_done if page.is_as_reviewed else strings.review_changed
        day = render_date(review.on, strings)
        notes.append(text.format(name=reviewer.name, profession=reviewer.profession, date=day))
    if page.front.next_review and page.front.next_review < today():
        notes.append(strings.review_overdue.format(date=render_date(page.front.next_review, strings)))
    source = project.by_key.get(page.key, {}).get(project.source_language)
    if source is not None and source is not page:
        stamped = page.front.source or ()
        if tuple(block.hash for block in source.blocks) != stamped:
            notes.append(strings.translation_stale)
        if strings.translation_note:
            notes.append(strings.translation_note)
    return tuple(notes)
