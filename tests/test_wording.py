"""Dangerous and harmless sentences of each language, against what its wording finds (``tests/wording``)."""

from __future__ import annotations

import pytest
import yaml

from botwijzer.checks.instructions import finds_refusal, finds_stop
from botwijzer.model.project import read_project
from project_copy import ROOT, TESTS

WORDING = read_project(ROOT).wording
FILES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((TESTS / "wording").glob("*.yml"))]


def sentences(key: str) -> list[tuple[str, str]]:
    return [(case["language"], sentence) for case in FILES for sentence in case[key]]


@pytest.mark.parametrize(("language", "sentence"), sentences("stops"))
def test_an_order_or_leave_to_stop_is_found(language: str, sentence: str) -> None:
    assert finds_stop(sentence, WORDING[language].instructions)


@pytest.mark.parametrize(("language", "sentence"), sentences("refuses"))
def test_an_order_not_to_take_or_to_wait_is_found(language: str, sentence: str) -> None:
    assert finds_refusal(sentence, WORDING[language].instructions)


@pytest.mark.parametrize(("language", "sentence"), sentences("harmless"))
def test_what_harms_nobody_is_left_alone(language: str, sentence: str) -> None:
    assert not finds_stop(sentence, WORDING[language].instructions)
    assert not finds_refusal(sentence, WORDING[language].instructions)


def test_every_translation_has_sentences() -> None:
    assert {case["language"] for case in FILES} == set(WORDING) - {"nl", "en"}
