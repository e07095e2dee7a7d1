"""What is added to a page's Markdown before it is rendered: the glossary, tooltips, and claims as data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.records import PageKind
from botwijzer.publish.glossary import render_glossary
from botwijzer.publish.states_table import render_states

if TYPE_CHECKING:
    from botwijzer.model.project import Project

_CLAIMS = re.compile(r'(\{:?[ ]*)claims=(?="[a-z0-9 -]*"[ ]*\})')
_WAIVER_LINE = re.compile(r"^[ \t]*<!--\s*allow [^\n]*-->[ \t]*$", re.MULTILINE)


def replace_page_text(markdown: str, *, project: Project, language: str, key: str) -> str:
    """Return the Markdown that MkDocs renders for a page.

    Snippets stand in their place, claim bindings become ``data-claims`` (HTML knows no ``claims``), waivers disappear,
    the glossary page gets its entries, the page about languages its tables, and every page the abbreviations of its language.
    """
    page = project.by_key.get(key, {}).get(language)
    written = page.body_text if page is not None else markdown
    text = _CLAIMS.sub(r"\1data-claims=", _WAIVER_LINE.sub("", written))
    if project.kind_of(key) is PageKind.GLOSSARY:
        text = f"{text.rstrip()}\n\n{render_glossary(project, language=language)}"
    if project.kind_of(key) is PageKind.LANGUAGES:
        text = f"{text.rstrip()}\n\n{render_states(project, language=language)}\n"
    return f"{text.rstrip()}\n\n{render_abbreviations(project, language=language)}"


def render_abbreviations(project: Project, *, language: str) -> str:
    """Return a Markdown definition for each abbreviation of the termbase, for tooltips."""
    lines = [
        f"*[{abbreviation}]: {entry.preferred}"
        for term in project.terms.terms
        if (entry := term.languages.get(language)) is not None
        for abbreviation in entry.abbreviations
    ]
    return "\n".join(lines) + "\n"
