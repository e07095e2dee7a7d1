"""A sentence that looks like another language than its page: pasted, or left behind by a translator.

Only small words are counted, and only those that one of the two languages has: names and medical words say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.checks.parity_structure import MIN_UNTRANSLATED_WORDS
from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import shown_texts
from botwijzer.model.termbase import read_names
from botwijzer.model.words import extract_words, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.project import Project
    from botwijzer.model.shown_text import ShownText

CODES = {"LANG001": "A sentence looks like another language than that of its page."}

# The commonest small words of each language, without those that the other one has as well (in, is, of, van, die, we).
_DUTCH = (
    "aan als bij dan dat de deze dit een en er geen haar heeft hebt het hoe hun ik kan kunnen maar meer met mijn moet "
    "moeten naar niet nog om onder ook op te tot uit uw vaak veel voor waar wat wel welke wie wordt worden ze zich zij "
    "zijn zo zonder"
)
_ENGLISH = (
    "about after and any are because by can do does for from has have how if it its may more most must no not or other "
    "should some than that the their them then there these they this to too what when which who with without you your"
)
STOP_WORDS = {"nl": frozenset(_DUTCH.split()), "en": frozenset(_ENGLISH.split())}
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

_PARENTHESES = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"[^.!?:;]+[.!?:;]*")


@dataclass(frozen=True)
class Original:
    """The block that a block translates, its language, and the names that the translation may share with it."""

    block: Block
    language: str
    names: frozenset[str]


def check_languages_look(project: Project) -> list[Problem]:
    """Return every text with a sentence in another language than its own."""
    names = {language: _names_in(project, language) for language in project.languages}
    originals = {
        (target.path, right): Original(left, source.language, names[target.language])
        for source, target in project.translations()
        for left, right in common_pairs(source.blocks, target.blocks)
    }
    problems: list[Problem] = []
    for text in shown_texts(project):
        original = originals.get((text.path, text.block)) if text.block else None
        problems += _check_text(project, text, original)
    return problems


def _check_text(project: Project, text: ShownText, original: Original | None) -> Iterator[Problem]:
    # What stands in parentheses becomes blanks, so that every sentence keeps its place.
    outside = _PARENTHESES.sub(lambda match: " " * len(match[0]), text.text)
    for sentence in _SENTENCE.finditer(text.text):
        bare = outside[sentence.start() : sentence.end()]
        other = looks_like(sentence[0], text.language) or _looks_alone_like(bare, text.language)
        if other is None and original is not None and _is_untranslated(bare, text, original):
            other = project.source_language
        if other is None:
            continue
        written = sentence[0].strip()
        shown = written if len(written) <= MAX_SHOWN_CHARACTERS else written[: MAX_SHOWN_CHARACTERS - 1].rstrip() + "…"
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        yield Problem(
            path=text.path,
            line=text.line_at(start),
            code="LANG001",
            found=f"“{shown}”, which looks like {_name(project, other)}",
            expected=_name(project, text.language),
            action="translate it, or move it to the file of its own language",
        )


def _name(project: Project, code: str) -> str:
    language = project.languages.get(code)
    return f"{language.name} ({code})" if language else code


def looks_like(sentence: str, language: str) -> str | None:
    """Return the other language that a sentence looks like, or ``None`` when it may well be in ``language``."""
    words = [fold_word(word.text, language) for word in extract_words(sentence)]
    own = sum(word in STOP_WORDS.get(language, ()) for word in words)
    for other, stop_words in STOP_WORDS.items():
        foreign = sum(word in stop_words for word in words)
        if other != language and foreign >= MIN_FOREIGN_WORDS and foreign >= MIN_RATIO * (own + 1):
            return other
    return None


def _looks_alone_like(sentence: str, language: str) -> str | None:
    """Return the other language of a short sentence: small words of that language, and none of its own."""
    words = {fold_word(word.text, language) for word in extract_words(sentence)}
    if language not in STOP_WORDS or words & STOP_WORDS[language]:
        return None
    return next((other for other, known in STOP_WORDS.items() if len(words & known) >= MIN_FOREIGN_ALONE), None)


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
