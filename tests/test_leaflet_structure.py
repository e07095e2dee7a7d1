"""What a screen reader finds in a leaflet: elements, their order, languages, links. The booklet is for printing only.

Arabic is compared by its letters, not their order: a PDF draws each line from the left, a font has one sign for lam-alef,
and Typst draws some marks as pieces of their own, so what a program extracts depends on how it puts those together. That
the picture is right is shown by geometry (test_leaflet_geometry.py) and by eye; how each screen reader says it is not shown.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest

from leaflet_reader import letters_of
from leaflet_set import MEDICINE, SITE_URL

if TYPE_CHECKING:
    from leaflet_reader import Leaflet, TextBlock
    from leaflet_set import Item, LeafletSet

# The numbers beside the blocks of a leaflet in two languages; its running text is larger.
SMALL = 9
HEADING = re.compile(r"H[1-6]")


@pytest.fixture(scope="module")
def tagged(leaflets: LeafletSet) -> list[tuple[Item, Leaflet]]:
    return [(item, leaflets.leaflet(item)) for item in leaflets.items if item.form.name != "booklet"]


def choose(tagged: list[tuple[Item, Leaflet]], *forms: str) -> list[tuple[Item, Leaflet]]:
    return [(item, leaflet) for item, leaflet in tagged if item.form.name in forms]


def is_number(block: TextBlock) -> bool:
    return block.kind == "P" and block.text.isdigit() and block.glyphs[0].size < SMALL


def read_body(leaflet: Leaflet) -> list[TextBlock]:
    """Return the blocks from the title on, without marks of items and numbers of pairs."""
    blocks = [block for block in leaflet.blocks if block.kind != "Lbl" and not is_number(block)]
    start = next(place for place, block in enumerate(blocks) if block.kind == "H1")
    return blocks[start:]


def language_of(leaflet: Leaflet, block: TextBlock) -> str:
    """Return the language of most of a block."""
    languages = [leaflet.language_of(glyph) for glyph in block.glyphs if glyph.text.isalpha()]
    return max(set(languages), key=languages.count) if languages else ""


def test_it_says_that_it_can_be_read(tagged: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in tagged:
        catalog: Any = leaflet.catalog
        assert "<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data().decode(), item.path
        assert catalog["/MarkInfo"]["/Marked"] is True or str(catalog["/MarkInfo"]["/Marked"]) == "True"
        assert bool(catalog["/ViewerPreferences"]["/DisplayDocTitle"])
        assert catalog["/Lang"] == item.languages[0]
        assert leaflet.reader.metadata is not None
        assert leaflet.reader.metadata.title
        assert {str(page["/Tabs"]) for page in leaflet.reader.pages} == {"/S"}


def test_everything_drawn_is_an_element_or_decoration(tagged: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in tagged:
        known = set(leaflet.tree.contents)
        assert len(known) == len(leaflet.tree.contents), item.path
        loose = [g for g in leaflet.glyphs if not g.is_artifact and (g.page, g.element) not in known]
        assert loose == [], item.path


def test_headings_skip_no_level_and_are_the_bookmarks(tagged: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in tagged:
        headings = [block for block in leaflet.blocks if HEADING.fullmatch(block.kind)]
        levels = [int(block.kind[1]) for block in headings]
        # One title in each language; the back of the sheet for telling back has one of its own.
        assert levels.count(1) == (2 if item.form.name in {"bilingual", "talk"} else 1), item.path
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (item.path, levels)
        titles = [str(mark["/Title"]) for mark in flatten(leaflet.reader.outline)]
        squeezed = [re.sub(r"\s", "", title) for title in titles]
        found = [re.sub(r"\s", "", block.text) for block in headings]
        if "ar" not in item.languages:
            assert squeezed == found, item.path
        else:
            assert len(squeezed) == len(found), item.path


def flatten(outline: list[Any]) -> list[Any]:
    return [mark for part in outline for mark in (flatten(part) if isinstance(part, list) else [part])]


def test_lists_tables_and_pictures_are_whole(tagged: list[tuple[Item, Leaflet]]) -> None:
    tables = 0
    for item, leaflet in tagged:
        elements = list(leaflet.tree.walk())
        for element in elements:
            kinds = [getattr(kid, "kind", "") for kid in element.kids]
            if element.kind == "L":
                assert kinds, item.path
                assert set(kinds) == {"LI"}, item.path
            if element.kind == "LI":
                assert kinds in (["Lbl", "LBody"], ["LBody"]), (item.path, kinds)
            if element.kind == "Table":
                tables += 1
                heads = element.all("TH")
                assert heads, item.path
                assert {str(head.attributes["/Scope"]) for head in heads} == {"/Column"}
                assert next(part.kind for part in element.all("THead", "TBody")) == "THead"
                assert element.all("THead")[0].all("TH") == heads
        pictures = [element for element in elements if element.kind == "Figure"]
        assert [bool(picture.alt) for picture in pictures] == [True, True], item.path
        assert pictures[0].alt == "Botwijzer"
    assert tables >= 5


@pytest.mark.parametrize("form", ["a4", "large"])
def test_the_words_are_those_of_the_edition_in_its_order(
    leaflets: LeafletSet, tagged: list[tuple[Item, Leaflet]], form: str
) -> None:
    """The blocks come from the Markdown of the page: neither from its HTML, nor from the template's data."""
    for item, leaflet in choose(tagged, form):
        expected = [block.text for block in leaflets.edition(item).blocks[0] if block.text]
        assert_same(read_body(leaflet), [(item.languages[0], text) for text in expected], leaflet, item.path)


def test_two_languages_speak_in_turn_and_are_numbered(leaflets: LeafletSet, tagged: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in choose(tagged, "bilingual"):
        pairs = zip(*leaflets.edition(item).blocks, strict=True)
        expected = [(item.languages[n], block.text) for pair in pairs for n, block in enumerate(pair) if block.text]
        assert_same(read_body(leaflet), expected, leaflet, item.path)
        numbers = [int(block.text) for block in leaflet.blocks if is_number(block)]
        # A table takes a number and does not print it.
        assert numbers == sorted(set(numbers))
        assert numbers[0] == 1


def assert_same(found: list[TextBlock], expected: list[tuple[str, str]], leaflet: Leaflet, path: str) -> None:
    assert len(found) > len(expected), path
    for block, (language, text) in zip(found, expected, strict=False):
        if language == "ar":
            assert block.letters == letters_of(text), (path, text, block.text)
        else:
            assert block.text == " ".join(text.split()), path
        if re.search(r"[^\W\d_]{4}", text):
            assert language_of(leaflet, block) == language or is_name(leaflet, block), (path, text)


def is_name(leaflet: Leaflet, block: TextBlock) -> bool:
    """Whether a block is a Dutch name from beginning to end, as in a table of what stands on the box."""
    return language_of(leaflet, block) == "nl" and len(block.text.split()) <= 4


def test_a_dutch_name_in_another_alphabet_is_said_in_dutch(tagged: list[tuple[Item, Leaflet]]) -> None:
    seen = set()
    for item, leaflet in choose(tagged, "a4", "large", "bilingual"):
        other = item.languages[-1]
        if other not in {"ar", "uk"} or item.key != MEDICINE:
            continue
        for block in read_body(leaflet):
            if language_of(leaflet, block) == other and "bijsluiter" in "".join(glyph.text for glyph in block.glyphs):
                latin = [glyph for glyph in block.glyphs if glyph.text.isascii() and glyph.text.isalpha()]
                assert {leaflet.language_of(glyph) for glyph in latin} == {"nl"}, (item.path, block.text)
                seen.add(item.path)
    assert len(seen) == 6


def test_links_lead_to_the_site_and_are_elements(tagged: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in tagged:
        annotations: list[Any] = [
            mark.get_object() for page in leaflet.reader.pages for mark in page.get("/Annots", [])
        ]
        addresses = [str(mark["/A"]["/URI"]) for mark in annotations if mark["/Subtype"] == "/Link"]
        assert addresses, item.path
        assert all(address.startswith(SITE_URL) for address in addresses), (item.path, addresses)
        assert all(mark.get("/Contents") for mark in annotations), item.path
        marks = [kid for link in leaflet.tree.all("Link") for kid in link.kids if kid == "OBJR"]
        assert len(marks) == len(addresses), item.path


def test_every_page_has_a_footer_that_nobody_hears_twice(tagged: list[tuple[Item, Leaflet]]) -> None:
    for item, leaflet in tagged:
        pages = {glyph.page for glyph in leaflet.glyphs if glyph.is_artifact and glyph.text == "/"}
        assert pages == set(range(len(leaflet.reader.pages))), item.path
