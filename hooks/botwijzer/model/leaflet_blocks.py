"""The text of a built page as blocks that can be set on paper: what stands in it, in its order, and nothing rewritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from botwijzer.model.editions import NOTE, LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    import lxml.html

    from botwijzer.model.built_page import BuiltPage

NodeKind = Literal["heading", "paragraph", "list", "item", "card", "table", "row", "cell"]

# Our templates put the text of the page itself here (overrides/main.html).
_TEXT_CLASS = "bw-text"
_HEADINGS = {"h2": "2", "h3": "3", "h4": "4"}
_LISTS = frozenset({"ul", "ol"})
_BLOCKS = frozenset({"p", "ul", "ol", "div", "table", "details", "section", "figure", *_HEADINGS})
_BOLD, _ITALIC = frozenset({"strong", "b"}), frozenset({"em", "i", "cite"})
_SILENT = frozenset({"script", "style", "template", "input", "button", "svg", "img"})
# Read aloud only; the words for the doctor, which a bilingual leaflet has beside the others.
_NOT_ON_PAPER = frozenset({"bw-sr", "bw-source"})
# Leads old links on (publish/moved_sections.py); no text of the page.
_MOVED = "bw-moved"
_DEFAULT_CARD = "plain"
NOTHING = LeftOut(frozenset(), frozenset())


@dataclass(frozen=True)
class Run:
    """Words with one look. ``language`` and ``direction`` only where they differ from the page's; ``href`` absolute."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    direction: str = ""
    href: str = ""


@dataclass(frozen=True)
class Node:
    """A block. ``style``: level of a heading; ``ordered``, ``task`` or empty of a list; which card; ``head`` of a row."""

    kind: NodeKind
    runs: tuple[Run, ...] = ()
    children: tuple[Node, ...] = ()
    style: str = ""
    id: str = ""
    claims: tuple[str, ...] = ()


def extract_leaflet_blocks(page: BuiltPage, *, leaving: LeftOut = NOTHING) -> tuple[Node, ...]:
    """Return the blocks of a page, without what the leaflet leaves out."""
    article = page.article
    found = (
        article.xpath(f".//div[contains(concat(' ', @class, ' '), ' {_TEXT_CLASS} ')]") if article is not None else []
    )
    if not found:
        return ()
    kept, is_kept = [], True
    for node in _read_blocks(found[0], page):
        if node.kind == "heading" and node.style == "2":
            is_kept = node.id not in leaving.sections
        if is_kept:
            kept.append(_without_repeated(node, leaving) if node.kind == "card" and node.style == NOTE else node)
    return tuple(kept)


def _without_repeated(node: Node, leaving: LeftOut) -> Node:
    children = tuple(_without_repeated(child, leaving) for child in node.children)
    kept = (child for child in children if not child.claims or child.claims not in leaving.repeated)
    return replace(node, children=tuple(child for child in kept if child.kind != "list" or child.children))


def _read_blocks(element: lxml.html.HtmlElement, page: BuiltPage) -> list[Node]:
    nodes: list[Node] = []
    loose: list[Run] = list(_text_run(element.text, Run("")))
    for child in element:
        tag = child.tag
        if child.get("class") == _MOVED:
            pass
        elif isinstance(tag, str) and tag in _BLOCKS:
            nodes += _paragraph(loose)
            loose = []
            nodes += _read_block(child, page)
        elif isinstance(tag, str):
            loose += _read_inline(child, page, Run(""))
        loose += _text_run(child.tail, Run(""))
    return [*nodes, *_paragraph(loose)]


def _read_block(element: lxml.html.HtmlElement, page: BuiltPage) -> list[Node]:
    tag, classes = str(element.tag), str(element.get("class") or "").split()
    if tag in _HEADINGS:
        return [Node("heading", _inline(element, page), style=_HEADINGS[tag], id=str(element.get("id") or ""))]
    if tag == "p":
        return [replace(node, claims=_claims(element)) for node in _paragraph(list(_inline(element, page)))]
    if tag in _LISTS:
        style = "ordered" if tag == "ol" else "task" if "task-list" in classes else ""
        return [
            Node("list", children=tuple(_read_item(item, page) for item in element.iterchildren("li")), style=style)
        ]
    if tag == "table":
        return [Node("table", children=tuple(_read_rows(element, page)))]
    if "admonition" in classes:
        kind = next((name for name in classes if name != "admonition"), _DEFAULT_CARD)
        title, *rest = _read_blocks(element, page) or [Node("paragraph")]
        return [Node("card", title.runs, tuple(rest), style=kind)]
    return _read_blocks(element, page)


def _read_item(element: lxml.html.HtmlElement, page: BuiltPage) -> Node:
    blocks = _read_blocks(element, page)
    if blocks and blocks[0].kind == "paragraph":
        return Node("item", blocks[0].runs, tuple(blocks[1:]), claims=_claims(element) or blocks[0].claims)
    return Node("item", (), tuple(blocks), claims=_claims(element))


def _claims(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    return tuple(str(element.get("data-claims") or "").split())


def _read_rows(table: lxml.html.HtmlElement, page: BuiltPage) -> Iterator[Node]:
    for row in table.iter("tr"):
        cells = tuple(Node("cell", _inline(cell, page)) for cell in row.iterchildren("th", "td"))
        is_head = all(cell.tag == "th" for cell in row.iterchildren("th", "td"))
        yield Node("row", children=cells, style="head" if is_head else "")


def _paragraph(runs: list[Run]) -> list[Node]:
    tidy = _tidy(runs)
    return [Node("paragraph", tidy)] if tidy else []


def _inline(element: lxml.html.HtmlElement, page: BuiltPage) -> tuple[Run, ...]:
    runs = list(_text_run(element.text, Run("")))
    for child in element:
        if isinstance(child.tag, str):
            runs += _read_inline(child, page, Run(""))
        runs += _text_run(child.tail, Run(""))
    return _tidy(runs)


def _read_inline(element: lxml.html.HtmlElement, page: BuiltPage, look: Run) -> Iterator[Run]:
    tag, classes = str(element.tag), str(element.get("class") or "").split()
    if tag in _SILENT or _NOT_ON_PAPER.intersection(classes) or element.get("hidden") is not None:
        return
    if tag in _BOLD:
        look = replace(look, bold=True)
    if tag in _ITALIC:
        look = replace(look, italic=True)
    language, direction = str(element.get("lang") or ""), str(element.get("dir") or "")
    if language:
        look = replace(look, language="" if language == page.language else language)
    if direction in {"ltr", "rtl"}:
        look = replace(look, direction="" if direction == page.direction else direction)
    if tag == "a" and element.get("href"):
        look = replace(look, href=urljoin(page.canonical, str(element.get("href"))))
    yield from _text_run("\n" if tag == "br" else element.text, look)
    for child in element:
        if isinstance(child.tag, str):
            yield from _read_inline(child, page, look)
        yield from _text_run(child.tail, look)


def _text_run(text: str | None, look: Run) -> Iterator[Run]:
    if text:
        yield replace(look, text=text)


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs with one space between words, none at the ends, and neighbours of one look joined."""
    result: list[Run] = []
    space = True
    for run in runs:
        words = run.text.split()
        if not words:
            text = "" if space else " "
        else:
            text = ("" if space or not run.text[0].isspace() else " ") + " ".join(words)
            text += " " if run.text[-1].isspace() else ""
        if not text:
            continue
        space = text.endswith(" ")
        if result and replace(result[-1], text="") == replace(run, text=""):
            result[-1] = replace(run, text=result[-1].text + text)
        else:
            result.append(replace(run, text=text))
    if result:
        result[-1] = replace(result[-1], text=result[-1].text.rstrip())
    return tuple(run for run in result if run.text)
