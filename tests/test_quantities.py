"""How numbers and units are read from running text, against the data files in ``tests/quantities``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.model.project import read_project
from project_copy import ROOT, TESTS

if TYPE_CHECKING:
    from botwijzer.model.quantities import Quantity

FILES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((TESTS / "quantities").glob("*.yml"))]
CASES = [(item["language"], text, expected) for item in FILES for text, expected in item["cases"].items()]


READERS = read_project(ROOT).quantity_readers


def show(quantity: Quantity) -> str:
    out_of = f"/{quantity.out_of:f}" if quantity.out_of else ""
    number = f"{quantity.value:f}"
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number}{out_of} {quantity.unit}"


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_quantities(language: str, text: str, expected: list[str]) -> None:
    assert [show(item) for item in READERS[language].extract_quantities(text)] == expected
