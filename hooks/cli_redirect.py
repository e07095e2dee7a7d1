"""The command ``redirect``: say where an address that was released is now. Part of the command line (cli.py)."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from botwijzer.checks.redirects import check_redirects
from botwijzer.model.addresses import page_addresses, split_address
from botwijzer.model.api_records import API_FOLDER
from botwijzer.model.leaflet_forms import FOLDER, leaflet_files
from botwijzer.model.project import read_project
from botwijzer.model.records import Redirect
from botwijzer.publish.addresses import write_redirect_list

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from botwijzer.model.project import Project

ROOT = Path(__file__).resolve().parent.parent


def add_redirect(
    add: Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Add the command to the command line."""
    command = add("redirect", run_redirect)
    command.add_argument("old", metavar="/oud/", help="address that was released; '/page/#heading' for a heading")
    command.add_argument("new", metavar="/nieuw/", help="where it is now")


def run_redirect(arguments: argparse.Namespace) -> int:
    """Say where an address is now; a page takes its other languages, leaflets and records with it."""
    project = read_project(ROOT)
    try:
        wanted = Redirect(old=arguments.old, new=arguments.new)
    except ValidationError:
        print("not written: an address is written as /path/, /path/#heading or /folders/nl/name.pdf", file=sys.stderr)
        return 2
    added = [wanted, *_companions(project, wanted)]
    taken = {redirect.old for redirect in project.redirects}
    if wanted.old in taken:
        print(f"not written: '{wanted.old}' is redirected already (docs/_data/redirects.yml)", file=sys.stderr)
        return 2
    added = [redirect for redirect in added if redirect.old not in taken]
    # What led to the old address leads to the new one from now on: no chains.
    moved = {redirect.old: redirect.new for redirect in added}
    kept = [item.model_copy(update={"new": moved.get(item.new, item.new)}) for item in project.redirects]
    candidate = replace(project, redirects=(*kept, *added), documents={})
    if problems := check_redirects(candidate):
        for problem in problems:
            print(f"not written: {problem.found}; expected {problem.expected}", file=sys.stderr)
        return 2
    write_redirect_list(project, candidate.redirects)
    for redirect in added:
        print(f"{redirect.old} → {redirect.new}")
    for before, after in zip(project.redirects, kept, strict=True):
        if before != after:
            print(f"{after.old} → {after.new} (was {before.new})")
    if wanted.old.split("#")[0] not in project.addresses:
        print(f"note: no release had {wanted.old}")
    print("build the site to see that they answer: make site")
    return 0


def _companions(project: Project, wanted: Redirect) -> list[Redirect]:
    """Return the redirects that come with that of a page: its languages, its leaflets, its records; of a heading: its languages."""
    if "#" in wanted.old:
        return _heading_in_others(project, wanted)
    if not wanted.old.endswith("/") or not wanted.new.endswith("/"):
        return []
    pages = page_addresses(project)
    files = {f"/{file.path}" for key in project.by_key for file in leaflet_files(project, key)}
    files |= {f"/{API_FOLDER}/{code}/{key}.json" for key, pages_ in project.by_key.items() for code in pages_}
    there = files | set(pages)
    old_slug, new_slug = (item.strip("/").replace("/", "-") for item in (wanted.old, wanted.new))
    # A page below a folder (``x.json``), or the page of the folder itself (``x/index.json``).
    records = [wanted.old.strip("/"), f"{wanted.old.strip('/')}/index"]
    found: list[Redirect] = []
    for address in project.addresses:
        if address in there:
            continue
        for new in _moved_with(address, wanted, (old_slug, new_slug), records):
            if new in there:
                found.append(Redirect(old=address, new=new))
                break
    return found


def _heading_in_others(project: Project, wanted: Redirect) -> list[Redirect]:
    """Return the redirects of a heading in the other languages, which have the same ids, where it is gone as well."""
    old, new, pages = split_address(wanted.old), split_address(wanted.new), page_addresses(project)
    found: list[Redirect] = []
    for language in project.released:
        path, target = f"/{language.code}{old.path}", f"/{language.code}{new.path}"
        ids = pages.get(path, frozenset()) or frozenset()
        was_there = old.fragment in project.addresses.get(path, frozenset())
        if was_there and old.fragment not in ids and target in pages:
            place = f"#{new.fragment}" if new.fragment else ""
            found.append(Redirect(old=f"{path}#{old.fragment}", new=target + place))
    return found


def _moved_with(address: str, wanted: Redirect, slugs: tuple[str, str], records: list[str]) -> list[str]:
    new = wanted.new.strip("/")
    if match := re.fullmatch(rf"(/[a-z]{{2,3}}){re.escape(wanted.old)}", address):
        return [match[1] + wanted.new]
    if match := re.fullmatch(rf"(/{FOLDER}/[a-z-]+/){re.escape(slugs[0])}(-[a-z]+)?\.pdf", address):
        return [f"{match[1]}{slugs[1]}{match[2] or ''}.pdf"]
    if match := re.fullmatch(rf"(/{API_FOLDER}/[a-z]{{2,3}}/)({'|'.join(map(re.escape, records))})\.json", address):
        return [f"{match[1]}{new}.json", f"{match[1]}{new}/index.json"]
    return []
