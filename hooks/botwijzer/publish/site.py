"""Everything that is derived from the built site, in one reading of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.built_page import BuiltPage, read_built_pages
from botwijzer.model.edition_history import SHORT_FOLDER, VERSION_FOLDER
from botwijzer.model.embeds import EMBED_FOLDER
from botwijzer.model.page_codes import CODE_FOLDER, INFOBUTTON_FOLDER
from botwijzer.model.project import today
from botwijzer.publish.api import write_api
from botwijzer.publish.codes import write_codes
from botwijzer.publish.embeds import write_embeds
from botwijzer.publish.feeds import write_feeds
from botwijzer.publish.furniture import is_placeholder
from botwijzer.publish.leaflets import LeafletReport, write_leaflets
from botwijzer.publish.lighter_scripts import write_lighter_scripts
from botwijzer.publish.opensearch import render_opensearch
from botwijzer.publish.redirects import write_redirects
from botwijzer.publish.search_index import SEARCH_FOLDER, write_search_indexes
from botwijzer.publish.sitemap import render_sitemap
from botwijzer.publish.versions import write_versions

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.project import Project

RELEASE_FILE = "release.json"
_OWN_FOLDERS = (VERSION_FOLDER, SHORT_FOLDER, CODE_FOLDER, INFOBUTTON_FOLDER, EMBED_FOLDER)
MADE_HERE = tuple(f"{folder}/" for folder in _OWN_FOLDERS)


@dataclass(frozen=True)
class Derived:
    """All pages, parsed once, and what became of the leaflets (none in a preview)."""

    pages: list[BuiltPage]
    leaflets: LeafletReport


def write_derived(
    project: Project, site: Path, *, site_url: str, report_address: str, with_leaflets: bool = True
) -> Derived:
    """Write all outputs that follow from the built pages; ``release.json`` last, and none of before while this is going on.

    Pages that are made here (``MADE_HERE``) are neither searched nor counted, and are made anew each time.
    """
    (site / RELEASE_FILE).unlink(missing_ok=True)  # it says that the site is whole
    pages = [page for page in read_built_pages(site) if not page.path.startswith(MADE_HERE)]
    (site / "sitemap.xml").write_text(render_sitemap(pages), encoding="utf-8")
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    write_search_indexes(pages, site=site, project=project)
    write_lighter_scripts(site)
    for code, strings in project.strings.items():
        if (site / SEARCH_FOLDER / f"{code}.json").exists():
            home = f"{site_url.rstrip('/')}/" + ("" if code == project.source_language else f"{code}/")
            text = render_opensearch(language=code, strings=strings, home=home)
            (site / SEARCH_FOLDER / f"opensearch-{code}.xml").write_text(text, encoding="utf-8")
    leaflets = LeafletReport(0, 0, ())
    if with_leaflets:
        leaflets = write_leaflets(project, pages, site=site, site_url=site_url)
    files = write_versions(project, site, site_url=site_url, report_address=report_address)
    files += write_codes(project, site, site_url=site_url, report_address=report_address)
    write_api(project, pages, site, site_url=site_url)
    write_feeds(project, site, site_url=site_url)
    files += write_embeds(project, site, pages, site_url=site_url, report_address=report_address)
    files += write_redirects(project, site, site_url=site_url)  # last: it copies what the others made
    counts: dict[str, int] = {}
    for page in pages:
        if page.kind == "article":
            counts[page.language] = counts.get(page.language, 0) + 1
    release = {
        "site_url": site_url,
        "is_placeholder": is_placeholder(site_url),
        "built_on": today().isoformat(),
        "languages": [language.code for language in project.released],
        "pages": counts,
    }
    (site / RELEASE_FILE).write_text(json.dumps(release, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    made = [BuiltPage(name, (site / name).read_text(encoding="utf-8")) for name in files]
    return Derived(
        sorted([*(page for page in pages if page.path not in files), *made], key=lambda page: page.path), leaflets
    )
