"""Numbers: each amount on a source page is borne out by a claim bound to its own block (DESIGN.md, chapter 2).

Translations carry exactly the numbers of their source, which another rule compares.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.quantities import NO_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from botwijzer.model.evidence import Claim
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.quantities import Quantity, QuantityReader

CODES = {
    "NUM001": "an amount in a block without claims",
    "NUM002": "an amount that the block's claims do not bear out",
    "NUM003": "an amount in a title, summary or heading that no block of the page bears out",
}

# These carry no claims: their numbers must be borne out elsewhere on the page.
WITHOUT_CLAIMS = frozenset({"title", "summary", "heading", "admonition", "details", "head"})
HUNDRED = 100
_ONLY_NUMBERS = re.compile(r"[\d\s.,+\-\u2212\u2013]+(?:(?:tot|of|en|to|or|and)[\d\s.,+\-\u2212\u2013]+)*")

Amount = tuple[Decimal, str]


def check_numbers(project: Project) -> list[Problem]:
    """Return the amounts of source pages that no claim bound to their block vouches for.

    An amount is a number with a unit, a signed or decimal number, both numbers of "3 van de 100 mensen", and any
    number that fills a table cell. Whole numbers without a unit are free: they count things, or name a year.
    """
    reader = project.quantity_readers.get(project.source_language)
    if reader is None or not project.claims:  # reported by the readers of units.yml and claims.yml
        return []
    rule = _Rule(project, reader)
    return [problem for page in project.source_pages for problem in rule.check_page(page)]


class _Rule:
    def __init__(self, project: Project, reader: QuantityReader) -> None:
        self.project = project
        self.reader = reader

    def check_page(self, page: SourcePage) -> Iterator[Problem]:
        borne_out: set[Amount] = set()
        for block in page.body.blocks:
            if block.claims:
                borne_out |= {
                    quantity.comparable
                    for quantity in self._amounts(block)
                    if self._is_borne_out(quantity, self._claims(block))
                }
        for block in page.blocks:
            for quantity in self._amounts(block):
                yield from self._check_amount(page, block, quantity, borne_out)

    def _amounts(self, block: Block) -> list[Quantity]:
        fills_cell = block.kind == "cell" and bool(_ONLY_NUMBERS.fullmatch(block.text))
        return [item for item in self.reader.extract_quantities(block.text) if fills_cell or needs_claim(item)]

    def _claims(self, block: Block) -> list[Claim]:
        return [self.project.claims[item] for item in block.claims if item in self.project.claims]

    def _check_amount(
        self, page: SourcePage, block: Block, quantity: Quantity, borne_out: set[Amount]
    ) -> Iterator[Problem]:
        shown = f"'{self._show(quantity)}'"
        if block.kind in WITHOUT_CLAIMS and not block.claims:
            if quantity.comparable not in borne_out:
                action = "remove it, or say it in a block that its claim is bound to"
                expected = "an amount that a claim on this page bears out"
                yield page_problem(page, block.line, "NUM003", f"{shown} in the {block.kind}", expected, action)
        elif not block.claims:
            action = 'bind the claim that says it ({: claims="…" } below the block), or leave the number out'
            yield page_problem(page, block.line, "NUM001", f"{shown} in a block without claims", "a claim", action)
        elif (claims := self._claims(block)) and not self._is_borne_out(quantity, claims):
            known = ", ".join(f"{claim.id}: {_show_amounts(claim)}" for claim in claims)
            action = "correct the number, or bind the claim that says it"
            yield page_problem(page, block.line, "NUM002", shown, f"an amount of its claims ({known})", action)

    def _is_borne_out(self, quantity: Quantity, claims: Iterable[Claim]) -> bool:
        amounts = {amount for claim in claims for amount in self._claim_amounts(claim)}
        if quantity.comparable in amounts:
            return True
        if quantity.unit == NO_UNIT and quantity.out_of is None and not quantity.is_signed:
            # A bare number in a table cell has its unit in the head of its column.
            values = {Decimal(str(item.value)) for claim in claims for item in claim.quantities}
            return _is_whole(quantity) and quantity.value in values
        return self._is_frequency_borne_out(quantity, amounts)

    def _is_frequency_borne_out(self, quantity: Quantity, amounts: set[Amount]) -> bool:
        """Whether the claims say the count of "3 van de 100 mensen", or the same as "3 percent"."""
        percents = {value for value, base in amounts if base == "percent"}
        if quantity.out_of is not None:
            counts = {value for value, base in amounts if base in {NO_UNIT, "people"}}
            return quantity.value in counts or quantity.value * HUNDRED / quantity.out_of in percents
        is_hundred_people = quantity.base == "people" and quantity.amount == HUNDRED
        return is_hundred_people and bool(percents)

    def _show(self, quantity: Quantity) -> str:
        """Return the quantity as it stands in the text, also where a range lends it its unit."""
        unit = self.reader.units.get(quantity.unit)
        forms = unit.forms.get(self.reader.language.code, ()) if unit else ()
        is_counted = quantity.written.lower() in self.reader.words.counted
        lent = forms[0] if forms and not is_counted else ""
        return f"{quantity.written} {quantity.unit_written or lent}".strip()

    def _claim_amounts(self, claim: Claim) -> Iterator[Amount]:
        for item in claim.quantities:
            unit = self.reader.units.get(item.unit)
            factor, base = (Decimal(str(unit.factor)), unit.base) if unit else (Decimal(1), NO_UNIT)
            yield (Decimal(str(item.value)) * factor).normalize(), base


def needs_claim(quantity: Quantity) -> bool:
    """Whether a number names an amount: it has a unit, a sign, decimals or a denominator."""
    return quantity.unit != NO_UNIT or quantity.is_signed or quantity.out_of is not None or not _is_whole(quantity)


def _is_whole(quantity: Quantity) -> bool:
    return quantity.value == quantity.value.to_integral_value()


def _show_amounts(claim: Claim) -> str:
    amounts = (f"{item.value:g} {'' if item.unit == NO_UNIT else item.unit}".strip() for item in claim.quantities)
    return " and ".join(amounts) or "no numbers"
