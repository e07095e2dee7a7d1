"""Words as the search knows them: each stem with its forms, and the endings that a language puts on its words.

The stems are those of ``model/words.py`` (Snowball, a dictionary for Ukrainian), taken at build time: the browser gets
the forms that stand on the pages, grouped, and for a form that it has never seen the endings that were learned from them.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING

from botwijzer.model.words import fold_word, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterable

# As WORD in search-words.js: letters and digits with their marks, an apostrophe inside; a hyphen parts words.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640]|['\u2019\u02bc](?=[^\W\d_]))*")
_MIN_SHARED_LETTERS = 3
_MAX_ENDING = 6
# An ending that fewer stems show is chance.
_MIN_STEMS = 3
# Texts that have a common stem.
_COMMON = 30
# A shorter beginning of all forms of a stem is written with each of them.
_MIN_BEGINNING = 2


def split_words(text: str, language: str) -> list[str]:
    """Return the words of a text in small letters, in order."""
    return [fold_word(match[0], language) for match in _WORD.finditer(text)]


def find_common_words(texts: Iterable[str], language: str) -> list[str]:
    """Return a word of each stem that many texts have, the commonest first."""
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for text in texts:
        stems = {stem_word(word, language): word for word in split_words(text, language)}
        counts.update(stems.keys())
        words = stems | words
    return [words[stem] for stem, count in counts.most_common() if count >= _COMMON]


class Vocabulary:
    """Numbers for stems, given in the order in which they are met, and the forms that were met of each."""

    def __init__(self, language: str) -> None:
        """Begin without words."""
        self._language = language
        self._numbers: dict[str, int] = {}
        self._forms: list[dict[str, None]] = []

    def add(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, in order; words not met before get one."""
        result = []
        for word in split_words(text, self._language):
            stem = stem_word(word, self._language)
            number = self._numbers.setdefault(stem, len(self._numbers))
            if number == len(self._forms):
                self._forms.append({})
            self._forms[number][word] = None
            result.append(number)
        return result

    def add_forms(self, words: Iterable[str]) -> None:
        """Note forms of stems that are known already; a word of another stem is passed by."""
        for word in words:
            number = self._numbers.get(stem_word(word, self._language))
            if number is not None:
                self._forms[number][word] = None

    def render(self) -> list[str]:
        """Return the forms of each stem by number: what they begin with, ``|``, and the ends, as in ``pil| len``."""
        return [_render_forms(list(forms)) for forms in self._forms]

    def endings(self) -> list[str]:
        """Return what the forms of one stem differ in, such as ``en`` and ``s``; the empty ending first."""
        counts: Counter[str] = Counter()
        for forms in self._forms:
            shared = len(os.path.commonprefix(list(forms)))  # noqa: RUF071  (letters are meant)
            if len(forms) > 1 and shared >= _MIN_SHARED_LETTERS:
                counts.update({form[shared:] for form in forms if len(form) - shared <= _MAX_ENDING})
        return sorted({"", *(ending for ending, count in counts.items() if count >= _MIN_STEMS)})


def _render_forms(forms: list[str]) -> str:
    shared = os.path.commonprefix(forms)  # noqa: RUF071  (letters are meant)
    if len(forms) == 1 or len(shared) < _MIN_BEGINNING:
        return " ".join(forms)
    return f"{shared}|{' '.join(form.removeprefix(shared) for form in forms)}"
