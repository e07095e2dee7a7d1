"""Where things stand on paper, measured on the glyphs: nothing overprints, nothing is cut off, right to left is right to left.

Whether lam and alef are joined cannot be measured in glyphs: the font has one sign for both, and programs extract it in
either order. The glyph is there (``test_lam_alef_is_one_sign``); that it looks right was seen by eye.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from leaflet_set import MEDICINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leaflet_reader import Glyph, Leaflet
    from leaflet_set import Item, LeafletSet

ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[A-Za-z0-9]")
# Points: how far the edge of the paper stays white, less the smallest margin of the template.
EDGE = 20
# How far the ink of a line reaches above and below its base line, in sizes: capitals and hanging letters. Ink of two
# lines that comes closer than this overprints.
RISE, FALL = 0.72, 0.22


@pytest.fixture(scope="module")
def arabic(leaflets: LeafletSet) -> list[tuple[Item, Leaflet]]:
    return [
        (item, leaflets.leaflet(item))
        for item in leaflets.items
        if "ar" in item.languages and item.form.name != "booklet"
    ]


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the drawn glyphs by base line and page, from left to right; marks that were moved up or down stand apart."""
    lines: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.x1 - glyph.x0 > 0.01 and glyph.drawn.strip():
            lines[glyph.page, round(glyph.origin * 2)].append(glyph)
    return [sorted(line, key=lambda glyph: glyph.x0) for line in lines.values()]


def test_nothing_lies_outside_the_page_or_its_margins(leaflets: LeafletSet) -> None:
    for item in leaflets.items:
        leaflet = leaflets.leaflet(item)
        box = leaflet.reader.pages[0].mediabox
        width, height = float(box.width), float(box.height)
        for glyph in leaflet.glyphs:
            if glyph.text.strip():
                assert glyph.x0 >= EDGE, (item.path, glyph)
                assert glyph.x1 <= width - EDGE, (item.path, glyph)
                assert glyph.origin - glyph.size * RISE >= EDGE / 2, (item.path, glyph)
                assert glyph.origin + glyph.size * FALL <= height - EDGE / 2, (item.path, glyph)


def test_no_line_is_printed_over_another(leaflets: LeafletSet) -> None:
    for item in leaflets.items:
        boxes: dict[int, list[tuple[float, float, float, float, str]]] = defaultdict(list)
        for line in lines_of(leaflets.leaflet(item).glyphs):
            for piece in pieces_of(line):
                size = max(glyph.size for glyph in piece)
                middle = piece[0].origin
                text = "".join(glyph.text for glyph in piece)
                boxes[piece[0].page].append(
                    (piece[0].x0, middle - size * RISE, piece[-1].x1, middle + size * FALL, text)
                )
        for page, found in boxes.items():
            found.sort(key=lambda box: box[1])
            for place, one in enumerate(found):
                for other in found[place + 1 :]:
                    if other[1] >= one[3] - 0.3:
                        break
                    across = min(one[2], other[2]) - max(one[0], other[0])
                    assert across <= 0.6, (item.path, page + 1, one, other)


def pieces_of(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the pieces of a line between gaps wider than a space: columns, cells, marks of items."""
    pieces, end = [[line[0]]], line[0].x1
    for glyph in line[1:]:
        if glyph.x0 - end > glyph.size * 0.6:
            pieces.append([])
        pieces[-1].append(glyph)
        end = max(end, glyph.x1)
    return pieces


def test_a_heading_is_not_the_last_of_its_page(leaflets: LeafletSet) -> None:
    """Nor is the title of a card parted from what stands in it: both are followed by a block on the same page."""
    for item in leaflets.items:
        if item.form.name == "booklet":
            continue
        blocks = leaflets.leaflet(item).blocks
        titles = {
            "".join(block.text.split())
            for blocks_ in leaflets.edition(item).blocks
            for block in blocks_
            if block.kind == "admonition"
        }
        for block, after in itertools.pairwise(blocks):
            # The front of the sheet for telling back: a question, and lines to write on, which nobody hears.
            if item.form.name == "talk" and block.glyphs[0].page == 0:
                continue
            if re.fullmatch("H[1-4]", block.kind) or "".join(block.text.split()) in titles:
                assert after.glyphs[0].page == block.glyphs[-1].page, (item.path, block.text)


def test_numbers_inside_arabic_run_from_left_to_right(arabic: list[tuple[Item, Leaflet]]) -> None:
    """Digits, and what belongs to them: a minus stands left of its number, the lower end of a range left of the higher."""
    seen: set[str] = set()
    for item, leaflet in arabic:
        for block in leaflet.blocks:
            if not ARABIC.search(block.text):
                continue
            for line in lines_of(block.glyphs):
                drawn = "".join(glyph.drawn for glyph in line)
                seen.update(re.findall(r"−?\d+(?:[.–]\d+)*", drawn))
                assert not re.search(r"\d−(?!\d)|5\.2", drawn), (item.path, drawn)
    assert {"−2.5", "112", "30", "200", "70", "1000", "1100"} <= seen


def test_names_inside_arabic_are_spelled_from_left_to_right(arabic: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in arabic:
        if item.key == MEDICINE:
            drawn = ["".join(glyph.drawn for glyph in line) for line in lines_of(leaflet.glyphs)]
            assert any("alendroninezuur" in line for line in drawn), item.path
            assert any("botwijzer.test" in line for line in drawn), item.path
            assert not any("ruuzenin" in line for line in drawn), item.path


def test_arabic_begins_at_the_right(arabic: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in arabic:
        if len(item.languages) == 2:
            continue
        width = float(leaflet.reader.pages[0].mediabox.width)
        rights = [max(glyph.x1 for glyph in block.glyphs) for block in leaflet.blocks if block.kind in {"H1", "H2"}]
        assert all(right >= width - 50 for right in rights), (item.path, rights)
        for mark, words in zip(leaflet.blocks, leaflet.blocks[1:], strict=False):
            if mark.kind == "Lbl":
                assert words.kind == "LBody"
                assert min(glyph.x0 for glyph in mark.glyphs) > max(
                    glyph.x1 for glyph in words.glyphs if glyph.drawn.strip()
                ), item.path


def test_dutch_stands_left_and_arabic_right(arabic: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in arabic:
        if item.languages != ("nl", "ar"):
            continue
        middle = float(leaflet.reader.pages[0].mediabox.width) / 2
        sides = defaultdict(set)
        for block in leaflet.blocks:
            if block.kind in {"LBody", "H2"}:
                language = "ar" if ARABIC.search(block.text) else "nl"
                sides[language].add(min(g.x0 for g in block.glyphs) > middle)
                sides[language].add(max(g.x1 for g in block.glyphs) > middle)
        assert sides == {"nl": {False}, "ar": {True}}, item.path


def test_lam_alef_is_one_sign(arabic: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in arabic:
        assert any(glyph.drawn in {"لا", "لأ", "لإ"} for glyph in leaflet.glyphs), item.path


def test_a_booklet_is_laid_out_for_the_fold(leaflets: LeafletSet) -> None:
    """Sheet by sheet: last and first page, then the second and the one before last; from the right for Arabic."""
    seen = 0
    for item in leaflets.items:
        if item.form.name != "booklet":
            continue
        leaflet = leaflets.leaflet(item)
        half = float(leaflet.reader.pages[0].mediabox.width) / 2
        numbers: dict[tuple[int, bool], str] = {}
        for line in lines_of(leaflet.glyphs):
            for is_right in (False, True):
                side = [glyph for glyph in line if (glyph.x0 >= half) == is_right]
                text = "".join(glyph.drawn for glyph in side)
                if (found := re.search(r"(\d)/(\d)", text)) and line[0].origin > 540:
                    numbers[line[0].page, is_right] = found[1]
        last = str(max(int(number) for number in numbers.values()))
        order = [numbers.get((page, side)) for page in (0, 1) for side in (False, True)]
        expected = ["4", "1", "2", "3"] if last == "4" else [None, "1", "2", "3"]
        if item.languages[0] == "ar":
            expected = [expected[1], expected[0], expected[3], expected[2]]
        assert order == expected, (item.path, order)
        seen += 1
    assert seen >= 6
