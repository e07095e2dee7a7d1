"""Words of a text, their stems and the phrases they form, per language.

Snowball (snowballstemmer) knows Dutch, English, Turkish, Arabic and Polish. Ukrainian, which it does not know, is read
by the dictionary of simplemma; what that does not have (names of medicines) loses its case ending. Another language
compares words as written until its own analyser is chosen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

import simplemma
import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

_ALGORITHMS = {"nl": "dutch", "en": "english", "tr": "turkish", "ar": "arabic", "pl": "polish"}
# Languages that Snowball lacks and simplemma has.
_LEMMATIZED = frozenset({"uk"})
# What Arabic writes together with the next word: and, so; then with, for, as; then the article. Snowball leaves some
# on; three letters must be left. A name that begins so itself loses it everywhere, and is found all the same.
_CLINGING_START = re.compile("^[\u0648\u0641]?[\u0628\u0644\u0643]?(?:\u0627\u0644|\u0644\u0644)?(?=\\w{3})")
# Case endings of Ukrainian nouns and adjectives, longest first, and the letters that must be left before one is taken.
_UKRAINIAN_ENDING = re.compile(
    "(?:ього|ьому|ого|ому|ими|ами|ями|ові|еві|єві|ої|ою|ею|єю|ий|ій|им|їм|их|їх|ах|ях|ам|ям|ом|ем|єм|ів|їв|ей|"
    "[уюаяиіїеєоьй])$"
)
_MIN_UKRAINIAN_STEM = 4
# Languages that write compounds as one word (wervelfractuur).
_COMPOUNDING = frozenset({"nl"})
# Shorter parts of a compound are chance: "pil" stands in "pilaar".
MIN_COMPOUND_PART = 4
# As the names of Unicode's letters begin. Greek letters and signs such as µ stand in texts of every language.
_SCRIPTS = frozenset({"LATIN", "ARABIC", "CYRILLIC"})
# Soft hyphens and zero-width signs: a reader does not see them, so a rule must not stumble over them.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_INVISIBLE_SIGNS = re.compile(f"[{_INVISIBLE}]")
_HYPHENS = re.compile("[\u2010\u2011]")
# Letters and digits with their combining marks (Latin accents, Arabic vowel signs).
_LETTERS = rf"(?:[^\W_][\u0300-\u036f\u064b-\u065f\u0670{_INVISIBLE}]*)+"
# A word: letters and digits, with hyphens and apostrophes inside (T-score, foto's).
_WORD = re.compile(rf"{_LETTERS}(?:[-'\u2019\u2010\u2011]{_LETTERS})*")

# A question asks and instructs nobody; the second mark is the Arabic one.
QUESTION_MARKS = ("?", "؟")


@dataclass(frozen=True)
class Word:
    """A word and where it starts and ends in its text."""

    text: str
    start: int
    end: int


# Several rules read the same block: what was taken apart once is remembered.
@lru_cache(maxsize=50_000)
def extract_words(text: str) -> tuple[Word, ...]:
    """Return the words of a plain text in order."""
    return tuple(Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text))


@lru_cache(maxsize=50_000)
def extract_scripts(word: str) -> frozenset[str]:
    """Return the scripts of the letters of a word, such as ``LATIN``; those that no language of ours has are left out."""
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha())
    return _SCRIPTS.intersection(names)


def extract_word_parts(text: str) -> tuple[Word, ...]:
    """Return the words of a plain text with hyphenated ones taken apart: ``vitamine``, ``D``, ``tekort``."""
    return extract_words(re.sub("[-\u2010\u2011]", " ", text))


@lru_cache(maxsize=100_000)
def fold_word(word: str, language: str) -> str:
    """Return a word in small letters, composed, with plain hyphens and apostrophes and no invisible signs."""
    plain = unicodedata.normalize("NFC", _HYPHENS.sub("-", _INVISIBLE_SIGNS.sub("", word)).replace("\u2019", "'"))
    if language == "tr":  # In Turkish the small letter of I is ı, and that of İ is i.
        plain = plain.replace("I", "ı").replace("İ", "i")
    return plain.lower()


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = _ALGORITHMS.get(language)
    if language == "ar":
        arabic = snowballstemmer.stemmer("arabic").stemWord
        return lambda word: arabic(_CLINGING_START.sub("", arabic(word)))
    if language in _LEMMATIZED:
        return lambda word: _cut_ending(simplemma.lemmatize(word, lang=language).lower())
    if algorithm is None:
        return lambda word: word
    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem


def _cut_ending(lemma: str) -> str:
    """Return a Ukrainian lemma without its ending, so that a name the dictionary lacks is one word in all cases."""
    stem = _UKRAINIAN_ENDING.sub("", lemma)
    return stem if len(stem) >= _MIN_UKRAINIAN_STEM else lemma


@lru_cache(maxsize=100_000)
def stem_word(word: str, language: str) -> str:
    """Return the stem of a word; a word with digits in it (K2) is only folded."""
    folded = fold_word(word, language)
    return folded if any(character.isdigit() for character in folded) else _stemmer(language)(folded)


@lru_cache(maxsize=50_000)
def stem_phrase(phrase: str, language: str) -> tuple[str, ...]:
    """Return the stems of all words of a phrase."""
    return tuple(stem_word(word.text, language) for word in extract_words(phrase))


@lru_cache(maxsize=100_000)
def compound_stems(word: str, language: str) -> frozenset[str]:
    """Return the stems of what a compound may begin or end with, and of the parts between its hyphens.

    ``enkelfractuur`` gives among others ``fractuur``; ``geneesmiddelengebruik`` among others the stem of
    ``geneesmiddelen``. Only parts of at least ``MIN_COMPOUND_PART`` letters count, and only in Dutch are words without
    a hyphen taken apart.
    """
    parts = fold_word(word, language).split("-")
    found = {stem_word(part, language) for part in parts} if len(parts) > 1 else set()
    if language in _COMPOUNDING:
        for part in parts:
            for cut in range(MIN_COMPOUND_PART, len(part) - MIN_COMPOUND_PART + 1):
                found |= {stem_word(part[:cut], language), stem_word(part[cut:], language)}
    return frozenset(found)


@dataclass(frozen=True)
class Match(Generic[T]):
    """A phrase that stands in a text: the index of its first word, the index after its last, and what it means."""

    start: int
    end: int
    meaning: T


class PhraseIndex(Generic[T]):
    """Phrases by their first stem, so that a text is searched for all of them in one pass."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], T]]) -> None:
        """Take pairs of stems and meaning; a phrase without words is left out."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for stems, meaning in phrases:
            if stems:
                self._by_first.setdefault(stems[0], []).append((stems, meaning))

    def find(self, stems: Sequence[str]) -> list[Match[T]]:
        """Return every phrase that stands in ``stems``, also those inside a longer one."""
        return [
            Match(start, start + len(phrase), meaning)
            for start, stem in enumerate(stems)
            for phrase, meaning in self._by_first.get(stem, ())
            if tuple(stems[start : start + len(phrase)]) == phrase
        ]


def keep_longest(matches: Iterable[Match[T]]) -> list[Match[T]]:
    """Return the matches that do not stand inside a longer one."""
    found = list(matches)
    spans = {(match.start, match.end) for match in found}
    return [
        match
        for match in found
        if not any(
            start <= match.start and match.end <= end and (start, end) != (match.start, match.end)
            for start, end in spans
        )
    ]
