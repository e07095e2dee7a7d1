"""``search/<language>.json`` and ``search/<language>-text.json``: what the search worker reads, one pair per language.

The first holds all that finding and ranking need, titles and headings included; the second the text of each entry, for
the sentence around a hit: it may come later. Format, by key:

``words``     the forms of a stem, spaces between them; the place in the list is the stem's number
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
from types import MappingProxyType
from typing import TYPE_CHECKING

from botwijzer.model.records import EverydayWords, PageKind
from botwijzer.model.termbase import read_names
from botwijzer.model.words import PhraseIndex, stem_phrase
from botwijzer.publish.search_entries import SearchEntry, extract_entries
from botwijzer.publish.search_words import Vocabulary, split_words

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
    concepts = [_concept_names(term, language, source) for term in terms if language in term.languages]
    shown = [_shown_names(term, language) for term in terms if language in term.languages]
    phrases = PhraseIndex(
        (stem_phrase(name, language), number) for number, names in enumerate([*shown, *lay_words]) for name in names
    )
    stops = {fold for word in stop_words for fold in split_words(word, language)}
    words = Vocabulary(language)
    entries: list[list[object]] = []
    texts: list[str] = []
    places: dict[str, int] = {}
    for page in pages:
        if page.language == language and page.is_indexable:
            found = extract_entries(page)
            places.update({_key(entry.location, language): len(entries) for entry in found[:1]})
            kind = kind_of(_key(found[0].location, language)) if found else PageKind.TOPIC
            for entry in found:
                entries.append(_render_entry(entry, words, phrases, language, stops))
                texts.append(entry.text)
            if found:
                alarms = [text for entry in found for text in entry.alarms] if kind is PageKind.CALL else []
                numbers = _numbers(" ".join(alarms), words, language, stops)
                urgent = [text for entry in found for text in entry.urgent] if kind is PageKind.CALL else []
                signs = [
                    [_distances(_numbers(text, words, language, stops)), [key for key in _keys(phrases, text, language=language) if key >= len(concepts)]]
                    for text in urgent
                ]
                entries[-len(found)] += [_WEIGHTS.get(kind, 1), _distances(numbers), signs]
    # After all texts: their numbers stay small.
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


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _shown_names(term: Term, language: str) -> list[str]:
    entry = term.languages[language]
    return [*read_names(entry), *entry.abbreviations]


def _concept_names(term: Term, language: str, source: str) -> list[str]:
    """Return all names, those of the source language too: patients read them on the box and hear them at the desk."""
    names = [*_shown_names(term, language), *term.languages[language].search]
    if language != source and source in term.languages:
        names += [*_shown_names(term, source), *term.languages[source].search]
    return names


def _render_entry(
    entry: SearchEntry, words: Vocabulary, phrases: PhraseIndex[int], language: str, stops: set[str]
) -> list[object]:
    fragment = entry.location.find("#")
    location = entry.location[fragment:] if fragment >= 0 else entry.location
    words.add(entry.title)
    keys = _keys(phrases, entry.title, entry.text, language=language)
    return [location, entry.title, _distances(_numbers(entry.text, words, language, stops)), keys]


def _keys(phrases: PhraseIndex[int], *texts: str, language: str) -> list[int]:
    return sorted({match.meaning for text in texts for match in phrases.find(stem_phrase(text, language))})


def _numbers(text: str, words: Vocabulary, language: str, stops: set[str]) -> list[int]:
    return sorted(set(words.add(" ".join(word for word in split_words(text, language) if word not in stops))))


def _distances(numbers: list[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]
