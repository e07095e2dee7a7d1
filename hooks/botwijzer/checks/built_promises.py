"""What once answered, answers still: pages, headings, leaflets and files of every release.

Source: DESIGN.md, promises about addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.address_owners import KINDS, Owned, extract_owners
from botwijzer.model.addresses import ADDRESSES_FILE, is_page_address, split_address
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project
    from botwijzer.model.records import Redirect

CODES = {
    "ADDR001": "An address that was in a release no longer answers.",
    "ADDR002": "A heading that was in a release is gone from its page.",
    "ADDR003": "A redirect was not written, or leads elsewhere.",
}

_COMMAND = "say where it is now{}: python hooks/cli.py redirect {} {}"


def check_promises(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each broken promise, with the command that mends it: one for a page or a code, whatever hangs on it."""
    del pages
    owners = extract_owners(project)
    gone: dict[str, list[str]] = {}
    lost: dict[tuple[str, str], list[str]] = {}
    for path, ids in sorted(project.addresses.items()):
        file = find_answer(site, path)
        owner = owners[path].owner if path in owners else path
        if file is None:
            gone.setdefault(owner, []).append(path)
            continue
        page = site.by_path.get(file)
        if page is not None and page.kind != "stub":
            for name in ids - page.targets:
                lost.setdefault((owner, name), []).append(path)
    problems = [_name_gone(owner, paths, owners) for owner, paths in gone.items()]
    problems += [_name_lost(owner, name, paths) for (owner, name), paths in lost.items()]
    for redirect in project.redirects:
        problems += _check_redirect(redirect, site)
    return problems


def _name_gone(owner: str, paths: list[str], owners: dict[str, Owned]) -> Problem:
    path = min(paths, key=lambda item: (item != owner, KINDS.index(owners[item].kind) if item in owners else 0, item))
    more = f", nor at {len(paths) - 1} more that belong to '{owner}'" if len(paths) > 1 else ""
    action = _COMMAND.format(", and the rest follows" if more else "", path, "/…/" if is_page_address(path) else "/…")
    return _problem(path, "ADDR001", f"no answer at '{path}'{more}", "a page, a file or a redirect", action)


def _name_lost(owner: str, name: str, paths: list[str]) -> Problem:
    path = min(paths, key=lambda item: (item != owner, item))
    more = f", nor in {len(paths) - 1} other language{'s' if len(paths) > 2 else ''}" if len(paths) > 1 else ""
    action = _COMMAND.format(", and the rest follows" if more else "", f"'{path}#{name}'", f"'{path}#…'")
    return _problem(path, "ADDR002", f"no place '#{name}' at '{path}'{more}", "the heading, or a redirect", action)


def find_answer(site: BuiltSite, path: str) -> str | None:
    """Return the file that answers: the file itself, or, for one that became a page, the redirect in its place."""
    name = path.removeprefix("/")
    return site.find_file(name) or (None if name.endswith("/") or not name else site.find_file(f"{name}/"))


def _check_redirect(redirect: Redirect, site: BuiltSite) -> Iterator[Problem]:
    old, new = split_address(redirect.old), split_address(redirect.new)
    file = find_answer(site, old.path)
    target = find_answer(site, new.path)
    page = site.by_path.get(file or "")
    action = "build the site again: make site; is the new address right?"
    if old.fragment:
        is_kept = page is None or page.kind == "stub" or old.fragment in page.targets
    elif page is not None:
        is_kept = page.kind == "stub" and site.find_file(site.resolve(page, page.refresh or "").path) == target
    else:
        is_kept = file is not None and target is not None and _bytes(site, file) == _bytes(site, target)
    if target is None or not is_kept:
        found, expected = f"no way from '{redirect.old}' to '{redirect.new}'", "the redirect of redirects.yml"
        yield _problem(old.path, "ADDR003", found, expected, action)


def _bytes(site: BuiltSite, name: str) -> bytes:
    return (site.folder / name).read_bytes()


def _problem(path: str, code: str, found: str, expected: str, action: str) -> Problem:
    expected = f"{expected} ({ADDRESSES_FILE})" if code != "ADDR003" else expected
    return Problem(
        path=path.removeprefix("/") or "index.html", line=0, code=code, found=found, expected=expected, action=action
    )
