"""The words of HTML elements: what a reader sees, and where one block of text ends and the next begins."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    import lxml.html

# Elements that are no text for a reader in any browser.
_NO_TEXT = frozenset({"script", "style", "template", "head", "title", "svg", "math", "object", "iframe", "noscript"})
# Elements that show their content only after the reader did something, or never.
_CLOSED = frozenset({*_NO_TEXT, "details", "dialog", "select", "textarea", "datalist", "canvas", "video", "audio"})
# Elements in the middle of a line; between any other elements there is a space.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time u var wbr"
    " button label".split()
)
_HIDING_CLASS = re.compile(r"(^|[-_])(hidden|hide|sr-only|invisible|d-none|no-?print|screen-only|print-only)($|[-_])")
_CHARACTERS = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "…": "...", "\u00ad": ""})


def is_concealed(element: lxml.html.HtmlElement) -> bool:
    """Whether an element hides its content: by what it is, by ``hidden``, ``aria-hidden`` or a class that says so.

    What a style sheet does is seen in a browser only (``tests``); here it is what the HTML itself says.
    """
    return str(element.tag) in _CLOSED or _says_hidden(element)


def _says_hidden(element: lxml.html.HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    if str(element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    return any(_HIDING_CLASS.search(name) for name in str(element.get("class") or "").lower().split())


def find_concealer(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the element, itself or around it, that hides it."""
    if is_concealed(element):
        return element
    return next((item for item in element.iterancestors() if is_concealed(item)), None)


def extract_text(
    element: lxml.html.HtmlElement,
    *,
    hidden: Callable[[lxml.html.HtmlElement], bool] | None = None,
    without: Container[str] = (),
) -> str:
    """Return the words of an element with one space between words.

    Scripts, styles and templates are left out, and so are elements for which ``hidden`` is true and tags in
    ``without`` (the element itself is always read).
    """
    parts: list[str] = []

    def collect(item: lxml.html.HtmlElement) -> None:
        parts.append(item.text or "")
        for child in item:
            tag = child.tag
            if isinstance(tag, str) and tag not in _NO_TEXT and tag not in without and not (hidden and hidden(child)):
                gap = "" if tag in _INLINE else " "
                parts.append(gap)
                collect(child)
                parts.append(gap)
            parts.append(child.tail or "")

    collect(element)
    return " ".join("".join(parts).split())


def normalize_text(text: str) -> str:
    """Return a text as it is compared: one kind of quotation marks and of white space, composed characters."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_CHARACTERS).split())


@dataclass(frozen=True)
class RenderedBlock:
    """A piece of text of a built page that belongs to one element, and the claims that it carries as data."""

    text: str
    tag: str
    claims: tuple[str, ...]
    line: int


def extract_rendered_blocks(content: lxml.html.HtmlElement) -> list[RenderedBlock]:
    """Return every element with text of its own, in document order. Hidden elements and navigation are left out."""
    return list(_walk_blocks(content))


def _walk_blocks(element: lxml.html.HtmlElement) -> Iterator[RenderedBlock]:
    own: list[str] = [element.text or ""]
    nested: list[lxml.html.HtmlElement] = []
    _collect_own(element, own, nested)
    text = normalize_text("".join(own))
    if text:
        yield RenderedBlock(text, str(element.tag), _claims_of(element), int(element.sourceline or 0))
    elif element.get("data-claims") is not None and not _is_filled_item(element):
        yield RenderedBlock("", str(element.tag), _claims_of(element), int(element.sourceline or 0))
    for child in nested:
        yield from _walk_blocks(child)


def _collect_own(element: lxml.html.HtmlElement, own: list[str], nested: list[lxml.html.HtmlElement]) -> None:
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in _NO_TEXT and tag != "nav" and not _says_hidden(child):
            if tag in _INLINE:
                own.append(child.text or "")
                _collect_own(child, own, nested)
            else:
                own.append(" ")
                nested.append(child)
        own.append(child.tail or "")


def _is_filled_item(element: lxml.html.HtmlElement) -> bool:
    return element.tag == "li" and len(element) > 0 and element[0].tag == "p"


def _claims_of(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Return the claims of an element; a paragraph that opens a list item also has those of the item."""
    names = str(element.get("data-claims") or "").split()
    parent = element.getparent()
    if element.tag == "p" and parent is not None and _is_filled_item(parent) and parent[0] is element:
        names += str(parent.get("data-claims") or "").split()
    return tuple(names)
