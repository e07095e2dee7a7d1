"""The command ``redirect``: say where an address that was released is now. Part of the command line (cli.py)."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from botwijzer.checks.redirects import REDIRECTS_FILE, check_redirects
from botwijzer.model.addresses import page_addresses, split_address
from botwijzer.model.project import read_project
from botwijzer.model.records import Redirect
from botwijzer.publish.addresses import find_unread, write_redirect_list
from botwijzer.publish.moved_addresses import extract_moves, find_unanswered, replace_targets, without_moves

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from botwijzer.model.project import Project

ROOT = Path(__file__).resolve().parent.parent
# Signs of a wild address that a message repeats.
_SHOWN = 80


def add_redirect(
    add: Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Add the command to the command line."""
    command = add("redirect", run_redirect)
    command.add_argument("old", metavar="/oud/", help="address that was released; '/page/#heading' for a heading")
    command.add_argument("new", metavar="/nieuw/", nargs="?", help="where it is now")
    command.add_argument("--remove", action="store_true", help="take its redirect away, for the address answers again")


def run_redirect(arguments: argparse.Namespace) -> int:
    """Say where an address is now, or correct that; a page takes its languages, leaflets and records with it, a code its data."""
    project = read_project(ROOT)
    old, new = arguments.old, arguments.new
    if problems := find_unread(project):
        print("not written; correct first:", *problems, sep="\n  ", file=sys.stderr)
        return 2
    if arguments.remove is not (new is None):
        print("not written: say where the address is now, or --remove to take its redirect away", file=sys.stderr)
        return 2
    refusal = explain_missing(project, old) if arguments.remove else explain_refusal(project, old, new)
    if refusal:
        print(f"not written: {refusal}", file=sys.stderr)
        return 2
    rest = replace(project, redirects=without_moves(project, old))  # what is there is corrected, with what went along
    added = [] if arguments.remove else extract_moves(rest, Redirect(old=old, new=new))
    kept, _ = replace_targets(rest, added)
    candidate = replace(project, redirects=(*kept, *added), documents={})
    reasons = [f"{problem.found}; expected {problem.expected}" for problem in check_redirects(candidate)]
    lost = find_unanswered(candidate, (redirect.old for redirect in project.redirects))
    reasons += [f"'{address}' was promised and would have no answer; say where it is now" for address in lost]
    if reasons:
        print(*(f"not written: {reason}" for reason in reasons), sep="\n", file=sys.stderr)
        return 2
    write_redirect_list(project, candidate.redirects)
    _print_difference(project, candidate)
    if split_address(old).path not in project.addresses:
        print(f"note: no release had {old}")
    print("build the site to see that they answer: make site")
    return 0


def _print_difference(project: Project, candidate: Project) -> None:
    before = {redirect.old: redirect.new for redirect in project.redirects}
    after = {redirect.old: redirect.new for redirect in candidate.redirects}
    for old, new in after.items():
        if old not in before:
            print(f"{old} → {new}")
        elif new != before[old]:
            print(f"{old} → {new} (was {before[old]})")
    for old in sorted(before.keys() - after.keys()):
        print(f"{old}: redirect removed (led to {before[old]})")


def explain_missing(project: Project, old: str) -> str:
    """Return why there is no redirect of an address to take away; empty when there is one."""
    if any(redirect.old == old for redirect in project.redirects):
        return ""
    return f"'{old[:_SHOWN]}' is not redirected ({REDIRECTS_FILE})"


def explain_refusal(project: Project, old: str, new: str) -> str:
    """Return why nothing can lead from one address to the other; empty when it can, as far as they tell themselves."""
    for address in (old, new):
        if reason := _explain_address(address):
            return f"'{address[:_SHOWN]}' {reason}"
    if old == new:
        return f"'{old}' would lead to itself; a redirect leads to another address"
    if any((redirect.old, redirect.new) == (old, new) for redirect in project.redirects):
        return f"'{old}' leads to '{new}' already ({REDIRECTS_FILE})"
    for address in (old, new):
        path = split_address(address).path
        known = {*project.addresses, *page_addresses(project)}
        if not path.endswith("/") and path not in known and f"{path}/" in known:
            return f"'{address}' is no address of a page; write '{path}/'"
    return ""


def _explain_address(address: str) -> str:
    try:
        Redirect(old=address, new="/")
    except ValidationError:
        pass
    else:
        is_index = split_address(address).path.endswith("/index.html")
        return "ends in index.html; write the address of the folder, with a / at its end" if is_index else ""
    path = address.partition("#")[0]
    if "://" in address or address.startswith("//"):
        reason = "is on another host, or names one; a redirect stays on this site, and begins with one /"
    elif "?" in address or "&" in address:
        reason = "holds a query; the part after ? is never looked at, so leave it out"
    elif any(name.startswith(".") for name in path.split("/")):
        reason = "holds a name that begins with a dot"
    elif not path.isascii():
        reason = "holds letters that no address of this site has"
    else:
        reason = "is no address"
    return f"{reason} (an address is written as /path/, /path/#heading or /folders/nl/name.pdf)"
