"""The records of the open data below ``/api/v1/``: what stands here is its schema, its description and its promise.

Names come from schema.org where it has one (``name``, ``inLanguage``, ``dateModified`` …). A field, once out, stays: the
names are kept in ``tests/api/fields.txt``, and a test fails when one goes. Every field is in every record; what is not
known is ``null`` or an empty list.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from botwijzer.model.page import page_address

API_FOLDER = "api/v1"
INDEX_FILE = f"{API_FOLDER}/index.json"
INDEX_SCHEMA = f"{API_FOLDER}/schema/index.json"
PAGE_SCHEMA = f"{API_FOLDER}/schema/page.json"
OPENAPI_FILE = f"{API_FOLDER}/openapi.json"

ReviewState = Literal["not-reviewed", "reviewed", "changed-after-review"]
CallLevel = Literal["now", "today", "week"]
Direction = Literal["ltr", "rtl"]


def record_path(key: str, language: str) -> str:
    """Return the path of a page's record from the site's root: ``api/v1/tr/behandeling/denosumab.json``."""
    return f"{API_FOLDER}/{language}/{key}.json"


def record_language(path: str) -> str:
    """Return the language of a record by its path; empty when it is no record of a page."""
    parts = path.split("/")
    is_page = path.startswith(f"{API_FOLDER}/") and len(parts) > len(API_FOLDER.split("/")) + 1
    return parts[2] if is_page and path not in {INDEX_SCHEMA, PAGE_SCHEMA} else ""


def page_path(key: str, language: str, source_language: str) -> str:
    """Return the path of a page itself from the site's root."""
    return page_address(key) if language == source_language else f"{language}/{page_address(key)}"


# JSON names that are no Python names.
_ALIASES = {"schema_address": "$schema", "type_name": "@type", "context": "@context"}


def _alias(name: str) -> str:
    return _ALIASES.get(name, name)


class _ApiRecord(BaseModel):
    """Closed, and named in JSON as schema.org writes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_alias)


class ApiLeaflet(_ApiRecord):
    """A leaflet to print (PDF)."""

    type_name: Literal["MediaObject"]
    name: str = Field(description="Form: a4, large, booklet, talk (telling back), bilingual")
    content_url: str = Field(alias="contentUrl", description="Absolute address of the file")
    encoding_format: Literal["application/pdf"] = Field(alias="encodingFormat")
    in_language: list[str] = Field(alias="inLanguage", description="One language, or Dutch and the one beside it")


class ApiSource(_ApiRecord):
    """A source that the page rests on."""

    type_name: Literal["CreativeWork"]
    name: str
    publisher: str
    url: str | None = Field(description="Where it may be read; null when it may not be linked")


class ApiReviewer(_ApiRecord):
    """A real person who read the text."""

    type_name: Literal["Person"]
    name: str
    job_title: str = Field(alias="jobTitle")


class ApiBlock(_ApiRecord):
    """A piece of the text, in its order. The blocks of a page together are its whole text."""

    id: str = Field(description="The id of a heading (the same in every language), else the place: 'b' and a number")
    kind: Literal["heading", "paragraph", "list", "card", "table"]
    level: int | None = Field(description="Of a heading: 2, 3 or 4")
    call_level: CallLevel | None = Field(
        alias="callLevel", description="Of a card that says to call: now (112), today, this week"
    )
    text: str = Field(description="Plain words, one line for each piece")
    html: str = Field(
        description="The same with h2–h4, p, ul, ol, li, table, strong, em, a (absolute), span (lang, dir), section "
        "for a card: nothing else, and no attribute of another kind"
    )


class ApiTranslation(_ApiRecord):
    """The same page in another language."""

    type_name: Literal["MedicalWebPage"]
    in_language: str = Field(alias="inLanguage")
    url: str
    record: str = Field(description="Absolute address of its record")


class ApiSite(_ApiRecord):
    """The site that a page is part of."""

    type_name: Literal["WebSite"]
    name: str
    url: str


class ApiSummary(_ApiRecord):
    """A page in one language, as the index has it."""

    in_language: str = Field(alias="inLanguage")
    name: str
    description: str
    url: str
    record: str = Field(description="Absolute address of the whole record")
    version: str | None = Field(description="Version of the text of the page; null for pages that data fill")
    leaflet_version: str | None = Field(alias="leafletVersion", description="Version of its leaflet")
    date_modified: str = Field(alias="dateModified", description="Day, as 2026-11-22")
    review_state: ReviewState = Field(alias="reviewState")
    last_reviewed: str | None = Field(alias="lastReviewed")
    encoding: list[ApiLeaflet] = Field(description="Its leaflets")


class ApiPage(_ApiRecord):
    """A page in one language: its whole text, with all that must go with it."""

    schema_address: str = Field(description="Absolute address of this schema")
    context: Literal["https://schema.org"]
    type_name: Literal["MedicalWebPage"]
    identifier: str = Field(description="The same in every language, for ever; an old one redirects")
    url: str
    name: str
    description: str
    in_language: str = Field(alias="inLanguage")
    direction: Direction
    date_modified: str = Field(alias="dateModified")
    version: str | None
    leaflet_version: str | None = Field(alias="leafletVersion")
    is_part_of: ApiSite = Field(alias="isPartOf")
    is_accessible_for_free: Literal[True] = Field(alias="isAccessibleForFree")
    license: str
    credit_text: str = Field(alias="creditText", description="How to name the source: show it with the text")
    disclaimer: str = Field(min_length=1, description="Show it, whole, wherever you show the text")
    disclaimer_short: str = Field(alias="disclaimerShort", min_length=1)
    review_state: ReviewState = Field(alias="reviewState")
    review_notes: list[str] = Field(alias="reviewNotes", min_length=1, description="Show them with the text")
    last_reviewed: str | None = Field(alias="lastReviewed")
    reviewed_by: ApiReviewer | None = Field(alias="reviewedBy")
    blocks: list[ApiBlock]
    citation: list[ApiSource]
    work_translation: list[ApiTranslation] = Field(alias="workTranslation")
    encoding: list[ApiLeaflet]


class ApiIndexPage(_ApiRecord):
    """A page and its languages."""

    identifier: str
    languages: list[ApiSummary] = Field(min_length=1)


class ApiNotice(_ApiRecord):
    """The disclaimer in one language."""

    in_language: str = Field(alias="inLanguage")
    disclaimer: str = Field(min_length=1)
    credit_text: str = Field(alias="creditText")


class ApiIndex(_ApiRecord):
    """All pages in all languages."""

    schema_address: str
    context: Literal["https://schema.org"]
    type_name: Literal["Dataset"]
    name: str
    url: str
    license: str
    in_language: list[str] = Field(alias="inLanguage")
    date_modified: str = Field(alias="dateModified", description="Of the page that was changed last")
    is_placeholder: bool = Field(alias="isPlaceholder", description="True: a trial; its addresses lead nowhere")
    notices: list[ApiNotice] = Field(min_length=1)
    pages: list[ApiIndexPage]
