"""Commands for translators: stamp, restamp, worksheet, take-in, language. Part of the command line (cli.py); MkDocs never loads it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from botwijzer.checks.spelling_fix import explain_change
from botwijzer.model.project import read_project, today
from botwijzer.model.release_changes import extract_since_release, extract_texts
from botwijzer.model.staleness import extract_replacements
from botwijzer.publish.new_language import explain_refusal, read_skeleton, render_to_fill, write_skeleton
from botwijzer.publish.restamp import write_record, write_restamps
from botwijzer.publish.stamp import write_stamps
from botwijzer.translators import WRONG_USE, Outcome, make_worksheet, take_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
# A reason is read by whoever wonders later; one word says nothing.
MIN_REASON_CHARACTERS = 10


def add_commands(add: Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]) -> None:
    """Add the commands of this file to the command line."""
    stamp = add("stamp", run_stamp)
    stamp.add_argument("paths", nargs="*", metavar="docs/en/….md")
    stamp.add_argument("--all", action="store_true", help="every translation")
    restamp = add("restamp", run_restamp)
    restamp.add_argument("page", metavar="docs/nl/….md")
    restamp.add_argument("--reason", required=True, help="what was mended, such as 'spelling: huisartspost'")
    add("language", run_language).add_argument("code", metavar="de", help="two letters (ISO 639-1)")
    worksheet = add("worksheet", run_worksheet)
    worksheet.add_argument("language", metavar="pl")
    worksheet.add_argument("--file", metavar="FILE.xlsx", help="where to write it (default: .build/werkblad-pl.xlsx)")
    add("take-in", run_take_in).add_argument("file", metavar="FILE.xlsx")


def run_stamp(arguments: argparse.Namespace) -> int:
    """Record that translations were made from today's Dutch."""
    project = read_project(ROOT)
    known = {page.path for page in project.pages}
    paths = [str(Path(path).as_posix()) for path in arguments.paths]
    unknown = [path for path in paths if path not in known]
    if unknown:
        print(f"no such page: {', '.join(unknown)} (write it as docs/en/over/index.md)", file=sys.stderr)
        return 2
    if not paths and not arguments.all:
        print("name the translations that you have checked, or --all", file=sys.stderr)
        return 2
    stamped = write_stamps(project, None if arguments.all else paths)
    for path in stamped:
        print(f"stamped {path}")
    left = [path for path in paths if path not in stamped]
    if left:
        print(f"not stamped: {', '.join(left)} (no translation, or its front matter is not valid)", file=sys.stderr)
    return 2 if left else 0


def run_worksheet(arguments: argparse.Namespace) -> int:
    """Write a worksheet for a translator without git: one .xlsx, Dutch beside the translation."""
    name = arguments.file or ROOT / f".build/werkblad-{arguments.language}.xlsx"
    return _say(make_worksheet(ROOT, arguments.language, Path(name)))


def run_take_in(arguments: argparse.Namespace) -> int:
    """Check the answers in a translator's worksheet, and write them into the pages."""
    return _say(take_in(ROOT, Path(arguments.file)))


def _say(outcome: Outcome) -> int:
    print(outcome.text, file=sys.stderr if outcome.code == WRONG_USE else sys.stdout)
    return outcome.code


def run_language(arguments: argparse.Namespace) -> int:
    """Add a language as a draft, or say what a language still lacks."""
    project = read_project(ROOT)
    if arguments.code not in project.languages:
        skeleton = read_skeleton(arguments.code)
        reason = explain_refusal(project, arguments.code)
        if reason or skeleton is None:
            print(f"not added: {reason}", file=sys.stderr)
            return 2
        for path in write_skeleton(project, skeleton):
            print(f"written  {path}")
        project = read_project(ROOT)
        if arguments.code not in project.languages:
            print("what was written cannot be read: make check names the place", file=sys.stderr)
            return 1
    print(render_to_fill(project, arguments.code))
    return 0


def run_restamp(arguments: argparse.Namespace) -> int:
    """Put a spelling fix on record, with its reason; after one in Dutch, stamp the translations again."""
    project = read_project(ROOT)
    page = next((page for page in project.pages if page.path == Path(arguments.page).as_posix()), None)
    if page is None:
        print(
            f"no such page: {arguments.page} (write it as docs/{project.source_language}/over/index.md)",
            file=sys.stderr,
        )
        return 2
    if len(arguments.reason.strip()) < MIN_REASON_CHARACTERS:
        print("say what was mended, in a few words: --reason 'spelling: huisartspost'", file=sys.stderr)
        return 2
    is_source = page.language == project.source_language
    replaced = extract_replacements(project, page) if is_source else extract_since_release(project, page)
    texts = project.history if is_source else extract_texts(project, page.language)
    changes, refused = {}, []
    for old, block in replaced.items():
        text = texts.get(old)
        reason = explain_change(project, text, block.text, page.language) if text else "its old words are not on record"
        if reason:
            refused.append(f"{page.place_of(block.line)}: {reason}: “{text or '?'}” is now “{block.text}”")
        else:
            changes[old] = block.hash
    if changes and is_source:
        for path in write_restamps(project, page, changes, reason=arguments.reason.strip(), on=today()):
            print(f"stamped again {path}")
    elif changes:
        write_record(project, page, changes, reason=arguments.reason.strip(), on=today())
        print(f"on record: papers of {page.path} stay current")
    must = "a translator must look" if is_source else "papers with the old words are out of date"
    for line in refused:
        print(f"not a spelling fix, so {must}: {line}", file=sys.stderr)
    if not replaced:
        print(f"no translation of {page.path} is behind" if is_source else f"no paper has other words than {page.path}")
    return 1 if refused else 0
