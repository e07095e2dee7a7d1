"""Latin words and numbers in right-to-left text: which runs become islands, and that nothing else changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import yaml

from botwijzer.publish.isolate_runs import replace_latin_runs
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    (path, case)
    for path in sorted((ROOT / "tests/isolation").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
START, END = '<bdi dir="ltr">', "</bdi>"
# Reading 200,000 characters takes a twentieth of a second; a pattern that tries every way to read them takes for ever.
MOST_SECONDS = 5


def in_arabic(text: str) -> str:
    return f'<section dir="rtl">{text}</section>'


@pytest.mark.parametrize(("path", "case"), CASES, ids=[f"{path.stem}: {case['text'][:40]}" for path, case in CASES])
def test_case(path: Path, case: dict[str, str]) -> None:
    del path
    expected = case["isolated"].replace("⟦", START).replace("⟧", END)
    assert replace_latin_runs(in_arabic(case["text"])) == in_arabic(expected)
    # A second time changes nothing, and left-to-right text stays as it is.
    assert replace_latin_runs(in_arabic(expected)) == in_arabic(expected)
    assert replace_latin_runs(case["text"].replace('dir="rtl"', "")) == case["text"].replace('dir="rtl"', "")


@pytest.mark.parametrize("text", ["a." * 100_000, "a (b " * 50_000, "<abbr>a" * 20_000, "1 – " * 50_000, "−" * 100_000])
def test_long_texts_take_no_longer_than_their_length(text: str) -> None:
    start = time.perf_counter()
    replace_latin_runs(in_arabic(text))
    assert time.perf_counter() - start < MOST_SECONDS
