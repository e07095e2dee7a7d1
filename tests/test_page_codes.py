"""Codes: what systems find for each of them in every language, without a script, as a page and as data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from pydantic import ValidationError

from botwijzer.model.api_records import CODE_SCHEMA, CODES_SCHEMA
from botwijzer.model.built_page import BuiltPage
from botwijzer.model.page import language_path
from botwijzer.model.page_codes import CODE_FOLDER, SYSTEMS, PageCode, has_check_digit, is_well_formed
from botwijzer.model.project import Project, read_project
from botwijzer.publish.api import SCHEMAS
from botwijzer.publish.codes import write_codes
from botwijzer.publish.infobutton import render_infobutton_table
from botwijzer.publish.json_file import render_schema
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# In a folder of its host, with the address that stands in for a real one.
HOME = "https://botwijzer.example/map/"


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(ROOT)


@pytest.fixture(scope="module")
def written(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of all real codes; nothing else of the site."""
    site = tmp_path_factory.mktemp("codes")
    write_codes(project, site, site_url=HOME, report_address="meld@botwijzer.example")
    return site


def page_at(site: Path, path: str) -> BuiltPage:
    name = f"{path}index.html"
    return BuiltPage(name, (site / name).read_text(encoding="utf-8"))


def leads_to(page: BuiltPage, element: etree._Element) -> str:
    """Return the path from the site's root that a link leads to."""
    return urlsplit(urljoin(HOME + page.address.lstrip("/"), str(element.get("href")))).path.removeprefix("/map/")


def test_every_code_leads_to_its_pages_in_every_language(project: Project, written: Path) -> None:
    missing = []
    for code in project.codes:
        page = page_at(written, code.path)
        for language in project.released:
            section = page.root.xpath("//main/section[@lang=$code]", code=language.code)[0]
            there = [leads_to(page, link) for link in section.iter("a")]
            wanted = [language_path(project, language.code, key) for key in code.pages]
            missing += [(code.name, language.code)] if there[: len(wanted)] != wanted else []
    assert project.codes
    assert missing == []


def test_other_spellings_of_an_address_lead_to_the_code(project: Project, written: Path) -> None:
    for code in project.codes:
        for spelling in code.spellings:
            page = page_at(written, f"{CODE_FOLDER}/{code.system}/{spelling}/")
            assert (page.kind, page.is_noindex) == ("stub", True)
            assert page.canonical == HOME + code.path
            assert urljoin(HOME + page.address.lstrip("/"), page.refresh) == HOME + code.path
    assert PageCode(system="icd10", code="M80.0", pages=("index",), seen=()).spellings == ("m80.0", "M800", "m800")
    assert PageCode(system="snomed", code="64859006", pages=("index",), seen=()).spellings == ()


def test_pages_of_codes_are_for_systems_and_name_themselves(project: Project, written: Path) -> None:
    for path in (project.codes[0].path, f"{CODE_FOLDER}/", "infobutton/"):
        page = page_at(written, path)
        assert (page.kind, page.canonical) == ("listing", HOME + path)
        assert len(page.root.xpath("//*[@data-disclaimer='short']")) == len(project.released)
        notes = " ".join(page.text_of(note) for note in page.root.xpath("//main/footer/p"))
        assert all(system.owner in notes for system in SYSTEMS.values())
        assert page.is_noindex == (path != f"{CODE_FOLDER}/")


def test_both_lists_hold_every_code(project: Project, written: Path) -> None:
    for path in (f"{CODE_FOLDER}/", "infobutton/"):
        page = page_at(written, path)
        there = {leads_to(page, link) for link in page.root.xpath("//nav[@class='bw-code-list']//a")}
        assert there == {code.path for code in project.codes}


def read_data(site: Path, folder: str) -> Any:
    return json.loads((site / folder / "index.json").read_text(encoding="utf-8"))


def test_every_code_record_is_as_its_schema_says(project: Project, written: Path) -> None:
    schemas = {path: render_schema(SCHEMAS[path], address=HOME + path) for path in (CODE_SCHEMA, CODES_SCHEMA)}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    records = [(CODES_SCHEMA, read_data(written, CODE_FOLDER))]
    records += [(CODE_SCHEMA, read_data(written, code.path)) for code in project.codes]
    for path, record in records:
        Draft202012Validator(schemas[path]).validate(record)
        assert record["$schema"] == HOME + path
    assert len(records) == len(project.codes) + 1 == len(list((written / CODE_FOLDER).rglob("*.json")))


def test_the_record_of_a_code_carries_every_disclaimer_and_whose_code_it_is(project: Project, written: Path) -> None:
    released = [language.code for language in project.released]
    for code in project.codes:
        record = read_data(written, code.path)
        for notice in record["notices"]:
            strings = project.strings[notice["inLanguage"]]
            assert (notice["disclaimer"], notice["description"]) == (strings.disclaimer, strings.code_text)
            assert all(system.owner in notice["copyrightNotice"] for system in SYSTEMS.values())
            assert HOME in notice["creditText"]
        assert [notice["inLanguage"] for notice in record["notices"]] == record["inLanguage"] == released
        own = record["code"]
        assert (own["codeValue"], own["codingSystem"], own["system"]) == (
            code.code,
            SYSTEMS[code.system].name,
            code.system,
        )
        assert (own["url"], own["record"]) == (HOME + code.path, f"{HOME}{code.path}index.json")
        assert (record["url"], record["codeOwner"]) == (own["url"], SYSTEMS[code.system].owner)
        assert [page["identifier"] for page in record["pages"]] == list(code.pages)
        for page in record["pages"]:
            assert [version["inLanguage"] for version in page["languages"]] == released
            assert all(version["url"].startswith(HOME) for version in page["languages"])


def test_the_identifiers_of_a_code_tell_icd_10_from_icd_10_cm(project: Project, written: Path) -> None:
    of_system = {code.only or "": read_data(written, code.path)["code"]["oids"] for code in project.codes}
    cm, who = ["2.16.840.1.113883.6.90"], ["2.16.840.1.113883.6.3", "2.16.840.1.113883.6.3.2"]
    assert (of_system["cm"], of_system["who"]) == (cm, who)
    both = next(code for code in project.codes if code.code == "M80.0" and code.only is None)
    assert read_data(written, both.path)["code"]["oids"] == who + cm


def test_the_index_lists_every_code(project: Project, written: Path) -> None:
    index = read_data(written, CODE_FOLDER)
    there = {(item["system"], item["codeValue"]): item["pages"] for item in index["codes"]}
    assert there == {(code.system, code.code): list(code.pages) for code in project.codes}
    assert all(item["url"] == f"{HOME}{CODE_FOLDER}/{item['system']}/{item['codeValue']}/" for item in index["codes"])
    assert [notice["inLanguage"] for notice in index["notices"]] == [language.code for language in project.released]
    assert all(notice["disclaimer"] and notice["copyrightNotice"] for notice in index["notices"])


# RFC 3339, as RFC 4287, 3.3 wants it.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def test_the_feed_of_a_code_is_atom(project: Project, written: Path) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, and have once."""
    for code in project.codes:
        feed = etree.fromstring((written / code.path / "feed.xml").read_bytes())
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        for element in (feed, *entries):
            assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
            assert element.findtext(f"{ATOM}title")
            assert str(element.findtext(f"{ATOM}id")).startswith(HOME)  # an IRI, 4.2.6
            assert MOMENT.fullmatch(str(element.findtext(f"{ATOM}updated")))
            links = element.findall(f"{ATOM}link")
            assert all(str(link.get("href")).startswith("https://") for link in links)
            shown = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
            assert shown
            assert len(set(shown)) == len(shown)
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert selves == [f"{HOME}{code.path}feed.xml"]
        assert all(category.get("term") for category in feed.iter(f"{ATOM}category"))
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids) == len(code.pages) * len(project.released)
        for entry in entries:
            strings = project.strings[str(entry.get(XML_LANGUAGE))]
            assert len(entry.findall(f"{ATOM}content")) == 1
            assert strings.disclaimer in str(entry.findtext(f"{ATOM}content"))


def test_leaflets_stand_with_their_language(project: Project, tmp_path: Path) -> None:
    for name in ("nl/behandeling-denosumab", "nl-tr/behandeling-denosumab"):
        (tmp_path / f"folders/{name}.pdf").parent.mkdir(parents=True)
        (tmp_path / f"folders/{name}.pdf").write_bytes(b"%PDF-1.7")
    code = next(item for item in project.codes if item.code == "M05BX04")
    write_codes(project, tmp_path, site_url=HOME, report_address="meld@botwijzer.example")
    first = read_data(tmp_path, code.path)["pages"][0]["languages"]
    leaflets = {item["inLanguage"]: [leaflet["contentUrl"] for leaflet in item["encoding"]] for item in first}
    assert leaflets["nl"] == [f"{HOME}folders/nl/behandeling-denosumab.pdf"]
    assert leaflets["tr"] == [f"{HOME}folders/nl-tr/behandeling-denosumab.pdf"]
    assert leaflets["en"] == []
    feed = (tmp_path / code.path / "feed.xml").read_text(encoding="utf-8")
    assert "folders/nl-tr/behandeling-denosumab.pdf" in feed
    page = page_at(tmp_path, code.path)
    links = page.root.xpath("//section[@lang='tr']//a[@class='bw-paper']")
    assert [leads_to(page, link) for link in links] == ["folders/nl-tr/behandeling-denosumab.pdf"]


def test_writing_again_leaves_nothing_of_before(project: Project, tmp_path: Path) -> None:
    (tmp_path / "code/icpc/X99").mkdir(parents=True)
    (tmp_path / "code/icpc/X99/index.html").write_text("old", encoding="utf-8")
    write_codes(project, tmp_path, site_url="", report_address="meld@botwijzer.example")
    assert not (tmp_path / "code/icpc/X99").exists()


def test_the_table_can_stand_in_a_script_element(project: Project) -> None:
    text = render_infobutton_table(project)
    assert "<" not in text
    table = json.loads(text)
    assert sum(len(codes) for codes in table["codes"].values()) == len(project.codes)
    assert next(iter(table["languages"])) == project.source_language


@pytest.mark.parametrize(
    ("digits", "is_right"),
    [("64859006", True), ("64859007", False), ("46859006", False), ("735617003", True), ("443165006", True)],
)
def test_the_check_digit(digits: str, *, is_right: bool) -> None:
    assert has_check_digit(digits) is is_right


@pytest.mark.parametrize(
    ("system", "code", "is_right"),
    [
        ("icpc", "L95", True), ("icpc", "M80", False), ("icpc", "L95.02", False),
        ("atc", "M05BA04", True), ("atc", "M05BA", True), ("atc", "G03C", True), ("atc", "M05BA4", False),
        ("icd10", "M80.08", True), ("icd10", "M80", True), ("icd10", "Z87.310", True), ("icd10", "M8008", False),
        ("snomed", "012345", False),
    ],
)  # fmt: skip
def test_the_shape_of_codes(system: str, code: str, *, is_right: bool) -> None:
    record = PageCode.model_validate({"system": system, "code": code, "pages": ("index",), "seen": ()})
    assert is_well_formed(record) is is_right


@pytest.mark.parametrize("code", ["l95", "../x", "L95/../../x", "/x", ".", "..", "L 95", "L95\n", "", "Л95"])
def test_a_code_is_a_name_of_a_folder(code: str) -> None:
    with pytest.raises(ValidationError):
        PageCode(system="icpc", code=code, pages=("index",), seen=())


def test_no_title_of_a_licensed_table_is_kept(project: Project) -> None:
    """Notes are short and ours; the schema has no place for a title."""
    assert "title" not in PageCode.model_fields
    assert all(len(code.note or "") < 160 for code in project.codes)
