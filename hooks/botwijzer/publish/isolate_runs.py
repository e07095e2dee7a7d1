"""In right-to-left text each run of Latin letters and numbers becomes an island that is read from left to right.

Left to the bidirectional algorithm alone, "1000–1200 mg" inside Arabic is shown as "1200–1000 mg" and "−2.5" as "2.5−". Sources:
Unicode Standard Annex 9 (isolates); W3C, "Inline markup and bidirectional text in HTML" (``bdi`` with a known ``dir``).
"""

from __future__ import annotations

import regex as re  # Python's own has possessive quantifiers that are wrong before 3.11.5 (CPython issue 106052)

# Letters that are written from left to right: Latin, Greek (µ, α), Cyrillic; accents put on them; digits, small ones too.
_LETTERS = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff"
_DIGITS = "0-9\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089"
_LETTER, _DIGIT, _CHARACTER = f"[{_LETTERS}]", f"[{_DIGITS}]", f"[{_LETTERS}{_DIGITS}\u0300-\u036f]"
# A sign that belongs to the number after it. A hyphen after a letter of any script joins words and is no sign.
_SIGN = rf"(?:(?:[±≥≤≈~€]|&[lg]t;)[ \u00a0]?|−|(?<![^\W_])[-–+])(?=(?:<\w[^<>]*>)?{_DIGIT})"
# Signs between two characters without a space: 2.5, 25-OH, 08:00, mg/ml, A&B, an address.
_JOIN = r"(?:[.,:/\\@#_~+=*×·°%'’‑–—−-]|&amp;|&#39;){1,3}"
_SPACE = r"(?:[ \t\n\u00a0\u2009\u202f]|&nbsp;){1,4}"
# Space that stays inside a run: alone; around a sign between two numbers (1000 – 1200); after a comma or around an
# ampersand between two Latin words. After a full stop a new sentence begins, in the direction of the page.
_GAP = (
    rf"(?:{_SPACE}|(?<={_DIGIT}){_SPACE}[–—−×/=:-]{_SPACE}(?={_DIGIT})"
    rf"|(?<={_LETTER})(?:,|{_SPACE}&amp;){_SPACE}(?={_LETTER}))"
)
_SUFFIX = rf"(?:[%‰°+™®′″](?!{_CHARACTER})|/(?=[\s<]|$))?"


def _phrase(unit: str) -> str:
    # Possessive (++, *+): a long text can be read in one way only, and so in a time that grows with its length.
    word = rf"(?:{_SIGN}|°)?{unit}(?:(?:{_JOIN})?{unit})*+{_SUFFIX}"
    return rf"{word}(?:{_GAP}{word})*+"


_PLAIN_UNIT = rf"{_CHARACTER}++"
# Elements in the middle of a word, such as <abbr>DXA</abbr>-scan: whole inside the run, or not part of it.
_SMALL_TAGS = ("abbr", "b", "strong", "sub", "sup")
_SMALL_ELEMENT = "|".join(rf"<{tag}(?:\s[^<>]*)?>{_phrase(_PLAIN_UNIT)}</{tag}>" for tag in _SMALL_TAGS)
_PHRASE = _phrase(rf"(?:{_PLAIN_UNIT}|{_SMALL_ELEMENT})")
# Brackets after a Latin word that hold nothing else: Prolia (denosumab) 60 mg, 25(OH)D.
_RUN = rf"{_PHRASE}(?:(?:{_SPACE})?\({_PHRASE}\)(?:(?:{_SPACE})?{_PHRASE})?)*+"

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_TAG = rf"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<attributes>{_ATTRIBUTES})>"
# What holds no text of the page, and is passed by whole.
_RAW = rf"<(?P<raw>script|style|textarea|title|template)\b{_ATTRIBUTES}>.*?</(?P=raw)\s*>|<!--.*?-->|<![^>]*>"
_MARKUP = re.compile(f"{_RAW}|{_TAG}", re.DOTALL | re.IGNORECASE)
_PIECE = re.compile(rf"(?P<run>{_RUN})|{_TAG}|&#?\w+;")
_WHOLE_ELEMENT = re.compile(r"(?P<start><[^<>]*>)(?P<words>[^<>]*)(?P<end></[^<>]*>)")
_DIRECTION = re.compile(r"""(?<![\w-])dir\s*=\s*["']?(?P<direction>ltr|rtl|auto)""", re.IGNORECASE)
# Elements without an end (HTML standard, void elements).
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ISLANDS = frozenset({"bdi", "bdo"})


def replace_latin_runs(html: str) -> str:
    """Return a page, or a piece of one, with each run below ``dir="rtl"`` in ``<bdi dir="ltr">``.

    Not inside an element with another ``dir``, a ``bdi``, a script or a field. No attribute changes, no character is
    added to the text, and a second time changes nothing. Expects elements that are closed as they were opened.
    """
    if not any(match["direction"].lower() == "rtl" for match in _DIRECTION.finditer(html)):
        return html
    parts: list[str] = []
    opened: list[tuple[str, bool]] = []  # the open elements, and whether their own text is read from right to left
    start = 0
    for markup in _MARKUP.finditer(html):
        name = (markup["name"] or "").lower()
        if name in _SMALL_TAGS and not _DIRECTION.search(markup["attributes"]):
            continue
        parts += [_isolate(html[start : markup.start()], opened), markup[0]]
        start = markup.end()
        if name and markup["end"]:
            _close(opened, name)
        elif name and name not in _VOID:
            opened.append((name, _is_right_to_left(name, markup["attributes"], opened)))
    return "".join([*parts, _isolate(html[start:], opened)])


def _is_right_to_left(name: str, attributes: str, opened: list[tuple[str, bool]]) -> bool:
    direction = _DIRECTION.search(attributes)
    if direction is not None:
        return direction["direction"].lower() == "rtl"
    return name not in _ISLANDS and bool(opened) and opened[-1][1]


def _close(opened: list[tuple[str, bool]], name: str) -> None:
    """Close an element and whatever was left open in it; the end of something that is not open closes nothing."""
    if any(item == name for item, _ in opened):
        while opened.pop()[0] != name:
            pass


def _isolate(text: str, opened: list[tuple[str, bool]]) -> str:
    return _PIECE.sub(_isolate_piece, text) if opened and opened[-1][1] else text


def _isolate_piece(piece: re.Match[str]) -> str:
    run = piece["run"]
    if run is None:
        return piece[0]
    # An <abbr> by itself stays outside: its title is in the language of the page.
    element = _WHOLE_ELEMENT.fullmatch(run)
    if element is not None:
        return f'{element["start"]}<bdi dir="ltr">{element["words"]}</bdi>{element["end"]}'
    return f'<bdi dir="ltr">{run}</bdi>'
