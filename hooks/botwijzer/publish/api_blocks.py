"""The text of a built page as blocks for the open data: made anew from its words, so that nothing else can come along."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, get_args

from botwijzer.model.api_records import ApiBlock, CallLevel
from botwijzer.model.built_page import BuiltPage
from botwijzer.model.leaflet_blocks import Node, Run, extract_leaflet_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words that are read aloud and not seen (site.css).
_READ_ALOUD = ' class="bw-sr"'
_CALL = "call-"
_LEVELS = frozenset(get_args(CallLevel))
_WEB = ("https://", "http://", "mailto:", "tel:")


def extract_api_blocks(page: BuiltPage) -> list[ApiBlock]:
    """Return the blocks of a page, in order."""
    return [_block(node, number) for number, node in enumerate(extract_leaflet_blocks(_aloud(page)), 1)]


def _aloud(page: BuiltPage) -> BuiltPage:
    """Return the page with what is only read aloud as plain words: paper leaves it out, the text does not."""
    article = page.article
    has_such = article is not None and article.xpath(".//div[contains(@class, 'bw-text')]//*[@class='bw-sr']")
    return BuiltPage(page.path, page.html.replace(_READ_ALOUD, "")) if has_such else page


def _block(node: Node, number: int) -> ApiBlock:
    level = node.style.removeprefix(_CALL)
    is_call = node.kind == "card" and node.style.startswith(_CALL) and level in _LEVELS
    return ApiBlock.model_validate(
        {
            "id": node.id or f"b{number}",
            "kind": node.kind,
            "level": int(node.style) if node.kind == "heading" else None,
            "callLevel": level if is_call else None,
            "text": "\n".join(_lines(node)),
            "html": render_node(node),
        }
    )


def _lines(node: Node) -> Iterator[str]:
    if node.kind == "row":
        yield " | ".join("".join(run.text for run in cell.runs) for cell in node.children)
        return
    text = "".join(run.text for run in node.runs)
    if text:
        yield text
    for child in node.children:
        yield from _lines(child)


def render_node(node: Node) -> str:
    """Return the HTML of a block."""
    inside = render_runs(node.runs)
    if node.kind == "row":
        tag = "th" if node.style == "head" else "td"
        return f"<tr>{''.join(f'<{tag}>{render_runs(cell.runs)}</{tag}>' for cell in node.children)}</tr>"
    below = "".join(render_node(child) for child in node.children)
    place = f' id="{escape(node.id)}"' if node.id else ""
    order = "ol" if node.style == "ordered" else "ul"
    return {
        "heading": f"<h{node.style}{place}>{inside}</h{node.style}>",
        "list": f"<{order}>{below}</{order}>",
        "item": f"<li>{inside}{below}</li>",
        "card": f"<section><p><strong>{inside}</strong></p>{below}</section>",
        "table": f"<table>{below}</table>",
    }.get(node.kind, f"<p>{inside}</p>")


def render_runs(runs: Iterable[Run]) -> str:
    """Return the HTML of words."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    if run.italic:
        html = f"<em>{html}</em>"
    if run.bold:
        html = f"<strong>{html}</strong>"
    names = (("lang", run.language), ("dir", run.direction))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in names if value)
    if attributes:
        html = f"<span{attributes}>{html}</span>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href.startswith(_WEB) else html
