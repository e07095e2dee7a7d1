"""What we have for a code, as data: JSON and Atom, each with the disclaimer inside.

The records are closed (``model/code_records.py``). Sources: schema.org; RFC 4287 (Atom); HL7, "Infobutton service-oriented
architecture implementation guide" (a response is an Atom feed whose categories repeat the search criteria).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from botwijzer.model.api_records import CODE_SCHEMA, CODES_SCHEMA
from botwijzer.model.code_records import ApiCode, ApiCodes
from botwijzer.model.leaflet_forms import LeafletFile, leaflet_files
from botwijzer.model.page import language_path
from botwijzer.model.page_codes import CODE_FOLDER, FEED_FILE, OWNERS, RECORD_FILE, SYSTEMS, by_system
from botwijzer.model.project import today
from botwijzer.publish.api_parts import ApiParts
from botwijzer.publish.json_file import write_record
from botwijzer.publish.structured_data import LICENSE_URL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from botwijzer.model.page import SourcePage
    from botwijzer.model.page_codes import PageCode
    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings


Leaflets = Mapping[str, Sequence[LeafletFile]]


def made_leaflets(project: Project, site: Path) -> Leaflets:
    """Return, by key of the page, the leaflets that were made of the pages that codes lead to."""
    return {
        key: [item for item in leaflet_files(project, key) if (site / item.path).is_file()]
        for key in sorted({key for code in project.codes for key in code.pages} & project.by_key.keys())
    }


def write_code_data(project: Project, site: Path, leaflets: Leaflets, *, site_url: str) -> None:
    """Write, below ``/code/``, the JSON and the feed of each code and the JSON of all."""
    home = f"{site_url.rstrip('/')}/"
    parts = ApiParts(project, site, home=home)
    write_record(site, f"{CODE_FOLDER}/{RECORD_FILE}", ApiCodes, _all_codes(parts))
    for code in project.codes:
        write_record(site, f"{code.path}{RECORD_FILE}", ApiCode, _code(parts, code))
        feed = render_code_feed(project, code, leaflets, site_url=home)
        (site / code.path / FEED_FILE).write_text(feed, encoding="utf-8")


def _code(parts: ApiParts, code: PageCode) -> dict[str, Any]:
    project = parts.project
    return {
        **parts.dataset(CODE_SCHEMA, name=code.name, url=parts.home + code.path, days=_days(project, code.pages)),
        "code": parts.code(code),
        "codeOwner": SYSTEMS[code.system].owner,
        "notices": _notices(parts, "code_text"),
        "pages": [
            {"identifier": key, "languages": [parts.summary(page) for page in versions]}
            for key in code.pages
            if (versions := _versions(project, key))
        ],
    }


def _all_codes(parts: ApiParts) -> dict[str, Any]:
    project = parts.project
    name = project.strings[project.source_language].code_list_title
    keys = {key for code in project.codes for key in code.pages}
    return {
        **parts.dataset(CODES_SCHEMA, name=name, url=f"{parts.home}{CODE_FOLDER}/", days=_days(project, keys)),
        "notices": _notices(parts, "code_list_text"),
        "codes": [
            {**parts.code(code), "pages": list(code.pages)}
            for codes in by_system(project.codes).values()
            for code in codes
        ],
    }


def _days(project: Project, keys: Iterable[str]) -> list[str]:
    return [page.front.updated.isoformat() for key in keys for page in _versions(project, key) if page.front]


def _notices(parts: ApiParts, text: str) -> list[dict[str, str]]:
    """Return what must go with texts and codes, by language; ``text``: key of what stands above the list of the page."""
    strings = parts.project.strings
    return [
        {
            **parts.notice(language.code),
            "description": getattr(strings[language.code], text),
            "copyrightNotice": explain_owners(strings[language.code]),
        }
        for language in parts.project.released
    ]


def explain_owners(strings: Strings) -> str:
    """Return whose identifiers the codes are."""
    return strings.code_owners.format(owners=OWNERS)


def render_code_feed(project: Project, code: PageCode, leaflets: Leaflets, *, site_url: str) -> str:
    """Return what we have for a code as an Atom feed: an entry for each page and language, the best page first."""
    source = project.source_language
    pages = [page for key in code.pages for page in _versions(project, key)]
    days = [page.front.updated for page in pages if page.front]
    strings, address = project.strings[source], site_url + code.path
    oid = code.oids[0]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{source}">',
        f"<title>{escape(strings.site_name)}: {escape(code.name)}</title>",
        f"<subtitle>{escape(strings.disclaimer_short)}</subtitle>",
        f"<id>{escape(address)}</id>",
        f"<updated>{max(days, default=today()).isoformat()}T00:00:00Z</updated>",
        f"<author><name>{escape(strings.site_name)}</name></author>",
        f"<rights>{escape(explain_owners(strings))}</rights>",
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


def _versions(project: Project, key: str) -> list[SourcePage]:
    versions = project.by_key.get(key, {})
    pages = (versions.get(language.code) for language in project.released)
    return [page for page in pages if page is not None and page.front is not None]


def _leaflets(page: SourcePage, leaflets: Leaflets) -> list[str]:
    return [item.path for item in leaflets.get(page.key, ()) if item.languages[-1] == page.language]
