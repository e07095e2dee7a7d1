"""The code on a paper: a QR code that a telephone reads from a copy of a copy."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

# Sizes in millimetres. 0.7 mm a module is read by old telephones and survives a copying machine; four modules of white
# around the code are its quiet zone (ISO/IEC 18004).
LEAST_WIDTH = 20.0
MODULE = 0.71
QUIET_MODULES = 4


@dataclass(frozen=True)
class Code:
    """A drawing, and how wide it is printed, the quiet zone included."""

    svg: str
    width: float


def render_code(address: str) -> Code:
    """Return the code of an address, with medium error correction (15 % of it may be lost)."""
    code = segno.make_qr(address, error="m", boost_error=False)
    modules = code.symbol_size(border=0)[0]
    module = max(MODULE, LEAST_WIDTH / modules)
    drawing = io.BytesIO()
    code.save(
        drawing,
        kind="svg",
        border=QUIET_MODULES,
        xmldecl=False,
        light="#fff",
        dark="#000",
        svgclass=None,
        lineclass=None,
    )
    return Code(svg=drawing.getvalue().decode(), width=round(module * (modules + 2 * QUIET_MODULES), 2))
