"""A sentence that looks like another language than its page: pasted, or left behind by a translator.

Only small words are counted, and only those that one language alone has: names and medical words say nothing. A
sentence in the letters of another script is foreign whatever its words are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.checks.parity_structure import MIN_UNTRANSLATED_WORDS
from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import shown_texts
from botwijzer.model.termbase import read_names
from botwijzer.model.words import extract_scripts, extract_words, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botwijzer.model.markdown import Block
    from botwijzer.model.project import Project
    from botwijzer.model.shown_text import ShownText

CODES = {"LANG001": "A sentence looks like another language than that of its page."}

# A sentence is foreign when it has at least so many small words of the other language, and so many times its own
# ones and one.
MIN_FOREIGN_WORDS = 3
MIN_RATIO = 2
MAX_SHOWN_CHARACTERS = 60

# Without any small word of its own, and outside parentheses (where foreign names stand), two different ones suffice.
MIN_FOREIGN_ALONE = 2
# A sentence was left untranslated when nearly all its words stand in the block it translates: from so many words on.
MIN_SHARE_UNTRANSLATED = 0.8
MIN_WORDS_UNTRANSLATED = 3
MIN_WORDS_UNTRANSLATED_TITLE = 2

# A sentence is in another script from so many words in its letters on; Latin letters, in which names, sizes and
# addresses are written everywhere, only when there are no others.
MIN_WORDS_IN_SCRIPT = 3
MIN_WORDS_IN_LATIN = 4
LATIN = "LATIN"

_PARENTHESES = re.compile(r"\([^()]*\)")
# Addresses, and what is filled in: {name}.
_NO_WORDS = re.compile(r"(?<!\S)\S*?(?:://|@)\S+|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/\S*)?|\{\w+\}")
_SENTENCE = re.compile(r"[^.!?:;؟؛]+[.!?:;؟؛]*")


@dataclass(frozen=True)
class Original:
    """The block that a block translates, its language, and the names that the translation may share with it."""

    block: Block
    language: str
    names: frozenset[str]


@dataclass(frozen=True)
class _Marks:
    """What tells the languages apart: small words of each alone, the script of each, and names that all may share."""

    small_words: Mapping[str, frozenset[str]]
    scripts: Mapping[str, str]
    names: frozenset[str]


def check_languages_look(project: Project) -> list[Problem]:
    """Return every text with a sentence in another language, or in another script, than its own."""
    names = {language: _names_in(project, language) for language in project.languages}
    marks = _Marks(_small_words(project), _scripts(project), frozenset().union(*names.values()))
    originals = {
        (target.path, right): Original(left, source.language, names[target.language])
        for source, target in project.translations()
        for left, right in common_pairs(source.blocks, target.blocks)
    }
    problems: list[Problem] = []
    for text in shown_texts(project):
        original = originals.get((text.path, text.block)) if text.block else None
        problems += _check_text(project, text, original, marks)
    return problems


def _small_words(project: Project) -> dict[str, frozenset[str]]:
    """Return the small words of each language with wording that no other language has as well."""
    folded = {
        language: {fold_word(word, language) for word in wording.stop_words}
        for language, wording in project.wording.items()
    }
    languages_of = Counter(word for words in folded.values() for word in words)
    return {
        language: frozenset(word for word in words if languages_of[word] == 1) for language, words in folded.items()
    }


def _scripts(project: Project) -> dict[str, str]:
    """Return the script of each language: that of its own name, as it is written in ``languages.yml``."""
    scripts = {code: extract_scripts(language.name) for code, language in project.languages.items()}
    return {code: next(iter(found)) for code, found in scripts.items() if len(found) == 1}


def _check_text(project: Project, text: ShownText, original: Original | None, marks: _Marks) -> Iterator[Problem]:
    # What stands in parentheses becomes blanks, so that every sentence keeps its place.
    outside = _PARENTHESES.sub(_blanks, text.text)
    unnamed = _blank_out_names(outside, text)
    for sentence in _SENTENCE.finditer(text.text):
        bare = outside[sentence.start() : sentence.end()]
        other = looks_like(sentence[0], text.language, marks.small_words)
        other = other or _looks_alone_like(bare, text.language, marks.small_words)
        if other is None and original is not None and _is_untranslated(bare, text, original):
            other = project.source_language
        unnamed_part = unnamed[sentence.start() : sentence.end()]
        script = None if other else _other_script(bare, unnamed_part, text.language, marks)
        if other is None and script is None:
            continue
        looks = f"which looks like {_name(project, other)}" if other else f"which is in {script} letters"
        written = sentence[0].strip()
        shown = written if len(written) <= MAX_SHOWN_CHARACTERS else written[: MAX_SHOWN_CHARACTERS - 1].rstrip() + "…"
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        yield Problem(
            path=text.path,
            line=text.line_at(start),
            code="LANG001",
            found=f"“{shown}”, {looks}",
            expected=_name(project, text.language),
            action="translate it, or move it to the file of its own language",
        )


def _blank_out_names(outside: str, text: ShownText) -> str:
    """Return a text with blanks for its addresses, places to fill in and words in italics."""
    result = _NO_WORDS.sub(_blanks, outside)
    for words in text.block.emphasis if text.block else ():
        result = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", _blanks, result)
    return result


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _name(project: Project, code: str) -> str:
    language = project.languages.get(code)
    return f"{language.name} ({code})" if language else code


def looks_like(sentence: str, language: str, small_words: Mapping[str, frozenset[str]]) -> str | None:
    """Return the other language that a sentence looks like most, or ``None`` when it may well be in ``language``."""
    if language not in small_words:
        return None
    words = [fold_word(word.text, language) for word in extract_words(sentence)]
    own = sum(word in small_words[language] for word in words)
    wanted = max(MIN_FOREIGN_WORDS, MIN_RATIO * (own + 1))
    return _most_like(
        {code: sum(word in known for word in words) for code, known in small_words.items()}, wanted, language
    )


def _looks_alone_like(sentence: str, language: str, small_words: Mapping[str, frozenset[str]]) -> str | None:
    """Return the other language of a short sentence: small words of that language, and none of its own."""
    words = {fold_word(word.text, language) for word in extract_words(sentence)}
    if language not in small_words or words & small_words[language]:
        return None
    return _most_like({code: len(words & known) for code, known in small_words.items()}, MIN_FOREIGN_ALONE, language)


def _most_like(counts: Mapping[str, int], wanted: int, language: str) -> str | None:
    """Return the language with most small words, ``wanted`` at least; ``language`` itself is left out."""
    others = {code: count for code, count in counts.items() if code != language and count >= wanted}
    return max(others, key=lambda code: others[code], default=None)


def _other_script(sentence: str, unnamed: str, language: str, marks: _Marks) -> str | None:
    """Return the script, such as ``Cyrillic``, of a sentence in other letters than those of its language.

    ``unnamed`` is the sentence without addresses and words in italics. In Latin letters, those say nothing, and neither
    do words with a capital or a digit and names of the termbase: they are written so in every language.
    """
    own = marks.scripts.get(language)
    if own is None:
        return None
    in_script = Counter(script for word in extract_words(sentence) for script in extract_scripts(word.text))
    for script, count in sorted(in_script.items()):
        if script not in {own, LATIN} and count >= MIN_WORDS_IN_SCRIPT:
            return script.capitalize()
    if own == LATIN or in_script[own]:
        return None
    words = [word.text for word in extract_words(unnamed) if extract_scripts(word.text) == {LATIN}]
    words = [word for word in words if word[0].islower() and not any(sign.isdigit() for sign in word)]
    latin = sum(fold_word(word, language) not in marks.names for word in words)
    return LATIN.capitalize() if latin >= MIN_WORDS_IN_LATIN else None


def _names_in(project: Project, language: str) -> frozenset[str]:
    """Return the words of all names of a language: many are the same in Dutch."""
    return frozenset(
        fold_word(word.text, language)
        for term in project.terms.terms
        if (entry := term.languages.get(language)) is not None
        for name in read_names(entry)
        for word in extract_words(name)
    )


def _is_untranslated(sentence: str, text: ShownText, original: Original) -> bool:
    """Whether a sentence of a translation still stands in the words of the block it translates, names left out."""
    words = [
        fold_word(word.text, text.language)
        for index, word in enumerate(extract_words(sentence))
        if word.text.isalpha() and (index == 0 or not word.text[0].isupper())
    ]
    words = [word for word in words if word not in original.names]
    is_title = original.block.kind in {"title", "heading"}
    if text.text == original.block.text and len(extract_words(text.text)) >= MIN_UNTRANSLATED_WORDS:
        return False  # a whole block word for word is PAR005
    if len(words) < (MIN_WORDS_UNTRANSLATED_TITLE if is_title else MIN_WORDS_UNTRANSLATED):
        return False
    known = {fold_word(word.text, original.language) for word in extract_words(original.block.text)}
    return sum(word in known for word in words) >= MIN_SHARE_UNTRANSLATED * len(words)
