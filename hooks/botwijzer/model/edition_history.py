"""The editions of papers that were ever released, and the words of their blocks: for "is my paper still current?".

``editions.jsonl`` has one record a line, in the order in which they were first released; ``texts/<language>.jsonl`` the words
of every block of them, by hash; ``releases.jsonl`` which release printed which (``releases.py``). Written by ``hooks/cli.py release`` only, and never shortened: a paper lives for years.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, cast

from botwijzer.model.editions import ID_LENGTH, ID_SIGNS
from botwijzer.model.history_lines import broken_line, read_json_record
from botwijzer.model.page import page_address
from botwijzer.model.problem import Problem
from botwijzer.model.releases import MAX_RELEASE_LINE, RELEASES_FILE, PaperKey, Release, read_releases
from botwijzer.model.text_file import read_source_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITIONS_FILE = "docs/_data/history/editions.jsonl"
TEXTS_FOLDER = "docs/_data/history/texts"
# Where the site answers: /v/<id>/, short enough for the code on paper, leads to /versie/<language>/<path>/<id>/.
SHORT_FOLDER = "v"
VERSION_FOLDER = "versie"
# About a hundred releases in which every page changed.
MAX_HISTORY_BYTES = 60_000_000
# A paper in two languages has the hashes of two whole pages on its line: 4,000 signs today.
MAX_HISTORY_LINE = 40_000

Form = Literal["leaflet", "page"]

_ID = re.compile(f"[{ID_SIGNS}]{{{ID_LENGTH}}}")
_KEY = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HASH = re.compile(r"[0-9a-f]{8}")
_EDITION_KEYS = {"id", "form", "page", "languages", "released", "blocks"}
_TEXT_KEYS = {"hash", "shape", "text", "safety"}


@dataclass(frozen=True)
class ReleasedEdition:
    """A paper that was released: a leaflet, or the print of a page. ``blocks``: hashes in order, by language."""

    id: str
    form: Form
    page: str
    languages: tuple[str, ...]
    released: dt.date
    blocks: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> PaperKey:
        """The same for every version of this paper."""
        return (self.form, self.page, *self.languages)

    def version_path(self, language: str) -> str:
        """Return the address of the answer about the paper, in a language, from the site's root."""
        return f"{VERSION_FOLDER}/{language}/{page_address(self.page)}{self.id}/"


@dataclass(frozen=True)
class OldBlock:
    """A block as it was released. ``shape`` as in ``Block.shape``; ``safety``: it mattered for safety then."""

    hash: str
    shape: str
    text: str
    safety: bool


@dataclass(frozen=True)
class EditionHistory:
    """Everything that was released. ``texts``: language → hash → block; ``releases``: the oldest first."""

    editions: tuple[ReleasedEdition, ...] = ()
    texts: dict[str, dict[str, OldBlock]] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, ReleasedEdition]:
        """Id → edition."""
        return {edition.id: edition for edition in self.editions}

    @cached_property
    def by_page(self) -> dict[str, list[ReleasedEdition]]:
        """Page key → its editions, in the order of release."""
        result: dict[str, list[ReleasedEdition]] = {}
        for edition in self.editions:
            result.setdefault(edition.page, []).append(edition)
        return result


def read_edition_history(root: Path, problems: list[Problem]) -> EditionHistory:
    """Read the history below ``root``; lines that are no record are added to ``problems``. No file means none yet."""
    texts: dict[str, dict[str, OldBlock]] = {}
    folder = root / TEXTS_FOLDER
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        name = f"{TEXTS_FOLDER}/{path.name}"
        blocks = texts.setdefault(path.stem, {})
        for number, line in _lines(root, name, problems):
            block = _read_text(line)
            if block is None:
                problems.append(_broken(name, number, '{"hash": "…", "shape": "…", "text": "…", "safety": …}'))
            else:
                blocks[block.hash] = block
    editions: dict[str, ReleasedEdition] = {}
    for number, line in _lines(root, EDITIONS_FILE, problems):
        edition = _read_edition(line)
        if edition is None:
            expected = '{"id": "…", "form": "leaflet" or "page", "page": "…", "languages": […], "released": "…", "blocks": […]}'
            problems.append(_broken(EDITIONS_FILE, number, expected))
        elif edition.id in editions:
            problems.append(_twice(number, edition.id))
        else:
            editions[edition.id] = edition
            problems += _missing(number, edition, texts)
    lines = _lines(root, RELEASES_FILE, problems, max_line=MAX_RELEASE_LINE)
    return EditionHistory(tuple(editions.values()), texts, read_releases(lines, editions, problems))


def _lines(
    root: Path, name: str, problems: list[Problem], *, max_line: int = MAX_HISTORY_LINE
) -> Iterator[tuple[int, str]]:
    if not (root / name).is_file():
        return
    source = read_source_text(root / name, root=root, max_bytes=MAX_HISTORY_BYTES, max_line=max_line)
    problems += source.problems
    yield from enumerate((source.text or "").splitlines(), 1)


def _read_text(line: str) -> OldBlock | None:
    record = read_json_record(line, _TEXT_KEYS)
    if record is None or not isinstance(record["safety"], bool) or not _HASH.fullmatch(str(record["hash"])):
        return None
    return OldBlock(str(record["hash"]), str(record["shape"]), str(record["text"]), record["safety"])


def _read_edition(line: str) -> ReleasedEdition | None:
    record = read_json_record(line, _EDITION_KEYS)
    if record is None:
        return None
    name, form, page = (str(record[key]) for key in ("id", "form", "page"))
    languages, blocks = record["languages"], record["blocks"]
    if not isinstance(languages, list) or not isinstance(blocks, list) or len(languages) != len(blocks):
        return None
    hashes = tuple(tuple(str(item).split()) for item in blocks)
    try:
        released = dt.date.fromisoformat(str(record["released"]))
    except ValueError:
        return None
    # They become addresses of pages.
    is_sound = _ID.fullmatch(name) and _KEY.fullmatch(page) and form in {"leaflet", "page"} and languages
    if not is_sound or not all(_LANGUAGE.fullmatch(str(code)) for code in languages):
        return None
    if not all(_HASH.fullmatch(item) for items in hashes for item in items):
        return None
    codes = tuple(str(code) for code in languages)
    return ReleasedEdition(name, cast("Form", form), page, codes, released, hashes)


def _broken(path: str, line: int, expected: str) -> Problem:
    return broken_line(path, line, "HIST002", what="a released paper", expected=expected)


def _twice(line: int, name: str) -> Problem:
    return Problem(
        path=EDITIONS_FILE,
        line=line,
        code="HIST003",
        found=f"the paper '{name}' for the second time",
        expected="each version once",
        action="remove the later line; the first has the day of its release",
    )


def _missing(line: int, edition: ReleasedEdition, texts: dict[str, dict[str, OldBlock]]) -> list[Problem]:
    problems: list[Problem] = []
    for language, hashes in zip(edition.languages, edition.blocks, strict=True):
        unknown = sorted(set(hashes).difference(texts.get(language, {})))
        if unknown:
            found = f"the paper '{edition.id}' with {len(unknown)} pieces of text that are nowhere (the first: {unknown[0]})"
            problems.append(
                Problem(
                    path=EDITIONS_FILE,
                    line=line,
                    code="HIST004",
                    found=found,
                    expected=f"the words of each in {TEXTS_FOLDER}/{language}.jsonl",
                    action="put that file back as it was (git); without it readers cannot be told what changed",
                )
            )
    return problems
