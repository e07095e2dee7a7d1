"""Blocks of a built page → what the leaflet's template reads: JSON, for one language or for two beside each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botwijzer.model.leaflet_blocks import Node, Run

Json = dict[str, Any]
# Letters: a column to write in has no words.
_LEAST_WIDTH = 8
# Rows to write in, of each table; who needs more prints a second sheet.
_MOST_EMPTY = 4


class ShapeError(Exception):
    """Two languages of a page do not have the same blocks; ``str`` says where they part."""


def render_runs(runs: Sequence[Run], *, links: bool = True) -> list[Json]:
    """Return runs as the template reads them: ``t`` text, ``b`` bold, ``i`` italic, ``l`` language, ``d`` direction, ``h`` link."""
    result = []
    for run in runs:
        item: Json = {"t": run.text}
        item |= {"b": 1} if run.bold else {}
        item |= {"i": 1} if run.italic else {}
        item |= {"l": run.language} if run.language else {}
        item |= {"d": run.direction} if run.direction else {}
        item |= {"h": run.href} if run.href and links else {}
        result.append(item)
    return result


def plain(text: str, **look: object) -> list[Json]:
    """Return one run; empty text gives none. ``look`` as in ``render_runs``."""
    return [{"t": text, **look}] if text else []


def render_nodes(nodes: Sequence[Node], *, links: bool = True) -> list[Json]:
    """Return the blocks of one language."""
    return [_render_node(node, links=links) for node in nodes]


def _render_node(node: Node, *, links: bool) -> Json:
    words = [render_runs(node.runs, links=links)]
    if node.kind == "heading":
        return {"k": "h", "level": int(node.style), "c": words}
    if node.kind == "list":
        items = [
            {"c": [render_runs(item.runs, links=links)], "blocks": render_nodes(item.children, links=links)}
            for item in node.children
        ]
        return {"k": "list", "ordered": node.style == "ordered", "task": node.style == "task", "items": items}
    if node.kind == "card":
        return {"k": "card", "kind": node.style, "c": words, "blocks": render_nodes(node.children, links=links)}
    if node.kind == "table":
        return _render_table((node,), links=links)
    return {"k": "p", "c": words}


def render_pairs(source: Sequence[Node], other: Sequence[Node], *, links: bool = True) -> list[Json]:
    """Return the blocks of two languages beside each other, numbered from 1 so that both can point at the same one.

    Raises ``ShapeError`` where the two differ in their blocks.
    """
    return list(_render_pairs(source, other, numbers=iter(range(1, 10_000)), links=links))


def _render_pairs(
    source: Sequence[Node], other: Sequence[Node], *, numbers: Iterator[int], links: bool
) -> Iterator[Json]:
    for one, two in _pairs(source, other):
        words = [render_runs(one.runs, links=links), render_runs(two.runs, links=links)]
        if one.kind == "heading":
            yield {"k": "h", "level": int(one.style), "c": words}
        elif one.kind == "list":
            for place, (left, right) in enumerate(_pairs(one.children, two.children), 1):
                marker = str(place) if one.style == "ordered" else "box" if one.style == "task" else "•"
                both = [render_runs(left.runs, links=links), render_runs(right.runs, links=links)]
                yield {"k": "row", "marker": marker, "c": both, "n": next(numbers)}
                yield from _render_pairs(left.children, right.children, numbers=numbers, links=links)
        elif one.kind == "card":
            blocks = list(_render_pairs(one.children, two.children, numbers=numbers, links=links))
            yield {"k": "card", "kind": one.style, "c": words, "blocks": blocks}
        elif one.kind == "table":
            _compare_rows(one, two)
            yield _render_table((one, two), links=links) | {"n": next(numbers)}
        else:
            yield {"k": "row", "marker": None, "c": words, "n": next(numbers)}


def _render_table(tables: tuple[Node, ...], *, links: bool) -> Json:
    rows = [
        [
            {"c": [render_runs(cell.runs, links=links) for cell in cells]}
            for cells in zip(*(row.children for row in rows), strict=True)
        ]
        for rows in zip(*(table.children for table in tables), strict=True)
    ]
    rows = _limit_empty(rows)
    widths = [_width([node["c"] for node in column]) for column in zip(*rows, strict=True)] if rows else []
    has_head = bool(tables[0].children) and tables[0].children[0].style == "head"
    return {"k": "table", "head": rows[0] if has_head else [], "rows": rows[1:] if has_head else rows, "widths": widths}


def _limit_empty(rows: list[list[Json]]) -> list[list[Json]]:
    """Return rows with no more empty ones, to write in, than paper has room for at the height of handwriting."""
    kept, empty = [], 0
    for row in rows:
        is_empty = not any(runs for cell in row for runs in cell["c"])
        empty += is_empty
        if not is_empty or empty <= _MOST_EMPTY:
            kept.append(row)
    return kept


def _width(column: Sequence[Sequence[Sequence[Json]]]) -> int:
    """Return how wide a column is beside the others: a long text wraps, the longest word does not."""
    texts = ["".join(run["t"] for run in runs) for cell in column for runs in cell]
    words = [len(word) for text in texts for word in text.split()]
    return max(_LEAST_WIDTH, max(words, default=0), math.isqrt(sum(map(len, texts))))


def _pairs(source: Sequence[Node], other: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    for one, two in zip(source, other, strict=False):
        if (one.kind, one.style) != (two.kind, two.style):
            raise ShapeError(f"{_name(one)} stands beside {_name(two)}")
        yield one, two
    if len(source) != len(other):
        longer = source if len(source) > len(other) else other
        raise ShapeError(f"{_name(longer[min(len(source), len(other))])} stands beside nothing")


def _compare_rows(one: Node, two: Node) -> None:
    for left, right in _pairs(one.children, two.children):
        if len(left.children) != len(right.children):
            raise ShapeError(
                f"{_name(left)} has {len(left.children)} cells in one language, {len(right.children)} in the other"
            )


def _name(node: Node) -> str:
    words = "".join(run.text for run in node.runs) or "".join(
        run.text for child in node.children[:1] for run in child.runs
    )
    return f"{node.kind} “{words[:40]}”"
