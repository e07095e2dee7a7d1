"""How Dutch is measured, against the hand-counted files in ``tests/readability``, and the table of ``make status``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from botwijzer.model.markdown import extract_body
from botwijzer.model.project import read_project
from botwijzer.model.readability import (
    LANGUAGE,
    Readability,
    count_syllables,
    count_words,
    extract_sentences,
    flesch_douma,
    measure_readability,
    render_score,
)
from botwijzer.model.termbase import medicine_finder
from botwijzer.publish.readability_table import render_readability
from project_copy import ROOT, TESTS, copy_base

if TYPE_CHECKING:
    from pathlib import Path

MEDICINES = medicine_finder(read_project(ROOT).terms, LANGUAGE)
TERMINAL_WIDTH = 80
TABLE = [
    "Readability (nl): Flesch-Douma, at least 40; 3 pages, 0 below it",
    "page                                        words sent mean max   raw   adj min",
    "------------------------------------------- ----- ---- ---- --- ----- ----- ---",
    "een-pagina-met-een-adres-dat-veel-te-lang-…     6    1  6.0   6  60.0  60.0  40",
    "voorkomen/index                                56    8  3.6   6  81.3  81.3  40",
    "index                                          27    6  3.2   6  98.5  98.5  40",
]


def read_data(name: str) -> Any:
    return yaml.safe_load((TESTS / "readability" / name).read_text(encoding="utf-8"))


def measure(markdown: str) -> Readability:
    return measure_readability(extract_body(markdown).blocks, medicines=MEDICINES)


SYLLABLES = read_data("syllables.yml")
SENTENCES = [
    (text, found, kind == "keywords")
    for kind, cases in read_data("sentences.yml").items()
    for text, found in cases.items()
]


def test_syllables() -> None:
    wrong = [word for word, count in SYLLABLES["words"].items() if count_syllables(word) != count]
    assert wrong == SYLLABLES["known_misses"]


@pytest.mark.parametrize(("text", "expected", "keywords"), SENTENCES)
def test_sentences(text: str, expected: list[str], keywords: bool) -> None:  # noqa: FBT001  (from the data)
    assert list(extract_sentences(text, keywords=keywords)) == expected


@pytest.mark.parametrize("case", read_data("measures.yml"), ids=lambda case: case["text"])
def test_words_and_syllables(case: dict[str, Any]) -> None:
    (sentence,) = measure(case["text"]).sentences
    assert [sentence.words, sentence.syllables] == case["raw"]
    assert [sentence.adjusted_words, sentence.adjusted_syllables] == case["adjusted"]


def test_the_formula() -> None:
    # 206.84 − 0.93 × 10 − 77 × 1.5
    assert flesch_douma(10, 100, 150) == pytest.approx(82.04)
    assert flesch_douma(0, 0, 0) == 0


def test_a_score_is_rounded_down() -> None:
    assert [render_score(score) for score in (64.99, 65.0, -0.01)] == ["64.9", "65.0", "-0.1"]


def test_only_running_text_is_measured_but_every_word_is_counted() -> None:
    markdown = """## Hoe lang? {#hoe-lang}

!!! tip "Let op dit."
    Beweeg elke dag.

    - Melk

| Wat. | Hoe lang. |
| --- | --- |
| Lopen | Loop een uur. |
"""
    measured = measure(markdown)
    assert [sentence.text for sentence in measured.sentences] == ["Beweeg elke dag.", "Loop een uur."]
    assert (measured.words, measured.longest, measured.mean_sentence) == (6, 3, 3)
    assert measured.mean_word == pytest.approx(23 / 6)
    assert count_words(extract_body(markdown).blocks) == 16


def test_nothing_to_read() -> None:
    measured = measure("## Niets {#niets}\n")
    assert (measured.words, measured.longest, measured.mean_sentence, measured.mean_word) == (0, 0, 0, 0)
    assert (measured.raw, measured.adjusted) == (0, 0)


def test_the_table_is_narrow_and_the_hardest_page_comes_first() -> None:
    _, _, _, *rows = render_readability(read_project(ROOT)).splitlines()
    assert max(len(row) for row in rows) <= TERMINAL_WIDTH
    scores = [float(row.split()[6]) for row in rows]
    assert scores == sorted(scores)


def test_the_table(tmp_path: Path) -> None:
    copy_base(tmp_path)
    long = tmp_path / "docs/nl/een-pagina-met-een-adres-dat-veel-te-lang-is-voor-de-tabel.md"
    long.write_text("Lees de bijsluiter en beweeg voldoende.\n", encoding="utf-8")
    (tmp_path / "docs/nl/leeg.md").write_text("## Kop {#kop}\n", encoding="utf-8")  # no sentences: no score
    assert render_readability(read_project(tmp_path)).splitlines() == TABLE
