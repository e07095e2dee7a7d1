"""What a page tells machines about itself (schema.org, as JSON-LD), with nothing that is not true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

LICENSE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"


def render_structured_data(project: Project, page: SourcePage, *, canonical: str) -> str:
    """Return schema.org ``MedicalWebPage`` as JSON-LD, with nothing that is not true.

    ``lastReviewed`` and ``reviewedBy`` only after a real review of exactly these blocks.
    """
    front = page.front
    assert front is not None
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": front.title,
        "description": front.summary,
        "url": canonical,
        "inLanguage": page.language,
        "dateModified": front.updated.isoformat(),
        "license": LICENSE_URL,
        "isAccessibleForFree": True,
        "audience": {"@type": "Patient"},
        "about": {"@type": "MedicalCondition", "name": "Osteoporosis"},
    }
    review = front.reviewed
    reviewer = project.reviewers.get(review.by) if review else None
    if review and reviewer and page.is_as_reviewed:
        data["lastReviewed"] = review.on.isoformat()
        data["reviewedBy"] = {"@type": "Person", "name": reviewer.name, "jobTitle": reviewer.profession}
    # "</" inside a string would end the script element.
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")


def render_web_page(title: str, summary: str, *, language: str, url: str) -> str:
    """Return schema.org ``WebPage`` as JSON-LD, for a page that tells about other pages."""
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": title,
        "description": summary,
        "url": url,
        "inLanguage": language,
        "license": LICENSE_URL,
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
