"""Reads a PDF as a screen reader does: what is drawn, where, in which language, and under which element.

With pdfminer (glyphs) and pypdf (objects): neither made the PDF. Right-to-left text is drawn from left to right, word by
word inside a mark ``ReversedChars``; each marked content of it is turned back here, a ligature as one piece. Where one sign
of the font stands for other letters than elsewhere, the mark ``ActualText`` says which; it counts here, as in every reader.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Glyph:
    """A drawn sign. Places in points from the top left of its page; ``element``: the number of its marked content."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    element: int | None
    language: str
    is_artifact: bool


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
                page=self._page,
                x0=item.x0,
                x1=item.x1,
                top=self._height - item.y1,
                bottom=self._height - item.y0,
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

    def glyphs_of(self, element: Element) -> list[Glyph]:
        return [glyph for content in element.contents for glyph in self.by_content.get(content, [])]

    def text_of(self, element: Element) -> str:
        return "".join(glyph.text for glyph in self.glyphs_of(element))

    @cached_property
    def tree(self) -> Element:
        pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages) if page.indirect_reference}
        kids = self.catalog["/StructTreeRoot"]["/K"]  # type: ignore[index]
        roots = [_element(kid, pages, None) for kid in (kids if isinstance(kids, list) else [kids])]
        assert len(roots) == 1
        root = roots[0]
        assert isinstance(root, Element)
        return root


def _element(kid: Any, pages: dict[int, int], page: int | None) -> Element | tuple[int, int] | str:
    node = kid.get_object() if isinstance(kid, IndirectObject) else kid
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


def lines_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by the line they stand on: page and base line (bottoms within a point and a half of the font's own)."""
    lines: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        lines.setdefault((glyph.page, round(glyph.bottom)), []).append(glyph)
    return list(lines.values())
