"""``/api/v1/``: every page in every language as JSON, without a key, and the schemas of both kinds of file."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from botwijzer.model.api_records import (
    API_FOLDER,
    INDEX_FILE,
    INDEX_SCHEMA,
    OPENAPI_FILE,
    PAGE_SCHEMA,
    ApiIndex,
    ApiPage,
    page_path,
    record_path,
)
from botwijzer.model.built_site import built_path
from botwijzer.model.editions import has_page_edition, leaflet_edition, page_edition
from botwijzer.model.leaflet_forms import leaflet_files
from botwijzer.publish.api_blocks import extract_api_blocks
from botwijzer.publish.api_description import LICENSE_NAME, describe_api
from botwijzer.publish.furniture import is_placeholder, page_sources, review_notes
from botwijzer.publish.structured_data import LICENSE_URL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import BaseModel

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def write_api(project: Project, pages: list[BuiltPage], site: Path, *, site_url: str) -> None:
    """Write everything below ``/api/v1/``, in place of what was there: only what was built has a record."""
    shutil.rmtree(site / API_FOLDER, ignore_errors=True)
    maker = _Maker(project, site, f"{site_url.rstrip('/')}/")
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
            summary = maker.summary(page)
            summaries.append(summary)
            _write(site, record_path(key, code), _closed(ApiPage, maker.record(page, html, summary)))
        if summaries:
            index.append({"identifier": key, "languages": summaries})
    _write(site, INDEX_FILE, _closed(ApiIndex, maker.index(index, released)))
    for path, record in ((INDEX_SCHEMA, ApiIndex), (PAGE_SCHEMA, ApiPage)):
        _write(site, path, render_schema(record, address=maker.home + path))
    _write(site, OPENAPI_FILE, describe_api(maker.home, list(project.by_key), released))


def render_schema(record: type[BaseModel], *, address: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record."""
    return {"$schema": _DIALECT, "$id": address, **record.model_json_schema(mode="serialization", by_alias=True)}


def _closed(record: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
    return record.model_validate(data).model_dump(mode="json", by_alias=True)


def _write(site: Path, path: str, data: Mapping[str, Any]) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class _Maker:
    def __init__(self, project: Project, site: Path, home: str) -> None:
        self.project, self.site, self.home = project, site, home

    def url(self, page: SourcePage) -> str:
        return self.home + page_path(page.key, page.language, self.project.source_language)

    def credit(self, language: str) -> str:
        return f"{self.project.strings[language].site_name}, {self.home} ({LICENSE_NAME})"

    def summary(self, page: SourcePage) -> dict[str, Any]:
        project, front = self.project, page.front
        assert front is not None
        review = front.reviewed if front.reviewed and front.reviewed.by in project.reviewers else None
        source = project.by_key[page.key].get(project.source_language)
        has_leaflet = bool(source and source.front and source.front.leaflet)
        return {
            "inLanguage": page.language,
            "name": front.title,
            "description": front.summary,
            "url": self.url(page),
            "record": self.home + record_path(page.key, page.language),
            "version": page_edition(page).id if has_page_edition(project, page) else None,
            "leafletVersion": leaflet_edition(project, page.key, (page.language,)).id if has_leaflet else None,
            "dateModified": front.updated.isoformat(),
            "reviewState": "not-reviewed"
            if review is None
            else "reviewed"
            if page.is_as_reviewed
            else "changed-after-review",
            "lastReviewed": review.on.isoformat() if review else None,
            "encoding": self._leaflets(page) if has_leaflet else [],
        }

    def _leaflets(self, page: SourcePage) -> list[dict[str, Any]]:
        return [
            {
                "@type": "MediaObject",
                "name": file.form,
                "contentUrl": self.home + file.path,
                "encodingFormat": "application/pdf",
                "inLanguage": list(file.languages),
            }
            for file in leaflet_files(self.project, page.key)
            if file.languages[-1] == page.language and (self.site / file.path).is_file()
        ]

    def record(self, page: SourcePage, html: BuiltPage, summary: dict[str, Any]) -> dict[str, Any]:
        project, strings, front = self.project, self.project.strings[page.language], page.front
        assert front is not None
        reviewer = project.reviewers.get(front.reviewed.by) if front.reviewed else None
        released = {language.code for language in project.released}
        return {
            **{name: value for name, value in summary.items() if name != "record"},
            "$schema": self.home + PAGE_SCHEMA,
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "identifier": page.key,
            "direction": project.languages[page.language].direction,
            "isPartOf": {"@type": "WebSite", "name": strings.site_name, "url": self.home},
            "isAccessibleForFree": True,
            "license": LICENSE_URL,
            "creditText": self.credit(page.language),
            "disclaimer": strings.disclaimer,
            "disclaimerShort": strings.disclaimer_short,
            "reviewNotes": list(review_notes(project, page, strings)),
            "reviewedBy": {"@type": "Person", "name": reviewer.name, "jobTitle": reviewer.profession}
            if reviewer
            else None,
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
                    "url": self.url(other),
                    "record": self.home + record_path(page.key, code),
                }
                for code, other in sorted(project.by_key[page.key].items())
                if code != page.language and code in released
            ],
        }

    def index(self, pages: list[dict[str, Any]], released: list[str]) -> dict[str, Any]:
        strings = self.project.strings
        days = [summary["dateModified"] for page in pages for summary in page["languages"]]
        return {
            "$schema": self.home + INDEX_SCHEMA,
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": strings[self.project.source_language].site_name,
            "url": self.home,
            "license": LICENSE_URL,
            "inLanguage": released,
            "dateModified": max(days, default=""),
            "isPlaceholder": is_placeholder(self.home),
            "notices": [
                {"inLanguage": code, "disclaimer": strings[code].disclaimer, "creditText": self.credit(code)}
                for code in released
            ],
            "pages": pages,
        }
