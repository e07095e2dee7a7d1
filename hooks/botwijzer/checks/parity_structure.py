"""A translation has the blocks of its Dutch page: same kinds, order, ids, levels, claims and links, in its own words.

Blocks are how translations are compared, bilingual leaflets laid out and staleness found (DESIGN.md, chapter 2).
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from botwijzer.model.alignment import Pair, align_blocks
from botwijzer.model.problem import Problem
from botwijzer.model.shown_text import TERMS_PATH
from botwijzer.model.words import PhraseIndex, extract_words, keep_longest, stem_phrase, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {
    "PAR001": "A translation lacks blocks, has blocks too many, or blocks of another kind than its Dutch page.",
    "PAR002": "A block of a translation is bound to other claims than its Dutch counterpart.",
    "PAR003": "A block of a translation links to other places than its Dutch counterpart.",
    "PAR004": "A front matter key that must be the same as on the Dutch page differs.",
    "PAR005": "A block of a translation is still in Dutch, word for word.",
}

# Fewer words than this may well be the same in two languages ("Calcium", "Alendroninezuur 70 mg").
MIN_UNTRANSLATED_WORDS = 4
MAX_SHOWN_CHARACTERS = 60

_KIND_NAMES = {
    "title": "the title",
    "summary": "the summary",
    "heading": "a heading",
    "paragraph": "a paragraph",
    "item": "a list item",
    "head": "a cell in the head of a table",
    "cell": "a table cell",
    "admonition": "the title of a box",
    "details": "the title of a fold-out",
}
_CONTAINER_NAMES = {"ul": "a list with bullets", "ol": "a numbered list", "table": "a table"}


def check_parity_structure(project: Project) -> list[Problem]:
    """Return every block and key in which a translation is built differently from its source page."""
    names = _shared_names(project)
    problems: list[Problem] = []
    for source, target in project.translations():
        pairs = align_blocks(source.blocks, target.blocks)
        problems += _check_front(source, target)
        problems += _check_shapes(pairs, source, target)
        for pair in pairs:
            if pair.source is not None and pair.target is not None:
                problems += _check_claims(pair.source, pair.target, source, target)
                problems += _check_links(pair.source, pair.target, source, target)
                problems += _check_words(pair.source, pair.target, source, target, names.get(target.language))
    return problems


def describe_block(block: Block) -> str:
    """Return what a block is, in words for an editor."""
    if block.kind == "heading":
        return f"a heading of level {block.level} with the id '{block.heading_id or ''}'"
    containers = [
        _CONTAINER_NAMES.get(part, f"a box '{part}'") for part in block.trail if block.kind not in {"head", "cell"}
    ]
    name = "a box to tick" if block.is_task else _KIND_NAMES.get(block.kind, block.kind)
    return f"{name} in {' in '.join(reversed(containers))}" if containers else name


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1].rstrip() + "…"


def _fits(pair: Pair) -> bool:
    return pair.source is not None and pair.target is not None and pair.source.shape == pair.target.shape


def _check_shapes(pairs: Sequence[Pair], source: SourcePage, target: SourcePage) -> list[Problem]:
    """Return one problem for each run of blocks that do not fit, at its first block."""
    problems: list[Problem] = []
    last_line, last_source_line = target.body_line, source.body_line
    for fits, group in groupby(pairs, key=_fits):
        run = list(group)
        if not fits:
            problems.append(_shape_problem(run, source, target, last_line, last_source_line))
        last_line = next((pair.target.line for pair in reversed(run) if pair.target), last_line)
        last_source_line = next((pair.source.line for pair in reversed(run) if pair.source), last_source_line)
    return problems


def _shape_problem(
    run: Sequence[Pair], source: SourcePage, target: SourcePage, last_line: int, last_source_line: int
) -> Problem:
    wanted = next((pair.source for pair in run if pair.source), None)
    there = next((pair.target for pair in run if pair.target), None)
    more = f" (and {len(run) - 1} more after it)" if len(run) > 1 else ""
    if there is None and wanted is not None:
        found = f"nothing between this block and the next that stands for “{_shorten(wanted.text)}”{more}"
        action = "translate what is missing and put it here"
    elif there is not None and wanted is None:
        found = f"{describe_block(there)}, “{_shorten(there.text)}”{more}"
        action = "remove it, or add it to the Dutch page first"
    else:
        assert there is not None
        found = f"{describe_block(there)}, “{_shorten(there.text)}”{more}"
        action = "give the translation the same blocks in the same order"
    if wanted is None:
        expected = f"no block here, as after {source.place_of(last_source_line)}"
    else:
        expected = f"{describe_block(wanted)}, as on {source.place_of(wanted.line)}"
    line = there.line if there is not None else last_line
    return Problem(path=target.path, line=line, code="PAR001", found=found, expected=expected, action=action)


def _check_claims(left: Block, right: Block, source: SourcePage, target: SourcePage) -> list[Problem]:
    if sorted(left.claims) == sorted(right.claims):
        return []
    line = next((item.line for item in right.attributes if item.claims), right.line)
    return [
        Problem(
            path=target.path,
            line=line,
            code="PAR002",
            found=f"the claims '{' '.join(right.claims)}'" if right.claims else "no claims",
            expected=(f"'{' '.join(left.claims)}'" if left.claims else "none")
            + f", as on {source.place_of(left.line)}",
            action="bind the translation to the claims of the Dutch block",
        )
    ]


def _is_external(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme in {"http", "https"}


def count_targets(block: Block) -> Counter[str]:
    """Count link targets; an external address may differ between languages, so only its number counts."""
    return Counter("an address outside the site" if _is_external(link.target) else link.target for link in block.links)


def _check_links(left: Block, right: Block, source: SourcePage, target: SourcePage) -> list[Problem]:
    wanted, there = count_targets(left), count_targets(right)
    if wanted == there:
        return []
    missing, extra = sorted((wanted - there).elements()), sorted((there - wanted).elements())
    line = next((link.line for link in right.links if link.target in extra), right.line)
    return [
        Problem(
            path=target.path,
            line=line,
            code="PAR003",
            found=f"links to {', '.join(extra)}" if extra else f"no link to {', '.join(missing)}",
            expected=(f"a link to {', '.join(missing)}" if missing else "no such link")
            + f", as on {source.place_of(left.line)}",
            action="give the block the links of its Dutch counterpart",
        )
    ]


def _check_front(source: SourcePage, target: SourcePage) -> list[Problem]:
    if source.front is None or target.front is None:
        return []
    problems: list[Problem] = []
    for key in ("leaflet", "languages"):
        wanted, there = getattr(source.front, key), getattr(target.front, key)
        if wanted != there:
            problems.append(
                Problem(
                    path=target.path,
                    line=target.front_document.line_of((key,)),
                    code="PAR004",
                    found=f"'{key}: {_as_yaml(there)}'",
                    expected=f"'{key}: {_as_yaml(wanted)}', as on {source.place_of(source.front_document.line_of((key,)))}",
                    action=f"write the same '{key}' as on the Dutch page",
                )
            )
    return problems


def _as_yaml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    if value is None:
        return "not set"
    return str(value).lower()


def _shared_names(project: Project) -> dict[str, PhraseIndex[None]]:
    """Return per language the names that it shares with the source language, such as *calcium*."""
    indexes: dict[str, PhraseIndex[None]] = {}
    for language in project.languages:
        shared: list[str] = []
        for term in project.terms.terms:
            here, there = term.languages.get(project.source_language), term.languages.get(language)
            if here and there:
                shared += set(_names(here.preferred, here.admitted)) & set(_names(there.preferred, there.admitted))
        indexes[language] = PhraseIndex((stem_phrase(name, language), None) for name in shared)
    return indexes


def _names(preferred: str, admitted: Iterable[str]) -> list[str]:
    return [preferred.lower(), *(name.lower() for name in admitted)]


def _check_words(
    left: Block, right: Block, source: SourcePage, target: SourcePage, names: PhraseIndex[None] | None
) -> list[Problem]:
    words = [word.text for word in extract_words(right.text)]
    if left.text != right.text or len(words) < MIN_UNTRANSLATED_WORDS:
        return []
    named: set[int] = set()
    if names is not None:
        for match in keep_longest(names.find([stem_word(word, target.language) for word in words])):
            named |= set(range(match.start, match.end))
    # A word in small letters is no proper name; units such as mg are short.
    ordinary = [word for index, word in enumerate(words) if word.isalpha() and word.islower() and index not in named]
    if not any(len(word) > 2 for word in ordinary):
        return []
    return [
        Problem(
            path=target.path,
            line=right.line,
            code="PAR005",
            found=f"“{_shorten(right.text)}”, word for word the text of {source.place_of(left.line)}",
            expected="a translation",
            action=f"translate it (a name that is the same in both languages goes into {TERMS_PATH})",
        )
    ]
