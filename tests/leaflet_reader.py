"""Reads a PDF as a screen reader does: what is drawn, where, in which language, and under which element.

With pdfminer (glyphs) and pypdf (objects): neither made the PDF. Right-to-left text is drawn from left to right, word by
word inside a mark ``ReversedChars``; each marked content of it is turned back here, a ligature as one piece. Where one sign
of the font stands for other letters than elsewhere, the mark ``ActualText`` says which; it counts here, as in every reader.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pypdfium2
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LAParams, LTChar, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_BLOCKS = frozenset({"H1", "H2", "H3", "H4", "P", "Lbl", "LBody", "TH", "TD", "Caption"})
# Points: a mark above or below a letter takes no room of its own.
_NO_WIDTH = 0.01


@dataclass(frozen=True)
class Glyph:
    """A drawn sign. Places in points from the top left of its page; ``element``: the number of its marked content.

    ``text``: what it stands for here; ``drawn``: what the font says of it; ``origin``: its base line.
    """

    text: str
    drawn: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    origin: float
    size: float
    font: str
    element: int | None
    language: str
    is_artifact: bool


@dataclass(frozen=True)
class TextBlock:
    """A block as it is tagged: what kind of element, and its signs in reading order."""

    kind: str
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return " ".join("".join(glyph.text for glyph in self.glyphs).split())

    @property
    def letters(self) -> str:
        """The letters in order of the alphabet, without the marks above and below them: what Arabic can be compared by.

        Typst draws a mark that it moves up or down as a piece of its own, and that piece repeats the letters that carry it.
        """
        drawn = "".join(glyph.text for glyph in self.glyphs if glyph.x1 - glyph.x0 > _NO_WIDTH)
        return letters_of(drawn)


def letters_of(text: str) -> str:
    """Return the letters of a text in order of the alphabet, without marks and spaces."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign)[0] in "LNPS")
    return "".join(sorted(kept))


@dataclass
class Element:
    """An element of the structure tree: ``kids`` are elements, marked contents (page, number), or ``"OBJR"``."""

    kind: str
    language: str
    alt: str
    attributes: dict[str, Any]
    kids: list[Element | tuple[int, int] | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def all(self, *kinds: str) -> list[Element]:
        return [element for element in self.walk() if element.kind in kinds]

    @property
    def contents(self) -> list[tuple[int, int]]:
        """Every marked content below, in reading order."""
        found: list[tuple[int, int]] = []
        for kid in self.kids:
            if isinstance(kid, Element):
                found += kid.contents
            elif isinstance(kid, tuple):
                found.append(kid)
        return found


class _Device(PDFLayoutAnalyzer):
    """Keeps each glyph with the marks around it."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=LAParams())
        self.glyphs: list[Glyph] = []
        self._marks: list[tuple[str, dict[str, Any], int]] = []
        self._page = -1
        self._is_reversed = False

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self._page += 1
        self._height = page.mediabox[3]

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        self._marks.append((tag.name, dict(props or {}), len(self.glyphs)))
        if tag.name == "ReversedChars":
            self._is_reversed = True

    def end_tag(self) -> None:
        super().end_tag()
        _, props, start = self._marks.pop()
        if "ActualText" in props:
            said = decode_text(props["ActualText"])
            rest = [replace(glyph, text="") for glyph in self.glyphs[start:]]
            self.glyphs[start:] = [replace(rest[0], text=said), *rest[1:]] if rest else []
        if "MCID" in props and self._is_reversed:
            self.glyphs[start:] = reversed(self.glyphs[start:])
            self._is_reversed = False

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        before = len(self.cur_item)
        width = super().render_char(*args, **kwargs)
        item = list(self.cur_item)[before]
        assert isinstance(item, LTChar)
        numbers = [props["MCID"] for _, props, _ in self._marks if "MCID" in props]
        languages = [props["Lang"].decode() for _, props, _ in self._marks if "Lang" in props]
        self.glyphs.append(
            Glyph(
                text=item.get_text(),
                drawn=item.get_text(),
                page=self._page,
                x0=item.x0,
                x1=item.x1,
                top=self._height - item.y1,
                bottom=self._height - item.y0,
                origin=self._height - item.matrix[5],
                size=round(item.size, 2),
                font=item.fontname,
                element=numbers[-1] if numbers else None,
                language=languages[-1] if languages else "",
                is_artifact=any(name == "Artifact" for name, _, _ in self._marks),
            )
        )
        return width

    def receive_layout(self, ltpage: LTPage) -> None:
        """Nothing: the glyphs are kept already."""


class Leaflet:
    """One PDF."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(io.BytesIO(content))

    @cached_property
    def catalog(self) -> DictionaryObject:
        root = self.reader.trailer["/Root"].get_object()
        assert isinstance(root, DictionaryObject)
        return root

    @cached_property
    def glyphs(self) -> list[Glyph]:
        document = PDFDocument(PDFParser(io.BytesIO(self.content)))
        manager = PDFResourceManager()
        device = _Device(manager)
        interpreter = PDFPageInterpreter(manager, device)
        for page in PDFPage.create_pages(document):
            interpreter.process_page(page)
        return device.glyphs

    @cached_property
    def text(self) -> str:
        """Everything that is printed, running footers too."""
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def by_content(self) -> dict[tuple[int, int], list[Glyph]]:
        found: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in self.glyphs:
            if glyph.element is not None:
                found.setdefault((glyph.page, glyph.element), []).append(glyph)
        return found

    @cached_property
    def tree(self) -> Element:
        pages = {
            page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages) if page.indirect_reference
        }
        kids = self.catalog["/StructTreeRoot"]["/K"]  # type: ignore[index]
        roots = [_element(kid, pages, None) for kid in (kids if isinstance(kids, list) else [kids])]
        assert len(roots) == 1
        root = roots[0]
        assert isinstance(root, Element)
        return root

    @cached_property
    def languages(self) -> dict[tuple[int, int], str]:
        """Marked content → its language by its nearest element that has one, else of the whole."""
        found: dict[tuple[int, int], str] = {}

        def walk(element: Element, language: str) -> None:
            language = element.language or language
            for kid in element.kids:
                if isinstance(kid, Element):
                    walk(kid, language)
                elif isinstance(kid, tuple):
                    found[kid] = language

        walk(self.tree, str(self.catalog["/Lang"]))
        return found

    def language_of(self, glyph: Glyph) -> str:
        """Return the language in which a screen reader says a sign."""
        assert glyph.element is not None
        return glyph.language or self.languages[glyph.page, glyph.element]

    @cached_property
    def blocks(self) -> list[TextBlock]:
        """Headings, paragraphs, items, cells and marks of items that have words, in reading order."""
        found: list[TextBlock] = []

        def collect(element: Element, into: list[Glyph]) -> None:
            for kid in element.kids:
                if isinstance(kid, tuple):
                    into += self.by_content.get(kid, [])
                elif isinstance(kid, Element) and kid.kind in _BLOCKS:
                    visit(kid)
                elif isinstance(kid, Element):
                    collect(kid, into)

        def visit(element: Element) -> None:
            glyphs: list[Glyph] = []
            place = len(found)
            collect(element, glyphs)
            if any(glyph.text.strip() for glyph in glyphs):
                found.insert(place, TextBlock(element.kind, tuple(glyphs)))

        collect(self.tree, [])
        return found

    def pictures(self, resolution: int) -> list[Image]:
        """Return each page as a picture of so many dots per inch."""
        document = pypdfium2.PdfDocument(self.content)
        try:
            return [page.render(scale=resolution / 72).to_pil() for page in document]
        finally:
            document.close()


def _element(kid: Any, pages: dict[int, int], page: int | None) -> Element | tuple[int, int] | str:
    node: Any = kid.get_object() if isinstance(kid, IndirectObject) else kid
    if isinstance(node, int):
        assert page is not None
        return page, int(node)
    if "/Pg" in node:
        page = pages[node.raw_get("/Pg").idnum]
    if node.get("/Type") == "/MCR":
        assert page is not None
        return page, int(node["/MCID"])
    if node.get("/Type") == "/OBJR":
        return "OBJR"
    attributes: dict[str, Any] = {}
    listed = node.get("/A", [])
    for item in listed if isinstance(listed, list) else [listed]:
        attributes |= dict(item.get_object())
    element = Element(
        str(node["/S"]).removeprefix("/"), str(node.get("/Lang", "")), str(node.get("/Alt", "")), attributes
    )
    kids = node.get("/K", [])
    element.kids = [_element(child, pages, page) for child in (kids if isinstance(kids, list) else [kids])]
    return element
