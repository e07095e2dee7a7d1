"""Link texts say where they lead, and a link to another language says so.

Sources: WCAG 2.2, 2.4.4 (link purpose) and 3.1.2 (language of parts); the vague texts stand in ``links.yml``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.built_text import language_at, normalize_text

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "LINK140": "A link has no text.",
    "LINK141": "The text of a link does not say where it leads.",
    "LINK142": "The text of a link is a bare address.",
    "LINK143": "A link leads to another language without saying so to machines (hreflang).",
    "LINK144": "A link leads to another language without saying so to the reader.",
    "LINK145": "A link names another language than that of the page it leads to.",
}

_ADDRESS = re.compile(
    r"^(https?://|www\.)\S+$|^[\w-]+(\.[\w-]+)*\.(nl|com|org|eu|be|net|info|example)(/\S*)?$", re.IGNORECASE
)
_EDGES = " .,:;!?…»«>→←‹›\"'()[]"


def check_link_texts(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each link whose text is empty or vague, or that changes language unannounced."""
    problems: list[Problem] = []
    for page in pages:
        for link in page.all("a", "area"):
            if link.get("href") is not None:
                problems += _check_text(project, page, site, link)
                problems += _check_language(project, page, site, link)
    return problems


def extract_link_text(link: lxml.html.HtmlElement) -> str:
    """Return the name that a screen reader reads for a link: its label, else its words and pictures, else its title.

    Source: W3C, Accessible Name and Description Computation 1.2, as far as our pages go.
    """
    label = normalize_text(str(link.get("aria-label") or ""))
    if label:
        return label
    words = [_visible(link)]
    words += [str(item.get("alt") or "") for item in link.iter("img")]
    words += [str(item.get("aria-label") or "") for item in link.iter("svg")]
    text = normalize_text(" ".join(words))
    return text or normalize_text(str(link.get("alt") or link.get("title") or ""))


def _visible(link: lxml.html.HtmlElement) -> str:
    return " ".join(str(part) for part in link.xpath(".//text()[not(ancestor::*[@aria-hidden='true' or @hidden])]"))


def _check_text(project: Project, page: BuiltPage, site: BuiltSite, link: lxml.html.HtmlElement) -> list[Problem]:
    text, address = extract_link_text(link), str(link.get("href"))
    action = "write where the link leads, such as the title of the page"
    if not text:
        found, expected = f"a link to '{address}' without a text", "words that say where it leads"
        return [site.problem(page, link, "LINK140", found=found, expected=expected, action=action)]
    if _ADDRESS.match(text):
        found, expected = f"the bare address '{text}' as the text of a link", "words that say where it leads"
        return [site.problem(page, link, "LINK142", found=found, expected=expected, action=action)]
    plain = text.strip(_EDGES).casefold()
    vague = project.links.vague_texts.get(language_at(link), ())
    if not plain or plain in {word.casefold() for word in vague}:
        found, expected = f"the link text '{text}' (to '{address}')", "words that make sense without the text around it"
        return [site.problem(page, link, "LINK141", found=found, expected=expected, action=action)]
    return []


def _check_language(project: Project, page: BuiltPage, site: BuiltSite, link: lxml.html.HtmlElement) -> list[Problem]:
    target = site.resolve(page, str(link.get("href")))
    file = site.find_file(target.path) if target.kind == "internal" else None
    aim = site.by_path.get(file) if file else None
    if aim is None or aim.kind != "article":
        return []
    there = site.language_of(aim.path)
    shown = f"a link to '{link.get('href')}', which is in '{there}'"
    stated = link.get("hreflang")
    if stated is not None and str(stated).strip() != there:
        found, expected = f"{shown}, with hreflang='{stated}'", f"hreflang='{there}'"
        action = "correct hreflang, or the address"
        return [site.problem(page, link, "LINK145", found=found, expected=expected, action=action)]
    # A listing has several languages, and a short address (/v/<id>/) no folder of a language.
    here = site.language_of(page.path) if page.kind == "article" else _context_language(link)
    if there == here:
        return []
    language = project.languages.get(there)
    name = language.name if language else there
    if stated is None:
        found, expected = f"{shown}, from a text in '{here}'", "links that stay in their own language"
        action = f"link to the page in '{here}', or mark the link with hreflang='{there}' and '{name}'"
        return [site.problem(page, link, "LINK143", found=found, expected=expected, action=action)]
    strings = project.strings.get(here)
    names = [name, strings.other_language_link.format(language=name)] if strings else [name]
    text = extract_link_text(link)
    if not any(item.casefold() in text.casefold() for item in names):
        found, expected = f"the link text '{text}' for a page in '{there}'", f"'{name}' in the text of the link"
        action = "say to the reader that the page is in another language"
        return [site.problem(page, link, "LINK144", found=found, expected=expected, action=action)]
    return []


def _context_language(link: lxml.html.HtmlElement) -> str:
    """Return the language around a link: its own ``lang`` tells only how its text is spoken."""
    parent = link.getparent()
    return language_at(parent) if parent is not None else ""
