"""The stamp of a translation: the hashes of the Dutch blocks that it was made from, in its front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.publish.front_text import FRONT_WIDTH, render_hashes, replace_front_key
from botwijzer.publish.history import write_history

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from botwijzer.model.markdown import Block
    from botwijzer.model.project import Project


def replace_stamp(text: str, hashes: Sequence[str], *, width: int = FRONT_WIDTH) -> str:
    """Return a page with ``source:`` in its front matter set to ``hashes``; nothing else changes.

    An existing stamp keeps its place, a new one becomes the last key. Stamping twice gives the same text. A text
    without front matter is returned as it is.
    """
    return replace_front_key(text, "source", render_hashes("source", hashes, width=width))


def write_stamps(project: Project, paths: Collection[str] | None, *, width: int = FRONT_WIDTH) -> list[str]:
    """Stamp translations with the hashes of today's Dutch blocks; return the paths that now carry a true stamp.

    ``paths`` names the translations (relative to the project's root); ``None`` means all of them. A page that is no
    translation, or whose own or Dutch front matter is not valid, is left alone and not returned. The Dutch words go into
    the history, so that a later change can be shown beside them.
    """
    stamped: list[str] = []
    blocks: list[Block] = []
    for source, translation in project.translations():
        if paths is not None and translation.path not in paths:
            continue
        if source.front is None or translation.front is None:
            continue
        file = project.root / translation.path
        with file.open(encoding="utf-8", newline="") as stream:
            old = stream.read()
        new = replace_stamp(old, [block.hash for block in source.blocks], width=width)
        if new != old:
            with file.open("w", encoding="utf-8", newline="") as stream:
                stream.write(new)
        stamped.append(translation.path)
        blocks += source.blocks
    write_history(project, blocks)
    return stamped
