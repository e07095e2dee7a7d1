"""Typst, kept warm: one compiler for each thread, with our fonts and no others."""

from __future__ import annotations

import hashlib
import io
import json
import re
import threading
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import typst
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

# PDF/UA-1: readable with a screen reader. Typst refuses what breaks it (no title, a heading skipped, a missing glyph).
_STANDARD: Final = "ua-1"
_TEMPLATE = "leaflet.typ"
_FONTS = "fonts"
_PARTS = frozenset({".typ", ".ttf"})
# What the template takes from the site, beside its own folder.
_OF_THE_SITE = ("assets/botwijzer/tokens.css", "assets/botwijzer/wordmark.svg")


class TypesettingError(Exception):
    """The template or its data could not be set; ``str`` says why, in one line."""


class Typesetter:
    """Turns data into PDF with the template in a folder. The same data give the same bytes."""

    def __init__(self, folder: Path) -> None:
        """Name the folder of template, fonts and pictures; nothing is read yet."""
        self._folder = folder
        self._local = threading.local()

    @cached_property
    def fingerprint(self) -> str:
        """What a PDF depends on beside its data: template, fonts, pictures, and the versions of the libraries."""
        digest = hashlib.sha256(f"{version('typst')} {version('pypdf')}".encode())
        own = sorted(path for path in self._folder.rglob("*") if path.suffix in _PARTS)
        for path in (*own, *(self._folder.parent / name for name in _OF_THE_SITE)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def render(self, data: dict[str, Any], *, tagged: bool = True) -> bytes:
        """Return a PDF. Raises ``TypesettingError``."""
        inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
        try:
            result = self._compiler.compile(
                sys_inputs=inputs,
                format="pdf",
                pdf_standards=[_STANDARD] if tagged else [],
                pdf_tags=tagged,
                timestamp=0,
            )
        except RuntimeError as error:
            raise TypesettingError(re.sub(r"\s+", " ", str(error)).strip()) from error
        assert isinstance(result, bytes)
        return result

    @property
    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._local, "compiler"):
            self._local.compiler = typst.Compiler(
                str(self._folder / _TEMPLATE),
                root=str(self._folder.parent),
                font_paths=[str(self._folder / _FONTS)],
                ignore_system_fonts=True,
            )
        compiler = self._local.compiler
        assert isinstance(compiler, typst.Compiler)
        return compiler


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)
