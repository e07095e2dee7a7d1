"""What no page may hold: code in attributes, styles in attributes, frames, pictures and fields without a text.

The Content-Security-Policy of every page blocks the first four; here they are found before a browser does.
Source for pictures: WCAG 2.2, 1.1.1; for fields: 4.1.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.built_site import clean_address

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "HTML101": "An element carries code in an attribute (onclick and the like).",
    "HTML102": "An element carries a style in an attribute.",
    "HTML103": "An address runs code (javascript:).",
    "HTML104": "A <base> element changes where all links lead.",
    "HTML105": "A picture has no alternative text.",
    "HTML106": "A page holds styles of its own (<style>).",
    "HTML107": "A page holds a frame or a plug-in.",
    "HTML108": "A field or a box to tick has no name.",
}

_TEMPLATE = "remove it from the template in overrides/, or from the page"
_ADDRESS_ATTRIBUTES = ("href", "src", "action", "formaction", "data", "poster", "{http://www.w3.org/1999/xlink}href")
_RUNNING = ("javascript:", "vbscript:", "data:text/html")
_REFUSED_TAGS = {
    "base": ("HTML104", "a <base> element", "none"),
    "style": ("HTML106", "a <style> element", "style sheets in files only"),
    "iframe": ("HTML107", "a frame (<iframe>)", "none"),
    "frame": ("HTML107", "a frame (<frame>)", "none"),
    "object": ("HTML107", "a plug-in (<object>)", "none"),
    "embed": ("HTML107", "a plug-in (<embed>)", "none"),
    "applet": ("HTML107", "a plug-in (<applet>)", "none"),
}


def check_markup(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each element that may not stand on a page."""
    del project
    problems: list[Problem] = []
    for page in pages:
        for tag, elements in page.elements.items():
            for element in elements:
                if tag in _REFUSED_TAGS:
                    code, found, expected = _REFUSED_TAGS[tag]
                    problems.append(site.problem(page, element, code, found=found, expected=expected, action=_TEMPLATE))
                if element.attrib:
                    problems += _check_attributes(page, site, element)
        problems += _check_pictures(page, site)
        problems += _check_fields(page, site)
    return problems


def _check_attributes(page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement) -> list[Problem]:
    problems: list[Problem] = []
    for key, value in element.attrib.items():
        name, text = str(key).lower(), str(value)
        shown = f'<{element.tag} {name}="{text[:60]}{"…" if len(text) > 60 else ""}">'
        if name.startswith("on"):
            expected = "no code in attributes"
            problems.append(site.problem(page, element, "HTML101", found=shown, expected=expected, action=_TEMPLATE))
        elif name == "style":
            expected, action = "a class, with its style in a style sheet", _TEMPLATE
            problems.append(site.problem(page, element, "HTML102", found=shown, expected=expected, action=action))
        elif name in _ADDRESS_ATTRIBUTES and clean_address(text).lower().startswith(_RUNNING):
            expected = "an address that only leads somewhere"
            problems.append(site.problem(page, element, "HTML103", found=shown, expected=expected, action=_TEMPLATE))
    return problems


def _check_pictures(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    action = 'describe the picture in its alternative text (alt="" only for decoration in a template)'
    problems: list[Problem] = []
    for element in page.all("img", "area"):
        alternative = element.get("alt")
        in_text = page.article is not None and page.article in element.iterancestors()
        if alternative is None or (in_text and not str(alternative).strip() and not _is_decoration(element)):
            found = f"the picture '{element.get('src') or element.get('href')}' without alternative text"
            problems.append(
                site.problem(page, element, "HTML105", found=found, expected="what it shows", action=action)
            )
    for element in page.elements.get("svg", []):
        if str(element.get("role") or "") == "img" and not (
            element.get("aria-label") or element.get("aria-labelledby")
        ):
            found, expected = "a drawing (svg role='img') without a name", "an aria-label"
            problems.append(site.problem(page, element, "HTML105", found=found, expected=expected, action=action))
    return problems


def _check_fields(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    labelled = {str(label.get("for")) for label in page.all("label") if page.text_of(label)}
    action = "put the words and the field in one <label>, or give it an aria-label"
    problems: list[Problem] = []
    for element in page.all("input", "select", "textarea"):
        label = next(element.iterancestors("label"), None)
        has_name = (label is not None and page.text_of(label)) or str(element.get("aria-label") or "").strip()
        if not has_name and element.get("id") not in labelled and element.get("type") != "hidden":
            kind = f' type="{element.get("type")}"' if element.get("type") else ""
            found, expected = f"<{element.tag}{kind}> without a name", "words that say what it is for"
            problems.append(site.problem(page, element, "HTML108", found=found, expected=expected, action=action))
    return problems


def _is_decoration(element: lxml.html.HtmlElement) -> bool:
    around = [element, *element.iterancestors()]
    return any(item.get("aria-hidden") == "true" or item.get("role") in {"presentation", "none"} for item in around)
