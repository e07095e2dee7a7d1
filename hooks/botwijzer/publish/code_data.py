"""What we have for a code, as data: JSON and Atom, each with the disclaimer inside.

Field names are those of schema.org where it has them. Sources: schema.org; RFC 4287 (Atom); HL7, "Infobutton service-oriented
architecture implementation guide" (a response is an Atom feed whose categories repeat the search criteria).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from botwijzer.model.leaflet_forms import LeafletFile, leaflet_files
from botwijzer.model.page_codes import CODE_FOLDER, FEED_FILE, OWNERS, RECORD_FILE, SYSTEMS, by_system
from botwijzer.model.project import today
from botwijzer.publish.furniture import language_path
from botwijzer.publish.structured_data import LICENSE_URL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from botwijzer.model.page import SourcePage
    from botwijzer.model.page_codes import PageCode
    from botwijzer.model.project import Project


Leaflets = Mapping[str, Sequence[LeafletFile]]


def made_leaflets(project: Project, site: Path) -> Leaflets:
    """Return, by key of the page, the leaflets that were made of the pages that codes lead to."""
    return {
        key: [item for item in leaflet_files(project, key) if (site / item.path).is_file()]
        for key in sorted({key for code in project.codes for key in code.pages} & project.by_key.keys())
    }


def render_code_record(project: Project, code: PageCode, leaflets: Leaflets, *, site_url: str) -> str:
    """Return what we have for a code: its pages in every language, with their leaflets, as JSON."""
    system = SYSTEMS[code.system]
    oids = [oid for oid, kind in system.oids.items() if not (code.only and kind and kind != code.only)]
    data: dict[str, object] = {
        "code": code.code,
        "codeSystem": {"id": code.system, "name": system.name, "oids": oids},
        "url": site_url + code.path,
        "disclaimer": _by_language(project, "disclaimer"),
        "license": LICENSE_URL,
        "codeOwner": system.owner,
        "notice": _notice(project),
        "pages": [
            {
                "key": key,
                "versions": [_version(project, page, leaflets, site_url=site_url) for page in _versions(project, key)],
            }
            for key in code.pages
        ],
    }
    return _json(data)


def render_code_index(project: Project, *, site_url: str) -> str:
    """Return all codes with their addresses and page keys, as JSON."""
    data: dict[str, object] = {
        "url": f"{site_url}{CODE_FOLDER}/",
        "disclaimer": _by_language(project, "disclaimer"),
        "license": LICENSE_URL,
        "notice": _notice(project),
        "codes": [
            {"system": system, "code": code.code, "url": site_url + code.path, "pages": list(code.pages)}
            for system, codes in by_system(project.codes).items()
            for code in codes
        ],
    }
    return _json(data)


def render_code_feed(project: Project, code: PageCode, leaflets: Leaflets, *, site_url: str) -> str:
    """Return what we have for a code as an Atom feed: an entry for each page and language, the best page first."""
    source = project.source_language
    pages = [page for key in code.pages for page in _versions(project, key)]
    days = [page.front.updated for page in pages if page.front]
    strings, address = project.strings[source], site_url + code.path
    oid = next(iter(SYSTEMS[code.system].oids))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{source}">',
        f"<title>{escape(strings.site_name)}: {escape(code.name)}</title>",
        f"<subtitle>{escape(strings.disclaimer_short)}</subtitle>",
        f"<id>{escape(address)}</id>",
        f"<updated>{max(days, default=today()).isoformat()}T00:00:00Z</updated>",
        f"<author><name>{escape(strings.site_name)}</name></author>",
        f"<rights>{escape(_notice(project)[source])}</rights>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address + FEED_FILE)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
        f'<link rel="alternate" type="application/json" href={quoteattr(address + RECORD_FILE)}/>',
        f'<link rel="license" href={quoteattr(LICENSE_URL)}/>',
        f'<category scheme="mainSearchCriteria.v.c" term={quoteattr(code.code)}/>',
        f'<category scheme="mainSearchCriteria.v.cs" term={quoteattr(oid)}/>',
        *(line for page in pages for line in _entry(project, page, leaflets, site_url=site_url)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(project: Project, page: SourcePage, leaflets: Leaflets, *, site_url: str) -> Iterator[str]:
    front, strings = page.front, project.strings[page.language]
    if front is None:
        return
    address = site_url + language_path(project, page.language, page.key)
    yield f'<entry xml:lang="{page.language}">'
    yield f"<title>{escape(front.title)}</title>"
    yield f"<id>{escape(address)}</id>"
    yield f"<updated>{front.updated.isoformat()}T00:00:00Z</updated>"
    yield f'<link rel="alternate" type="text/html" hreflang="{page.language}" href={quoteattr(address)}/>'
    for path in _leaflets(page, leaflets):
        yield f'<link rel="related" type="application/pdf" href={quoteattr(site_url + path)}/>'
    yield f"<summary>{escape(front.summary)}</summary>"
    yield f'<content type="text">{escape(f"{front.summary} {strings.disclaimer}")}</content>'
    yield "</entry>"


def _version(project: Project, page: SourcePage, leaflets: Leaflets, *, site_url: str) -> dict[str, object]:
    front = page.front
    assert front is not None
    return {
        "inLanguage": page.language,
        "name": front.title,
        "description": front.summary,
        "url": site_url + language_path(project, page.language, page.key),
        "dateModified": front.updated.isoformat(),
        "leaflets": [site_url + path for path in _leaflets(page, leaflets)],
    }


def _versions(project: Project, key: str) -> list[SourcePage]:
    versions = project.by_key.get(key, {})
    pages = (versions.get(language.code) for language in project.released)
    return [page for page in pages if page is not None and page.front is not None]


def _leaflets(page: SourcePage, leaflets: Leaflets) -> list[str]:
    return [item.path for item in leaflets.get(page.key, ()) if item.languages[-1] == page.language]


def _by_language(project: Project, key: str) -> dict[str, str]:
    return {language.code: getattr(project.strings[language.code], key) for language in project.released}


def _notice(project: Project) -> dict[str, str]:
    """Return, by language, whose identifiers the codes are."""
    return {code: text.format(owners=OWNERS) for code, text in _by_language(project, "code_owners").items()}


def _json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
