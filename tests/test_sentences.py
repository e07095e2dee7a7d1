"""Sentences in every script, against a data file."""

from __future__ import annotations

import pytest
import yaml

from botwijzer.model.sentences import count_sentences, may_have_sentences, split_sentences
from project_copy import TESTS

CASES: dict[str, list[str]] = yaml.safe_load((TESTS / "sentences/cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "sentences"), CASES.items(), ids=list(CASES))
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences
    ended = [item for item in sentences if item[-1] in ".!?؟"]
    assert count_sentences(text) == len(ended)


def test_an_abbreviation_at_the_end_leaves_two_answers() -> None:
    assert may_have_sentences("800 j.m.", 0)
    assert may_have_sentences("800 j.m.", 1)
    assert not may_have_sentences("800 mg.", 0)
