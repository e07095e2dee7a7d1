"""Every problem code and what it means, collected from the rules (``python hooks/cli.py explain``)."""

from __future__ import annotations

import importlib
import pkgutil

import botwijzer.checks
from botwijzer.checks import site, sources

# Codes of the readers, which have no rule file of their own.
_READER_CODES = {
    "FILE001": "A file is missing or cannot be read.",
    "FILE002": "A file is empty.",
    "FILE003": "A file is far larger than a page can be.",
    "FILE004": "A file is not saved as UTF-8.",
    "FILE005": "A file starts with a byte order mark.",
    "FILE006": "A file holds NUL bytes (binary, or UTF-16).",
    "FILE007": "A symbolic link leads out of the project.",
    "FILE008": "A line is thousands of characters long.",
    "YAML001": "The YAML cannot be read.",
    "YAML002": "A key stands twice.",
    "YAML003": "A key is unknown, missing, or has a wrong value.",
    "YAML004": "A tab stands in the front matter.",
    "WORD001": "A pattern in docs/_data/wording/ cannot be used: no regular expression, an unknown part, wrong groups.",
    "FRONT001": "A page has no front matter, or it has no end.",
    "HIST001": "A line of the history of blocks is no record.",
    "HIST002": "A line of the history of released papers, of their words, or of releases is no record.",
    "HIST003": "A paper stands in the history twice.",
    "HIST004": "The words of a released paper are not in the history.",
    "HIST005": "A line of the list of released addresses is no address.",
    "HIST006": "A release names a paper that is not in the history.",
    "HIST007": "A release names two versions of one paper.",
    "HIST008": "A paper of the history stands in no release.",
    "HIST009": "The list of promised addresses is not there, although addresses were promised.",
    "HIST010": "A line of the list of promised addresses was lost, added or changed by hand.",
    "DATA001": "An id stands twice.",
    "DATA002": "A folder below docs/ is of a language that is not in languages.yml.",
}


def _collect() -> dict[str, str]:
    codes = dict(_READER_CODES)
    for module in pkgutil.iter_modules(botwijzer.checks.__path__):
        if module.name != "codes":
            own = getattr(importlib.import_module(f"botwijzer.checks.{module.name}"), "CODES", {})
            # FRONT001 is found while reading too; any other code has one meaning in one file.
            assert not (own.keys() & codes.keys()) - _READER_CODES.keys(), module.name
            codes |= own
    return codes


CODES: dict[str, str] = _collect()


def count_rules() -> tuple[int, int]:
    """Return how many rules there are over the sources and over the built site."""
    return len(sources.RULES), len(site.RULES)
