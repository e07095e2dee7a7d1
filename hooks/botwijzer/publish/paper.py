"""What a page that is printed from the browser says about itself, and the code by which it can be checked later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from botwijzer.model.edition_history import SHORT_FOLDER
from botwijzer.publish.leaflet_code import draw_code

if TYPE_CHECKING:
    from botwijzer.model.strings import Strings

# Browsers print 96 of their pixels on an inch: 3 of them are 0.79 mm, more than the least (leaflet_code.py).
MODULE_PIXELS = 3
_SCHEME = re.compile(r"^https?://")


@dataclass(frozen=True)
class PaperCode:
    """A drawing (a ``data:`` address), its width in pixels with its quiet zone, its words, and the same address in print."""

    picture: str
    width: int
    text: str
    address: str


@dataclass(frozen=True)
class Paper:
    """``facts``: number, version, next review. A paper that no release had is a proof, and has no code."""

    facts: tuple[str, ...]
    is_proof: bool
    code: PaperCode | None


def version_address(site_url: str, edition: str) -> str:
    """Return the short address of an edition; ``site_url`` ends in a slash."""
    return f"{site_url}{SHORT_FOLDER}/{edition}/"


def render_paper_code(address: str, strings: Strings) -> PaperCode:
    """Return the code of an address.

    The drawing stands in the page itself: a picture of its own would be a request on every view.
    """
    drawing, modules = draw_code(address, has_size=False)
    svg = drawing.replace('"', "'").strip()
    shown = _SCHEME.sub("", address)
    return PaperCode(
        picture="data:image/svg+xml," + quote(svg, safe=" '/:=,-.MhvVHzZ()"),
        width=MODULE_PIXELS * modules,
        text=strings.leaflet_code.format(address=shown),
        address=shown,
    )
