"""Every address that leaves the site is https and known; mail and telephone links have a form that works.

Known is what stands in ``sources.yml`` (and may be linked) or is allowed with a reason in ``links.yml``.

Sources: DESIGN.md; RFC 6068 (mailto); RFC 3966 (tel).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite, Target
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "LINK150": "A mail link has no valid address.",
    "LINK151": "A telephone link holds more than digits.",
    "LINK152": "An address is of a kind that pages do not use.",
    "LINK153": "An external address is not https.",
    "LINK154": "An external address is neither a source nor allowed.",
    "LINK155": "An external address is a source that may not be linked.",
}

_MAIL = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_MAIL_FIELDS = frozenset({"subject", "body", "cc", "bcc", "in-reply-to"})
_TELEPHONE = re.compile(r"^\+?[0-9]{2,15}$")
# Relations of <link> that name an address without loading it.
_NAMING_RELATIONS = frozenset({"license", "author", "me", "help"})


def check_addresses(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each address out of the site that is not as it must be."""
    shown = {source.url for source in project.sources.values() if source.url and source.show_link}
    unlinked = {source.url: source.id for source in project.sources.values() if source.url and not source.show_link}
    allowed = shown | {link.url for link in project.links.allowed}
    problems: list[Problem] = []
    for page in pages:
        for element in _elements(page):
            address = str(element.get("href"))
            target = site.resolve(page, address)
            if target.kind == "external":
                problems += _check_external(page, site, element, target, allowed, unlinked)
            elif target.kind == "scheme":
                problems += _check_scheme(page, site, element, target)
    return problems


def _elements(page: BuiltPage) -> list[lxml.html.HtmlElement]:
    named = [
        link
        for link in page.all("link")
        if set(str(link.get("rel") or "").lower().split()) & _NAMING_RELATIONS and link.get("href") is not None
    ]
    return [link for link in page.all("a", "area") if link.get("href") is not None] + named


def _check_external(
    page: BuiltPage,
    site: BuiltSite,
    element: lxml.html.HtmlElement,
    target: Target,
    allowed: set[str],
    unlinked: dict[str, str],
) -> list[Problem]:
    def problem(code: str, found: str, expected: str, action: str) -> list[Problem]:
        return [site.problem(page, element, code, found=found, expected=expected, action=action)]

    if target.scheme != "https":
        action = "use the https address, or leave the link out"
        return problem(
            "LINK153", f"the external address '{target.url}'", "an address that starts with https://", action
        )
    if target.url in unlinked:
        found = f"a link to '{target.url}', the source '{unlinked[target.url]}'"
        action = "name the source without a link; sources.yml says show_link: false"
        return problem("LINK155", found, "no link to this source", action)
    if target.url not in allowed:
        expected = "an address of docs/_data/sources.yml, or one that docs/_data/links.yml allows"
        action = "add it to one of the two (with a reason), or remove the link"
        return problem("LINK154", f"the external address '{target.url}'", expected, action)
    return []


def _check_scheme(page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, target: Target) -> list[Problem]:
    def problem(code: str, expected: str, action: str) -> list[Problem]:
        found = f"the address '{target.url}'"
        return [site.problem(page, element, code, found=found, expected=expected, action=action)]

    rest = target.url.partition(":")[2]
    if target.scheme == "mailto":
        fields = [part.partition("=")[0].lower() for part in urlsplit(target.url).query.split("&") if part]
        mail = unquote(rest.partition("?")[0])
        if not _MAIL.match(mail) or not set(fields) <= _MAIL_FIELDS or " " in target.url:
            return problem("LINK150", "mailto:name@domain, spaces written as %20", "correct the mail address")
    elif target.scheme == "tel":
        if not _TELEPHONE.match(rest):
            return problem("LINK151", "tel: and digits only, such as tel:112", "remove spaces, dashes and brackets")
    elif target.scheme not in {"javascript", "vbscript", "data"}:  # HTML103 has those
        return problem("LINK152", "https, mailto or tel", "remove the link")
    return []
