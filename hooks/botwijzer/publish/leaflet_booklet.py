"""Four pages of A5 on one sheet of A4, both sides, to be folded once. For printing only: the tags are lost."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from pypdf import PageObject

SHEET_PAGES = 4
# Points. A4 lying on its side, and half of it.
_WIDTH, _HEIGHT = 841.89, 595.276
_HALF = _WIDTH / 2


def impose_booklet(pdf: bytes, *, title: str, language: str, is_rtl: bool) -> bytes:
    """Return the pages of a booklet in the order of the press; read from right to left, the fold is on the other side.

    Each page becomes a drawing (a form XObject) as it stands: nothing in it is read or written again.
    """
    reader, writer = PdfReader(io.BytesIO(pdf)), PdfWriter()
    drawings = [_to_drawing(page, writer) for page in reader.pages]
    sheets = -(-len(drawings) // SHEET_PAGES)
    last = sheets * SHEET_PAGES
    for sheet in range(sheets):
        first = 2 * sheet
        for left, right in ((last - 1 - first, first), (first + 1, last - 2 - first)):
            halves = (right, left) if is_rtl else (left, right)
            _add_side(writer, [drawings[number] if number < len(drawings) else None for number in halves])
    writer.add_metadata({"/Title": title, "/Author": "Botwijzer"})
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _to_drawing(page: PageObject, writer: PdfWriter) -> StreamObject:
    content = page["/Contents"].get_object()
    assert isinstance(content, StreamObject)
    drawing = content.clone(writer)
    assert isinstance(drawing, StreamObject)
    box = ArrayObject(FloatObject(edge) for edge in page.mediabox)
    drawing.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box,
            NameObject("/Resources"): page["/Resources"].clone(writer),
        }
    )
    return drawing


def _add_side(writer: PdfWriter, halves: list[StreamObject | None]) -> None:
    page = writer.add_blank_page(width=_WIDTH, height=_HEIGHT)
    names: DictionaryObject = DictionaryObject()
    drawn: list[str] = []
    for place, drawing in enumerate(halves):
        if drawing is not None:
            names[NameObject(f"/P{place}")] = drawing.indirect_reference
            drawn.append(f"q 1 0 0 1 {place * _HALF:.3f} 0 cm /P{place} Do Q")
    content = DecodedStreamObject()
    content.set_data("\n".join(drawn).encode())
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): names})
    page[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001  (pypdf's own way to add an object)
