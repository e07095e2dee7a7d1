"""``/insluiten/<language>/<path>/``: a page without header, menu and footer, for the sites of others; and ``/oembed/…``.

Made from the built pages: the text is the one that was checked, and what the embed page shows is held against the source
once more (``checks/built_blocks.py``). Disclaimer, review state and a way to the page itself are always part of it.
"""

from __future__ import annotations

import copy
import json
import posixpath
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import lxml.html

from botwijzer.model.built_site import built_path
from botwijzer.model.embeds import (
    EMBED_FOLDER,
    OEMBED_FOLDER,
    SCRIPT_HISTORY,
    SCRIPT_NAME,
    embed_path,
    oembed_path,
)
from botwijzer.model.page import language_path
from botwijzer.publish.derived_page import DerivedPage, DerivedPages
from botwijzer.publish.link_snippets import (
    FRAME_HEIGHT,
    FRAME_WIDTH,
    EmbedScript,
    linked_pages,
    read_script,
    render_snippet,
)
from botwijzer.publish.structured_data import LICENSE_URL
from botwijzer.publish.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.project import Project

_TEMPLATE = "embed.html"
_TEXT_CLASS = "bw-text"
_ONE_DAY_S = 86_400


def write_embeds(
    project: Project, site: Path, pages: Iterable[BuiltPage], *, site_url: str, report_address: str
) -> list[str]:
    """Write embed pages, oEmbed files and every version of the script, in place of what was there; return the pages' files."""
    for folder in (site / EMBED_FOLDER, site / OEMBED_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    built, home = {page.path: page for page in pages}, f"{site_url.rstrip('/')}/"
    made = DerivedPages(project, site_url=site_url, report_address=report_address)
    files: list[str] = []
    for linked in linked_pages(project):
        source = project.by_key[linked.key][linked.language]
        page = built.get(built_path(project, source))
        if page is None or page.kind != "article":
            continue
        files += made.write(site, [_embed_page(project, page, linked.language, linked.key)])
        target = site / oembed_path(linked.language, linked.key)
        target.parent.mkdir(parents=True, exist_ok=True)
        strings = project.strings[linked.language]
        data = {
            "type": "rich",
            "version": "1.0",
            "title": linked.title,
            "provider_name": strings.site_name,
            "provider_url": home + language_path(project, linked.language, "index"),
            "cache_age": _ONE_DAY_S,
            "html": render_snippet("frame", linked, site_url=home, script=read_script(project)),
            "width": FRAME_WIDTH,
            "height": FRAME_HEIGHT,
            "disclaimer": strings.disclaimer,
            "license": LICENSE_URL,
        }
        target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _write_scripts(project, site)
    return files


def _write_scripts(project: Project, site: Path) -> None:
    script, folder = read_script(project), site / EMBED_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((project.root / SCRIPT_HISTORY).glob("*.js")):
        shutil.copyfile(path, folder / path.name)
    (folder / SCRIPT_NAME).write_bytes(script.content)
    (folder / script.fixed).write_bytes(script.content)


def write_script_versions(project: Project, site: Path) -> list[str]:
    """Keep each version of the script that a built site has under a name with its hash, so that later sites answer for it.

    Return the new files.
    """
    written: list[str] = []
    for built in sorted((site / EMBED_FOLDER).glob("*.js")):
        content, path = built.read_bytes(), f"{SCRIPT_HISTORY}/{built.name}"
        if built.name == EmbedScript(content).fixed and not (project.root / path).is_file():
            write_whole(project.root / path, content)
            written.append(path)
    return written


def _embed_page(project: Project, page: BuiltPage, language: str, key: str) -> DerivedPage:
    front = project.by_key[key][language].front
    assert front is not None
    path = embed_path(language, key)
    return DerivedPage(
        path=path,
        language=language,
        title=front.title,
        summary=front.summary,
        template=_TEMPLATE,
        key=key,
        data={
            "text": extract_text_html(page, path),
            "page_path": language_path(project, language, key),
            "updated": front.updated.isoformat(),
        },
    )


def extract_text_html(page: BuiltPage, path: str) -> str:
    """Return the HTML of a page's own text, with its links as they are from ``path``; those leave the frame, in a new tab."""
    found = next(
        (item for item in page.content.iter("div") if _TEXT_CLASS in str(item.get("class") or "").split()), None
    )
    if found is None:
        return ""
    text = copy.deepcopy(found)
    text.tail = None
    for element in text.iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        address = element.get(name)
        if address is None or address.startswith("#"):
            continue
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc:
            element.set(name, _move(address, here=page.address.lstrip("/"), path=path))
        if element.tag == "a" and parts.scheme not in {"mailto", "tel"}:
            element.set("target", "_blank")
            element.set("rel", "noopener")
    return str(lxml.html.tostring(text, encoding="unicode"))


def _move(address: str, *, here: str, path: str) -> str:
    """Return a relative address of the page ``here`` as one of the page ``path``; both from the site's root."""
    rest, mark, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), rest)).lstrip("/") if rest else here
    if target and (not rest or rest.endswith(("/", ".."))) and not target.endswith("/"):
        target += "/"
    return "../" * path.count("/") + target + mark + fragment
