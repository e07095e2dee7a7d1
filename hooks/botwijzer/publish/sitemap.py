"""``sitemap.xml``, from the built site: absolute addresses, hreflang with x-default, the day of the last change.

Source: sitemaps.org protocol 0.9; Google's ``xhtml:link`` for language versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.built_page import BuiltPage

HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def render_sitemap(pages: Iterable[BuiltPage]) -> str:
    """Return the sitemap: every article that may be indexed, once, under its canonical address."""
    listed = {page.canonical: page for page in pages if page.is_indexable}
    return HEADER + "".join(_render_url(page) for page in listed.values()) + "</urlset>\n"


def _render_url(page: BuiltPage) -> str:
    lines = [f"  <url>\n    <loc>{escape(page.canonical)}</loc>\n"]
    if page.modified:
        lines.append(f"    <lastmod>{escape(page.modified)}</lastmod>\n")
    for version in page.alternates:
        language, href = quoteattr(version.language), quoteattr(version.href)
        lines.append(f'    <xhtml:link rel="alternate" hreflang={language} href={href}/>\n')
    lines.append("  </url>\n")
    return "".join(lines)
