"""The table of readability in ``make status``: every Dutch page, the hardest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.readability import LANGUAGE, count_words, measure_readability, render_score
from botwijzer.model.termbase import medicine_finder

if TYPE_CHECKING:
    from botwijzer.model.project import Project

# Seven columns of figures beside it, 80 in all.
_KEY_WIDTH = 43
_HEADINGS = ("words", "sent", "mean", "max", "raw", "adj", "min")
_WIDTHS = (5, 4, 4, 3, 5, 5, 3)


def render_readability(project: Project) -> str:
    """Return the table, at most 80 characters wide.

    Words of the whole page; of its sentences the number, mean length and longest; the raw score of Flesch-Douma, the one
    with medicine names as two syllables, and the threshold for that one. Sorted by the last but one.
    """
    medicines = medicine_finder(project.terms, LANGUAGE)
    least = project.skeleton.readability.least_score
    measured = [
        (page, measure_readability(page.blocks, medicines=medicines))
        for page in project.pages
        if page.language == LANGUAGE
    ]
    scored = sorted((item for item in measured if item[1].sentences), key=lambda item: (item[1].adjusted, item[0].key))
    below = sum(result.adjusted < least for _, result in scored)
    lines = [
        f"Readability ({LANGUAGE}): Flesch-Douma, at least {least}; {len(scored)} pages, {below} below it",
        _render_row("page", _HEADINGS),
        _render_row("-" * _KEY_WIDTH, tuple("-" * width for width in _WIDTHS)),
    ]
    for page, result in scored:
        figures = (
            str(count_words(page.body.blocks)),
            str(len(result.sentences)),
            f"{result.mean_sentence:.1f}",
            str(result.longest),
            render_score(result.raw),
            render_score(result.adjusted),
            str(least),
        )
        lines.append(_render_row(page.key, figures))
    return "\n".join(lines)


def _render_row(key: str, figures: tuple[str, ...]) -> str:
    shown = key if len(key) <= _KEY_WIDTH else f"{key[: _KEY_WIDTH - 1]}…"
    return " ".join(
        (shown.ljust(_KEY_WIDTH), *(item.rjust(width) for item, width in zip(figures, _WIDTHS, strict=True)))
    )
