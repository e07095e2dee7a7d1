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
from botwijzer.publish.addresses import write_redirect_list
from botwijzer.publish.moved_addresses import extract_moves, replace_targets

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
    command.add_argument("new", metavar="/nieuw/", help="where it is now")


def run_redirect(arguments: argparse.Namespace) -> int:
    """Say where an address is now; a page takes its other languages, leaflets and records with it, a code its data."""
    project = read_project(ROOT)
    refusal = explain_refusal(project, arguments.old, arguments.new)
    if refusal:
        print(f"not written: {refusal}", file=sys.stderr)
        return 2
    added = extract_moves(project, Redirect(old=arguments.old, new=arguments.new))
    kept, gone = replace_targets(project, added)
    candidate = replace(project, redirects=(*kept, *added), documents={})
    if problems := check_redirects(candidate):
        for problem in problems:
            print(f"not written: {problem.found}; expected {problem.expected}", file=sys.stderr)
        return 2
    write_redirect_list(project, candidate.redirects)
    for redirect in added:
        print(f"{redirect.old} → {redirect.new}")
    before = {redirect.old: redirect.new for redirect in project.redirects}
    for redirect in kept:
        if redirect.new != before[redirect.old]:
            print(f"{redirect.old} → {redirect.new} (was {before[redirect.old]})")
    for redirect in gone:
        print(f"{redirect.old} answers itself again (led to {redirect.new})")
    if split_address(arguments.old).path not in project.addresses:
        print(f"note: no release had {arguments.old}")
    print("build the site to see that they answer: make site")
    return 0


def explain_refusal(project: Project, old: str, new: str) -> str:
    """Return why nothing can lead from one address to the other; empty when it can, as far as they tell themselves."""
    for address in (old, new):
        if reason := _explain_address(address):
            return f"'{address[:_SHOWN]}' {reason}"
    if old == new:
        return f"'{old}' would lead to itself; a redirect leads to another address"
    if any(redirect.old == old for redirect in project.redirects):
        return f"'{old}' is redirected already ({REDIRECTS_FILE})"
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
