"""What other sites show of ours leads back to us, is complete, and its addresses keep what they promise.

The text, disclaimer and review state of an embed page are checked by the rules for every article. Sources: oEmbed 1.0
(section 2.3.4.4, rich); W3C, Subresource Integrity.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import lxml.html

from botwijzer.model.built_text import find_concealer
from botwijzer.model.embeds import EMBED_FOLDER, SCRIPT_NAME, embed_path
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {
    "EMBED001": "An embed page does not lead to the page that it shows.",
    "EMBED002": "An embed page has the header, menu or footer of the site, or can be found by search engines.",
    "EMBED003": "The oEmbed file of a page is missing, or does not say what oEmbed wants.",
    "EMBED004": "A script for other sites holds something else than the hash in its name says.",
}

OEMBED_TYPE = "application/json+oembed"
_FRAME_TAGS = ("header", "nav", "footer")
_ACTION = "build the site again: make site; correct botwijzer/publish/embeds.py if it stays"
_TEMPLATE = "correct overrides/embed.html"
_FIXED_SCRIPT = re.compile(rf"{EMBED_FOLDER}/botwijzer-(?P<hash>[0-9a-f]+)\.js")


def check_embeds(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with embed pages, oEmbed files and the scripts that other sites load."""
    problems: list[Problem] = []
    for page in pages:
        if site.is_embed(page) and page.kind != "stub":  # a page that moved
            problems += _check_embed(page, site)
            continue
        for link in page.links("alternate"):
            if str(link.get("type") or "") == OEMBED_TYPE:
                problems += _check_oembed(project, page, site, link)
    for name in sorted(site.files):
        match = _FIXED_SCRIPT.fullmatch(name)
        digest = hashlib.sha256((site.folder / name).read_bytes()).hexdigest() if match else ""
        if match and not digest.startswith(match["hash"]):
            found, expected = "another script than its name says", f"the name {EMBED_FOLDER}/botwijzer-{digest[:10]}.js"
            action = f"never change a version: change {SCRIPT_NAME}, and the next version gets a name of its own"
            problems.append(Problem(path=name, line=0, code="EMBED004", found=found, expected=expected, action=action))
    return problems


def _check_embed(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    problems: list[Problem] = []
    wanted = site.canonical_of(page)
    leading = [
        link
        for link in page.all("a")
        if site.resolve(page, str(link.get("href") or "")).url == wanted
        and link.get("target") == "_blank"
        and "noopener" in str(link.get("rel") or "").split()
        and find_concealer(link) is None
    ]
    if not leading:
        found, expected = "no link to the page itself", f"a link to '{wanted}' that opens in a new tab (rel='noopener')"
        problems.append(site.problem(page, None, "EMBED001", found=found, expected=expected, action=_TEMPLATE))
    for element in page.all(*_FRAME_TAGS):
        found, expected = f"<{element.tag}> in a page for other sites", "the text of the page only"
        problems.append(site.problem(page, element, "EMBED002", found=found, expected=expected, action=_TEMPLATE))
    if not page.is_noindex:
        found, expected = "an embed page without noindex", '<meta name="robots" content="noindex">'
        problems.append(site.problem(page, None, "EMBED002", found=found, expected=expected, action=_TEMPLATE))
    return problems


def _check_oembed(project: Project, page: BuiltPage, site: BuiltSite, link: lxml.html.HtmlElement) -> list[Problem]:
    address = str(link.get("href") or "")
    target, source = site.resolve(page, address), site.sources.get(page.path)
    if target.kind != "internal" or target.path not in site.files or not address.startswith("http"):
        found, expected = f"the oEmbed file '{address}'", "the absolute address of a file of this site"
        return [site.problem(page, link, "EMBED003", found=found, expected=expected, action=_ACTION)]
    try:
        data: Any = json.loads((site.folder / target.path).read_text(encoding="utf-8"))
    except ValueError:  # SITE102 has it
        return []
    wrong = [] if source is None or not isinstance(data, dict) else _wrong_fields(project, data, source, site)
    return [
        Problem(path=target.path, line=0, code="EMBED003", found=found, expected=expected, action=_ACTION)
        for found, expected in wrong
    ]


def _wrong_fields(project: Project, data: dict[str, Any], source: SourcePage, site: BuiltSite) -> list[tuple[str, str]]:
    wanted = {
        "type": "rich",
        "version": "1.0",
        "title": source.front.title if source.front else "",
        "disclaimer": project.strings[source.language].disclaimer,
    }
    wrong = [(f"{key} '{data.get(key)}'", f"'{value}'") for key, value in wanted.items() if data.get(key) != value]
    wrong += [
        (f"{key} '{data.get(key)}'", "a number of pixels")
        for key in ("width", "height")
        if not isinstance(data.get(key), int)
    ]
    path = embed_path(source.language, source.key)
    html = str(data.get("html") or "")
    elements = list(lxml.html.fragment_fromstring(html, create_parent="div").iter()) if html.strip() else []
    shown = [(str(item.tag), str(item.get("src"))) for item in elements[1:]]
    if shown != [("iframe", site.url + path)] or str(PurePosixPath(path, "index.html")) not in site.files:
        wrong.append((f"the html '{html[:80]}'", f"one frame with '{site.url}{path}', which is there"))
    return wrong
