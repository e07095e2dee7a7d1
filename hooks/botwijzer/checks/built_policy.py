"""The Content-Security-Policy of every page is the one that was promised, for the scripts that the page really holds.

Sources: DESIGN.md, promises about safety; W3C, Content Security Policy Level 3 (hash sources; a policy in ``meta``
counts only for what follows it). The hashes are computed here from the parsed page, not taken from the publisher.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "CSP001": "A page has no Content-Security-Policy.",
    "CSP002": "A page has more than one Content-Security-Policy.",
    "CSP003": "The Content-Security-Policy does not stand before everything that it must hold back.",
    "CSP004": "The Content-Security-Policy differs from what was promised.",
    "CSP005": "A page holds an inline script that its policy does not know.",
    "CSP006": "The policy of a page allows an inline script that the page does not hold.",
}

PROMISED = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "base-uri": ["'none'"],
}
# The page that shows practices how an embedded page looks: it may frame pages of this site, and no others.
PREVIEW_PAGE = "voor-praktijken/op-uw-website"
PREVIEW = {"frame-src": ["'self'"]}
_ACTION = "build the page again; the policy is written by botwijzer/publish/content_policy.py"
# Types of script that a browser runs (HTML standard); anything else is data.
_RUNNING_TYPES = frozenset(
    {"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript", "text/ecmascript"}
    | {"application/ecmascript", "application/x-javascript", "text/x-javascript", "text/jscript", "text/livescript"}
)
_HELD_BACK = frozenset({"script", "link", "style", "img", "base"})


def extract_inline_hashes(page: BuiltPage) -> dict[str, lxml.html.HtmlElement]:
    """Return the hash source of each inline script that a browser would run → its element."""
    hashes: dict[str, lxml.html.HtmlElement] = {}
    for script in page.all("script"):
        kind = str(script.get("type") or "").split(";", 1)[0].strip().lower()
        if script.get("src") is None and kind in _RUNNING_TYPES:
            code = (script.text or "").replace("\r\n", "\n").replace("\r", "\n")
            digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
            hashes.setdefault(f"'sha256-{digest}'", script)
    return hashes


def check_policy(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each page whose policy is missing, late, weaker, or for other scripts."""
    del project
    problems: list[Problem] = []
    for page in pages:
        if page.kind != "stub" or page.all("script"):
            problems += _check_page(page, site)
    return problems


def _check_page(page: BuiltPage, site: BuiltSite) -> list[Problem]:
    policies = page.metas("content-security-policy")
    if not policies:
        found, expected = "no Content-Security-Policy", "the promised policy in the head of the page"
        return [site.problem(page, None, "CSP001", found=found, expected=expected, action=_ACTION)]
    problems = [
        site.problem(page, item, "CSP002", found="a second policy", expected="one", action=_ACTION)
        for item in policies[1:]
    ]
    problems += _check_place(page, site, policies[0])
    hashes = extract_inline_hashes(page)
    directives = _parse(str(policies[0].get("content") or ""))
    stated = [source for source in directives.get("script-src", []) if source.startswith("'sha")]
    directives["script-src"] = [source for source in directives.get("script-src", []) if source not in stated]
    source = site.sources.get(page.path)
    shows_others = source is not None and source.key == PREVIEW_PAGE and not site.is_embed(page)
    promised = PROMISED | PREVIEW if shows_others else PROMISED
    problems += [
        site.problem(
            page,
            policies[0],
            "CSP004",
            found=f"'{_show(name, directives.get(name))}' in the policy",
            expected=f"'{_show(name, promised.get(name))}'",
            action=_ACTION,
        )
        for name in sorted({*promised, *directives})
        if sorted(directives.get(name, [])) != sorted(promised.get(name, [])) or name not in promised
    ]
    for digest, script in hashes.items():
        if digest not in stated:
            found = f"an inline script that the policy does not know: '{_shorten(script.text or '')}'"
            action = "remove the script if it was put into the page; otherwise build the page again"
            expected = f"only scripts whose hash stands in the policy (this one is {digest})"
            problems.append(site.problem(page, script, "CSP005", found=found, expected=expected, action=action))
    for stray in stated:
        if stray not in hashes:
            found, expected = f"{stray} in the policy", "hashes of the page's own inline scripts only"
            problems.append(site.problem(page, policies[0], "CSP006", found=found, expected=expected, action=_ACTION))
    return problems


def _check_place(page: BuiltPage, site: BuiltSite, policy: lxml.html.HtmlElement) -> list[Problem]:
    for element in page.root.iter():
        if element is policy:
            break
        if element.tag in _HELD_BACK:
            found, expected = f"<{element.tag}> before the policy", "the policy before it, for it counts from there on"
            return [site.problem(page, element, "CSP003", found=found, expected=expected, action=_ACTION)]
    if not any(item.tag == "head" for item in policy.iterancestors()):
        found, expected = "the policy outside <head>", "it in <head>; elsewhere browsers ignore it"
        return [site.problem(page, policy, "CSP003", found=found, expected=expected, action=_ACTION)]
    return []


def _parse(policy: str) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        words = directive.split()
        if words:
            result.setdefault(words[0].lower(), words[1:])
    return result


def _show(name: str, sources: list[str] | None) -> str:
    return f"no {name}" if sources is None else " ".join([name, *sources])


def _shorten(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
