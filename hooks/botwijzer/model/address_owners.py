"""What an address belongs to: a page has languages, leaflets, records and embed pages; a code has data and other spellings.

So that one page that goes is one finding and one redirect, and everything that hangs on it goes along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from botwijzer.model.addresses import page_addresses
from botwijzer.model.api_records import API_FOLDER, record_path
from botwijzer.model.editions import leaflet_pages
from botwijzer.model.embeds import EMBED_FOLDER, HOME_NAME, OEMBED_FOLDER, embed_path, oembed_path
from botwijzer.model.leaflet_forms import BOOKLET, LARGE, TALK, leaflet_files
from botwijzer.model.leaflet_forms import FOLDER as LEAFLET_FOLDER
from botwijzer.model.page import page_address
from botwijzer.model.page_codes import CODE_FOLDER, FEED_FILE, INFOBUTTON_FOLDER, RECORD_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.project import Project

Kind = Literal["page", "leaflet", "record", "embed", "oembed", "code", "data"]
# The order in which people want to hear of them.
KINDS: tuple[Kind, ...] = ("page", "leaflet", "record", "embed", "oembed", "code", "data")
_SUFFIXES = tuple(form.suffix for form in (LARGE, BOOKLET, TALK))
# The i18n plugin takes every folder of two letters for a language; three are possible (ISO 639-2).
_LANGUAGE = "[a-z]{2,3}"
_EMBED = re.compile(rf"/{EMBED_FOLDER}/({_LANGUAGE})(/.*/|/)")
_OEMBED = re.compile(rf"/{OEMBED_FOLDER}/({_LANGUAGE})/(.+)\.json")
_RECORD = re.compile(rf"/{API_FOLDER}/({_LANGUAGE})/(.+)\.json")
_LEAFLET = re.compile(rf"/{LEAFLET_FOLDER}/({_LANGUAGE}(?:-{_LANGUAGE})?)/([^/]+)\.pdf")
_CODE = re.compile(rf"/{CODE_FOLDER}/([a-z0-9]+)/([^/]+)/([^/]*)")


@dataclass(frozen=True)
class Owned:
    """``owner``: the page in the source language, or the page of the code. ``detail``: suffix of a leaflet, name of a file of a code."""

    owner: str
    kind: Kind
    languages: tuple[str, ...] = ()
    detail: str = ""


def extract_owners(project: Project, addresses: Iterable[str] = ()) -> dict[str, Owned]:
    """Return what each address belongs to: those of a release, those of today, and the given ones. Others are left out."""
    today = today_addresses(project)
    known = {*project.addresses, *today, *addresses}
    owners = {address: owned for address in known if (owned := _find_page(project, address))}
    slugs = {owned.owner.strip("/").replace("/", "-"): owned.owner for owned in owners.values()}
    codes = _code_pages(known)
    for address in known - owners.keys():
        if match := _LEAFLET.fullmatch(address):
            owners |= _find_leaflet(address, match, slugs)
        elif (match := _CODE.fullmatch(address)) and (owner := codes.get((match[1], _plain(match[2])))):
            owners[address] = Owned(owner, "data" if match[3] else "code", detail=match[3])
    return owners


def _find_page(project: Project, address: str) -> Owned | None:
    if match := _EMBED.fullmatch(address):
        return Owned(match[2], "embed", (match[1],))
    if match := _OEMBED.fullmatch(address):
        return Owned("/" if match[2] == HOME_NAME else f"/{match[2]}/", "oembed", (match[1],))
    if match := _RECORD.fullmatch(address):
        return Owned(f"/{page_address(match[2])}", "record", (match[1],))
    folder = address.split("/")[1]
    if not address.endswith("/") or folder in {CODE_FOLDER, EMBED_FOLDER}:
        return None
    if re.fullmatch(_LANGUAGE, folder) and (folder in project.languages or len(folder) == 2):
        return Owned(address.removeprefix(f"/{folder}"), "page", (folder,))
    return Owned(address, "page", (project.source_language,))


def _find_leaflet(address: str, match: re.Match[str], slugs: dict[str, str]) -> dict[str, Owned]:
    languages, name = tuple(match[1].split("-")), match[2]
    for suffix in ("", *_SUFFIXES):
        owner = slugs.get(name.removesuffix(suffix)) if name.endswith(suffix) else None
        if owner is not None:
            return {address: Owned(owner, "leaflet", languages, suffix)}
    return {}


def _plain(code: str) -> str:
    return code.replace(".", "").upper()


def _code_pages(addresses: set[str]) -> dict[tuple[str, str], str]:
    """Return (system, code without dot) → its page: of all spellings, only the right one has data."""
    found = (match for address in sorted(addresses) if (match := _CODE.fullmatch(address)) and match[3] == RECORD_FILE)
    return {(match[1], _plain(match[2])): f"/{CODE_FOLDER}/{match[1]}/{match[2]}/" for match in found}


def today_addresses(project: Project) -> frozenset[str]:
    """Return what will answer for the pages and codes of today, before anything is built."""
    found = set(page_addresses(project))
    released = {language.code for language in project.released}
    for page in project.pages:
        if page.language in released and page.front is not None:
            makers = (record_path(page.key, page.language), oembed_path(page.language, page.key))
            found |= {f"/{path}" for path in (*makers, embed_path(page.language, page.key))}
    found |= {f"/{file.path}" for key in leaflet_pages(project) for file in leaflet_files(project, key)}
    found |= {f"/{CODE_FOLDER}/", f"/{CODE_FOLDER}/{RECORD_FILE}", f"/{INFOBUTTON_FOLDER}/"}
    for code in project.codes:
        found |= {f"/{code.path}{name}" for name in ("", RECORD_FILE, FEED_FILE)}
        found |= {f"/{CODE_FOLDER}/{code.system}/{form}/" for form in code.spellings}
    return frozenset(found)
