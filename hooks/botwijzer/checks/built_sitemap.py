"""The sitemap tells the truth: every page for readers once, nothing else, with the day of its last change.

Source: sitemaps.org protocol 0.9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

CODES = {
    "LINK160": "The sitemap is missing or cannot be read.",
    "LINK161": "A page is missing in the sitemap.",
    "LINK162": "An address stands in the sitemap twice.",
    "LINK163": "The sitemap names an address that is no page for readers.",
    "LINK164": "The sitemap gives another day of change than the page.",
    "LINK165": "The sitemap names other language versions than the page.",
}

SITEMAP = "sitemap.xml"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_LINK = "{http://www.w3.org/1999/xhtml}link"
_ACTION = "write it again with 'python hooks/cli.py publish'"


def check_sitemap(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each difference between ``sitemap.xml`` and the pages."""
    del project

    def problem(line: int, code: str, found: str, expected: str) -> Problem:
        return Problem(path=SITEMAP, line=line, code=code, found=found, expected=expected, action=_ACTION)

    if SITEMAP not in site.files:
        return [problem(0, "LINK160", "no sitemap.xml", "the list of all pages")]
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring((site.folder / SITEMAP).read_bytes(), parser=parser)
    except etree.XMLSyntaxError as error:
        return [problem(0, "LINK160", f"a sitemap that cannot be read ({error.msg})", "valid XML")]
    listed = {site.url_of(page): page for page in pages if page.is_indexable}
    seen: set[str] = set()
    problems: list[Problem] = []
    for entry in root.iter(f"{_SITEMAP}url"):
        line, address = _line_of(entry), (entry.findtext(f"{_SITEMAP}loc") or "").strip()
        page = listed.get(address)
        if address in seen:
            problems.append(problem(line, "LINK162", f"'{address}' for the second time", "each address once"))
            continue
        seen.add(address)
        if page is None:
            expected = "addresses of pages that may be found by search engines"
            problems.append(problem(line, "LINK163", f"'{address}'", expected))
            continue
        day = (entry.findtext(f"{_SITEMAP}lastmod") or "").strip()
        if day != page.modified:
            shown, wanted = f"lastmod '{day}' for '{address}'", f"'{page.modified}', as the page itself says"
            problems.append(problem(line, "LINK164", shown, wanted))
        versions = {(str(link.get("hreflang")), str(link.get("href"))) for link in entry.iter(_LINK)}
        if versions != {(item.language, item.href) for item in page.alternates}:
            expected = "the same language versions as on the page itself"
            problems.append(problem(line, "LINK165", f"other language versions for '{address}'", expected))
    problems += [
        site.problem(
            page, None, "LINK161", found="a page that is not in the sitemap", expected=f"'{address}'", action=_ACTION
        )
        for address, page in listed.items()
        if address not in seen
    ]
    return problems


def _line_of(entry: etree._Element) -> int:
    line = entry.sourceline
    return line if isinstance(line, int) else 0
