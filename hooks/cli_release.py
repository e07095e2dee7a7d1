"""The commands ``release`` (remember every paper that it prints, and build the site) and ``promise`` (its addresses alone).

Part of the command line (cli.py).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from botwijzer.checks.sources import check_sources
from botwijzer.model.addresses import ADDRESSES_FILE
from botwijzer.model.edition_history import EDITIONS_FILE, TEXTS_FOLDER
from botwijzer.model.problem import count_errors
from botwijzer.model.project import read_project, today
from botwijzer.model.releases import RELEASES_FILE
from botwijzer.publish.addresses import find_unread, write_addresses
from botwijzer.publish.edition_history import Addition, extract_addition, write_addition
from botwijzer.publish.embeds import write_script_versions
from botwijzer.publish.furniture import PLACEHOLDER_DOMAIN, is_placeholder
from botwijzer.publish.site import RELEASE_FILE
from botwijzer.publish.whole_file import write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from botwijzer.model.project import Project

ROOT = Path(__file__).resolve().parent.parent
_ADDRESS = re.compile(r"https://[\w.-]+\.\w{2,}(:\d+)?(/\S*)?")
_MAIL = re.compile(r"[^@\s]+@[\w-]+(\.[\w-]+)+")


def add_release(
    add: Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
    *,
    build: Callable[[argparse.Namespace], int],
) -> None:
    """Add the command to the command line; ``build`` builds the site."""

    def run_release(arguments: argparse.Namespace) -> int:
        """Cut a release: remember every paper that it prints, so that readers can ask later, and build the site."""
        return _release(arguments, build)

    for name, function in (("release", run_release), ("promise", run_promise)):
        add(name, function).add_argument("--site", default="site", help="folder of the built site (default: site)")


def run_promise(arguments: argparse.Namespace) -> int:
    """Promise the addresses of the site that was just built: from now on each answers for ever, or redirects."""
    project, site = read_project(ROOT), Path(arguments.site).resolve()
    try:
        site_url = str(json.loads((site / RELEASE_FILE).read_text(encoding="utf-8"))["site_url"])
    except (OSError, ValueError, KeyError, TypeError):
        print(
            f"nothing was promised: {site} holds no whole site (no {RELEASE_FILE}); run make site first",
            file=sys.stderr,
        )
        return 2
    if problems := find_unread(project):
        print("nothing was promised; correct first:", *problems, sep="\n  ", file=sys.stderr)
        return 2
    if not _keep_promises(project, site, site_url):
        print("Every address of this site was promised already; nothing was written.")
    return 0


def _keep_promises(project: Project, site: Path, site_url: str) -> bool:
    """Add what a site promises to the list, keep its scripts for other sites, and say so; return whether anything is new."""
    new = write_addresses(project, site, site_url=site_url)
    if new:
        print(
            f"New or longer in the list of addresses: {new}; commit {ADDRESSES_FILE}: each answers for ever, or redirects"
        )
    scripts = write_script_versions(project, site)
    for script in scripts:
        print(f"New version of the script for other sites: commit {script}; sites that name it count on it")
    return bool(new or scripts)


def explain_addresses(site_url: str, report_address: str) -> list[str]:
    """Return what is wrong with the two addresses that a release needs."""
    refusals = []
    if is_placeholder(site_url) or not _ADDRESS.fullmatch(site_url):
        refusals.append(
            f"SITE_URL is '{site_url}'; set it to the real address of the site (https://…): paper will carry it"
        )
    if not _MAIL.fullmatch(report_address) or report_address.endswith(PLACEHOLDER_DOMAIN):
        refusals.append(
            f"REPORT_ADDRESS is '{report_address}'; set it to a mail address that someone reads: every page names it"
        )
    return refusals


def _release(arguments: argparse.Namespace, build: Callable[[argparse.Namespace], int]) -> int:
    refusals = explain_addresses(os.environ.get("SITE_URL", ""), os.environ.get("REPORT_ADDRESS", ""))
    if refusals:
        print("no release:", *refusals, sep="\n  ", file=sys.stderr)
        return 2
    project = read_project(ROOT)
    problems = check_sources(project)
    for problem in problems:
        print(problem)
    if errors := count_errors(problems):
        print(f"no release: {errors} errors (listed above); nothing was written")
        return 1
    before = {path: path.read_bytes() for path in _history_files()}
    addition = extract_addition(project, on=today())
    code, written = 1, list[str]()
    try:
        written = write_addition(project, addition)
        code = build(arguments)
    finally:
        if code:  # also after Ctrl-C: a paper that no site answers for is not in the history
            _put_back(before)
    if code:
        print("The history of papers was put back as it was.")
        return code
    _print_addition(addition, written)
    _keep_promises(read_project(ROOT), Path(arguments.site).resolve(), os.environ["SITE_URL"])
    return 0


def _history_files() -> list[Path]:
    kept = sorted((ROOT / TEXTS_FOLDER).glob("*.jsonl"))
    return [path for path in (ROOT / EDITIONS_FILE, ROOT / RELEASES_FILE, *kept) if path.is_file()]


def _put_back(before: dict[Path, bytes]) -> None:
    for path in _history_files():
        if path not in before:
            path.unlink()
        elif path.read_bytes() != before[path]:
            write_whole(path, before[path])


def _print_addition(addition: Addition, written: list[str]) -> None:
    if addition.release is None and written:
        print("\nThe release before this one printed the same papers; some of their words now matter for safety.")
        print(f"  commit {', '.join(written)}: who loses those words is asked to print at once")
        return
    if addition.release is None:
        print("\nThe release before this one printed the same papers; nothing was added to the history.")
        return
    counts = Counter(
        "pages"
        if edition.form == "page"
        else "leaflets"
        if len(edition.languages) == 1
        else "leaflets in two languages"
        for edition in addition.editions
    )
    listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    details = f" ({listed})" if listed else ""
    print(f"\nNew in the history: {len(addition.editions)} papers{details}, released on {addition.release.day}.")
    print(
        f"  commit {RELEASES_FILE}, {EDITIONS_FILE} and {TEXTS_FOLDER}/ with this release: papers and feeds will ask for them"
    )
