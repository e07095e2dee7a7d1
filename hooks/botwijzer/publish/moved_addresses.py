"""What a redirect takes along: all that hangs on a page or a code, each to what is most like it at the new place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from botwijzer.model.address_owners import Owned, extract_owners, today_addresses
from botwijzer.model.addresses import page_addresses, split_address
from botwijzer.model.api_records import record_path
from botwijzer.model.embeds import embed_path, oembed_path
from botwijzer.model.leaflet_forms import FOLDER, slug
from botwijzer.model.page import language_path, page_address
from botwijzer.model.records import Redirect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from botwijzer.model.project import Project

_HOME = "index"


def extract_moves(project: Project, wanted: Redirect) -> list[Redirect]:
    """Return the redirect that was asked for, and those that follow from it: of what was promised and is gone with it.

    A page takes its languages, leaflets, records and embed pages along; a leaflet or another file those of its kind; a page
    in one language what it has in that language; a code its data and other spellings; a heading its languages.
    """
    if split_address(wanted.old).fragment:
        return [wanted, *_heading_in_others(project, wanted)]
    owners = extract_owners(project, (wanted.old,))
    asked, today = owners.get(wanted.old), today_addresses(project)
    if asked is None:
        return [wanted]
    target = owners.get(split_address(wanted.new).path)
    redirected = {redirect.old for redirect in project.redirects}
    return [
        wanted,
        *(
            Redirect(old=address, new=_new_place(project, owned, wanted, target, today))
            for address, owned in sorted(owners.items())
            if address in project.addresses
            and address not in today | redirected | {wanted.old}
            and _goes_along(owned, asked, is_owner=wanted.old == asked.owner)
        ),
    ]


def _goes_along(owned: Owned, asked: Owned, *, is_owner: bool) -> bool:
    if owned.owner != asked.owner:
        return False
    if is_owner:
        return True
    if asked.kind == "page":
        return owned.languages[-1:] == asked.languages
    return owned.kind == asked.kind


def _new_place(project: Project, owned: Owned, wanted: Redirect, target: Owned | None, today: frozenset[str]) -> str:
    """Return where something leads: to what is most like it and is there, at last to what was asked for."""
    if owned.kind in {"code", "data"}:
        beside = wanted.new + owned.detail
        return beside if owned.kind == "data" and beside in today else wanted.new
    keys = {f"/{page_address(key)}": key for key in project.by_key}
    key = keys.get(target.owner) if target else None
    if key is None:
        return wanted.new
    language, fragment = owned.languages[-1], split_address(wanted.new).fragment
    is_there = f"/{language_path(project, language, key)}" in today
    if not is_there:  # a language that the new page lacks: its home page rather than words that its reader cannot read
        key = _HOME
    page = f"/{language_path(project, language, key)}"
    other = {
        "record": f"/{record_path(key, language)}",
        "embed": f"/{embed_path(language, key)}",
        "oembed": f"/{oembed_path(language, key)}",
        "leaflet": f"/{FOLDER}/{'-'.join(owned.languages)}/{slug(key)}{owned.detail}.pdf",
    }.get(owned.kind, page)
    if owned.kind == "leaflet" and other not in today:  # a form that the new page lacks
        other = f"/{FOLDER}/{'-'.join(owned.languages)}/{slug(key)}.pdf"
    if other != page and other in today:
        return other
    ids = page_addresses(project).get(page)
    has_place = is_there and fragment and (ids is None or fragment in ids)
    return f"{page}#{fragment}" if has_place else page


def _heading_in_others(project: Project, wanted: Redirect) -> list[Redirect]:
    """Return the redirects of a heading in the other languages, which have the same ids, where it is gone as well."""
    old, new, pages = split_address(wanted.old), split_address(wanted.new), page_addresses(project)
    redirected = {redirect.old for redirect in project.redirects}
    found: list[Redirect] = []
    for language in project.released:
        path, target = f"/{language.code}{old.path}", f"/{language.code}{new.path}"
        ids = pages.get(path, frozenset()) or frozenset()
        was_there = old.fragment in project.addresses.get(path, frozenset())
        if f"{path}#{old.fragment}" in redirected:
            continue
        if was_there and old.fragment not in ids and target in pages:
            place = f"#{new.fragment}" if new.fragment else ""
            found.append(Redirect(old=f"{path}#{old.fragment}", new=target + place))
    return found


def without_moves(project: Project, old: str) -> tuple[Redirect, ...]:
    """Return the redirects without that of an address and without those that went along with it, so that they can be made again."""
    was = next((redirect for redirect in project.redirects if redirect.old == old), None)
    if was is None:
        return project.redirects
    along = {(move.old, move.new) for move in extract_moves(replace(project, redirects=()), was)}
    return tuple(redirect for redirect in project.redirects if (redirect.old, redirect.new) not in along)


def replace_targets(project: Project, added: Iterable[Redirect]) -> tuple[list[Redirect], list[Redirect]]:
    """Return the redirects that are there already, so that no chain and no circle comes with new ones; and those that go.

    What led to an old address leads to the new one at once. What leads away from an address that answers again goes.
    """
    moved = {redirect.old: redirect.new for redirect in added}
    answers = _today_answers(project)
    kept: list[Redirect] = []
    gone: list[Redirect] = []
    for item in project.redirects:
        if answers(item.old):
            gone.append(item)
            continue
        new = moved.get(item.new) or moved.get(split_address(item.new).path) or item.new
        kept.append(item.model_copy(update={"new": new}))
    return kept, gone


def find_unanswered(project: Project, addresses: Iterable[str]) -> list[str]:
    """Return those that were promised and neither answer today nor are redirected."""
    answers, redirected = _today_answers(project), {redirect.old for redirect in project.redirects}
    lost: list[str] = []
    for address in addresses:
        place = split_address(address)
        ids = project.addresses.get(place.path)
        is_promised = ids is not None and (not place.fragment or place.fragment in ids)
        if is_promised and address not in redirected and not answers(address):
            lost.append(address)
    return lost


def _today_answers(project: Project) -> Callable[[str], bool]:
    """Return whether a page, file or heading of today answers at an address."""
    pages, today = page_addresses(project), today_addresses(project)

    def answers(address: str) -> bool:
        place = split_address(address)
        return place.fragment in (pages.get(place.path) or ()) if place.fragment else address in today

    return answers
