"""Addresses that moved, in every form in which a host can serve them, and who may read what from elsewhere.

Plain files that work anywhere (an HTML page that sends its reader on, a copy for a file), ``_redirects`` and ``_headers``
(Netlify, Cloudflare), and two files to include in nginx.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from botwijzer.model.address_owners import extract_owners, today_addresses
from botwijzer.model.addresses import is_page_address, split_address
from botwijzer.model.api_records import API_FOLDER
from botwijzer.model.embeds import embed_path
from botwijzer.model.leaflet_forms import FOLDER as LEAFLET_FOLDER
from botwijzer.model.page import language_path
from botwijzer.model.release_changes import feed_path
from botwijzer.publish.stub import STUB_MARK, render_stub

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.project import Project
    from botwijzer.model.records import Redirect

NGINX_MAP = "nginx-redirects.map"
NGINX_HEADERS = "nginx-headers.map"
SERVER_FILES = ("_redirects", "_headers", NGINX_MAP, NGINX_HEADERS)
# What other sites may read (CORS): data, codes, embeds, leaflets, feeds. Pages are for readers.
_OPEN_FOLDERS = (API_FOLDER.split("/", maxsplit=1)[0], "code", "insluiten", "oembed", LEAFLET_FOLDER)
_OPEN = "Access-Control-Allow-Origin"


def write_redirects(project: Project, site: Path, *, site_url: str) -> list[str]:
    """Write every redirect, and the files for hosts; return the pages among them. Leaflets and data must be there already."""
    home = f"{site_url.rstrip('/')}/"
    base = urlsplit(home).path
    moved = [redirect for redirect in project.redirects if not split_address(redirect.old).fragment]
    # What belongs to a page or a code and is not there today was left by an earlier site: nothing made it now.
    stale = extract_owners(project, (redirect.old for redirect in moved)).keys() - today_addresses(project)
    pages = [
        name
        for redirect in moved
        if (name := _write_redirect(project, redirect, site, home, is_stale=redirect.old in stale))
    ]
    ways = [(base + item.old.removeprefix("/"), base + item.new.removeprefix("/")) for item in moved]
    feeds = [
        base + feed_path(language.code, project.source_language, ending)
        for language in project.released
        for ending in ("xml", "json")
    ]
    folders = [f"{base}{folder}/" for folder in _OPEN_FOLDERS]
    _write(site, "_redirects", [f"{old} {new} 301" for old, new in ways])
    _write(
        site,
        "_headers",
        [line for path in (*(f"{item}*" for item in folders), *feeds) for line in (path, f"  {_OPEN}: *")],
    )
    _write(
        site,
        NGINX_MAP,
        [
            "# In http: map_hash_bucket_size 256;  (addresses are longer than nginx expects)",
            "#          map $uri $botwijzer_moved { include nginx-redirects.map; }",
            "# In server: if ($botwijzer_moved) { return 301 $botwijzer_moved; }",
            "#            error_page 403 404 /404.html;  (a folder without a page answers 403)",
            "# Other spellings of codes (/code/icpc/l95/) are pages and do not stand here: the disk must tell capitals apart.",
            'default "";',
            *(f"{_nginx_key(old)} {new};" for old, new in ways),
        ],
    )
    # A map and no location: a location would take the place of those of the host, and of their headers.
    open_folders = "|".join(re.escape(folder) for folder in folders)
    _write(
        site,
        NGINX_HEADERS,
        [
            "# In http: map $uri $botwijzer_open { include nginx-headers.map; }",
            f"# In server: add_header {_OPEN} $botwijzer_open;  (no header where it is empty)",
            "# A location with an add_header of its own needs that line too.",
            'default "";',
            f"~^({open_folders}) *;",
            *(f"{feed} *;" for feed in feeds),
        ],
    )
    return pages


def _nginx_key(address: str) -> str:
    """Return an address as a map of nginx takes it: plain text there stands for capital and small letters alike."""
    return address if address == address.lower() and "/code/" not in address else f"~^{re.escape(address)}$"


def _write(site: Path, name: str, lines: list[str]) -> None:
    (site / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _write_redirect(project: Project, redirect: Redirect, site: Path, home: str, *, is_stale: bool) -> str:
    """Write what answers at an old address; return the file when it is a page. ``is_stale``: what is there is of before."""
    old, new = redirect.old.removeprefix("/"), split_address(redirect.new).path.removeprefix("/")
    if not is_page_address(old) and not is_page_address(new):
        if (site / new).is_file() and (
            is_stale or not (site / old).exists()
        ):  # else a rule over the built site says so
            (site / old).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / new, site / old)
        return ""
    # A file that became a page: hosts look for an index in a folder of that name.
    file = old if old.endswith(".html") else f"{old.rstrip('/')}/index.html".removeprefix("/")
    target = site / file
    if target.parent.is_file() or (target.is_file() and not target.read_text(encoding="utf-8").startswith(STUB_MARK)):
        return ""  # a page stands there: never write over it
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_stub(project, file, redirect, home), encoding="utf-8")
    return file


def _stub(project: Project, file: str, redirect: Redirect, home: str) -> str:
    new = split_address(redirect.new).path.removeprefix("/")
    folders = new.split("/")[:2]  # the language is the first one, or the second (/insluiten/tr/)
    language = next((name for name in folders if name in project.strings), project.source_language)
    title = _title(project, new, language) or redirect.new
    target = redirect.new.removeprefix("/")
    return render_stub(project, file, target, title=title, language=language, site_url=home)


def _title(project: Project, path: str, language: str) -> str:
    for versions in project.by_key.values():
        page = versions.get(language)
        if page is None or page.front is None:
            continue
        if path in {language_path(project, language, page.key), embed_path(language, page.key)}:
            return page.front.title
    return next((code.name for code in project.codes if code.path == path), "")
