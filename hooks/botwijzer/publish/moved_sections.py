"""Headings that moved or went: their old ids stay on the page, so that links to them end where they should."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from botwijzer.model.addresses import split_address
from botwijzer.model.page import language_path

if TYPE_CHECKING:
    from botwijzer.model.project import Project


def replace_moved_sections(html: str, *, project: Project, language: str, key: str) -> str:
    """Return the text of a page with a place for each old id (``redirects.yml``).

    Moved on the same page: an empty place before the heading. Moved to another page: a line at the end that leads there.
    """
    here = f"/{language_path(project, language, key)}"
    for redirect in project.redirects:
        old, new = split_address(redirect.old), split_address(redirect.new)
        if old.path != here or not old.fragment:
            continue
        if new.path == here:
            html = _put_place(html, old.fragment, new.fragment)
        else:
            html += _leading_on(project, language, old.fragment, here, redirect.new)
    return html


def _put_place(html: str, old: str, new: str) -> str:
    place = f'<span id="{escape(old)}"></span>'
    heading = re.search(rf'<h[2-4][^>]* id="{re.escape(new)}"|<h[2-4] id="{re.escape(new)}"', html) if new else None
    at = heading.start() if heading else 0
    return f"{html[:at]}{place}{html[at:]}"


def _leading_on(project: Project, language: str, old: str, here: str, address: str) -> str:
    strings, target = project.strings[language], split_address(address)
    titles = {
        f"/{language_path(project, language, key)}": page.front.title
        for key, versions in project.by_key.items()
        if (page := versions.get(language)) and page.front
    }
    up = "../" * here.removeprefix("/").count("/") or "./"
    link = escape(up + address.removeprefix("/"))
    title = escape(titles.get(target.path, address))
    return (
        f'\n<p class="bw-moved" id="{escape(old)}">{escape(strings.section_moved)} <a href="{link}">{title}</a></p>\n'
    )
