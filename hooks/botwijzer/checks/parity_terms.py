"""A concept that a Dutch page names is named on its translation; a medicine in the same block (DESIGN.md, chapter 4).

On the Dutch page the longest name counts: "ingezakte wervel" is not also "wervel". On the translation any of the
concept's names will do, in any inflected form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.alignment import common_pairs
from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import TERMS_PATH, page_texts
from botwijzer.model.termbase import medicine_finder, name_index, shown_names
from botwijzer.model.words import extract_words, keep_longest, stem_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.records import Term
    from botwijzer.model.shown_text import ShownText
    from botwijzer.model.termbase import MedicineFinder, Name
    from botwijzer.model.words import PhraseIndex

CODES = {
    "PTERM001": "A concept of the termbase stands on the Dutch page, but not on its translation.",
    "PTERM002": "A block of a translation does not name a medicine that its Dutch counterpart names.",
    "PTERM003": "A block of a translation names a medicine that its Dutch counterpart does not name.",
}


def check_parity_terms(project: Project) -> list[Problem]:
    """Return every concept, and block by block every medicine, that a translation leaves out or adds."""
    terms = {term.id: term for term in project.terms.terms}
    names = {code: name_index(project.terms, code) for code in project.languages}
    finders = {code: medicine_finder(project.terms, code) for code in project.languages}
    problems: list[Problem] = []
    for source, target in project.translations():
        reported: set[str] = set()
        for left, right in common_pairs(source.blocks, target.blocks):
            wanted, there = _medicines(left, finders[source.language]), _medicines(right, finders[target.language])
            place = f"{source.place_of(left.line)}"
            problems += _check_medicines(wanted, there, target, right.line, place=place, terms=terms)
            reported |= wanted.keys() - there.keys()
        # A medicine that some block lacks has been named; once is enough.
        problems += _check_page(source, target, names, terms, reported)
    return problems


def _stems(text: str, language: str) -> list[str]:
    return [stem_word(word.text, language) for word in extract_words(text)]


def _check_page(
    source: SourcePage,
    target: SourcePage,
    names: Mapping[str, PhraseIndex[Name]],
    terms: Mapping[str, Term],
    reported: Collection[str],
) -> Iterator[Problem]:
    there = {
        match.meaning.concept
        for text in page_texts(target)
        for match in names[target.language].find(_stems(text.text, target.language))
    }
    seen: set[frozenset[str]] = set()
    for text in page_texts(source):
        words = extract_words(text.text)
        stems = [stem_word(word.text, source.language) for word in words]
        by_span: dict[tuple[int, int], set[str]] = {}
        for match in keep_longest(names[source.language].find(stems)):
            by_span.setdefault((match.start, match.end), set()).add(match.meaning.concept)
        for (start, end), concepts in by_span.items():
            # A name that two concepts share is translated when either of them is.
            if concepts & there or concepts <= set(reported) or frozenset(concepts) in seen:
                continue
            seen.add(frozenset(concepts))
            written = text.text[words[start].start : words[end - 1].end]
            yield _page_problem(text, words[start].start, written, source, target, terms[min(concepts)])


def _page_problem(
    text: ShownText, start: int, written: str, source: SourcePage, target: SourcePage, term: Term
) -> Problem:
    place = f"{source.place_of(text.line_at(start))}"
    entry = term.languages.get(target.language)
    forms = ", ".join(f"'{name}'" for name in shown_names(entry)) if entry else f"a name for '{term.id}'"
    return Problem(
        path=target.path,
        line=_counterpart_line(text, source, target),
        code="PTERM001",
        found=f"'{written}' ({place}) is not named on this page",
        expected=f"one of {forms}",
        action=f"use one of these, or add the word that is used here to '{term.id}' in {TERMS_PATH}",
    )


def _counterpart_line(text: ShownText, source: SourcePage, target: SourcePage) -> int:
    pairs = common_pairs(source.blocks, target.blocks)
    found = next((right.line for left, right in pairs if left == text.block), None)
    return target.body_line if found is None else found


def _medicines(block: Block, finder: MedicineFinder) -> dict[str, str]:
    """Return the medicines in a block and in the texts of its pictures, each as it is written."""
    found: dict[str, str] = {}
    for text in (block.text, *(link.text for link in block.links if link.is_image)):
        found = finder.find(text) | found
    return found


def _check_medicines(
    wanted: Mapping[str, str],
    there: Mapping[str, str],
    target: SourcePage,
    line: int,
    *,
    place: str,
    terms: Mapping[str, Term],
) -> Iterator[Problem]:
    for concept in sorted(wanted.keys() - there.keys()):
        entry = terms[concept].languages.get(target.language)
        yield Problem(
            path=target.path,
            line=line,
            code="PTERM002",
            found=f"a block without the medicine '{wanted[concept]}'",
            expected=f"'{entry.preferred if entry else concept}', as on {place}",
            action="name the same medicines in the same block",
        )
    for concept in sorted(there.keys() - wanted.keys()):
        yield Problem(
            path=target.path,
            line=line,
            code="PTERM003",
            found=f"the medicine '{there[concept]}', which {place} does not name",
            expected="the same medicines as in the Dutch block",
            action="remove it, or name it on the Dutch page first",
        )
