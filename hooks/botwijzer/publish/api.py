"""``/api/v1/``: every page in every language as JSON, without a key, and the schemas of all open data."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from botwijzer.model.api_records import (
    API_FOLDER,
    CODE_SCHEMA,
    CODES_SCHEMA,
    INDEX_FILE,
    INDEX_SCHEMA,
    OPENAPI_FILE,
    PAGE_SCHEMA,
    ApiIndex,
    ApiPage,
    record_path,
)
from botwijzer.model.built_site import built_path
from botwijzer.model.code_records import ApiCode, ApiCodes
from botwijzer.publish.api_blocks import extract_api_blocks
from botwijzer.publish.api_description import describe_api
from botwijzer.publish.api_parts import CONTEXT, ApiParts
from botwijzer.publish.furniture import is_placeholder, page_sources, review_notes
from botwijzer.publish.json_file import render_schema, write_json, write_record
from botwijzer.publish.structured_data import LICENSE_URL

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

SCHEMAS: dict[str, type[BaseModel]] = {
    INDEX_SCHEMA: ApiIndex,
    PAGE_SCHEMA: ApiPage,
    CODE_SCHEMA: ApiCode,
    CODES_SCHEMA: ApiCodes,
}


def write_api(project: Project, pages: list[BuiltPage], site: Path, *, site_url: str) -> None:
    """Write everything below ``/api/v1/``, in place of what was there: only what was built has a record."""
    shutil.rmtree(site / API_FOLDER, ignore_errors=True)
    parts = ApiParts(project, site, home=f"{site_url.rstrip('/')}/")
    built = {page.path: page for page in pages}
    released = [language.code for language in project.released]
    index: list[dict[str, Any]] = []
    for key, versions in project.by_key.items():
        summaries = []
        for code in released:
            page = versions.get(code)
            html = built.get(built_path(project, page)) if page else None
            if page is None or page.front is None or html is None or html.article is None:
                continue
            summaries.append(parts.summary(page))
            write_record(site, record_path(key, code), ApiPage, _record(parts, page, html))
        if summaries:
            index.append({"identifier": key, "code": parts.codes_of(key), "languages": summaries})
    write_record(site, INDEX_FILE, ApiIndex, _index(parts, index))
    for path, record in SCHEMAS.items():
        write_json(site, path, render_schema(record, address=parts.home + path))
    write_json(site, OPENAPI_FILE, describe_api(project, home=parts.home))


def _record(parts: ApiParts, page: SourcePage, html: BuiltPage) -> dict[str, Any]:
    project, strings, front = parts.project, parts.project.strings[page.language], page.front
    assert front is not None
    reviewer = project.reviewers.get(front.reviewed.by) if front.reviewed else None
    released = {language.code for language in project.released}
    return {
        **{name: value for name, value in parts.summary(page).items() if name != "record"},
        "$schema": parts.home + PAGE_SCHEMA,
        "@context": CONTEXT,
        "@type": "MedicalWebPage",
        "identifier": page.key,
        "direction": project.languages[page.language].direction,
        "isPlaceholder": is_placeholder(parts.home),
        "isPartOf": {"@type": "WebSite", "name": strings.site_name, "url": parts.home},
        "isAccessibleForFree": True,
        "license": LICENSE_URL,
        "creditText": parts.credit(page.language, page),
        "disclaimer": strings.disclaimer,
        "disclaimerShort": strings.disclaimer_short,
        "reviewNotes": list(review_notes(project, page, strings)),
        "reviewedBy": {"@type": "Person", "name": reviewer.name, "jobTitle": reviewer.profession} if reviewer else None,
        "code": parts.codes_of(page.key),
        "blocks": [block.model_dump(by_alias=True) for block in extract_api_blocks(html)],
        "citation": [
            {
                "@type": "CreativeWork",
                "name": source.title,
                "publisher": source.publisher,
                "url": (source.url or None) if source.show_link else None,
            }
            for source in page_sources(project, page)
        ],
        "workTranslation": [
            {
                "@type": "MedicalWebPage",
                "inLanguage": code,
                "url": parts.url(other),
                "record": parts.home + record_path(page.key, code),
            }
            for code, other in sorted(project.by_key[page.key].items())
            if code != page.language and code in released
        ],
    }


def _index(parts: ApiParts, pages: list[dict[str, Any]]) -> dict[str, Any]:
    project = parts.project
    days = [summary["dateModified"] for page in pages for summary in page["languages"]]
    name = project.strings[project.source_language].site_name
    return {
        **parts.dataset(INDEX_SCHEMA, name=name, url=parts.home, days=days),
        "notices": [parts.notice(language.code) for language in project.released],
        "pages": pages,
    }
