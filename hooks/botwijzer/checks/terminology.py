"""Words that we do not write, in every inflected form, wherever a reader sees them.

The termbase forbids forms per concept, with a reason and a replacement; ``promises`` are words that promise too much
(CONTENT.md, "Voice": never *geneest*, *veilig*, *garantie*). Addresses, attribute lists and search words are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import shown_texts
from botwijzer.model.termbase import MIN_LETTERS_IN_COMPOUND, read_names
from botwijzer.model.words import (
    Match,
    PhraseIndex,
    compound_stems,
    extract_word_parts,
    extract_words,
    fold_word,
    keep_longest,
    stem_phrase,
    stem_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from botwijzer.model.project import Project
    from botwijzer.model.records import ForbiddenForm
    from botwijzer.model.shown_text import ShownText
    from botwijzer.model.words import Word

CODES = {
    "TERM001": "A text uses a word that the termbase forbids.",
    "TERM002": "A text uses a word that promises too much.",
}


@dataclass(frozen=True)
class _Rule:
    code: str
    form: ForbiddenForm


@dataclass(frozen=True)
class _Wordlist:
    """What is forbidden and what is admitted in one language."""

    language: str
    by_stem: PhraseIndex[_Rule]
    as_written: PhraseIndex[_Rule]
    in_hyphenated: Mapping[str, _Rule]
    in_compounds: Mapping[str, _Rule]
    admitted: PhraseIndex[None]

    def find(self, words: Sequence[Word]) -> Iterator[Match[_Rule]]:
        """Yield what is forbidden; what stands inside a longer admitted name is not."""
        stems = [stem_word(word.text, self.language) for word in words]
        folded = [fold_word(word.text, self.language) for word in words]
        admitted = self.admitted.find(stems)
        found = [*self.by_stem.find(stems), *self.as_written.find(folded)]
        spans = [(match.start, match.end) for match in admitted] + [(match.start, match.end) for match in found]
        taken = {index for start, end in spans for index in range(start, end)}
        found += [
            Match(index, index + 1, rule)
            for index, word in enumerate(words)
            if index not in taken and (rule := self._find_inside(word.text)) is not None
        ]
        seen: set[tuple[int, int]] = set()
        for match in keep_longest(found):
            span = (match.start, match.end)
            if span not in seen and not any(_covers(other, match) for other in admitted):
                seen.add(span)
                yield match

    @cached_property
    def _known(self) -> dict[str, _Rule | None]:
        """What single words were found to hold: most words of a site stand on many pages."""
        return {}

    def _find_inside(self, word: str) -> _Rule | None:
        if word not in self._known:
            self._known[word] = self._look_inside(word)
        return self._known[word]

    def _look_inside(self, word: str) -> _Rule | None:
        parts = extract_word_parts(word)
        stems = [stem_word(part.text, self.language) for part in parts] if len(parts) > 1 else []
        rule = next((self.in_hyphenated[stem] for stem in stems if stem in self.in_hyphenated), None)
        if rule is None and self.in_compounds:
            inside = compound_stems(word, self.language)
            rule = next((rule for stem, rule in self.in_compounds.items() if stem in inside), None)
        return rule


def _covers(longer: Match[None], match: Match[_Rule]) -> bool:
    inside = longer.start <= match.start and match.end <= longer.end
    return inside and longer.end - longer.start > match.end - match.start


def check_terminology(project: Project) -> list[Problem]:
    """Return every forbidden word in pages, definitions and fixed texts."""
    wordlists = {language: _read_wordlist(project, language) for language in project.languages}
    problems: list[Problem] = []
    for text in shown_texts(project):
        wordlist = wordlists.get(text.language)
        if wordlist is not None:
            words = extract_words(text.text)
            problems += [_to_problem(text, words, match) for match in wordlist.find(words)]
    return problems


def _read_wordlist(project: Project, language: str) -> _Wordlist:
    entries = [entry for term in project.terms.terms if (entry := term.languages.get(language)) is not None]
    forbidden = [_Rule("TERM001", form) for entry in entries for form in entry.forbidden]
    promises = [_Rule("TERM002", form) for form in project.terms.promises.get(language, ())]
    names = [name for entry in entries for name in read_names(entry)]
    inflected = [rule for rule in (*forbidden, *promises) if not rule.form.exact]
    wording = project.wording.get(language)
    endings = wording.endings if wording else ()
    single = {
        stem_word(rule.form.form, language): rule for rule in inflected if len(extract_words(rule.form.form)) == 1
    }
    return _Wordlist(
        language=language,
        by_stem=PhraseIndex(
            (stems, rule) for rule in inflected for stems in _stem_variants(rule.form.form, language, endings)
        ),
        as_written=PhraseIndex(
            (tuple(fold_word(word.text, language) for word in extract_words(rule.form.form)), rule)
            for rule in (*forbidden, *promises)
            if rule.form.exact
        ),
        in_hyphenated=single,
        # A promise inside a compound promises nothing: "wondgenezing".
        in_compounds={
            stem: rule
            for stem, rule in single.items()
            if rule.code == "TERM001" and len(rule.form.form) >= MIN_LETTERS_IN_COMPOUND
        },
        admitted=PhraseIndex((stem_phrase(name, language), None) for name in names),
    )


def _stem_variants(form: str, language: str, endings: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the stems of a form, then those of the form with each ending that the stemmer leaves, each once."""
    forms = (form, *(form + ending for ending in endings))
    return list(dict.fromkeys(stem_phrase(variant, language) for variant in forms))


def _to_problem(text: ShownText, words: Sequence[Word], match: Match[_Rule]) -> Problem:
    start, end = words[match.start].start, words[match.end - 1].end
    written, form = text.text[start:end], match.meaning.form
    stands_for = "" if fold_word(written, text.language) == fold_word(form.form, text.language) else f" ({form.form})"
    reason = form.reason.rstrip(".")
    return Problem(
        path=text.path,
        line=text.line_at(start),
        code=match.meaning.code,
        found=f"'{written}'{stands_for}: {reason}",
        expected=f"'{form.instead}'",
        action="write that instead, in the form that the sentence needs",
    )
