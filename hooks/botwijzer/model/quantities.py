"""Numbers with their units, read from running text in each language's notation.

A number counts whether it stands in digits (2,5), in a word (twee) or inside a word that counts (tweemaal). Amounts
are made comparable through the base unit of ``units.yml``, so that half a year equals 6 months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from botwijzer.model.records import Language, NumberWords, Unit, UnitsFile

NO_UNIT = "none"
# The hyphen, the real minus sign and the dash that some keyboards make of it.
MINUS_SIGNS = "-\u2212\u2013"
# Arabic writes "and", "so", "for", "with" and "as" as one letter that clings to the number: و10.
_CLINGING = "\u0648\u0641\u0644\u0628\u0643"
# A sign counts only directly before a digit and after a blank, a bracket or the start: "1000-1100" holds no −1100.
_NUMBER = (
    rf"(?:(?<![\w.,])|(?<=\b[{_CLINGING}]))(?P<sign>(?<![^\s(\[])[+{re.escape(MINUS_SIGNS)}](?=\d))?"
    r"(?P<digits>\d+(?:[.,]\d+)*)(?P<fraction>[¼½¾⅓⅔])?(?!\d)"
    r"|(?<!\w)(?P<lone>[¼½¾⅓⅔])"
)
_FRACTIONS = {"¼": "0.25", "½": "0.5", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667"}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
# A unit-less number of four digits in this span is a year, which takes no unit from a number after a comma.
_YEARS = range(1900, 2100)
_YEAR = "year"
# "2 of meer volle glazen": at most so many words of ``skipped`` stand between a number and its unit.
_MAX_SKIPPED = 3


@dataclass(frozen=True)
class Quantity:
    """A number in a text, ``written`` as it stands there; ``unit`` is an id of ``units.yml`` or ``none``.

    ``amount`` is in ``base`` units, so two quantities are the same when amount and base are. ``unit_written`` is the
    unit as it stands in the text, empty where a range lends it. ``out_of`` is the denominator of a natural frequency
    ("3 van de 100 mensen": 100 for the number 3). ``is_dual``: one word holds number and unit (Arabic), and no other
    way of writing would leave the unit out.
    """

    value: Decimal
    unit: str
    amount: Decimal
    base: str
    written: str
    start: int
    is_signed: bool = False
    unit_written: str = ""
    out_of: Decimal | None = None
    is_dual: bool = False

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
    unit: str = NO_UNIT
    unit_written: str = ""
    unit_end: int = 0
    out_of: Decimal | None = None


@dataclass(frozen=True)
class QuantityReader:
    """Reads quantities of one language. Build it once per language: ``quantity_readers``."""

    language: Language
    words: NumberWords
    units: Mapping[str, Unit]

    @cached_property
    def _number(self) -> re.Pattern[str]:
        names = _either({*self.words.words, *self.words.counted, *self.words.duals})
        idioms = _either(self.words.idioms)
        return re.compile(rf"(?<!\w)(?P<idiom>{idioms})(?!\w)|{_NUMBER}|(?<!\w)(?P<word>{names})(?!\w)", re.IGNORECASE)

    @cached_property
    def _words(self) -> dict[str, int | float]:
        return {_key(word): value for word, value in self.words.words.items()}

    @cached_property
    def _counted(self) -> dict[str, int | float]:
        return {_key(word): value for word, value in self.words.counted.items()}

    @cached_property
    def _multipliers(self) -> dict[str, int]:
        return {_key(word): value for word, value in self.words.multipliers.items()}

    @cached_property
    def _duals(self) -> dict[str, tuple[int | float, str]]:
        return {_key(word): value for word, value in self.words.duals.items()}

    @cached_property
    def _unit_forms(self) -> dict[str, str]:
        code = self.language.code
        return {_key(form): unit.id for unit in self.units.values() for form in unit.forms.get(code, ())}

    @cached_property
    def _unit(self) -> re.Pattern[str]:
        skipped = rf"(?:\s+(?:{_either(self.words.skipped)})(?=\s)){{0,{_MAX_SKIPPED}}}"
        return re.compile(rf"{skipped}[\s\u00a0\u202f-]*(?P<unit>{_either(self._unit_forms)})(?!\w)", re.IGNORECASE)

    @cached_property
    def _out_of_before(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{_either(self.words.out_of_before)})\s*(?:[^\W\d]+\s+){{0,2}}", re.IGNORECASE)

    @cached_property
    def _multiplier(self) -> re.Pattern[str]:
        return re.compile(rf"[\s\u00a0]*(?P<word>{_either(self.words.multipliers)})(?!\w)", re.IGNORECASE)

    @cached_property
    def _range(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{_either(self.words.ranges)})\s*", re.IGNORECASE)

    @cached_property
    def _out_of(self) -> re.Pattern[str]:
        return re.compile(rf"\s+(?:{_either(self.words.out_of)})\s+", re.IGNORECASE)

    def extract_bare_words(self, text: str) -> list[Decimal]:
        """Return the values of number words without a unit (één, واحد), which name no amount by themselves."""
        found = [self._with_unit(item, text) for item in self._find_numbers(text)]
        return [item.value for item in found if item.unit == NO_UNIT and text[item.start].isalpha()]

    def extract_quantities(self, text: str) -> list[Quantity]:
        """Return every number of a plain text, in order; those without a unit have unit ``none``."""
        if text not in self._known:
            self._known[text] = self._extract(text)
        return list(self._known[text])

    @cached_property
    def _known(self) -> dict[str, tuple[Quantity, ...]]:
        """What was read before: several rules read the same block."""
        return {}

    def _extract(self, text: str) -> tuple[Quantity, ...]:
        found = [self._with_unit(item, text) for item in self._find_numbers(text)]
        self._share_units(found, text)
        return tuple(
            self._to_quantity(item, text)
            for item in found
            # "twee" and "één" without a unit are ordinary words: they name no amount.
            if item.unit != NO_UNIT or item.out_of or not text[item.start].isalpha()
        )

    def _find_numbers(self, text: str) -> Iterable[_Found]:
        position = 0
        while match := self._number.search(text, position):
            if match["idiom"]:
                position = match.end()
                continue
            item, position = self._to_found(match), match.end()
            if not item.counted and (multiplier := self._multiplier.match(text, item.end)):
                factor = self._multipliers[_key(multiplier["word"])]
                item, position = replace(item, value=item.value * factor, end=multiplier.end()), multiplier.end()
            yield item

    def _to_found(self, match: re.Match[str]) -> _Found:
        start, end = match.span()
        if match["lone"]:
            return _Found(Decimal(_FRACTIONS[match["lone"]]), start, end)
        word = _key(match["word"] or "")
        if word in self._duals:
            named, unit = self._duals[word]
            return _Found(Decimal(str(named)), start, end, unit=unit, unit_written=match["word"], unit_end=end)
        if word:
            counted = word in self._counted
            named = self._counted[word] if counted else self._words[word]
            return _Found(Decimal(str(named)), start, end, counted=counted)
        value = self._parse_digits(match["digits"]) + Decimal(_FRACTIONS.get(match["fraction"] or "", "0"))
        negative = (match["sign"] or "+") in MINUS_SIGNS
        return _Found(-value if negative else value, start, end, is_signed=bool(match["sign"]))

    def _parse_digits(self, digits: str) -> Decimal:
        mark = self.language.decimal_mark
        if mark not in digits and not _THOUSANDS.fullmatch(digits):
            mark = "." if mark == "," else ","  # "2.5" on a Dutch page is a finding (UNIT002), and means 2,5
        whole, found, fraction = digits.rpartition(mark)
        if not found:
            whole, fraction = digits, ""
        whole = whole.replace(",", "").replace(".", "")
        return Decimal(f"{whole}.{fraction.replace(',', '').replace('.', '')}" if fraction else whole)

    def _with_unit(self, item: _Found, text: str) -> _Found:
        if item.unit != NO_UNIT:
            return item
        if item.counted:
            return replace(item, unit="times", unit_end=item.end)
        match = self._unit.match(text, item.end)
        if match is None:
            return item
        unit = self._unit_forms[_key(match["unit"])]
        if unit == _YEAR and item.value in _YEARS:  # "у 2021 році", "w 2021 roku": a date
            return item
        return replace(item, unit=unit, unit_written=match["unit"], unit_end=match.end())

    def _share_units(self, found: list[_Found], text: str) -> None:
        """Give both ends of a range, each item of a series and the count of a frequency what belongs to them."""
        in_series = False
        for index in range(len(found) - 2, -1, -1):
            item, following = found[index], found[index + 1]
            between = text[item.end : following.start]
            if item.unit != NO_UNIT:
                in_series = False
            elif self._out_of.fullmatch(between) and following.value:  # "3 van de 100 mensen"
                found[index] = replace(item, out_of=following.value)
                in_series = False
            else:  # "1000 tot 1100 mg", "5, 3, 2 of 1 jaar"
                comma = in_series and between.strip() == "," and item.value not in _YEARS
                in_series = bool(self._range.fullmatch(between)) or comma
                if in_series:
                    found[index] = replace(item, unit=following.unit, out_of=following.out_of)
        for index in range(1, len(found)):  # "1000 mg tot 1100"
            item, before = found[index], found[index - 1]
            if before.value and self._out_of_before.fullmatch(text[before.end : item.start]):  # "100 kişiden 3"
                found[index] = replace(item, out_of=before.value)
            elif before.out_of and item.out_of is None and self._range.fullmatch(text[before.end : item.start]):
                found[index] = replace(item, out_of=before.out_of)  # "1000 kadından 1 ila 10"
            elif item.unit == NO_UNIT and before.unit_end and self._range.fullmatch(text[before.unit_end : item.start]):
                found[index] = replace(item, unit=before.unit)

    def _to_quantity(self, item: _Found, text: str) -> Quantity:
        record = self.units.get(item.unit)
        factor, base = (Decimal(str(record.factor)), record.base) if record else (Decimal(1), NO_UNIT)
        return Quantity(
            value=item.value,
            unit=item.unit,
            amount=(item.value * factor).normalize(),
            base=base,
            written=text[item.start : item.end],
            start=item.start,
            is_signed=item.is_signed,
            unit_written=item.unit_written,
            out_of=item.out_of,
            is_dual=_key(text[item.start : item.end]) in self._duals,
        )


def quantity_readers(languages: Mapping[str, Language], units: UnitsFile) -> dict[str, QuantityReader]:
    """Return a reader for each language that ``units.yml`` has number words for."""
    by_id = {unit.id: unit for unit in units.units}
    return {
        code: QuantityReader(languages[code], words, by_id)
        for code, words in units.number_words.items()
        if code in languages
    }


def _key(word: str) -> str:
    """Return a word as it is looked up: a pattern that ignores case takes the Turkish İ, I, ı and i for one letter."""
    return word.lower().replace("i\u0307", "i").replace("\u0131", "i")


def _either(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of the forms, longest first, or nothing when there are none."""
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or r"(?!)"
