"""Numbers with their units, read from running text in each language's notation.

A number counts whether it stands in digits (2,5), in a word (twee) or inside a word that counts (tweemaal). Amounts
are made comparable through the base unit of ``units.yml``, so that half a year equals 6 months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botwijzer.model.records import Language, NumberWords, Unit, UnitsFile

NO_UNIT = "none"
MINUS_SIGNS = "-\u2212\u2013"
# At most so many words between a number and its unit may be adjectives that we skip ("2 volle glazen").
_NUMBER = r"(?<![\w.,])(?P<sign>[-\u2212](?=\d))?(?P<digits>\d+(?:[.,]\d+)*)(?![\d])"


@dataclass(frozen=True)
class Quantity:
    """A number in a text, ``written`` as it stands there; ``unit`` is an id of ``units.yml`` or ``none``.

    ``amount`` is in ``base`` units, so two quantities are the same when amount and base are.
    """

    value: Decimal
    unit: str
    amount: Decimal
    base: str
    written: str
    start: int
    is_signed: bool = False

    @property
    def comparable(self) -> tuple[Decimal, str]:
        """What is compared between languages, and between a page and its claims."""
        return self.amount, self.base


@dataclass(frozen=True)
class _Found:
    value: Decimal
    start: int
    end: int
    is_signed: bool = False
    counted: bool = False


@dataclass(frozen=True)
class QuantityReader:
    """Reads quantities of one language. Build it once per language: ``quantity_readers``."""

    language: Language
    words: NumberWords
    units: Mapping[str, Unit]

    @cached_property
    def _number(self) -> re.Pattern[str]:
        names = sorted({*self.words.words, *self.words.counted}, key=len, reverse=True)
        alternatives = "|".join(re.escape(name) for name in names) or r"(?!)"
        return re.compile(rf"{_NUMBER}|(?<!\w)(?P<word>{alternatives})(?!\w)", re.IGNORECASE)

    @cached_property
    def _unit_forms(self) -> dict[str, str]:
        code = self.language.code
        return {form.lower(): unit.id for unit in self.units.values() for form in unit.forms.get(code, ())}

    @cached_property
    def _unit(self) -> re.Pattern[str]:
        forms = sorted(self._unit_forms, key=len, reverse=True)
        alternatives = "|".join(re.escape(form) for form in forms) or r"(?!)"
        skipped = "|".join(re.escape(word) for word in self.words.skipped) or r"(?!)"
        return re.compile(rf"(?:\s+(?:{skipped})(?=\s))?[\s\u00a0-]*(?P<unit>{alternatives})(?!\w)", re.IGNORECASE)

    @cached_property
    def _range(self) -> re.Pattern[str]:
        alternatives = "|".join(re.escape(word) for word in self.words.ranges) or r"(?!)"
        return re.compile(rf"\s*(?:{alternatives})\s*$", re.IGNORECASE)

    def extract_quantities(self, text: str) -> list[Quantity]:
        """Return every number of a plain text, in order; those without a unit have unit ``none``."""
        found = [item for match in self._number.finditer(text) if (item := self._to_found(match))]
        units: list[str] = []
        for item in found:
            match = None if item.counted else self._unit.match(text, item.end)
            units.append("times" if item.counted else self._unit_forms[match["unit"].lower()] if match else NO_UNIT)
        for index in range(len(found) - 2, -1, -1):  # "1000 tot 1100 mg": both ends have the unit
            between = text[found[index].end : found[index + 1].start]
            if units[index] == NO_UNIT and self._range.fullmatch(between):
                units[index] = units[index + 1]
        return [
            self._to_quantity(item, unit, text)
            for item, unit in zip(found, units, strict=True)
            # "twee" and "één" without a unit are ordinary words: they name no amount.
            if unit != NO_UNIT or text[item.start].isdigit() or item.is_signed
        ]

    def _to_found(self, match: re.Match[str]) -> _Found | None:
        word = match["word"]
        if word:
            counted = self.words.counted.get(word.lower())
            value = counted if counted is not None else self.words.words.get(word.lower())
            if value is None:
                return None
            return _Found(Decimal(str(value)), match.start(), match.end(), counted=counted is not None)
        digits = match["digits"]
        if self.language.decimal_mark in digits:
            whole, _, fraction = digits.rpartition(self.language.decimal_mark)
            other = "." if self.language.decimal_mark == "," else ","
            digits = f"{whole.replace(other, '').replace(self.language.decimal_mark, '')}.{fraction}"
        else:
            digits = digits.replace(",", "").replace(".", "")
        sign = -1 if match["sign"] else 1
        return _Found(sign * Decimal(digits), match.start(), match.end(), is_signed=bool(match["sign"]))

    def _to_quantity(self, item: _Found, unit: str, text: str) -> Quantity:
        record = self.units.get(unit)
        factor, base = (Decimal(str(record.factor)), record.base) if record else (Decimal(1), NO_UNIT)
        return Quantity(
            value=item.value,
            unit=unit,
            amount=(item.value * factor).normalize(),
            base=base,
            written=text[item.start : item.end],
            start=item.start,
            is_signed=item.is_signed,
        )


def quantity_readers(languages: Mapping[str, Language], units: UnitsFile) -> dict[str, QuantityReader]:
    """Return a reader for each language that ``units.yml`` has number words for."""
    by_id = {unit.id: unit for unit in units.units}
    return {
        code: QuantityReader(languages[code], words, by_id)
        for code, words in units.number_words.items()
        if code in languages
    }
