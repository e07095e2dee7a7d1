"""No page makes a browser ask anything of another site.

Source: DESIGN.md, promises about safety (no request to any third party from any page).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.model.built_page import BuiltPage
from botwijzer.model.built_text import extract_css_addresses
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    import lxml.html

    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project

CODES = {
    "REQ001": "A page makes the browser load something from another site.",
    "REQ002": "A style sheet makes the browser load something from another site.",
    "REQ003": "A page sends what the reader types, or that he clicked, to another site.",
    "REQ004": "A script that pages load names an address of another site.",
}

# Attributes that load something as soon as the page is shown.
_LOADING = {
    "script": ("src",),
    "img": ("src", "srcset", "longdesc"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "body": ("background",),
    "table": ("background",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
    "use": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
    "feimage": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
}
_LOADING_RELATIONS = frozenset(
    [
        "stylesheet",
        "icon",
        "shortcut",
        "apple-touch-icon",
        "mask-icon",
        "preload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "modulepreload",
        "prerender",
        "manifest",
    ]
)
_SENDING = {"form": "action", "button": "formaction", "input": "formaction", "a": "ping"}
# An address in a string of a script. Names of XML vocabularies look like one but are never asked for.
_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:|wss?:)?//[\w-]+(?:\.[\w-]+)+[^"'`\s]*)""")
_VOCABULARIES = ("http://www.w3.org/",)
_ACTION = "keep a copy in docs/assets or overrides/assets and use that, or leave it out"


def check_requests(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each place where a page or style sheet asks something of another site."""
    del project
    problems: list[Problem] = []
    for page in pages:
        for element, address in _iterate_loads(page):
            if _leaves(page, site, address):
                found, expected = f"<{element.tag}> loads '{address}'", "files of this site only"
                problems.append(site.problem(page, element, "REQ001", found=found, expected=expected, action=_ACTION))
        for tag, attribute in _SENDING.items():
            for element in page.all(tag):
                address = str(element.get(attribute) or "")
                if address and _leaves(page, site, address):
                    found, expected = f"<{tag} {attribute}='{address}'>", "nothing that is sent to another site"
                    action = "remove the attribute; what readers type stays in their browser"
                    problems.append(
                        site.problem(page, element, "REQ003", found=found, expected=expected, action=action)
                    )
    for path in sorted(name for name in site.files if name.lower().endswith(".css")):
        problems += _check_style_sheet(path, site)
    return problems + _check_scripts(pages, site)


def _iterate_loads(page: BuiltPage) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    for tag, attributes in _LOADING.items():
        for element in page.all(tag):
            for attribute in attributes:
                value = element.get(attribute)
                if value is not None:
                    yield from ((element, address) for address in _split(attribute, str(value)))
    for element in page.all("link"):
        relations = set(str(element.get("rel") or "").lower().split())
        if relations & _LOADING_RELATIONS:
            yield element, str(element.get("href") or "")
            yield from ((element, address) for address in _split("srcset", str(element.get("imagesrcset") or "")))
    for element in page.all("style"):
        yield from ((element, address) for _, address in extract_css_addresses(element.text or ""))
    for element in page.root.xpath("//*[@style]"):
        yield from ((element, address) for _, address in extract_css_addresses(str(element.get("style"))))


def _split(attribute: str, value: str) -> list[str]:
    if attribute != "srcset":
        return [value]
    return [words[0] for part in value.split(",") if (words := part.split())]


def _leaves(page: BuiltPage, site: BuiltSite, address: str) -> bool:
    target = site.resolve(page, address)
    return target.kind == "external" or (target.kind == "scheme" and target.scheme in {"ws", "wss", "ftp"})


def _check_style_sheet(path: str, site: BuiltSite) -> list[Problem]:
    css = (site.folder / path).read_text(encoding="utf-8", errors="replace")
    here = BuiltPage(path, "")
    return [
        Problem(
            path=path,
            line=line,
            code="REQ002",
            found=f"a style sheet that loads '{address}'",
            expected="files of this site only",
            action=_ACTION,
        )
        for line, address in extract_css_addresses(css)
        if _leaves(here, site, address)
    ]


def _check_scripts(pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Look into every script in a folder from which a page loads one (workers are loaded by scripts)."""
    loaded = {
        site.resolve(page, str(script.get("src"))).path
        for page in pages
        for script in page.all("script")
        if script.get("src") is not None
    }
    folders = tuple({path.rpartition("/")[0] + "/" for path in loaded if "/" in path})
    problems: list[Problem] = []
    for path in sorted(name for name in site.files if name.endswith((".js", ".mjs"))):
        if path not in loaded and not (folders and path.startswith(folders)):
            continue
        code, here = (site.folder / path).read_text(encoding="utf-8", errors="replace"), BuiltPage(path, "")
        problems += [
            Problem(
                path=path,
                line=code[: match.start()].count("\n") + 1,
                code="REQ004",
                found=f"a script that names '{match[1]}'",
                expected="addresses of this site only",
                action="leave it out: nothing that a page runs asks anything of another site",
            )
            for match in _SCRIPT_ADDRESS.finditer(code)
            if not match[1].startswith(_VOCABULARIES) and _leaves(here, site, match[1])
        ]
    return problems
