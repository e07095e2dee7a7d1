"""Where sentences end, in every script of the site."""

from __future__ import annotations

import re

# Latin, Arabic and ellipsis; a point inside a number or an address is followed by no blank.
_END = re.compile(r"[.!?\u061f\u2026][\"'\u201d\u2019)\]]*(?=\s|$)")
# The points of an abbreviation in the middle of a sentence: "800 j.m. witaminy".
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}(?=\s+[^\sA-Z\u0104-\u017b\u0400-\u042f])")
# One at the end of a text may end a sentence as well, or not: nobody writes two points.
_AT_END = re.compile(r"\b(?:[^\W\d_]\.){2,}$")
_GAP = re.compile(r"(?<=[.!?\u061f])\s+")


def count_sentences(text: str) -> int:
    """Return how many sentences end in a text; one without a sign at its end counts nothing."""
    return len(_END.findall(_mask(text)))


def may_have_sentences(text: str, count: int) -> bool:
    """Whether a text may have so many sentences: an abbreviation at its end leaves two answers."""
    found = count_sentences(text)
    return count == found or (count == found - 1 and bool(_AT_END.search(text)))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with the sign at its end."""
    masked = _mask(text)
    edges = [0, *(place for match in _GAP.finditer(masked) for place in match.span()), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _mask(text: str) -> str:
    """Return a text of the same length, in which the points of abbreviations end no sentence."""
    return _ABBREVIATION.sub(lambda match: match[0].replace(".", "_"), text)
