"""Embed pages and snippets, without a browser: addresses, escaping, and versions of the script that stay."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from botwijzer.checks.built_policy import PREVIEW_PAGE
from botwijzer.model.built_page import BuiltPage
from botwijzer.model.embeds import SCRIPT_HISTORY, SCRIPT_SOURCE, embed_path, embedded_path, oembed_path
from botwijzer.model.page_codes import PageCode
from botwijzer.model.project import read_project
from botwijzer.publish.embeds import extract_text_html, write_embeds, write_script_versions
from botwijzer.publish.link_snippets import LINKING_PAGE, PATTERNS, EmbedScript, LinkedPage, render_snippet
from project_copy import ROOT, copy_base

if TYPE_CHECKING:
    from pathlib import Path

PAGE = LinkedPage(
    key="behandeling/index",
    language="tr",
    title='<b> & "x"',
    path="tr/behandeling/",
    leaflet="folders/tr/behandeling.pdf",
    feed="tr/wijzigingen.xml",
    direction="ltr",
    codes=(PageCode(system="atc", code="M05BA", pages=("behandeling/index",), seen=()),),
)
SCRIPT = EmbedScript(b"// script\n")


def test_addresses() -> None:
    assert embed_path("nl", "index") == "insluiten/nl/"
    assert embed_path("tr", "behandeling/index") == "insluiten/tr/behandeling/"
    assert oembed_path("nl", "index") == "oembed/nl/index.json"
    assert oembed_path("tr", "behandeling/index") == "oembed/tr/behandeling.json"
    assert embedded_path("insluiten/nl/behandeling/index.html", "nl") == "behandeling/index.html"
    assert embedded_path("insluiten/tr/index.html", "nl") == "tr/index.html"
    assert embedded_path("insluiten/botwijzer.js", "nl") is None
    assert embedded_path("tr/behandeling/index.html", "nl") is None
    assert LINKING_PAGE == PREVIEW_PAGE


@pytest.mark.parametrize("form", PATTERNS)
def test_a_snippet_is_escaped_and_whole(form: str) -> None:
    text = render_snippet(form, PAGE, site_url="https://site.example/sub/", script=SCRIPT)
    assert "<b>" not in text
    assert re.search(r"\{\w+\}", text) is None
    assert "https://site.example/sub/" in text


def test_the_fixed_version_names_its_own_hash() -> None:
    digest = base64.b64encode(hashlib.sha384(SCRIPT.content).digest()).decode()
    text = render_snippet("fixed", PAGE, site_url="https://site.example/", script=SCRIPT)
    assert f'integrity="sha384-{digest}"' in text
    assert f"botwijzer-{hashlib.sha256(SCRIPT.content).hexdigest()[:10]}.js" in text
    assert replace(SCRIPT, content=b"other").fixed != SCRIPT.fixed


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../", "../../../tr/"),
        ("../calcium/#hoe-lang", "../../../tr/calcium/#hoe-lang"),
        ("../../", "../../../"),
        ("../../folders/tr/a.pdf", "../../../folders/tr/a.pdf"),
        ("#kop", "#kop"),
        ("https://bron.example/a", "https://bron.example/a"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:112", "tel:112"),
    ],
)
def test_links_lead_to_the_site(address: str, expected: str) -> None:
    html = f'<main><article><div class="bw-text"><p><a href="{address}">x</a></p></div><p>after</p></article></main>'
    text = extract_text_html(BuiltPage("tr/vitamines/index.html", html), "insluiten/tr/vitamines/")
    assert f'href="{expected}"' in text
    assert "after" not in text
    leaves = not address.startswith(("#", "mailto:", "tel:"))
    assert ('target="_blank" rel="noopener"' in text) is leaves


def test_a_released_version_of_the_script_stays(tmp_path: Path) -> None:
    root = copy_base(tmp_path / "project")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    project, site = read_project(root), tmp_path / "site"
    write_embeds(project, site, [], site_url="https://botwijzer.example/", report_address="meld@botwijzer.example")
    (site / "insluiten/botwijzer-0123456789.js").write_text("// not what its name says\n", encoding="utf-8")
    (first,) = write_script_versions(project, site)
    assert write_script_versions(project, site) == []
    old = (root / first).read_bytes()
    (root / SCRIPT_SOURCE).write_text("// newer\n", encoding="utf-8")
    write_embeds(project, site, [], site_url="https://botwijzer.example/", report_address="meld@botwijzer.example")
    served = {path.name: path.read_bytes() for path in (site / "insluiten").glob("*.js")}
    assert len(served) == 3
    assert served[first.removeprefix(f"{SCRIPT_HISTORY}/")] == old
    assert served["botwijzer.js"] == b"// newer\n"
