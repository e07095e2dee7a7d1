"""What a language has to translate, row by row: every block of a page or snippet, beside what stands there now."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from botwijzer.model.alignment import align_blocks
from botwijzer.model.raw_blocks import NAV_TITLE, RawBlock, RawFile, extract_raw_file
from botwijzer.model.snippets import SNIPPETS_FOLDER
from botwijzer.model.translated_pages import TranslatedPage, block_keys, pair_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.translated_pages import Key

HASH_CHARACTERS = 16
# What XML, and so a spreadsheet, has no place for; in a page it is a finding (MARK009).
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class State(StrEnum):
    """How a translation of a block stands; in the order in which a worksheet lists them."""

    MISSING = "missing"
    STALE = "stale"
    CURRENT = "current"


@dataclass(frozen=True)
class Row:
    """One block to translate.

    ``id`` stays the same as long as its Dutch words do, wherever in its file the block moves. ``path`` is the Dutch
    file, ``target`` that of the translation. ``dutch`` and ``translation`` are on one line; ``translation`` is empty
    where there is none. ``here`` is the block of the translation, ``trail`` the containers around it on its page.
    """

    id: str
    path: str
    target: str
    state: State
    raw: RawBlock
    here: RawBlock | None
    trail: tuple[str, ...]

    @property
    def dutch(self) -> str:
        """The Dutch words."""
        return self.raw.words

    @property
    def translation(self) -> str:
        """The words of the translation, as they are in the project."""
        return self.here.words if self.here else ""

    @property
    def is_optional(self) -> bool:
        """Whether a page is whole without it: the menu says the title where there is no shorter name."""
        return self.raw.kind == NAV_TITLE


@dataclass(frozen=True)
class Translation:
    """Everything that one language has to translate, and the files that it stands in.

    ``rows``: by file (snippets by name, then pages in the order of the menu) and block. ``pages``: the pages that are
    translated. ``wanted``: the Dutch pages that this language should have.
    """

    language: str
    rows: tuple[Row, ...]
    files: dict[str, RawFile]
    pages: tuple[TranslatedPage, ...]
    wanted: tuple[SourcePage, ...]
    by_key: dict[Key, Row] = field(default_factory=dict)

    @property
    def sorted_rows(self) -> list[Row]:
        """The rows as a worksheet has them: missing, stale, current."""
        order = list(State)
        return sorted(self.rows, key=lambda row: order.index(row.state))

    def rows_of(self, path: str) -> list[Row]:
        """Return the rows of a Dutch file."""
        return [row for row in self.rows if row.path == path]


def legal_words(words: str) -> str:
    """Return a text as a spreadsheet can hold it."""
    return _NOT_IN_XML.sub("\ufffd", words)


def hash_words(words: str) -> str:
    """Return what tells whether a text is still the same, in a file and in a spreadsheet."""
    return hashlib.sha256(legal_words(words).encode()).hexdigest()[:HASH_CHARACTERS]


def target_path(path: str, *, source: str, language: str) -> str:
    """Return the path of the translation of a Dutch page or snippet."""
    for folder in (SNIPPETS_FOLDER, "docs"):
        if path.startswith(f"{folder}/{source}/"):
            return f"{folder}/{language}/{path.removeprefix(f'{folder}/{source}/')}"
    raise ValueError(path)


def unreadable_files(project: Project, language: str) -> list[str]:
    """Return the pages and snippets of Dutch and of a language that cannot be read whole; they have no rows."""
    found = {page.path for page in project.pages if page.front is None}
    read = {page.path for page in project.pages} | {snippet.path for snippet in project.snippets.values()}
    found |= {problem.path for problem in project.problems if problem.path.endswith(".md") and problem.path not in read}
    folders = [
        f"{start}/{code}/" for start in ("docs", SNIPPETS_FOLDER) for code in (project.source_language, language)
    ]
    return sorted(path for path in found if path.startswith(tuple(folders)))


def read_translation(project: Project, language: str) -> Translation:
    """Read what ``language`` has to translate; files that cannot be read (``unreadable_files``) are left out."""
    wanted = _wanted_pages(project, language)
    pages = [
        pair_page(page, target)
        for page in wanted
        if (target := project.by_key[page.key].get(language)) is not None and target.front is not None
    ]
    source = project.source_language
    snippets = [item for item in project.snippets.values() if item.language == source]
    paths = [*sorted(item.path for item in snippets), *(page.path for page in wanted)]
    known = {item.path for item in project.snippets.values()} | {page.path for page in project.pages if page.front}
    files = dict(_read_files(project.root, paths, known, source, language))
    finder = _Finder(files, pages, wanted)
    rows: list[Row] = []
    for path in paths:
        rows += finder.rows_of(files[path], target_path(path, source=source, language=language))
    by_key = {(row.path, row.raw.line, row.raw.nth): row for row in rows}
    return Translation(language, tuple(rows), files, tuple(pages), wanted, by_key)


def _wanted_pages(project: Project, language: str) -> tuple[SourcePage, ...]:
    """Return the Dutch pages that a language should have, in the order of the menu."""
    order = {entry.removesuffix(".md"): index for index, (entry, _) in enumerate(project.navigation.entries)}
    pages = [
        page
        for page in project.source_pages
        if page.front is not None and (page.front.languages is None or language in page.front.languages)
    ]
    return tuple(sorted(pages, key=lambda page: (order.get(page.key, len(order)), page.key)))


def _read_files(
    root: Path, paths: list[str], known: set[str], source: str, language: str
) -> Iterator[tuple[str, RawFile]]:
    for path in paths:
        for name in (path, target_path(path, source=source, language=language)):
            if name in known:
                with (root / name).open(encoding="utf-8", newline="") as stream:
                    yield name, extract_raw_file(stream.read(), path=name)


class _Finder:
    """Looks up what the pages say about each block of a file."""

    def __init__(self, files: dict[str, RawFile], pages: list[TranslatedPage], wanted: tuple[SourcePage, ...]) -> None:
        self.files = files
        self.raws = {(file.path, raw.line, raw.nth): raw for file in files.values() for raw in file.blocks}
        # Dutch block → what each translated page that shows it says: its counterpart, and whether it is current.
        self.uses: dict[Key, list[tuple[Key | None, bool]]] = {}
        for page in pages:
            for index, key in enumerate(page.keys):
                self.uses.setdefault(key, []).append((page.counterparts[index], index in page.current))
        self.trails: dict[Key, tuple[str, ...]] = {}
        for source in wanted:
            for key, block in zip(block_keys(source), source.blocks, strict=True):
                self.trails.setdefault(key, block.trail)

    def rows_of(self, file: RawFile, target: str) -> Iterator[Row]:
        """Yield a row for each block of a Dutch file that has words."""
        is_shown = any((file.path, raw.line, raw.nth) in self.uses for raw in file.blocks)
        unused = {} if is_shown and file.body_start else self._pair_alone(file, target)
        count: Counter[str] = Counter()
        taken: set[Key] = set()
        for raw in file.blocks:
            if not raw.words:
                continue
            key = (file.path, raw.line, raw.nth)
            here, is_current = self._find(key, raw, target, unused)
            place = (target, here.line, here.nth) if here else None
            if place in taken:
                here, place = None, None
            if place:
                taken.add(place)
            name = f"{file.path} {hash_words(f'{raw.kind} {raw.words}')}"
            count[name] += 1
            is_there = here is not None or (raw.kind == NAV_TITLE and target in self.files)
            state = (State.CURRENT if is_current else State.STALE) if is_there else State.MISSING
            yield Row(
                f"{name} {count[name]}", file.path, target, state, raw, here, self.trails.get(key, raw.block.trail)
            )

    def _find(self, key: Key, raw: RawBlock, target: str, unused: dict[Key, RawBlock]) -> tuple[RawBlock | None, bool]:
        if raw.kind == NAV_TITLE:  # no block of the page, and in no stamp: nothing says that it is behind
            file = self.files.get(target)
            return next((item for item in file.blocks if item.kind == NAV_TITLE), None) if file else None, True
        uses = self.uses.get(key, [])
        places = [place for place, _ in uses if place is not None and place[0] == target]
        if not places:
            return unused.get(key), False
        is_current = all(current and place == places[0] for place, current in uses)
        return self.raws.get(places[0]), is_current

    def _pair_alone(self, file: RawFile, target: str) -> dict[Key, RawBlock]:
        """Pair a file that no translated page shows with its translation, by shape; nothing vouches for it."""
        there = self.files.get(target)
        if there is None:
            return {}
        by_block = {id(raw.block): raw for raw in there.blocks}
        keys = {id(raw.block): (file.path, raw.line, raw.nth) for raw in file.blocks}
        pairs = align_blocks([raw.block for raw in file.blocks], [raw.block for raw in there.blocks])
        return {keys[id(one.source)]: by_block[id(one.target)] for one in pairs if one.source and one.target}
