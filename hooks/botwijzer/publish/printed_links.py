"""The address of each link in a text that leaves the page, for paper: nobody can click on paper.

The words stay as they are; the short address is data, and the style sheet for print shows it after the link.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

# Markdown makes the links of a text, with the address as their first attribute.
_LINK = re.compile(r'<a href="(?P<address>[^"#][^"]*)"')
_WEB = frozenset({"http", "https"})
# Where a long address may be broken: after a slash (Unicode: ZERO WIDTH SPACE).
_BREAK = "/\u200b"


def replace_link_addresses(html: str, *, page: str) -> str:
    """Return the HTML of a text with ``data-print`` on links to other pages and sites; not to a phone, a mail or a heading here.

    ``page`` is the absolute address of the page.
    """

    def add(link: re.Match[str]) -> str:
        shown = shorten_address(urljoin(page, link["address"].replace("&amp;", "&")), page=page)
        return f'{link[0]} data-print="{shown}"' if shown else link[0]

    return _LINK.sub(add, html)


def shorten_address(address: str, *, page: str) -> str:
    """Return an address as one types it: without ``https://``, ``www.`` and the place on the page. Empty: not to be shown."""
    parts, own = urlsplit(address), urlsplit(page)
    if parts.scheme not in _WEB or (parts.netloc, parts.path) == (own.netloc, own.path):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    short = parts.netloc.removeprefix("www.") + parts.path + query
    return short.removesuffix("/").replace("/", _BREAK).replace("&", "&amp;").replace('"', "&quot;")
