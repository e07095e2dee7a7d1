"""Four pages of A5 on one sheet of A4, both sides, to be folded once. For printing only: the tags are lost."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, TextStringObject

SHEET_PAGES = 4
# Points. A4 lying on its side, and half of it.
_WIDTH, _HEIGHT = 841.89, 595.276
_HALF = _WIDTH / 2


def impose_booklet(pdf: bytes, *, title: str, language: str, is_rtl: bool) -> bytes:
    """Return the pages of a booklet in the order of the press; read from right to left, the fold is on the other side."""
    reader, writer = PdfReader(io.BytesIO(pdf)), PdfWriter()
    count = len(reader.pages)
    sheets = -(-count // SHEET_PAGES)
    last = sheets * SHEET_PAGES
    for sheet in range(sheets):
        first = 2 * sheet
        for left, right in ((last - 1 - first, first), (first + 1, last - 2 - first)):
            page = writer.add_blank_page(width=_WIDTH, height=_HEIGHT)
            for number, at in zip((right, left) if is_rtl else (left, right), (0.0, _HALF), strict=True):
                if number < count:
                    page.merge_transformed_page(reader.pages[number], Transformation().translate(at, 0.0))
            page.compress_content_streams()
    writer.add_metadata({"/Title": title, "/Author": "Botwijzer"})
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()
