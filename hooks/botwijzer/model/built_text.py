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
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        "button",
        "label",
    ]
)
_HIDING_CLASS = re.compile(r"(^|[-_])(hidden|hide|sr-only|invisible|d-none|no-?print|screen-only|print-only)($|[-_])")
# Classes whose content is read aloud but not seen (``bw-sr``): text all the same, but no place for a disclaimer.
_READ_ALOUD_ONLY = re.compile(r"(^|[-_])sr($|[-_])")
_CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)|@import\s+(["'])(.*?)\3""", re.IGNORECASE | re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CHARACTERS = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "…": "...", "\u00ad": ""})


def is_concealed(element: lxml.html.HtmlElement) -> bool:
    """Whether an element hides its content: by what it is, by ``hidden``, ``aria-hidden`` or a class that says so.

    What a style sheet does is seen in a browser only (``tests``); here it is what the HTML itself says.
    """
    classes = str(element.get("class") or "").lower().split()
    return (
        str(element.tag) in _CLOSED or _says_hidden(element) or any(_READ_ALOUD_ONLY.search(name) for name in classes)
    )


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


def language_at(element: lxml.html.HtmlElement) -> str:
    """Return the language of an element: its own ``lang``, or that of the nearest element around it."""
    for item in (element, *element.iterancestors()):
        if item.get("lang"):
            return str(item.get("lang"))
    return ""


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
    # A stack of its own: a page nested thousands deep is a finding for a person, not a RecursionError.
    parts = [element.text or ""]
    open_elements = [(iter(element), "", "")]
    while open_elements:
        children, gap, tail = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            parts += [gap, tail]
            continue
        tag = child.tag
        if isinstance(tag, str) and tag not in _NO_TEXT and tag not in without and not (hidden and hidden(child)):
            gap = "" if tag in _INLINE else " "
            parts += [gap, child.text or ""]
            open_elements.append((iter(child), gap, child.tail or ""))
        else:
            parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def normalize_text(text: str) -> str:
    """Return a text as it is compared: one kind of quotation marks and of white space, composed characters."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_CHARACTERS).split())


def extract_css_addresses(css: str) -> list[tuple[int, str]]:
    """Return (line, address) for each ``url()`` and ``@import`` outside comments."""
    text = _CSS_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), css)
    return [
        (text[: match.start()].count("\n") + 1, (match[2] or match[4] or "").strip())
        for match in _CSS_ADDRESS.finditer(text)
    ]


@dataclass(frozen=True)
class RenderedBlock:
    """A piece of text of a built page that belongs to one element, and the claims that it carries as data.

    ``is_concealed``: it stands in a fold-out, or in something else that hides it until the reader acts.
    """

    text: str
    tag: str
    claims: tuple[str, ...]
    line: int
    is_concealed: bool = False


def extract_rendered_blocks(content: lxml.html.HtmlElement) -> list[RenderedBlock]:
    """Return every element with text of its own, in document order. Hidden elements and navigation are left out."""
    return [block for _, block in iterate_text_elements(content)]


def iterate_text_elements(content: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, RenderedBlock]]:
    """Yield each element with text of its own and what it says, in document order."""
    waiting = [content]
    while waiting:
        element = waiting.pop()
        own, nested = _split_own(element)
        text = normalize_text("".join(own))
        if text or (element.get("data-claims") is not None and not _is_filled_item(element)):
            line = int(element.sourceline or 0)
            concealed = find_concealer(element) is not None
            yield element, RenderedBlock(text, str(element.tag), _claims_of(element), line, concealed)
        waiting += reversed(nested)


def _split_own(element: lxml.html.HtmlElement) -> tuple[list[str], list[lxml.html.HtmlElement]]:
    """Return the text that belongs to an element itself, and the blocks inside it."""
    own, nested = [element.text or ""], []
    open_elements = [(iter(element), "")]
    while open_elements:
        children, tail = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            own.append(tail)
            continue
        tag = child.tag
        if not isinstance(tag, str) or tag in _NO_TEXT or tag == "nav" or _says_hidden(child):
            own.append(child.tail or "")
        elif tag in _INLINE:
            own.append(child.text or "")
            open_elements.append((iter(child), child.tail or ""))
        else:
            own += [" ", child.tail or ""]
            nested.append(child)
    return own, nested


def _is_filled_item(element: lxml.html.HtmlElement) -> bool:
    return element.tag == "li" and len(element) > 0 and element[0].tag == "p"


def _claims_of(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Return the claims of an element; a paragraph that opens a list item also has those of the item."""
    names = str(element.get("data-claims") or "").split()
    parent = element.getparent()
    if element.tag == "p" and parent is not None and _is_filled_item(parent) and parent[0] is element:
        names += str(parent.get("data-claims") or "").split()
    return tuple(names)
