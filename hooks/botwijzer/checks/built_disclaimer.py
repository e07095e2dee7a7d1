"""No page without its disclaimer, in its own language, word for word, and where a reader sees it.

Source: DESIGN.md, promises about safety. What a style sheet hides is tested in a browser; this reads the HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.built_text import extract_text, find_concealer, is_concealed, language_at, normalize_text
from botwijzer.model.records import PageKind

if TYPE_CHECKING:
    import lxml.html

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "DISC001": "A page does not hold the full disclaimer.",
    "DISC002": "The full disclaimer stands on a page more than once.",
    "DISC003": "A disclaimer is in another language than its page.",
    "DISC004": "The text of a disclaimer differs from the approved text.",
    "DISC005": "A disclaimer is hidden.",
    "DISC006": "A page that people wrote was built as something that needs no disclaimer.",
    "DISC007": "A page about medicines or calling does not hold the short disclaimer.",
    "DISC008": "The short disclaimer does not stand at the top.",
    "DISC009": "A page in several languages lacks the short disclaimer in one of them.",
}

# The promise itself; what the publisher does is held against it, not taken from it.
_KINDS_WITH_SHORT = frozenset({PageKind.MEDICINE, PageKind.CALL, PageKind.HOME})
_KEYS_WITH_SHORT = frozenset({"behandeling/index", "behandeling/stoppen-en-wisselen"})
_REBUILD = "restore it in the template in overrides/ (the text comes from docs/_data/strings/{language}.yml)"
# Words shown around the first difference between two texts.
_SHOWN_WORDS = 4


def check_disclaimer(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with the disclaimers of all pages."""
    problems: list[Problem] = []
    for page in pages:
        if page.path in site.sources and page.kind != "article":
            problems.append(
                site.problem(
                    page,
                    None,
                    "DISC006",
                    found=f"a {page.kind} where a page with text belongs",
                    expected="the article with its disclaimer",
                    action="build it with the template for pages; redirects and listings live elsewhere",
                )
            )
        if page.kind == "article":
            problems += _check_full(project, page, site)
            problems += _check_short_on_top(project, page, site)
        elif page.kind == "listing":
            problems += _check_listing(project, page, site)
        for element in _find(page, "short"):
            problems += _check_text(project, page, site, element, "short")
    return problems


def _find(page: BuiltPage, size: str) -> list[lxml.html.HtmlElement]:
    return list(page.root.xpath("//*[@data-disclaimer=$size]", size=size))


def _check_full(project: Project, page: BuiltPage, site: BuiltSite) -> list[Problem]:
    found = [item for item in _find(page, "full") if page.content in (item, *item.iterancestors())]
    if not found:
        return [
            site.problem(
                page,
                None,
                "DISC001",
                found="no disclaimer in the text of the page",
                expected="the full disclaimer (an element with data-disclaimer='full')",
                action=_REBUILD.format(language=site.language_of(page.path)),
            )
        ]
    problems = [
        site.problem(
            page,
            item,
            "DISC002",
            found="the full disclaimer for the second time",
            expected="it once, at the end of the text",
            action="remove one of the two from the template in overrides/",
        )
        for item in found[1:]
    ]
    return problems + _check_text(project, page, site, found[0], "full")


def _check_text(
    project: Project, page: BuiltPage, site: BuiltSite, element: lxml.html.HtmlElement, size: str
) -> list[Problem]:
    language = site.language_of(page.path) if size == "full" else language_at(element)
    approved = {
        code: normalize_text(strings.disclaimer if size == "full" else strings.disclaimer_short)
        for code, strings in project.strings.items()
    }
    if language not in approved:
        language = site.language_of(page.path)  # HTML001 has the unknown language
    if language not in approved:
        return []
    problems: list[Problem] = []
    concealer = find_concealer(element)
    if concealer is not None:
        problems.append(
            site.problem(
                page,
                element,
                "DISC005",
                found=f"the {size} disclaimer inside {_show_tag(concealer)}, which hides it",
                expected="it in plain sight",
                action="take it out of that element in the template in overrides/",
            )
        )
    shown = normalize_text(extract_text(element, hidden=None if concealer is element else is_concealed))
    bare = _strip_title(shown, project.strings[language].disclaimer_title)
    if bare == approved[language]:
        return problems
    action = _REBUILD.format(language=language)
    other = next(
        (
            code
            for code, text in approved.items()
            if text == _strip_title(shown, project.strings[code].disclaimer_title)
        ),
        None,
    )
    if other is not None:
        found, expected = f"the {size} disclaimer in '{other}'", f"it in the language of the page, '{language}'"
        problems.append(site.problem(page, element, "DISC003", found=found, expected=expected, action=action))
    else:
        here, there = _difference(bare, approved[language])
        found, expected = f"a {size} disclaimer that says {here}", f"the approved text, which says {there}"
        problems.append(site.problem(page, element, "DISC004", found=found, expected=expected, action=action))
    return problems


def _strip_title(text: str, title: str) -> str:
    """Return a disclaimer without its heading, which belongs to the approved text as well."""
    return text.removeprefix(normalize_text(title)).strip()


def _show_tag(element: lxml.html.HtmlElement) -> str:
    names = ("hidden", "aria-hidden", "popover", "class")
    shown = "".join(f" {name}='{element.get(name)}'" for name in names if element.get(name) is not None)
    return f"<{element.tag}{shown}>"


def _difference(found: str, expected: str) -> tuple[str, str]:
    """Return the words around the first difference in both texts, quoted."""
    ours, theirs = found.split(), expected.split()
    start = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    first = max(0, start - 1)
    return _quote(ours, first), _quote(theirs, first)


def _quote(words: list[str], first: int) -> str:
    piece = words[first : first + _SHOWN_WORDS + 1]
    if not piece:
        return "nothing" if not words else f"'… {words[-1]}' and ends"
    return f"'{'… ' if first else ''}{' '.join(piece)}{' …' if first + len(piece) < len(words) else ''}'"


def _check_short_on_top(project: Project, page: BuiltPage, site: BuiltSite) -> list[Problem]:
    source = site.sources.get(page.path)
    if source is None:
        return []
    kind = project.kind_of(source.key)
    if kind not in _KINDS_WITH_SHORT and source.key not in _KEYS_WITH_SHORT:
        return []
    own = {block.heading_id for block in source.blocks if block.heading_id}
    order = [
        item
        for item in page.content.iter()
        if item.get("data-disclaimer") == "short" or (item.tag == "h2" and item.get("id") in own)
    ]
    shorts = [item for item in order if item.get("data-disclaimer") == "short"]
    expected = "the short disclaimer before the first heading of the text (h2)"
    if not shorts:
        found, action = (
            f"no short disclaimer on this page of the kind '{kind}'",
            _REBUILD.format(language=site.language_of(page.path)),
        )
        return [site.problem(page, None, "DISC007", found=found, expected=expected, action=action)]
    if order[0].tag == "h2":
        found = f"the short disclaimer below the heading '{page.text_of(order[0])}'"
        action = "move it up in the template in overrides/"
        return [site.problem(page, shorts[0], "DISC008", found=found, expected=expected, action=action)]
    return []


def _check_listing(project: Project, page: BuiltPage, site: BuiltSite) -> list[Problem]:
    sections = {str(section.get("lang")): section for section in reversed(page.sections)}
    wanted = [code for code in sections if code in project.strings] or [
        page.language if page.language in project.strings else site.language_of(page.path)
    ]
    having = {language_at(item) for item in _find(page, "short")}
    return [
        site.problem(
            page,
            sections.get(code),
            "DISC009",
            found=f"no short disclaimer in '{code}'",
            expected="one in each language that the page holds",
            action=_REBUILD.format(language=code),
        )
        for code in sorted(set(wanted) - having)
    ]
