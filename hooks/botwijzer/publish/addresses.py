"""The list of released addresses, extended by those of a site that was just built; and the list of redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from botwijzer.model.address_owners import extract_owners
from botwijzer.model.addresses import ADDRESSES_FILE, Addresses, extract_addresses, render_addresses
from botwijzer.model.built_site import read_built_site
from botwijzer.model.project import DATA_FOLDER
from botwijzer.publish.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project
    from botwijzer.model.records import Redirect

# What addresses and redirects are made from: of a file that cannot be read, nothing may be written.
_MADE_FROM = frozenset(
    {ADDRESSES_FILE, *(f"{DATA_FOLDER}/{name}" for name in ("redirects.yml", "languages.yml", "codes.yml"))}
)
_HEADER = "# Every address ever published that moved: old path → new path. Written by the command line only.\n"


def find_unread(project: Project) -> list[Problem]:
    """Return the mistakes for which neither addresses nor redirects may be written: what was not read would be lost."""
    return [problem for problem in project.problems if problem.path in _MADE_FROM]


def write_addresses(project: Project, site: Path, *, site_url: str) -> int:
    """Add the addresses of a built site to those that were promised before; return how many lines are new or longer.

    A language that is not released is no promise, even where a site was built with it. The project must have been read
    without a problem in the list: raises ``ValueError`` rather than write a list that lacks an address of the old one.
    """
    today = extract_addresses(read_built_site(project, site, site_url=site_url))
    owners, released = extract_owners(project, today), {language.code for language in project.released}
    merged: Addresses = dict(project.addresses)
    for path, ids in today.items():
        if path in owners and not released.issuperset(owners[path].languages):
            continue
        merged[path] = merged.get(path, frozenset()) | ids
    new = sum(1 for path, ids in merged.items() if project.addresses.get(path) != ids)
    if new:
        target = project.root / ADDRESSES_FILE
        before = target.read_text(encoding="utf-8").splitlines() if target.is_file() else []
        if lost := {line.split(" ")[0] for line in before if line.startswith("/")} - merged.keys():
            raise ValueError(f"{ADDRESSES_FILE}: not written, for it would lack {min(lost)}")
        write_whole(target, render_addresses(merged))
    return new


def write_redirect_list(project: Project, redirects: Iterable[Redirect]) -> None:
    """Write ``redirects.yml`` with these redirects, in order of the old address."""
    records = [item.model_dump() for item in sorted(redirects, key=lambda item: item.old)]
    text = yaml.safe_dump({"redirects": records}, sort_keys=False, width=1000)
    write_whole(project.root / DATA_FOLDER / "redirects.yml", _HEADER + text)
