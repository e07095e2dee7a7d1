"""Notation: numbers and units are written in one way in each language (CONTENT.md, ``units.yml``)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.words import fold_word, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.quantities import QuantityReader

CODES = {
    "UNIT001": "a thousands mark",
    "UNIT002": "the decimal mark of another language",
    "UNIT003": "a form of a unit that pages never use",
    "UNIT004": "a unit written in another way than the one we chose",
    "UNIT005": "a hyphen or dash for a minus sign",
    "UNIT006": "a range written with a hyphen or dash",
    "UNIT007": "a prescriber's abbreviation for how often",
    "UNIT008": "digits of another script than 0 to 9",
}

# "1.200", "1,200", "1 200": groups of three digits after one to three digits.
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,\u00a0\u202f '\u2019]\d{3})+(?![\w]|[.,]\d)")
_MARKED = re.compile(r"(?<![\w.,])\d+[.,]\d+(?![.,]?\d)")
_MINUS = re.compile(r"(?:(?<=\s)|(?<=[(\[])|^)(?<!\d\s)(?:[-\u2013]\d|[-\u2013\u2212]\s\d)(?:[\d.,]*\d)?")
_RANGE = re.compile(r"(?<![\w.,-])\d[\d.,]*\s?[-\u2010-\u2014]\s?[+\u2212]?\d[\d.,]*")
# "1 dd 1 tablet", "2dd", "b.i.d.": how often, for a pharmacist (ISMP list of error-prone abbreviations).
_PRESCRIBED = re.compile(r"\b\d\s?dd\b|\b[btq]\.?i\.?d\b|\bo\.d\.", re.IGNORECASE)
# Full-width or Arabic-Indic digits: search, speech and the rules over doses know 0 to 9 only.
_OTHER_DIGITS = re.compile(r"(?:(?![0-9])\d)+")
# Languages that hang endings on an unchanged word: saat, saatten, saatlik.
_AGGLUTINATING = frozenset({"tr"})
# Shorter forms are words of their own as well (CC BY-SA): they count only after a digit.
_SHORT = 2


def check_notation(project: Project) -> list[Problem]:
    """Return numbers and units that are not written as this language's readers expect.

    A thousands mark is the decimal mark of the next language, "µg" is read as "mg", and a hyphen before a T-score
    disappears at the end of a line: each of them changes a dose or a result.
    """
    problems: list[Problem] = []
    for page in project.pages:
        for block in page.blocks:
            problems += _check_digits(page, block)
            if page.language in project.quantity_readers:
                problems += _check_block(project, page, block)
    return problems


def _check_digits(page: SourcePage, block: Block) -> Iterator[Problem]:
    for match in _OTHER_DIGITS.finditer(block.text):
        plain = "".join(str(unicodedata.digit(digit)) for digit in match[0])
        action = "write the digits 0 to 9, in every language"
        yield page_problem(page, block.line, "UNIT008", f"'{match[0]}'", f"'{plain}'", action)


def _check_block(project: Project, page: SourcePage, block: Block) -> Iterator[Problem]:
    reader = project.quantity_readers[page.language]
    text, line = block.text, block.line
    yield from _check_marks(page, block, project.languages[page.language].decimal_mark)
    for match in _MINUS.finditer(text):
        number = match[0].lstrip("-\u2013\u2212 ")
        action = "write the minus sign U+2212 directly before the number"
        yield page_problem(page, line, "UNIT005", f"'{match[0]}'", f"'−{number}'", action)
    for match in _RANGE.finditer(text):
        word = reader.words.ranges[0]
        low, high = re.split(r"\s?[-\u2010-\u2014]\s?", match[0].rstrip(".,"), maxsplit=1)
        action = "write the range in words: a hyphen is read as a minus sign or not at all"
        yield page_problem(page, line, "UNIT006", f"'{match[0].rstrip('.,')}'", f"'{low} {word} {high}'", action)
    for match in _PRESCRIBED.finditer(text):
        action = "write how often in words, such as '1 keer per dag'"
        yield page_problem(page, line, "UNIT007", f"'{match[0]}'", "plain words", action)
    yield from _check_units(page, block, reader)


def _check_marks(page: SourcePage, block: Block, decimal_mark: str) -> Iterator[Problem]:
    grouped = list(_GROUPED.finditer(block.text))
    for match in grouped:
        digits = re.sub(r"\D", "", match[0])
        action = "write the digits without a mark between them"
        yield page_problem(page, block.line, "UNIT001", f"the thousands mark in '{match[0]}'", f"'{digits}'", action)
    for match in _MARKED.finditer(block.text):
        if decimal_mark in match[0] or any(match.start() == other.start() for other in grouped):
            continue
        right = match[0].replace("," if decimal_mark == "." else ".", decimal_mark)
        action = f"write decimals with '{decimal_mark}' in this language"
        yield page_problem(page, block.line, "UNIT002", f"the decimal mark in '{match[0]}'", f"'{right}'", action)


def _check_units(page: SourcePage, block: Block, reader: QuantityReader) -> Iterator[Problem]:
    language = page.language
    forbidden_at: set[int] = set()
    for unit in reader.units.values():
        for form in unit.forbidden.get(language, ()):
            if form not in block.text and form.lower() not in block.text.lower():
                continue  # nearly always, and far cheaper than the pattern
            for match in _forbidden_pattern(form).finditer(block.text):
                if match.start("form") in forbidden_at:
                    continue
                forbidden_at.add(match.start("form"))
                written = unit.written_forms(language)
                expected = f"'{written[0]}'" if written else "a number of people, such as 3 out of 100"
                action = "write the unit as readers say it"
                yield page_problem(page, block.line, "UNIT003", f"'{match['form']}'", expected, action)
    for quantity in reader.extract_quantities(block.text):
        unit_record = reader.units.get(quantity.unit)
        written = unit_record.written_forms(language) if unit_record else ()
        if not unit_record or not written or not quantity.unit_written:
            continue
        form = quantity.unit_written
        is_forbidden = form.lower() in {item.lower() for item in unit_record.forbidden.get(language, ())}
        if not is_forbidden and not any(_is_form_of(form, item, language) for item in written):
            found = f"'{quantity.written} {form}'"
            yield page_problem(page, block.line, "UNIT004", found, f"'{quantity.written} {written[0]}'", "write it so")


@cache
def _forbidden_pattern(form: str) -> re.Pattern[str]:
    before = r"\d\s?" if len(form) <= _SHORT and form.isalpha() and form.isascii() else r"(?<![^\W\d])"
    after = r"(?!\w)" if form[-1].isalpha() else ""  # Turkish writes the sign before the number: %50
    return re.compile(rf"{before}(?P<form>{re.escape(form)}){after}", re.IGNORECASE)


def _is_form_of(form: str, written: str, language: str) -> bool:
    """Whether a unit is written as it should be, or is its singular or plural; capitals count in short signs (IE)."""
    if len(written) <= _SHORT:
        return form == written
    if language in _AGGLUTINATING and fold_word(form, language).startswith(fold_word(written, language)):
        return True
    return stem_word(form, language) == stem_word(written, language)
