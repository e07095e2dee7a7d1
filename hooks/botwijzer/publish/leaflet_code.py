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


def draw_code(address: str, *, has_size: bool) -> tuple[str, int]:
    """Return the drawing of an address, and how many modules wide it is with its quiet zone.

    Medium error correction: 15 % of it may be lost. ``has_size``: the drawing names its width, in modules.
    """
    code = segno.make_qr(address, error="m", boost_error=False)
    drawing = io.BytesIO()
    colours = {"light": "#fff", "dark": "#000"}
    classes = {"svgclass": None, "lineclass": None}
    code.save(drawing, kind="svg", border=QUIET_MODULES, xmldecl=False, omitsize=not has_size, **colours, **classes)
    return drawing.getvalue().decode(), int(code.symbol_size(border=QUIET_MODULES)[0])


def render_code(address: str) -> Code:
    """Return the code of an address for a leaflet, each module as wide as it must be."""
    svg, modules = draw_code(address, has_size=True)
    module = max(MODULE, LEAST_WIDTH / (modules - 2 * QUIET_MODULES))
    return Code(svg=svg, width=round(module * modules, 2))
