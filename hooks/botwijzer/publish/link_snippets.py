"""The pieces of HTML that a practice copies to its own site: a link, an embedded page, a leaflet.

One pattern each. The page for practices shows them filled in, its form fills in the same patterns in the browser
(``link-maker.js``), and the tests put them into a host page: what is shown is what was tried.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from botwijzer.model.editions import leaflet_pages
from botwijzer.model.embeds import EMBED_FOLDER, SCRIPT_NAME, SCRIPT_SOURCE, embed_name, embed_path
from botwijzer.model.leaflet_forms import A4, leaflet_files
from botwijzer.model.page import page_address

if TYPE_CHECKING:
    from botwijzer.model.project import Project
    from botwijzer.model.records import Language

# The page that shows a practice how, and the page that it shows first.
LINKING_PAGE = "voor-praktijken/op-uw-website"
EXAMPLE_PAGE = "behandeling/denosumab"
# A frame may run our script and open links in a new tab, and nothing else: it can not touch the page around it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
FRAME_WIDTH = 600
FRAME_HEIGHT = 600
FRAME = f'<iframe src="{{embed}}" title="{{title}}" width="{FRAME_WIDTH}" height="{FRAME_HEIGHT}" sandbox="{SANDBOX}"></iframe>'
_ELEMENT = '\n<botwijzer-artikel pad="{pad}" taal="{taal}">\n  <a href="{address}">{title}</a>\n</botwijzer-artikel>'
# {name} is filled in, escaped as text of HTML.
PATTERNS = {
    "link": '<a href="{address}" hreflang="{taal}">{title}</a>',
    "element": f'<script src="{{script}}" async></script>{_ELEMENT}',
    "fixed": f'<script src="{{fixed}}" integrity="{{integrity}}" crossorigin="anonymous" async></script>{_ELEMENT}',
    "frame": FRAME,
    "wordpress": "{address}",
    "leaflet": '<a href="{leaflet}" hreflang="{taal}">{title} (PDF)</a>',
    # Marked place: "code" and "api", when /code/ and /api/v1/ are on the site.
}
_GAP = re.compile(r"\{(\w+)\}")
_HASH_LENGTH = 10


@dataclass(frozen=True)
class EmbedScript:
    """The script as it is now: ``fixed`` is its name with a hash, which never changes what it holds; ``integrity`` as in SRI."""

    content: bytes

    @property
    def fixed(self) -> str:
        """The name of this version."""
        return f"botwijzer-{hashlib.sha256(self.content).hexdigest()[:_HASH_LENGTH]}.js"

    @property
    def integrity(self) -> str:
        """What a browser holds the file against (W3C, Subresource Integrity)."""
        return f"sha384-{base64.b64encode(hashlib.sha384(self.content).digest()).decode()}"


@dataclass(frozen=True)
class LinkedPage:
    """A page in one language, as the form lists it. Paths from the site's root; ``leaflet`` is empty where there is none."""

    key: str
    language: str
    title: str
    path: str
    leaflet: str


@dataclass(frozen=True)
class Linking:
    """Everything that the page for practices and its script need. ``site_url`` ends in a slash."""

    site_url: str
    languages: tuple[Language, ...]
    pages: tuple[LinkedPage, ...]
    script: EmbedScript
    example: dict[str, str]

    @property
    def data(self) -> dict[str, object]:
        """What ``link-maker.js`` reads: short keys, for it weighs on the page."""
        topics: dict[str, dict[str, list[str]]] = {}
        for page in self.pages:
            topics.setdefault(embed_name(page.key), {})[page.language] = [page.title, page.path, page.leaflet]
        return {
            "site": self.site_url,
            "patterns": PATTERNS,
            "script": f"{EMBED_FOLDER}/{SCRIPT_NAME}",
            "fixed": f"{EMBED_FOLDER}/{self.script.fixed}",
            "integrity": self.script.integrity,
            "embeds": EMBED_FOLDER,
            "pages": topics,
        }


def read_script(project: Project) -> EmbedScript:
    """Read the script behind ``<botwijzer-artikel>``."""
    return EmbedScript((project.root / SCRIPT_SOURCE).read_bytes())


def linked_pages(project: Project) -> tuple[LinkedPage, ...]:
    """Return every page of every released language, in the order of their paths."""
    leaflets = {
        (key, file.languages[0]): file.path
        for key in leaflet_pages(project)
        for file in leaflet_files(project, key)
        if len(file.languages) == 1 and file.form == A4.name
    }
    return tuple(
        LinkedPage(
            key=key,
            language=language.code,
            title=page.front.title,
            path=("" if language.code == project.source_language else f"{language.code}/") + page_address(key),
            leaflet=leaflets.get((key, language.code), ""),
        )
        for key, versions in sorted(project.by_key.items())
        for language in project.released
        if (page := versions.get(language.code)) is not None and page.front is not None
    )


def render_snippet(form: str, page: LinkedPage, *, site_url: str, script: EmbedScript) -> str:
    """Return the HTML to copy for a page; ``form`` is a key of ``PATTERNS``."""
    values = {
        "address": site_url + page.path,
        "embed": site_url + embed_path(page.language, page.key),
        "leaflet": site_url + page.leaflet,
        "script": f"{site_url}{EMBED_FOLDER}/{SCRIPT_NAME}",
        "fixed": f"{site_url}{EMBED_FOLDER}/{script.fixed}",
        "integrity": script.integrity,
        "pad": embed_name(page.key),
        "taal": page.language,
        "title": page.title,
    }
    return _GAP.sub(lambda gap: escape(values[gap[1]]), PATTERNS[form])


def extract_linking(project: Project, language: str, *, site_url: str) -> Linking:
    """Return what the page for practices needs, in ``language``; its example is the first page where there is no better."""
    script, pages = read_script(project), linked_pages(project)
    own = [page for page in pages if page.language == language]
    example = next((page for page in own if page.key == EXAMPLE_PAGE), own[0])
    return Linking(
        site_url=site_url,
        languages=tuple(project.released),
        pages=pages,
        script=script,
        example={
            form: render_snippet(form, example, site_url=site_url, script=script)
            for form in PATTERNS
            if form != "leaflet" or example.leaflet
        },
    )
