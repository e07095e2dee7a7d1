"""The open data of the real site, read by a validator that did not make it; and every page can be shown elsewhere."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import lxml.html
from jsonschema import Draft202012Validator

from botwijzer.model.api_records import API_FOLDER, record_path
from botwijzer.model.embeds import embed_path, oembed_path
from botwijzer.model.page import language_path
from botwijzer.model.page_codes import RECORD_FILE
from botwijzer.model.project import read_project
from botwijzer.publish.furniture import PLACEHOLDER_DOMAIN
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = read_project(ROOT)
RELEASED = [language.code for language in PROJECT.released]
PAGES = [page for page in PROJECT.pages if page.language in RELEASED]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_record_is_valid_and_has_its_disclaimer(built_site: Path) -> None:
    @cache
    def validator(address: str) -> Draft202012Validator:
        schema = read(built_site / address.split(PLACEHOLDER_DOMAIN + "/")[1])
        Draft202012Validator.check_schema(schema)
        return Draft202012Validator(schema)

    records = [record_path(page.key, page.language) for page in PAGES]
    records += [f"{code.path}{RECORD_FILE}" for code in PROJECT.codes]
    records += [f"{API_FOLDER}/index.json", f"code/{RECORD_FILE}"]
    for path in records:
        record = read(built_site / path)
        wrong = [error.message for error in validator(record["$schema"]).iter_errors(record)]
        assert wrong == [], path
    for page in PAGES:
        record = read(built_site / record_path(page.key, page.language))
        assert record["disclaimer"] == PROJECT.strings[page.language].disclaimer, page.path
        assert language_path(PROJECT, page.language, page.key) in record["creditText"], page.path
    assert len(records) > len(RELEASED) * 40 + 100


def test_every_page_can_be_shown_on_another_site(built_site: Path) -> None:
    for page in PAGES:
        html = lxml.html.parse(str(built_site / language_path(PROJECT, page.language, page.key) / "index.html"))
        (link,) = html.findall(".//link[@type='application/json+oembed']")
        path = oembed_path(page.language, page.key)
        assert str(link.get("href")).endswith(f"/{path}"), page.path
        assert embed_path(page.language, page.key) in read(built_site / path)["html"], page.path
        assert (built_site / embed_path(page.language, page.key) / "index.html").is_file(), page.path


def test_every_code_leads_to_each_of_its_pages_in_each_language(built_site: Path) -> None:
    """In the part of that language: a link elsewhere on the page helps nobody."""
    for code in PROJECT.codes:
        html = lxml.html.parse(str(built_site / code.path / "index.html"))
        for language in RELEASED:
            (section,) = html.findall(f".//section[@id='{language}']")
            links = [str(link.get("href")) for link in section.findall(".//a")]
            pages = [key for key in code.pages if language in PROJECT.by_key[key]]
            assert pages != [], (code.name, language)
            for key in pages:
                assert f"../../../{language_path(PROJECT, language, key)}" in links, (code.name, language, key)
