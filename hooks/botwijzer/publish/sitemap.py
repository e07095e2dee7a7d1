"""``sitemap.xml``, from the built site: absolute addresses, hreflang with x-default, the day of the last change.

Source: sitemaps.org protocol 0.9; Google's ``xhtml:link`` for language versions.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage

HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def render_sitemap(pages: list[BuiltPage]) -> str:
    """Return the sitemap: every article that may be indexed, under its canonical address."""
    return HEADER + "".join(_render_url(page) for page in pages if _is_listed(page)) + "</urlset>\n"


def _is_listed(page: BuiltPage) -> bool:
    noindex = page.root.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
    return page.kind == "article" and bool(page.root.xpath("//link[@rel='canonical']")) and not noindex


def _render_url(page: BuiltPage) -> str:
    canonical = str(page.root.xpath("string(//link[@rel='canonical']/@href)"))
    modified = str(page.root.xpath("string(//meta[@property='article:modified_time']/@content)"))
    lines = [f"  <url>\n    <loc>{_text(canonical)}</loc>\n"]
    if modified:
        lines.append(f"    <lastmod>{_text(modified)}</lastmod>\n")
    for link in page.root.xpath("//link[normalize-space(@rel)='alternate'][@hreflang]"):
        language, href = quoteattr(str(link.get("hreflang"))), quoteattr(str(link.get("href")))
        lines.append(f'    <xhtml:link rel="alternate" hreflang={language} href={href}/>\n')
    lines.append("  </url>\n")
    return "".join(lines)


def _text(value: str) -> str:
    return quoteattr(value)[1:-1]
