"""What a practice copies to its own site or system: a link, an embedded page, a leaflet, a code, data.

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
from urllib.parse import quote

from botwijzer.model.api_records import INDEX_FILE, OPENAPI_FILE, record_path
from botwijzer.model.editions import leaflet_pages
from botwijzer.model.embeds import EMBED_FOLDER, SCRIPT_NAME, SCRIPT_SOURCE, embed_name, embed_path
from botwijzer.model.leaflet_forms import A4, leaflet_files
from botwijzer.model.page import language_path
from botwijzer.model.page_codes import CODE_FOLDER, INFOBUTTON_FOLDER, SYSTEMS
from botwijzer.model.release_changes import feed_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botwijzer.model.page_codes import CodeSystem, PageCode
    from botwijzer.model.project import Project
    from botwijzer.model.records import Language

# The page that shows a practice how, and the page that it shows first.
LINKING_PAGE = "voor-praktijken/op-uw-website"
EXAMPLE_PAGE = "behandeling/denosumab"
# A frame may run our script and open links in a new tab, and nothing else: it can not touch the page around it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
# For oEmbed, which wants a number; a copied frame is as wide as its place.
FRAME_WIDTH = 600
FRAME_HEIGHT = 600
FRAME = f'<iframe src="{{embed}}" title="{{title}}" width="100%" height="{FRAME_HEIGHT}" sandbox="{SANDBOX}"></iframe>'
_ELEMENT = '\n<botwijzer-artikel pad="{pad}" taal="{taal}">\n  <a href="{address}" lang="{taal}" dir="{dir}">{title}</a>\n</botwijzer-artikel>'
# A reader of our data shows the whole text, and what must go with it. Runs in a file of the host's own (type="module").
_DATA = """// A file of your own: <script type="module" src="…"></script> and <article id="botwijzer"></article>.
// With a Content-Security-Policy, our address belongs in connect-src.
const record = "{record}"
const page = await (await fetch(record)).json()
const place = document.getElementById("botwijzer")
const add = (name, text) => place.append(Object.assign(document.createElement(name), { textContent: text }))
Object.assign(place, { lang: page.inLanguage, dir: page.direction })
add("h2", page.name)
place.insertAdjacentHTML("beforeend", page.blocks.map(block => block.html).join(""))
for (const node of place.querySelectorAll("[id]")) node.removeAttribute("id")
for (const text of [page.disclaimer, ...page.reviewNotes, page.creditText]) add("p", text)"""
# {name} is filled in: escaped as text of HTML, but for PLAIN.
PATTERNS = {
    "link": '<a href="{address}" lang="{taal}" dir="{dir}" hreflang="{taal}">{title}</a>',
    "element": f'<script src="{{script}}" async></script>{_ELEMENT}',
    "fixed": f'<script src="{{fixed}}" integrity="{{integrity}}" crossorigin="anonymous" async></script>{_ELEMENT}',
    "frame": FRAME,
    "wordpress": "{address}",
    "leaflet": '<a href="{leaflet}" lang="{taal}" dir="{dir}" hreflang="{taal}">{title} (PDF)</a>',
    "code": "{code}",
    "infobutton": "{infobutton}",
    "api": _DATA,
    "feed": "{feed}",
}
# No HTML: an address to type over, or a script. Their values are addresses of ours, which need no escaping in either.
PLAIN = frozenset({"wordpress", "code", "infobutton", "api", "feed"})
# Where the language stands in the address of a record, for the browser to fill in.
RECORD_GAP = "{taal}"
# As a system asks (HL7 Infobutton, URL form): the code, the object identifier of its system, the language of the reader.
# Behind the sign and not behind a question mark, so that it stays in the browser.
_QUESTION = "#mainSearchCriteria.v.c={code}&mainSearchCriteria.v.cs={oid}&informationRecipient.languageCode.c={taal}"
# What infobutton.js reads, by the end of its name among the fixed texts.
PARAMETERS = {
    "code": "mainSearchCriteria.v.c",
    "system": "mainSearchCriteria.v.cs",
    "words": "mainSearchCriteria.v.dn",
    "language": "informationRecipient.languageCode.c",
    "topic": "subTopic.v.c",
    "type": "knowledgeResponseType",
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
    """A page in one language, as the form lists it. Paths from the site's root.

    ``leaflet`` is empty where there is none. ``codes``: those first that lead to this page before others.
    """

    key: str
    language: str
    title: str
    path: str
    leaflet: str
    feed: str
    direction: str
    codes: tuple[PageCode, ...] = ()


@dataclass(frozen=True)
class Linking:
    """Everything that the page for practices and its script need. ``site_url`` ends in a slash.

    ``parameters`` and ``systems``: what a record system sends. ``addresses``: what never moves and is for systems, by the end of its name among the fixed texts; from the site's root.
    """

    site_url: str
    languages: tuple[Language, ...]
    pages: tuple[LinkedPage, ...]
    script: EmbedScript
    example: dict[str, str]
    addresses: dict[str, str]
    parameters: dict[str, str]
    systems: tuple[CodeSystem, ...]

    @property
    def data(self) -> dict[str, object]:
        """What ``link-maker.js`` reads: short keys, for it weighs on the page."""
        topics: dict[str, dict[str, list[str]]] = {}
        for page in self.pages:
            topics.setdefault(embed_name(page.key), {})[page.language] = [page.title, page.path, page.leaflet]
        codes = {
            embed_name(page.key): [[code.system, code.code, code.oids[0]] for code in page.codes]
            for page in self.pages
            if page.codes
        }
        return {
            "site": self.site_url,
            "first": embed_name(EXAMPLE_PAGE),
            "sandbox": SANDBOX,
            "patterns": PATTERNS,
            "script": f"{EMBED_FOLDER}/{SCRIPT_NAME}",
            "fixed": f"{EMBED_FOLDER}/{self.script.fixed}",
            "integrity": self.script.integrity,
            "embeds": EMBED_FOLDER,
            "plain": sorted(PLAIN),
            "systems": {system.id: system.name for system in SYSTEMS.values()},
            "directions": {language.code: language.direction for language in self.languages},
            "infobutton": f"{INFOBUTTON_FOLDER}/{_QUESTION}",
            "codeFolder": CODE_FOLDER,
            "feeds": {page.language: page.feed for page in self.pages},
            "records": {embed_name(page.key): record_path(page.key, RECORD_GAP) for page in self.pages},
            "pages": topics,
            "codes": codes,
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
            path=language_path(project, language.code, key),
            leaflet=leaflets.get((key, language.code), ""),
            feed=feed_path(language.code, project.source_language, "xml"),
            direction=language.direction,
            codes=_codes_of(project, key),
        )
        for key, versions in sorted(project.by_key.items())
        for language in project.released
        if (page := versions.get(language.code)) is not None and page.front is not None
    )


def _codes_of(project: Project, key: str) -> tuple[PageCode, ...]:
    systems = list(SYSTEMS)
    own = [code for code in project.codes if key in code.pages]
    own.sort(key=lambda code: (code.pages.index(key), systems.index(code.system), code.code))
    return tuple(own)


def has_snippet(form: str, page: LinkedPage) -> bool:
    """Whether a page has what a form needs: not every page has a leaflet, or a code."""
    return {"leaflet": bool(page.leaflet), "code": bool(page.codes), "infobutton": bool(page.codes)}.get(form, True)


def render_snippet(form: str, page: LinkedPage, *, site_url: str, script: EmbedScript) -> str:
    """Return what to copy for a page; ``form`` is a key of ``PATTERNS``. A code: the first of the page."""
    code = page.codes[0] if page.codes else None
    question = {"code": quote(code.code), "oid": code.oids[0], "taal": page.language} if code else {}
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
        "dir": page.direction,
        "code": f"{site_url}{code.path}#{page.language}" if code else "",
        "infobutton": f"{site_url}{INFOBUTTON_FOLDER}/{_fill(_QUESTION, question)}" if code else "",
        "record": site_url + record_path(page.key, page.language),
        "feed": site_url + page.feed,
    }
    return _fill(PATTERNS[form], values if form in PLAIN else {name: escape(value) for name, value in values.items()})


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: values[gap[1]], pattern)


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
            if has_snippet(form, example)
        },
        addresses=_addresses(project, language),
        parameters=PARAMETERS,
        systems=tuple(SYSTEMS.values()),
    )


def _addresses(project: Project, language: str) -> dict[str, str]:
    codes = {"codes": f"{CODE_FOLDER}/", "infobutton": f"{INFOBUTTON_FOLDER}/"} if project.codes else {}
    feeds = {"feed": "xml", "feed_json": "json"}
    return {
        **codes,
        "index": INDEX_FILE,
        "description": OPENAPI_FILE,
        **{name: feed_path(language, project.source_language, ending) for name, ending in feeds.items()},
    }
