"""Where embed pages and their oEmbed files lie, and which page each shows (DESIGN.md, promises about addresses)."""

from __future__ import annotations

from botwijzer.model.page import page_address

EMBED_FOLDER = "insluiten"
OEMBED_FOLDER = "oembed"
# What the home page is called where a page must have a name.
HOME_NAME = "index"
# The file behind <botwijzer-artikel>; MkDocs copies it to /insluiten/botwijzer.js.
SCRIPT_SOURCE = "overrides/insluiten/botwijzer.js"
SCRIPT_NAME = "botwijzer.js"
# Every version of it that a release had: an address with a hash in it is a promise too. Written by `make release`.
SCRIPT_HISTORY = "docs/_data/history/insluiten"


def embed_path(language: str, key: str) -> str:
    """Return the path of an embed page from the site's root; the language always stands in it."""
    return f"{EMBED_FOLDER}/{language}/{page_address(key)}"


def embed_name(key: str) -> str:
    """Return what a page is called in ``<botwijzer-artikel pad="…">`` and in the name of its oEmbed file."""
    return page_address(key).rstrip("/") or HOME_NAME


def oembed_path(language: str, key: str) -> str:
    """Return the path of a page's oEmbed file from the site's root."""
    return f"{OEMBED_FOLDER}/{language}/{embed_name(key)}.json"


def embedded_path(path: str, source_language: str) -> str | None:
    """Return the file of the page that an embed page shows; ``None`` for any other file."""
    folder, _, rest = path.partition("/")
    language, _, name = rest.partition("/")
    if folder != EMBED_FOLDER or not name.endswith("index.html"):
        return None
    return name if language == source_language else f"{language}/{name}"
