"""What stands in several records of the open data, made in one place: a page without its text, a code, what each list says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botwijzer.model.api_records import record_path
from botwijzer.model.editions import has_page_edition, leaflet_edition, page_edition
from botwijzer.model.leaflet_forms import leaflet_files
from botwijzer.model.page import language_path
from botwijzer.model.page_codes import RECORD_FILE, SYSTEMS, PageCode, by_system
from botwijzer.publish.furniture import is_placeholder
from botwijzer.publish.structured_data import LICENSE_URL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

LICENSE_NAME = "CC BY-SA 4.0"
CONTEXT = "https://schema.org"


class ApiParts:
    """Makes the parts, a summary once for each page."""

    def __init__(self, project: Project, site: Path, *, home: str) -> None:
        """``home``: address of the site, with its slash; ``site``: where the leaflets lie that were made."""
        self.project, self.home = project, home
        self._site = site
        self._summaries: dict[str, dict[str, Any]] = {}

    def url(self, page: SourcePage) -> str:
        """Return the address of a page for readers."""
        return self.home + language_path(self.project, page.language, page.key)

    def credit(self, language: str, page: SourcePage | None = None) -> str:
        """Return how to name the source: a page, or the site."""
        address = self.url(page) if page else self.home
        return f"{self.project.strings[language].site_name}, {address} ({LICENSE_NAME})"

    def notice(self, language: str) -> dict[str, str]:
        """Return what must go with our texts in a language."""
        strings = self.project.strings[language]
        return {"inLanguage": language, "disclaimer": strings.disclaimer, "creditText": self.credit(language)}

    def dataset(self, schema: str, *, name: str, url: str, days: Iterable[str]) -> dict[str, Any]:
        """Return what a list says of itself; ``days``: when each page in it was last changed."""
        return {
            "$schema": self.home + schema,
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": name,
            "url": url,
            "license": LICENSE_URL,
            "inLanguage": [language.code for language in self.project.released],
            "dateModified": max(days, default=""),
            "isPlaceholder": is_placeholder(self.home),
        }

    def code(self, code: PageCode) -> dict[str, Any]:
        """Return a code."""
        system, url = SYSTEMS[code.system], self.home + code.path
        return {
            "@type": "MedicalCode",
            "codeValue": code.code,
            "codingSystem": system.name,
            "system": code.system,
            "oids": list(code.oids),
            "url": url,
            "record": url + RECORD_FILE,
        }

    def codes_of(self, key: str) -> list[dict[str, Any]]:
        """Return the codes that lead to a page."""
        own = [code for code in self.project.codes if key in code.pages]
        return [self.code(code) for codes in by_system(own).values() for code in codes]

    def summary(self, page: SourcePage) -> dict[str, Any]:
        """Return a page in one language, without its text."""
        if page.path not in self._summaries:
            self._summaries[page.path] = self._summary(page)
        return self._summaries[page.path]

    def _summary(self, page: SourcePage) -> dict[str, Any]:
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
            if file.languages[-1] == page.language and (self._site / file.path).is_file()
        ]
