"""Block by block, a translation names exactly the amounts of its Dutch page, in its own notation (DESIGN.md, 4)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.quantities import NO_UNIT
from botwijzer.model.records import Status
from botwijzer.model.shown_text import line_in_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.quantities import Quantity

CODES = {
    "PNUM001": "A block of a translation does not name the amounts of its Dutch counterpart.",
    "PNUM002": "A language has pages, but units.yml does not say how it writes numbers.",
    "PNUM004": "Amounts of the same kind stand in another order than in the Dutch block.",
    "PNUM003": "A block of a translation does not have the names with a digit (K2, D3) of its Dutch counterpart.",
}

# A name that ends in digits: K2, D3, B12. In every script these are written in Latin letters.
_NAME_WITH_DIGIT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]+[0-9]+(?![A-Za-z0-9])")

# The key under which frequencies are put in order, beside those of units.
_FREQUENCY = "frequency"
_UNITS_PATH = "docs/_data/units.yml"


def check_parity_numbers(project: Project) -> list[Problem]:
    """Return every block whose amounts differ from those of its counterpart, and languages without number words."""
    readers = project.quantity_readers
    drafts = {code for code, language in project.languages.items() if language.status is Status.DRAFT}
    unread = [(code, _no_reader(code)) for code in _unread_languages(project)]
    problems = [problem.as_notice() if code in drafts else problem for code, problem in unread]
    reader = readers.get(project.source_language)
    if reader is None:
        return problems
    for source, target in project.translations():
        other = readers.get(target.language)
        if other is None:
            continue
        for left, right in common_pairs(source.blocks, target.blocks):
            wanted = [*reader.extract_quantities(left.text), *_in_pictures(reader.extract_quantities, left)]
            there = [*other.extract_quantities(right.text), *_in_pictures(other.extract_quantities, right)]
            if _count(wanted) != _count(there):
                there = _without_dual_units(there, wanted)
                wanted = _without_spelt_out(wanted, there, other.extract_bare_words(right.text))
            if _count(wanted) != _count(there):
                problems.append(_to_problem(left, right, wanted, there, source, target))
            elif _orders(wanted) != _orders(there):
                problems.append(_order_problem(left, right, wanted, there, source, target))
            problems += _check_names(left, right, source, target)
    return problems


def _without_dual_units(there: Sequence[Quantity], wanted: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts with a dual's unit left out where the Dutch has the number alone ("nooit 2 op één dag")."""
    missing = _count(wanted) - _count(there)
    result: list[Quantity] = []
    for item in there:
        bare = (item.value.normalize(), NO_UNIT)
        if item.is_dual and item.comparable not in _count(wanted) and missing[bare] > 0:
            missing[bare] -= 1
            result.append(replace(item, unit=NO_UNIT, base=NO_UNIT, amount=bare[0]))
        else:
            result.append(item)
    return result


def _without_spelt_out(
    wanted: Sequence[Quantity], there: Sequence[Quantity], spelt_out: Sequence[Decimal]
) -> list[Quantity]:
    """Return the Dutch amounts without the bare numbers that the translation writes as a word ("1 meting", قياس واحد)."""
    missing, words = _count(wanted) - _count(there), Counter(spelt_out)
    result: list[Quantity] = []
    for item in wanted:
        if item.unit == NO_UNIT and item.out_of is None and missing[item.comparable] > 0 and words[item.value] > 0:
            missing[item.comparable] -= 1
            words[item.value] -= 1
        else:
            result.append(item)
    return result


def _check_names(left: Block, right: Block, source: SourcePage, target: SourcePage) -> list[Problem]:
    wanted = {name.upper() for name in _NAME_WITH_DIGIT.findall(left.text)}
    there = {name.upper() for name in _NAME_WITH_DIGIT.findall(right.text)}
    if wanted == there:
        return []
    missing, extra = sorted(wanted - there), sorted(there - wanted)
    return [
        Problem(
            path=target.path,
            line=right.line,
            code="PNUM003",
            found=_quote(extra) if extra else f"a block without {_quote(missing)}",
            expected=(_quote(missing) if missing else "no such name") + f", as on {source.place_of(left.line)}",
            action="name the same as the Dutch block",
        )
    ]


def _quote(names: Iterable[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)


def _in_pictures(extract: Callable[[str], list[Quantity]], block: Block) -> list[Quantity]:
    return [item for link in block.links if link.is_image for item in extract(link.text)]


def _unread_languages(project: Project) -> list[str]:
    written = {page.language for page in project.pages}
    return [code for code in project.languages if code in written and code not in project.quantity_readers]


def _no_reader(language: str) -> Problem:
    return Problem(
        path=_UNITS_PATH,
        line=0,
        code="PNUM002",
        found=f"no number words for '{language}', which has pages",
        expected=f"a key '{language}' under number_words",
        action="add how the language writes numbers and units, or its amounts cannot be compared",
    )


def _count(quantities: Iterable[Quantity]) -> Counter[tuple[object, str]]:
    return Counter(item.comparable for item in quantities)


def _orders(quantities: Iterable[Quantity]) -> dict[str, list[object]]:
    """Return per base unit the amounts in the order of the text: two times that changed places are two wrong times."""
    orders: dict[str, list[object]] = {}
    found = list(quantities)
    # "50 van de 1000" is "1000 kadından 50" in Turkish: the count and its denominator are one amount.
    denominators = {item.out_of for item in found if item.out_of is not None}
    for item in found:
        if item.out_of is not None:
            orders.setdefault(_FREQUENCY, []).append((item.value, item.out_of))
        elif item.value not in denominators:
            orders.setdefault(item.base, []).append(item.amount)
    return orders


def _order_problem(
    left: Block,
    right: Block,
    wanted: Sequence[Quantity],
    there: Sequence[Quantity],
    source: SourcePage,
    target: SourcePage,
) -> Problem:
    return Problem(
        path=target.path,
        line=right.line,
        code="PNUM004",
        found=", then ".join(f"'{item.written} {item.unit}'" for item in there),
        expected=", then ".join(f"'{item.written} {item.unit}'" for item in wanted)
        + f", as on {source.place_of(left.line)}",
        action="name amounts of the same kind in the order of the Dutch, so that none can change places",
    )


def _to_problem(
    left: Block,
    right: Block,
    wanted: Sequence[Quantity],
    there: Sequence[Quantity],
    source: SourcePage,
    target: SourcePage,
) -> Problem:
    missing, extra = _count(wanted) - _count(there), _count(there) - _count(wanted)
    place = f"as on {source.place_of(left.line)}"
    line = next((line_in_block(target, right, item.start) for item in there if item.comparable in extra), right.line)
    return Problem(
        path=target.path,
        line=line,
        code="PNUM001",
        found=_name(there, extra) if extra else f"a block without {_name(wanted, missing)}",
        expected=f"{_name(wanted, missing)}, {place}" if missing else f"no such amount, {place}",
        action="name exactly the amounts and units of the Dutch block",
    )


def _name(quantities: Iterable[Quantity], counts: Counter[tuple[object, str]]) -> str:
    """Return the amounts that ``counts`` counts, as they are written; a unit lent by a range is named by its id."""
    left = Counter(counts)
    named: list[str] = []
    for item in quantities:
        if left[item.comparable] > 0:
            left[item.comparable] -= 1
            named.append(item.written if item.unit == NO_UNIT else f"{item.written} {item.unit_written or item.unit}")
    return _quote(named)
