"""``search/<language>.json`` and ``search/<language>-text.json``: what the search worker reads, one pair per language.

The first holds all that finding and ranking need, titles and headings included; the second the text of each entry, for
the sentence around a hit: it may come later. Format, by key:

``words``     the forms of a stem, as in ``pil| len``; the place in the list is the stem's number
``endings``   what the language puts behind a stem
``stop``      small words that find nothing
``compounds`` whether words are written together (Dutch)
``concepts``  names of each concept: of the termbase, search words and the Dutch names on the box among them (first
              ``terms`` of the list), then groups of everyday words; never shown
``ways``      places in ``entries`` of the pages that are offered when nothing is found
``entries``   [location, title, stems, keys, …] of each page and section, a section's location is ``#id`` only; stems:
              numbers, ascending, each as the distance from the one before; keys: numbers of the concepts that the text
              names. A page has four more: how much it weighs, the stems of its alarm signs, stems and keys of each
              emergency (an item of the card "call now"), and the stems of each question that it answers
              (``search/asked/``), in the order of the words, small words too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from botwijzer.model.records import EverydayWords, PageKind
from botwijzer.model.termbase import read_names
from botwijzer.model.words import PhraseIndex, stem_phrase
from botwijzer.publish.search_entries import SearchEntry, extract_entries
from botwijzer.publish.search_words import Vocabulary, find_common_words, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.project import Project
    from botwijzer.model.records import Term

SEARCH_FOLDER = "search"
# Pages about the site, and lists of words, stand below a page that answers the same words.
_WEIGHTS = {
    PageKind.ABOUT: 0.45,
    PageKind.LANGUAGES: 0.4,
    PageKind.SOURCES: 0.3,
    PageKind.GLOSSARY: 0.35,
    PageKind.HOME: 0.75,
}


# Where a reader goes on when nothing is found: alarm signs first, then what it is, then all words.
_WAYS = ("waarschuwingstekenen/wanneer-bellen", "wat-is-osteoporose", "begrippen")


def write_search_indexes(pages: list[BuiltPage], *, site: Path, project: Project) -> None:
    """Write the files for each language that has pages."""
    folder = site / SEARCH_FOLDER
    folder.mkdir(exist_ok=True)
    built = {page.language for page in pages if page.is_indexable}
    for language in project.languages:
        if language not in built:
            continue
        asked = project.asked[language].asked if language in project.asked else {}
        wording, everyday = project.wording.get(language), project.everyday.get(language, EverydayWords())
        index, texts = render_search_index(
            pages,
            language=language,
            source=project.source_language,
            terms=project.terms.terms,
            lay_words=everyday.groups,
            asked={key.removesuffix("/index"): questions for key, questions in asked.items()},
            stop_words=(*(wording.stop_words if wording else ()), *everyday.small_words),
            kind_of=lambda key: project.kind_of(f"{key}/index" if f"{key}/index" in project.by_key else key),
        )
        (folder / f"{language}.json").write_text(index, encoding="utf-8")
        (folder / f"{language}-text.json").write_text(texts, encoding="utf-8")


def _key(location: str, language: str) -> str:
    path = location.removeprefix(f"{language}/").removesuffix("/")
    return path or "index"


def render_search_index(
    pages: list[BuiltPage],
    *,
    language: str,
    source: str = "nl",
    terms: Iterable[Term] = (),
    lay_words: Sequence[Sequence[str]] = (),
    asked: Mapping[str, Sequence[str]] = MappingProxyType({}),
    stop_words: Iterable[str] = (),
    kind_of: Callable[[str], PageKind] = lambda _: PageKind.TOPIC,
) -> tuple[str, str]:
    """Return index and texts of one language: its articles that may be indexed, and nothing of another language."""
    own = {name for group in lay_words for name in group}
    concepts = [_concept_names(term, language, source, own) for term in terms if language in term.languages]
    shown = [_shown_names(term, language) for term in terms if language in term.languages]
    phrases = PhraseIndex(
        (stem_phrase(name, language), number) for number, names in enumerate([*shown, *lay_words]) for name in names
    )
    found = [extract_entries(page) for page in pages if page.language == language and page.is_indexable]
    found = [sections for sections in found if sections]
    texts = [section.text for sections in found for section in sections]
    words = Vocabulary(language)
    stops = frozenset(fold for word in stop_words for fold in split_words(word, language))
    # Stems that stand everywhere have low numbers: short ones, time and again.
    words.add(" ".join(word for word in find_common_words(texts, language) if word not in stops))
    reader = _Reader(words, phrases, language, stops, first_group=len(concepts))
    entries: list[list[object]] = []
    places: dict[str, int] = {}
    for sections in found:
        key = _key(sections[0].location, language)
        places[key] = len(entries)
        entries += [reader.read_entry(section) for section in sections]
        entries[places[key]] += reader.read_page(sections, kind_of(key))
    # After all texts: what stands in questions only has high numbers.
    for key, place in places.items():
        entries[place].append([words.add(question) for question in asked.get(key, ())])
    words.add_forms(word for names in [*concepts, *lay_words] for name in names for word in split_words(name, language))
    data = {
        "compounds": language == "nl",
        "terms": len(concepts),
        "stop": " ".join(sorted(stops)),
        "endings": words.endings(),
        "words": words.render(),
        "concepts": ["|".join(dict.fromkeys(names)) for names in [*concepts, *lay_words]],
        "entries": entries,
        "ways": [places[way] for way in _WAYS if way in places],
    }
    return _json(data), _json(texts)


@dataclass(frozen=True)
class _Reader:
    """Reads words and concepts out of texts; concepts from ``first_group`` on are groups of everyday words."""

    words: Vocabulary
    phrases: PhraseIndex[int]
    language: str
    stops: frozenset[str]
    first_group: int

    def read_entry(self, entry: SearchEntry) -> list[object]:
        fragment = entry.location.find("#")
        location = entry.location[fragment:] if fragment >= 0 else entry.location
        self.words.add(entry.title)
        return [location, entry.title, self.numbers(entry.text), self.keys(entry.title, entry.text)]

    def read_page(self, sections: list[SearchEntry], kind: PageKind) -> list[object]:
        """Return what only a page has, but for its questions. In an emergency only everyday words count as names.

        A medical name would not do: "how long does a collapsed vertebra hurt" is no emergency.
        """
        is_call = kind is PageKind.CALL
        alarms = " ".join(text for section in sections for text in section.alarms if is_call)
        urgent = [
            [self.numbers(text), [key for key in self.keys(text) if key >= self.first_group]]
            for section in sections
            for text in section.urgent
            if is_call
        ]
        return [_WEIGHTS.get(kind, 1), self.numbers(alarms), urgent]

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the stems of a text, each as the distance from the one before."""
        kept = " ".join(word for word in split_words(text, self.language) if word not in self.stops)
        found = sorted(set(self.words.add(kept)))
        return [number - before for number, before in zip(found, [0, *found], strict=False)]

    def keys(self, *texts: str) -> list[int]:
        return sorted(
            {match.meaning for text in texts for match in self.phrases.find(stem_phrase(text, self.language))}
        )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _shown_names(term: Term, language: str) -> list[str]:
    entry = term.languages[language]
    return [*read_names(entry), *entry.abbreviations]


def _concept_names(term: Term, language: str, source: str, own: set[str]) -> list[str]:
    """Return all names, those of the source language too: patients read them on the box and hear them at the desk.

    Not those that are everyday words (``own``) of the language itself: Dutch *hap* is a post, Turkish *hap* a pill.
    """
    names = [*_shown_names(term, language), *term.languages[language].search]
    if language != source and source in term.languages:
        foreign = [*_shown_names(term, source), *term.languages[source].search]
        names += [name for name in foreign if name not in own]
    return names
