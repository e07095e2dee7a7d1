"""Commands for translators: stamp, worksheet, take-in. Part of the command line (cli.py); MkDocs never loads it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from botwijzer.model.project import read_project
from botwijzer.publish.stamp import write_stamps
from botwijzer.translators import WRONG_USE, Outcome, make_worksheet, take_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


def add_commands(add: Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]) -> None:
    """Add the commands of this file to the command line."""
    stamp = add("stamp", run_stamp)
    stamp.add_argument("paths", nargs="*", metavar="docs/en/….md")
    stamp.add_argument("--all", action="store_true", help="every translation")
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
