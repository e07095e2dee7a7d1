"""What was promised and would be gone: pages, headings and codes, by name, before anything is built.

One finding for a page, whatever hangs on it. What only the built site shows: ``built_promises.py``.
Source: DESIGN.md, promises about addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.address_owners import KINDS, Owned, extract_owners, today_addresses
from botwijzer.model.addresses import ADDRESSES_FILE, page_addresses
from botwijzer.model.page import language_path
from botwijzer.model.problem import Problem
from botwijzer.model.project import DATA_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {
    "MOVE006": "A page that was promised is gone, or a leaflet or other file of a page.",
    "MOVE007": "A heading that was promised is gone from its page.",
    "MOVE008": "A code that was promised is gone from codes.yml.",
    "MOVE009": "A language that was promised is not released any more.",
}

_ANSWER = f"a page or a redirect, for what was promised answers for ever ({ADDRESSES_FILE})"
_COMMAND = "python hooks/cli.py redirect {} {}"
_CODES_FILE = f"{DATA_FOLDER}/codes.yml"
_LANGUAGES_FILE = f"{DATA_FOLDER}/languages.yml"
_REDIRECTS_FILE = f"{DATA_FOLDER}/redirects.yml"


def check_promises(project: Project) -> list[Problem]:
    """Return each broken promise, with the command that mends it; none of what a file that could not be read may hold."""
    if any(problem.path in {_REDIRECTS_FILE, ADDRESSES_FILE} for problem in project.problems):
        return []
    # A language of which nothing was read was not asked for (``check --language``), or another rule says what is wrong.
    read = {page.language for page in project.pages}
    released = {language.code for language in project.released}
    redirected = {redirect.old for redirect in project.redirects}
    today = today_addresses(project)
    lost: dict[str, int] = {}
    gone: dict[str, dict[str, Owned]] = {}
    owners = extract_owners(project)
    for address, owned in owners.items():
        if address not in project.addresses or address in today or address in redirected:
            continue
        if missing := [code for code in owned.languages if code not in released]:
            lost[missing[-1]] = lost.get(missing[-1], 0) + 1
        elif read.issuperset(owned.languages) and not _is_unread(project, owned):
            gone.setdefault(owned.owner, {})[address] = owned
    problems = [_name_owner(project, owner, addresses) for owner, addresses in gone.items()]
    return [*problems, *_check_headings(project, owners, redirected), *_name_languages(lost)]


def _is_unread(project: Project, owned: Owned) -> bool:
    """Whether what something hangs on may be there, but could not be read: another rule says what is wrong with it."""
    if owned.kind in {"code", "data"}:
        return not project.codes
    key = owned.owner.strip("/")
    names = {f"{key}/index", key} if key else {"index"}
    read = {(page.language, page.key) for page in project.pages if page.front is not None}
    return any(
        (project.root / "docs" / language / f"{name}.md").is_file() and (language, name) not in read
        for language in {project.source_language, *owned.languages}
        for name in names
    )


def _name_owner(project: Project, owner: str, gone: dict[str, Owned]) -> Problem:
    source = project.source_language
    first = min(
        gone, key=lambda item: (item != owner, KINDS.index(gone[item].kind), gone[item].languages != (source,), item)
    )
    rest = len(gone) - 1
    more = f", and {rest} more that {'goes' if rest == 1 else 'go'} with it" if rest else ""
    if gone[first].kind in {"code", "data"}:
        action = "put the code back, or say what answers now: " + _COMMAND.format(first, "/code/…/")
        return _problem(_CODES_FILE, "MOVE008", f"'{first}' was promised and is gone{more}", _ANSWER, action)
    new = "/…/" if first.endswith("/") else "/…"
    action = f"say where it is now, and the rest follows: {_COMMAND.format(first, new)}"
    return _problem(ADDRESSES_FILE, "MOVE006", f"'{first}' was promised and is gone{more}", _ANSWER, action)


def _check_headings(project: Project, owners: dict[str, Owned], redirected: set[str]) -> Iterator[Problem]:
    today = page_addresses(project)
    gone: dict[tuple[str, str], list[str]] = {}
    torn = {_address_of(project, page) for page in project.pages if page.front is None}
    for address, promised in project.addresses.items():
        ids = today.get(address) if address not in torn else None
        if ids is None:  # gone as a whole, not asked for, or filled by data: the built site shows it
            continue
        for name in promised - ids:
            if f"{address}#{name}" not in redirected:
                owner = owners[address].owner if address in owners else address
                gone.setdefault((owner, name), []).append(address)
    files = {_address_of(project, page): page.path for page in project.pages}
    for (owner, name), addresses in gone.items():
        first = min(addresses, key=lambda item: (item != owner, item))
        rest = len(addresses) - 1
        more = f", and in {rest} other language{'s' if rest > 1 else ''}" if rest else ""
        found = f"the heading '#{name}' of '{first}' was promised and is gone{more}"
        expected = f"the heading, or a redirect ({ADDRESSES_FILE})"
        action = "say where it is now: " + _COMMAND.format(f"'{first}#{name}'", f"'{first}#…'")
        yield _problem(files[first], "MOVE007", found, expected, action)


def _address_of(project: Project, page: SourcePage) -> str:
    return f"/{language_path(project, page.language, page.key)}"


def _name_languages(lost: dict[str, int]) -> Iterator[Problem]:
    for language, count in lost.items():
        found = f"the language '{language}' with {count} addresses that were promised, which is not released any more"
        expected = f"'status: released', for what was promised answers for ever ({ADDRESSES_FILE})"
        yield _problem(
            _LANGUAGES_FILE,
            "MOVE009",
            found,
            expected,
            "release it again: an old text with a note helps more than none",
        )


def _problem(path: str, code: str, found: str, expected: str, action: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=action)
