"""The commands for languages and their translations; ``cli.py`` is the entry. Same exit codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from botwijzer.checks.spelling_fix import explain_change
from botwijzer.model.project import read_project, today
from botwijzer.model.staleness import extract_replacements
from botwijzer.publish.new_language import explain_refusal, read_skeleton, render_to_fill, write_skeleton
from botwijzer.publish.restamp import write_restamps

if TYPE_CHECKING:
    import argparse

ROOT = Path(__file__).resolve().parent.parent
# A reason is read by whoever wonders later; one word says nothing.
MIN_REASON_CHARACTERS = 10


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
    """Stamp the translations of a Dutch page again after a spelling fix, with the reason on record."""
    project = read_project(ROOT)
    page = next((page for page in project.source_pages if page.path == Path(arguments.page).as_posix()), None)
    if page is None:
        print(
            f"no such page: {arguments.page} (write it as docs/{project.source_language}/over/index.md)",
            file=sys.stderr,
        )
        return 2
    if len(arguments.reason.strip()) < MIN_REASON_CHARACTERS:
        print("say what was mended, in a few words: --reason 'spelling: huisartspost'", file=sys.stderr)
        return 2
    replaced = extract_replacements(project, page)
    changes, refused = {}, []
    for old, block in replaced.items():
        text = project.history.get(old)
        reason = "its old words are not on record" if text is None else explain_change(project, text, block.text)
        if reason:
            refused.append(f"{page.place_of(block.line)}: {reason}: “{text or '?'}” is now “{block.text}”")
        else:
            changes[old] = block.hash
    for path in write_restamps(project, page, changes, reason=arguments.reason.strip(), on=today()) if changes else ():
        print(f"stamped again {path}")
    for line in refused:
        print(f"not a spelling fix, so a translator must look: {line}", file=sys.stderr)
    if not replaced:
        print(f"no translation of {page.path} is behind")
    return 1 if refused else 0
