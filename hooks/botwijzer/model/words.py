"""Words of a text and their stems, per language.

Snowball (snowballstemmer) knows Dutch, English, Turkish, Arabic and Polish. A language it does not know (Ukrainian)
compares words as written until its own analyser is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ALGORITHMS = {"nl": "dutch", "en": "english", "tr": "turkish", "ar": "arabic", "pl": "polish"}
# A word: letters and digits, with hyphens and apostrophes inside (T-score, foto's).
_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")


@dataclass(frozen=True)
class Word:
    """A word and where it starts and ends in its text."""

    text: str
    start: int
    end: int


def extract_words(text: str) -> list[Word]:
    """Return the words of a plain text in order."""
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return lambda word: word
    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem


@lru_cache(maxsize=100_000)
def stem_word(word: str, language: str) -> str:
    """Return the stem of a word; words with digits or capitals only (T-score, DXA) are only lower-cased."""
    lowered = word.replace("\u2019", "'").lower()
    return lowered if any(character.isdigit() for character in lowered) else _stemmer(language)(lowered)


def stem_phrase(phrase: str, language: str) -> tuple[str, ...]:
    """Return the stems of all words of a phrase."""
    return tuple(stem_word(word.text, language) for word in extract_words(phrase))


def find_phrase(stems: Sequence[str], phrase: tuple[str, ...]) -> list[int]:
    """Return each index at which the stems of ``phrase`` stand in ``stems``."""
    length = len(phrase)
    if not length:
        return []
    first = phrase[0]
    return [
        index
        for index, stem in enumerate(stems[: len(stems) - length + 1])
        if stem == first and tuple(stems[index : index + length]) == phrase
    ]
