"""The records of the open data about pages (``/api/v1/``): what stands here is its schema, its description and its promise.

Names come from schema.org where it has one (``name``, ``inLanguage``, ``dateModified`` …). A field, once out, stays: the
names are kept in ``tests/api/fields.txt``, and a test fails when one goes. Every field is in every record; what is not
known is ``null`` or an empty list.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

API_FOLDER = "api/v1"
INDEX_FILE = f"{API_FOLDER}/index.json"
INDEX_SCHEMA = f"{API_FOLDER}/schema/index.json"
PAGE_SCHEMA = f"{API_FOLDER}/schema/page.json"
CODE_SCHEMA = f"{API_FOLDER}/schema/code.json"
CODES_SCHEMA = f"{API_FOLDER}/schema/codes.json"
_SCHEMA_FOLDER = "schema"
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
    return parts[2] if is_page and parts[2] != _SCHEMA_FOLDER else ""


# JSON names that are no Python names.
_ALIASES = {"schema_address": "$schema", "type_name": "@type", "context": "@context"}


def _alias(name: str) -> str:
    return _ALIASES.get(name, name)


class ApiRecord(BaseModel):
    """Closed, and named in JSON as schema.org writes it. Every field says what it holds: it is all that a caller reads."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_alias)


class ApiLeaflet(ApiRecord):
    """A leaflet to print (PDF)."""

    type_name: Literal["MediaObject"] = Field(description="Always MediaObject")
    name: str = Field(
        description="Form: a4 (two sides of A4), large (large print), booklet (to fold), talk (to tell back what was said), "
        "bilingual (Dutch and another language side by side)",
        examples=["a4"],
    )
    content_url: str = Field(alias="contentUrl", description="Absolute address of the file, for ever the same")
    encoding_format: Literal["application/pdf"] = Field(alias="encodingFormat", description="Always application/pdf")
    in_language: list[str] = Field(
        alias="inLanguage", description="One language, or Dutch and the one beside it", examples=[["nl", "tr"]]
    )


class ApiMedicalCode(ApiRecord):
    """A code of a record system that leads to pages of ours. Codes belong to their makers, not to our licence."""

    type_name: Literal["MedicalCode"] = Field(description="Always MedicalCode")
    code_value: str = Field(alias="codeValue", description="The bare code, as its system writes it", examples=["L95"])
    coding_system: str = Field(
        alias="codingSystem",
        description="Name of the system: ICPC-1, ATC, SNOMED CT or ICD-10. ICD-10-CM is ICD-10 here: 'oids' tells them apart",
        examples=["ICPC-1"],
    )
    system: str = Field(
        description="Our short name of it, as in the address: icpc, atc, snomed or icd10", examples=["icpc"]
    )
    oids: list[str] = Field(
        min_length=1,
        description="HL7 object identifiers of the code systems in which the code means this, without 'urn:oid:'. The same "
        "signs under another identifier may mean another thing",
        examples=[["2.16.840.1.113883.2.4.4.31.1", "2.16.840.1.113883.6.139"]],
    )
    url: str = Field(description="Page that lists in every language what we have for the code: the address to link to")
    record: str = Field(description="Absolute address of the same as JSON")


class ApiSource(ApiRecord):
    """A source that the page rests on."""

    type_name: Literal["CreativeWork"] = Field(description="Always CreativeWork")
    name: str = Field(description="Title of the source, in its own language")
    publisher: str = Field(description="Who published it")
    url: str | None = Field(description="Where it may be read; null when it may not be linked")


class ApiReviewer(ApiRecord):
    """A real person who read the text."""

    type_name: Literal["Person"] = Field(description="Always Person")
    name: str = Field(description="Name of the person")
    job_title: str = Field(alias="jobTitle", description="Profession")


class ApiBlock(ApiRecord):
    """A piece of the text, in its order. The blocks of a page together are its whole text."""

    id: str = Field(
        description="The id of a heading (the same in every language; a promise, like an address), else the place: 'b' and "
        "a number, which shifts when the text changes"
    )
    kind: Literal["heading", "paragraph", "list", "card", "table"] = Field(
        description="card: a box that stands out, such as a warning or when to call; its title is the first line"
    )
    level: int | None = Field(description="Of a heading: 2, 3 or 4; else null. The title of the page (1) is 'name'")
    call_level: CallLevel | None = Field(
        alias="callLevel",
        description="Of a card about calling: now (112 or the GP at once), today, week (this week); else null. Other blocks say "
        "to call as well, such as the first card of a medicine: never choose blocks by this field",
    )
    text: str = Field(description="Plain words, one line for each piece; ' | ' between the cells of a row of a table")
    html: str = Field(
        description="The same with h2–h4, p, ul, ol, li, table, tr, th, td, strong, em, br, a (absolute), span (lang, dir), "
        "section for a card: nothing else, no script, and no attribute but href, id, lang and dir"
    )


class ApiTranslation(ApiRecord):
    """The same page in another language."""

    type_name: Literal["MedicalWebPage"] = Field(description="Always MedicalWebPage")
    in_language: str = Field(alias="inLanguage", description="Language (BCP 47)", examples=["tr"])
    url: str = Field(description="Absolute address of that page")
    record: str = Field(description="Absolute address of its record")


class ApiSite(ApiRecord):
    """The site that a page is part of."""

    type_name: Literal["WebSite"] = Field(description="Always WebSite")
    name: str = Field(description="Name of the site in the language of the page")
    url: str = Field(description="Absolute address of the site")


# Said of a page in the index, in its record and in the record of a code: in the same words.
_IDENTIFIER = "Name of the page, the same in every language, for ever; the address of an old one redirects"
_NAME = "Title of the page"
_SUMMARY = "What the page is about, in one or two sentences"
_LANGUAGE = "Language (BCP 47)"
_UPDATED = "Day on which the text last changed, as 2026-11-22"
_VERSION = (
    "Version of the text: seven signs that change when a word changes, to compare only; null for pages that data fill "
    "(list of words, sources)"
)
_LEAFLET_VERSION = "Version of the leaflet, as printed on it; null where there is no leaflet"
_REVIEW = "not-reviewed: no doctor has read the text; reviewed: read as it is now; changed-after-review: changed after it was read"
_REVIEWED = "Day on which it was read, as 2026-11-22; null when no doctor has read it"
_LEAFLETS = "Its leaflets to print, in every form; the Dutch one beside another language stands with that language"
_CODES = (
    "Codes that lead to this page, the same in every language; empty when there is none. A code may mean more than the page "
    "is about"
)
_LICENSE = "Address of the licence of our texts: CC BY-SA 4.0"
_PLACEHOLDER = "True: a trial build; its addresses lead nowhere, do not use it. False: the real site"
_CREDIT = "How to name the source: show it with the text"
_DISCLAIMER = "Show it, whole, wherever you show the text"
_SCHEMA = "Absolute address of the schema of this file"
_CONTEXT = "Names without a meaning of their own here mean what schema.org says"


class ApiSummary(ApiRecord):
    """A page in one language, without its text."""

    in_language: str = Field(alias="inLanguage", description=_LANGUAGE, examples=["nl"])
    name: str = Field(description=_NAME)
    description: str = Field(description=_SUMMARY)
    url: str = Field(description="Absolute address of the page for readers: the address to link to")
    record: str = Field(description="Absolute address of the whole record, with the text")
    version: str | None = Field(description=_VERSION)
    leaflet_version: str | None = Field(alias="leafletVersion", description=_LEAFLET_VERSION)
    date_modified: str = Field(alias="dateModified", description=_UPDATED, examples=["2026-11-22"])
    review_state: ReviewState = Field(alias="reviewState", description=_REVIEW)
    last_reviewed: str | None = Field(alias="lastReviewed", description=_REVIEWED)
    encoding: list[ApiLeaflet] = Field(description=_LEAFLETS)


class ApiPage(ApiRecord):
    """A page in one language: its whole text, with all that must go with it."""

    schema_address: str = Field(description=_SCHEMA)
    context: Literal["https://schema.org"] = Field(description=_CONTEXT)
    type_name: Literal["MedicalWebPage"] = Field(description="Always MedicalWebPage")
    identifier: str = Field(description=_IDENTIFIER, examples=["behandeling/denosumab"])
    url: str = Field(description="Absolute address of the page for readers")
    name: str = Field(description=_NAME)
    description: str = Field(description=_SUMMARY)
    in_language: str = Field(alias="inLanguage", description=_LANGUAGE, examples=["nl"])
    direction: Direction = Field(
        description="Direction of the script: rtl for Arabic; set it as dir where you show the text"
    )
    date_modified: str = Field(alias="dateModified", description=_UPDATED, examples=["2026-11-22"])
    version: str | None = Field(description=_VERSION)
    leaflet_version: str | None = Field(alias="leafletVersion", description=_LEAFLET_VERSION)
    is_part_of: ApiSite = Field(alias="isPartOf", description="The site")
    is_placeholder: bool = Field(alias="isPlaceholder", description=_PLACEHOLDER)
    is_accessible_for_free: Literal[True] = Field(alias="isAccessibleForFree", description="Always true")
    license: str = Field(description=_LICENSE)
    credit_text: str = Field(alias="creditText", min_length=1, description=_CREDIT)
    disclaimer: str = Field(min_length=1, description=_DISCLAIMER)
    disclaimer_short: str = Field(
        alias="disclaimerShort", min_length=1, description="For the top of the text; it does not replace the whole one"
    )
    review_state: ReviewState = Field(alias="reviewState", description=_REVIEW)
    review_notes: list[str] = Field(
        alias="reviewNotes", min_length=1, description="The same in words for readers: show them with the text"
    )
    last_reviewed: str | None = Field(alias="lastReviewed", description=_REVIEWED)
    reviewed_by: ApiReviewer | None = Field(alias="reviewedBy", description="Who read it; null when no doctor has")
    code: list[ApiMedicalCode] = Field(description=_CODES)
    blocks: list[ApiBlock] = Field(
        description="The whole text, in order, below title and summary. Show it whole, or link"
    )
    citation: list[ApiSource] = Field(description="The sources of the page")
    work_translation: list[ApiTranslation] = Field(
        alias="workTranslation", description="The same page in other languages"
    )
    encoding: list[ApiLeaflet] = Field(description=_LEAFLETS)


class ApiIndexPage(ApiRecord):
    """A page, its codes and its languages."""

    identifier: str = Field(description=_IDENTIFIER, examples=["behandeling/denosumab"])
    code: list[ApiMedicalCode] = Field(description=_CODES)
    languages: list[ApiSummary] = Field(min_length=1, description="The page in each language that it has, Dutch first")


class ApiNotice(ApiRecord):
    """What must go with our texts, in one language."""

    in_language: str = Field(alias="inLanguage", description=_LANGUAGE, examples=["nl"])
    disclaimer: str = Field(min_length=1, description=_DISCLAIMER)
    credit_text: str = Field(alias="creditText", min_length=1, description=_CREDIT)


class ApiDataset(ApiRecord):
    """What every list of pages or codes says of itself."""

    schema_address: str = Field(description=_SCHEMA)
    context: Literal["https://schema.org"] = Field(description=_CONTEXT)
    type_name: Literal["Dataset"] = Field(description="Always Dataset")
    name: str = Field(description="Name of the site, or the code with its system")
    url: str = Field(description="Absolute address of the same for readers")
    license: str = Field(description=_LICENSE)
    in_language: list[str] = Field(alias="inLanguage", description="Languages of the site (BCP 47), Dutch first")
    date_modified: str = Field(
        alias="dateModified", description="Day on which the page here that changed last was changed, as 2026-11-22"
    )
    is_placeholder: bool = Field(alias="isPlaceholder", description=_PLACEHOLDER)


class ApiIndex(ApiDataset):
    """All pages in all languages."""

    notices: list[ApiNotice] = Field(min_length=1, description="What must go with our texts, in each language")
    pages: list[ApiIndexPage] = Field(description="Every page")
