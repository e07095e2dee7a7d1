"""The termbase as phrases that can be looked up in a text, per language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from botwijzer.model.records import Term, TermLanguage, TermsFile
    from botwijzer.model.words import Word

# A shorter word inside a longer one is chance ("kalk" in "botontkalking", "drug" in "gedrugd").
MIN_LETTERS_IN_COMPOUND = 6
_LETTER_AND_DIGITS = re.compile(r"^([A-Za-z])[0-9]+$")


@dataclass(frozen=True)
class Name:
    """A name of a concept as the termbase writes it."""

    concept: str
    form: str


def shown_names(entry: TermLanguage) -> tuple[str, ...]:
    """Return the names of a concept that pages may use, without abbreviations."""
    return (entry.preferred, *entry.admitted)


def read_names(entry: TermLanguage) -> tuple[str, ...]:
    """Return what names a concept in a text: the names, and those of their forms that no stemmer leads back to them."""
    return (*shown_names(entry), *entry.forms)


def shared_brands(term: Term) -> tuple[str, ...]:
    """Return the search words that every language of a concept has: brand names, spelt the same everywhere."""
    lists = [{fold_word(word, "") for word in entry.search} for entry in term.languages.values()]
    return tuple(sorted(set.intersection(*lists))) if len(lists) > 1 else ()


def iterate_names(terms: TermsFile, language: str) -> Iterator[Name]:
    """Yield every name and abbreviation of a language."""
    for term in terms.terms:
        entry = term.languages.get(language)
        if entry is not None:
            for form in dict.fromkeys((*read_names(entry), *entry.abbreviations)):
                yield Name(term.id, form)


def name_index(terms: TermsFile, language: str) -> PhraseIndex[Name]:
    """Return an index over all names, by stem."""
    return PhraseIndex((stem_phrase(name.form, language), name) for name in iterate_names(terms, language))


@lru_cache(maxsize=100_000)
def _stem_name(word: str, language: str) -> str:
    """Return the stem of a word that may be a medicine: vitamin D3 is named by "vitamin D" as well."""
    return stem_word(_LETTER_AND_DIGITS.sub(r"\1", word), language)


@dataclass(frozen=True)
class MedicineFinder:
    """Finds medicines in a text of one language: inflected, in compounds and hyphenated words, and by brand name."""

    language: str
    by_stem: PhraseIndex[Name]
    in_compounds: Mapping[str, Name]
    brands: Mapping[str, Name]

    def find(self, text: str) -> dict[str, str]:
        """Return concept → the first words that name it."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return dict(self._found[text])

    @cached_property
    def _found(self) -> dict[str, dict[str, str]]:
        """What was found before: a Dutch block is compared with each of its translations."""
        return {}

    def _find(self, text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for words in (extract_words(text), extract_word_parts(text)):
            for match in self.by_stem.find(self._stems(words)):
                found.setdefault(match.meaning.concept, text[words[match.start].start : words[match.end - 1].end])
            for word in words:
                for name in self._names_in(word.text):
                    found.setdefault(name.concept, word.text)
        return found

    def extract_names(self, words: Sequence[Word]) -> list[tuple[int, int]]:
        """Return where names stand on their own, inflected too: the index of the first word and that after the last.

        Not what only holds a name (calciumtablet), and of names inside each other only the longest.
        """
        matches = self.by_stem.find(self._stems(words))
        matches += [
            Match(index, index + 1, self.brands[folded])
            for index, word in enumerate(words)
            if (folded := fold_word(word.text, self.language)) in self.brands
        ]
        return sorted({(match.start, match.end) for match in keep_longest(matches)})

    def _stems(self, words: Iterable[Word]) -> list[str]:
        return [_stem_name(word.text, self.language) for word in words]

    @cached_property
    def _known(self) -> dict[str, tuple[Name, ...]]:
        """What single words were found to hold: most words of a site stand on many pages."""
        return {}

    def _names_in(self, word: str) -> tuple[Name, ...]:
        if word not in self._known:
            # A brand name is matched as it is written: "Evenity" has the stem of "even".
            brand = self.brands.get(fold_word(word, self.language))
            inside = compound_stems(word, self.language) & self.in_compounds.keys()
            self._known[word] = (*((brand,) if brand else ()), *(self.in_compounds[stem] for stem in sorted(inside)))
        return self._known[word]


def medicine_finder(terms: TermsFile, language: str) -> MedicineFinder:
    """Return the finder of the concepts that are flagged as medicines."""
    medicines = {term.id: term for term in terms.terms if term.medicine}
    names = [name for name in iterate_names(terms, language) if name.concept in medicines]
    return MedicineFinder(
        language=language,
        by_stem=PhraseIndex((stem_phrase(name.form, language), name) for name in names),
        in_compounds={
            stem_word(name.form, language): name
            for name in names
            if len(name.form) >= MIN_LETTERS_IN_COMPOUND and len(extract_words(name.form)) == 1
        },
        brands={
            fold_word(brand, language): Name(term.id, brand)
            for term in medicines.values()
            for brand in shared_brands(term)
        },
    )
