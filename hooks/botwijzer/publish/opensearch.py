"""``search/opensearch-<language>.xml``: lets a browser search the site from its address bar (OpenSearch 1.1).

The template puts the words behind ``#q=``, so that no server sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from botwijzer.model.strings import Strings

# Firefox shows no more of a short name than this; the standard allows no more.
_MAX_SHORT_NAME = 16


def render_opensearch(*, language: str, strings: Strings, home: str) -> str:
    """Return the description of one language; ``home`` is the absolute address of its home page."""
    template = quoteattr(f"{home}#q={{searchTerms}}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(f'{strings.site_name} {language}'[:_MAX_SHORT_NAME])}</ShortName>\n"
        f"<Description>{escape(strings.search_label)}</Description>\n"
        f"<Language>{escape(language)}</Language>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template={template}/>\n'
        "</OpenSearchDescription>\n"
    )
