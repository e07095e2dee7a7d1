"""The files that a translator's answers make: words put into the blocks of a page, and new pages. Writes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from botwijzer.model.file_plan import FilePlan, Waiting
from botwijzer.model.markdown import is_waiver
from botwijzer.model.raw_blocks import FRONT_KINDS, NAV_TITLE, extract_raw_file, render_value, replace_raw_blocks
from botwijzer.model.snippets import MARK, SNIPPETS_FOLDER, extract_name
from botwijzer.model.translation_rows import State
from botwijzer.publish.front_text import replace_front_key
from botwijzer.publish.stamp import replace_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from botwijzer.model.raw_blocks import RawBlock, RawFile
    from botwijzer.model.translation_rows import Row, Translation
    from botwijzer.model.worksheet_file import Answer

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


@dataclass
class FilePlans:
    """What becomes of the answers: files by path, and answers that wait."""

    files: dict[str, FilePlan] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)

    @property
    def held(self) -> frozenset[str]:
        """The rows whose answers wait."""
        return frozenset(name for item in self.waiting for name in item.rows)


def plan_files(translation: Translation, answers: Mapping[str, Answer]) -> FilePlans:
    """Return the files that the answers make.

    In a file that has a block for an answer, only the words of that block change. An answer to a missing block is
    written when every block of its file has words: the file is then made from the Dutch one, so that order, claims
    and ids are those of the Dutch. Until then such answers wait. Snippets come first: pages take them in.
    """
    planner = _Planner(translation, answers)
    for path in dict.fromkeys(row.path for row in translation.rows):
        planner.plan_file(translation.files[path])
    planner.hold_unused_snippets()
    return planner.plans


class _Planner:
    def __init__(self, translation: Translation, answers: Mapping[str, Answer]) -> None:
        self.translation = translation
        self.answers = answers
        self.plans = FilePlans()

    def plan_file(self, dutch: RawFile) -> None:
        rows = self.translation.rows_of(dutch.path)
        target = self.translation.files.get(rows[0].target)
        changed = [row for row in rows if self._is_changed(row)]
        homeless = [row for row in rows if row.id in self.answers and self._has_no_place(row, rows, target)]
        if homeless or (target and self._lacks_answered_snippet(dutch, target)):
            reason = self._reason_to_wait(dutch, target, rows)
            if reason is None:
                self._build(dutch, target, rows)
                return
            if homeless:
                self._wait(rows[0].target, [row.id for row in homeless], reason)
        fitting = [row for row in changed if row not in homeless]
        if target and fitting:
            self._replace(target, rows, fitting)

    def _has_no_place(self, row: Row, rows: list[Row], target: RawFile | None) -> bool:
        """Whether the file has no block for a row, or has its blocks in another order than the Dutch has now."""
        if target is None or row.here is None:
            return target is None or not row.is_optional
        starts = [item.here.start for item in rows if item.here and item.raw.kind not in FRONT_KINDS]
        return row.state is State.STALE and starts != sorted(starts)

    def _wait(self, path: str, names: Iterable[str], reason: str) -> None:
        held = frozenset(names)
        self.plans.waiting.append(Waiting(path, held, reason))

    def hold_unused_snippets(self) -> None:
        """Let new snippets wait that no page of the language takes in; where there are no pages yet, none needs to."""
        language = self.translation.language
        files = {**self.translation.files, **{path: _as_file(plan) for path, plan in self.plans.files.items()}}
        pages = [file for path, file in files.items() if path.startswith(f"docs/{language}/")]
        used = {self._snippet_path(name) for page in pages for name in page.snippets}
        for path, plan in list(self.plans.files.items()):
            if pages and plan.is_new and path.startswith(SNIPPETS_FOLDER) and path not in used:
                del self.plans.files[path]
                self._wait(path, plan.answered, f"no page in '{language}' takes it in yet")

    def _is_changed(self, row: Row) -> bool:
        return row.id in self.answers and self.answers[row.id].is_changed

    def _words(self, row: Row) -> str:
        return self.answers[row.id].translation if self._is_changed(row) else row.translation

    def _snippet_path(self, name: str) -> str:
        return f"{SNIPPETS_FOLDER}/{name}.md"

    def _translated(self, name: str) -> str:
        return f"{self.translation.language}/{name.partition('/')[2]}"

    def _lacks_answered_snippet(self, dutch: RawFile, target: RawFile) -> bool:
        """Whether the Dutch page takes in a snippet that somebody answered, and its translation does not yet."""
        answered = {row.path for row in self.translation.rows if row.id in self.answers}
        return any(
            self._snippet_path(name) in answered and self._translated(name) not in target.snippets
            for name in dutch.snippets
        )

    def _reason_to_wait(self, dutch: RawFile, target: RawFile | None, rows: Iterable[Row]) -> str | None:
        worded = [bool(self._words(row)) for row in rows if not row.is_optional]
        if not all(worded):
            return f"{worded.count(False)} of the {len(worded)} blocks of {dutch.path} without a translation"
        for name in dutch.snippets:
            path = self._snippet_path(self._translated(name))
            if path not in self.translation.files and path not in self.plans.files:
                return f"{path}, which it takes in, is not translated yet"
        if target and target.waivers:
            return "the page has blocks too few and a waiver ('<!-- allow'); a person has to put the new blocks in"
        return None

    def _replace(self, target: RawFile, rows: list[Row], changed: list[Row]) -> None:
        by_block = {row.here: row for row in rows if row.here}
        changes = {row.here: self._words(row) for row in changed if row.here}
        text = replace_raw_blocks(target.text, changes)
        words = [(by_block.get(raw), changes.get(raw, raw.text)) for raw in target.blocks]
        text = self._add_menu_name(text, words, rows)
        self._add(FilePlan(target.path, rows[0].path, text, tuple(words), frozenset(row.id for row in changed)))

    def _add_menu_name(self, text: str, words: list[tuple[Row | None, str]], rows: Iterable[Row]) -> str:
        """Return the text with an answered name for the menu where there was none; it is added to ``words`` too."""
        for row in rows:
            if row.raw.kind == NAV_TITLE and row.here is None and self._words(row):
                words.insert(1, (row, self._words(row)))  # after the title
                return replace_front_key(text, NAV_TITLE, [f"{NAV_TITLE}: {render_value(self._words(row))}"])
        return text

    def _build(self, dutch: RawFile, target: RawFile | None, rows: list[Row]) -> None:
        """Make a file from the Dutch one, with the words of the answers and of the translation that is there."""
        by_raw = {row.raw: row for row in rows}
        kept = [raw for raw in dutch.blocks if raw.kind != NAV_TITLE or self._words(by_raw[raw])]
        text = replace_raw_blocks(dutch.text, {raw: self._words(by_raw[raw]) for raw in kept if raw in by_raw})
        text = "".join(self._own_line(line) for line in _LINES.findall(text) if not is_waiver(line.rstrip("\r\n")))
        words = [(by_raw.get(raw), self._words(by_raw[raw]) if raw in by_raw else raw.text) for raw in kept]
        dropped = 0
        if target is None:
            text = replace_front_key(text, "reviewed", ["reviewed: null"]) if dutch.body_start else text
            text = text if any(raw.kind == NAV_TITLE for raw in kept) else replace_front_key(text, NAV_TITLE, [])
        else:
            text, front = self._with_front_of(target, text, rows)
            words = [*front, *(item for raw, item in zip(kept, words, strict=True) if raw.kind not in FRONT_KINDS)]
            text = self._add_menu_name(text, words, rows)
            homes = {row.here for row in rows if row.here}
            dropped = sum(bool(raw.words) and raw not in homes and raw.kind not in FRONT_KINDS for raw in target.blocks)
        answered = frozenset(row.id for row in rows if self._is_changed(row))
        path, is_new = rows[0].target, target is None
        self._add(FilePlan(path, dutch.path, text, tuple(words), answered, is_new, not is_new, dropped))

    def _with_front_of(
        self, target: RawFile, text: str, rows: Iterable[Row]
    ) -> tuple[str, list[tuple[Row | None, str]]]:
        """Return the text with the front matter and line ends of the translation that is there, and its front words."""
        body = text[extract_raw_file(text, path=target.path).body_start :]
        body = re.sub(r"\r\n|\r|\n", target.line_end, body)
        rows_here: dict[RawBlock, Row] = {row.here: row for row in rows if row.here}
        front = [raw for raw in target.blocks if raw.kind in FRONT_KINDS]
        changes = {raw: self._words(rows_here[raw]) for raw in front if raw in rows_here}
        whole = replace_raw_blocks(target.text, changes)
        head = whole[: len(whole) - (len(target.text) - target.body_start)]
        return head + body, [(rows_here.get(raw), changes.get(raw, raw.text)) for raw in front]

    def _own_line(self, line: str) -> str:
        """Return a line of the Dutch for the translation: a snippet is that of its own language."""
        name = extract_name(line.rstrip("\r\n"))
        return line.replace(f'{MARK} "{name}.md"', f'{MARK} "{self._translated(name)}.md"') if name else line

    def _add(self, plan: FilePlan) -> None:
        self.plans.files[plan.path] = plan


def _as_file(plan: FilePlan) -> RawFile:
    return extract_raw_file(plan.text, path=plan.path)


def plan_stamp(plans: FilePlans, translation: Translation, path: str, *, source: str, hashes: Iterable[str]) -> None:
    """Add the stamp of a page to what is planned; a page that nothing else changes gets a plan of its own."""
    stamp = list(hashes)
    if path in plans.files:
        plan = plans.files[path]
        plans.files[path] = replace(plan, text=replace_stamp(plan.text, stamp))
        return
    file = translation.files[path]
    by_block = {row.here: row for row in translation.rows_of(source) if row.here}
    words = tuple((by_block.get(raw), raw.text) for raw in file.blocks)
    plans.files[path] = FilePlan(path, source, replace_stamp(file.text, stamp), words)
