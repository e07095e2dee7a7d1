"""How hard a Dutch page is to read: its sentences, their words and syllables, and the score of Flesch-Douma.

What counts as what is Flesch's own (*How to Write Plain English*, 1979, chapter 2), where CONTENT.md says nothing else:

* Running text only: no title, heading, head of a table or title of a card.
* A **sentence** ends with ``.``, ``!``, ``?`` or ``…``, or with a colon at the end of its block. What is left over at the
  end of a paragraph is one as well. A list item or table cell is a sentence only if it ends as one; without such an end
  it counts from ``KEYWORDS_AT_MOST`` words on, so that a long sentence cannot hide by leaving out its full stop.
* A **word** is what stands between blanks; with hyphens, apostrophes or a decimal mark in it it is one word.
* **Syllables** as the Dutch spelling parts them (``count_syllables``); a figure or an abbreviation has one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyphen

from botwijzer.model.words import extract_words, fold_word, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.markdown import Block
    from botwijzer.model.termbase import MedicineFinder, Name
    from botwijzer.model.words import PhraseIndex

# The formula and the syllables are those of Dutch.
LANGUAGE = "nl"

# Flesch-Douma. W. H. Douma, De leesbaarheid van landbouwbladen: een onderzoek naar en een toepassing van
# leesbaarheidsformules, Landbouwhogeschool Wageningen, 1960: R. Flesch's Reading Ease for the longer words of Dutch.
_BASE = 206.84
_PER_WORD_OF_SENTENCE = 0.93
_PER_SYLLABLE_OF_WORD = 77.0
# CONTENT.md: a medicine's name is one word of two syllables. The reader has it on the box, and we cannot choose it.
SYLLABLES_OF_MEDICINE = 2
# CONTENT.md: a sentence has at most 20 words, so what is longer and has no full stop is a sentence that lost it.
KEYWORDS_AT_MOST = 20
# What a finding names: the three words that weigh most, of four syllables or more.
HARD_SYLLABLES = 4
HARD_WORDS = 3

_RUNNING_TEXT = frozenset({"summary", "paragraph", "item", "cell"})
_KEYWORDS = frozenset({"item", "cell"})
# The end of a sentence and the blank after it; a small letter after that goes on with the same sentence.
_BREAK = re.compile(r"(?P<end>[.!?…][\"'”’»)\]]*)\s+(?=(?P<next>\S))")
_FULL_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:bijv|bv|ca|dr|drs|mr|ir|prof|mw|mevr|dhr|nr|blz|o\.a|d\.w\.z|m\.b\.t|St)\.$", re.IGNORECASE
)
_LONGER_THAN_ABBREVIATION = 12
_DECIMAL_MARK = re.compile(r"(?<=\d)[.,](?=\d)")

_TREMA = "\u0308"
_APART = "|"
# Letters that are one vowel sound in Dutch. The spelling writes a trema, a hyphen or a consonant wherever two of them
# belong to different syllables (ideeën, zee-egel); where a loan word does not (mu|se|um), Pyphen's break keeps them apart.
_VOWEL = re.compile(
    r"aai|ooi|oei|eau|[ei]eu(?=\|?w)|aa|ai|au|ee|ei|eu|ie|ij|oe|oo|ou|ui|uu|[aeiou]|y(?![aeou])", re.IGNORECASE
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a page, the line of its block, and its size. ``adjusted_…``: with medicine names as CONTENT.md counts them."""

    line: int
    text: str
    words: int
    letters: int
    syllables: int
    adjusted_words: int
    adjusted_syllables: int


@dataclass(frozen=True)
class Readability:
    """The sentences of a page and what follows from them. Without sentences every figure is 0."""

    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """Words in sentences."""
        return sum(sentence.words for sentence in self.sentences)

    @property
    def mean_sentence(self) -> float:
        """Words in a sentence, on average."""
        return _divide(self.words, len(self.sentences))

    @property
    def longest(self) -> int:
        """Words of the longest sentence."""
        return max((sentence.words for sentence in self.sentences), default=0)

    @property
    def mean_word(self) -> float:
        """Letters and figures in a word, on average."""
        return _divide(sum(sentence.letters for sentence in self.sentences), self.words)

    @property
    def syllables(self) -> int:
        """Syllables of all words in sentences."""
        return sum(sentence.syllables for sentence in self.sentences)

    @property
    def raw(self) -> float:
        """The score of the text as it stands."""
        return flesch_douma(len(self.sentences), self.words, self.syllables)

    @property
    def adjusted(self) -> float:
        """The score with each medicine name as one word of two syllables: the one that is held to the threshold."""
        words = sum(sentence.adjusted_words for sentence in self.sentences)
        return flesch_douma(len(self.sentences), words, sum(item.adjusted_syllables for item in self.sentences))


def flesch_douma(sentences: int, words: int, syllables: int) -> float:
    """Return the score of Flesch-Douma: 0 very hard, 60 to 70 normal, 100 very easy (Douma 1960); 0 without words.

    206.84 − 0.93 × (words / sentences) − 77 × (syllables / words).
    """
    if not sentences or not words:
        return 0.0
    return _BASE - _PER_WORD_OF_SENTENCE * words / sentences - _PER_SYLLABLE_OF_WORD * syllables / words


def measure_readability(blocks: Iterable[Block], *, medicines: MedicineFinder) -> Readability:
    """Return the sentences of the running text among ``blocks``, measured."""
    return Readability(
        tuple(
            _measure_sentence(block.line, text, medicines)
            for block in blocks
            if block.kind in _RUNNING_TEXT
            for text in extract_sentences(block.text, keywords=block.kind in _KEYWORDS)
        )
    )


def extract_hard_words(measured: Readability, *, names: PhraseIndex[Name]) -> tuple[str, ...]:
    """Return the words that cost most: ``HARD_SYLLABLES`` or more, most syllables in all first.

    ``names``: those of the termbase (medicines, botontkalking) are the words that we chose, and stay.
    """
    cost: Counter[str] = Counter()
    for sentence in measured.sentences:
        words = extract_words(sentence.text)
        matches = names.find([stem_word(word.text, LANGUAGE) for word in words])
        chosen = {index for match in matches for index in range(match.start, match.end)}
        for index, word in enumerate(words):
            syllables = count_syllables(word.text)
            if index not in chosen and syllables >= HARD_SYLLABLES:
                cost[fold_word(word.text, LANGUAGE)] += syllables
    return tuple(sorted(cost, key=lambda word: (-cost[word], word))[:HARD_WORDS])


def render_score(score: float) -> str:
    """Return a score with one decimal, rounded down: what falls short of a threshold must not seem to reach it."""
    return f"{math.floor(score * 10) / 10:.1f}"


def count_words(blocks: Iterable[Block]) -> int:
    """Return how many words there are to read: those of headings, tables and cards too."""
    return sum(len(extract_words(_join_figures(block.text))) for block in blocks)


@lru_cache(maxsize=20_000)
def extract_sentences(text: str, *, keywords: bool = False) -> tuple[str, ...]:
    """Return the sentences of a plain text; ``keywords``: it may also be a few words that are no sentence."""
    pieces: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        end = match.end("end")
        # Only the last few characters are looked at: a page full of points must be read in time too.
        last = text[max(start, end - _LONGER_THAN_ABBREVIATION) : end]
        if not match["next"].islower() and not _ABBREVIATION.search(last):
            pieces.append(text[start:end])
            start = match.end()
    pieces.append(text[start:])
    return tuple(piece.strip() for piece in pieces if _is_sentence(piece.strip(), keywords=keywords))


def _is_sentence(piece: str, *, keywords: bool) -> bool:
    words = len(extract_words(piece))
    return words > 0 and (not keywords or words > KEYWORDS_AT_MOST or _FULL_STOP.search(piece) is not None)


def _measure_sentence(line: int, text: str, medicines: MedicineFinder) -> Sentence:
    words = extract_words(_join_figures(text))
    syllables = [count_syllables(word.text) for word in words]
    names = medicines.extract_names(words)
    # A name of more than one word (vitamine D) becomes one.
    merged = sum(end - start - 1 for start, end in names)
    spared = sum(sum(syllables[start:end]) - SYLLABLES_OF_MEDICINE for start, end in names)
    return Sentence(
        line=line,
        text=text,
        words=len(words),
        letters=sum(character.isalnum() for word in words for character in word.text),
        syllables=sum(syllables),
        adjusted_words=len(words) - merged,
        adjusted_syllables=sum(syllables) - spared,
    )


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Return the syllables of a Dutch word; it has one at least, and so has each part between hyphens.

    Every syllable has one vowel sound. The letters of each sound are read as the spelling joins them, and Pyphen
    (Hunspell's hyphenation patterns) says where two that could be joined are not. Pyphen alone finds too few: it never
    splits off a single letter (``o|ver``, ``os|te|o|pe|ni|e``). Measured on the hand-counted
    words of ``tests/readability/syllables.yml``: 98 of 99 right; Pyphen alone (which is what textstat does) 85 of 99.
    """
    parts = fold_word(word, LANGUAGE).split("-")
    return sum(max(1, _count_vowels(part)) for part in parts)


def _count_vowels(part: str) -> int:
    broken = _hyphenation().inserted(part, hyphen=_APART)
    plain = ""
    for character in unicodedata.normalize("NFD", broken):
        if character == _TREMA:
            plain = f"{plain[:-1]}{_APART}{plain[-1]}"  # a trema begins a syllable: ide|en
        elif not unicodedata.combining(character):
            plain += character  # één, bètablokker: an accent changes no syllable
    return len(_VOWEL.findall(plain))


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL")


def _join_figures(text: str) -> str:
    """Return the text with 2,5 as one word."""
    return _DECIMAL_MARK.sub("", text)


def _divide(total: float, count: int) -> float:
    return total / count if count else 0.0
