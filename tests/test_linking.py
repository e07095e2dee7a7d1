"""Addresses that never break, and open data, in the small project: released, changed, released again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate as validate_openapi

from botwijzer.checks.site import check_site
from botwijzer.model.addresses import ADDRESSES_FILE
from botwijzer.model.project import read_project
from botwijzer.publish.addresses import write_addresses
from botwijzer.publish.redirects import write_redirects
from botwijzer.publish.site import write_derived
from code_site import SEEN
from project_copy import TESTS, stamp_translations
from small_site import copy_small_project
from test_released_papers import PAGE, REAL, SECOND_DAY, release, replace_in

if TYPE_CHECKING:
    from pathlib import Path

URL = REAL["SITE_URL"]
FIELDS = TESTS / "api/fields.txt"

CODES = f"""codes:
  - {{system: icpc, code: L95, pages: [voorkomen/index, index], {SEEN}}}
  - {{system: icd10, code: Z91.81, pages: [voorkomen/index], only: cm, {SEEN}}}
"""
SCHEMAS = ("index", "page", "code", "codes")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project after its first release."""
    root = copy_small_project(tmp_path_factory.mktemp("linking"))
    page = root / PAGE
    text = page.read_text(encoding="utf-8")
    if "leaflet_number" not in text:
        page.write_text(text.replace("leaflet: true\n", "leaflet: true\nleaflet_number: 101\n"), encoding="utf-8")
    (root / "docs/_data/codes.yml").write_text(CODES, encoding="utf-8")
    result = release(root)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "New or longer in the list of addresses" in result.stdout
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "project")


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def redirect(root: Path, old: str, new: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "hooks/cli.py"), "redirect", old, new]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)


def names_in(schema: dict[str, Any]) -> set[str]:
    """Return every field of a schema, as ``ApiPage.name``."""
    parts = {schema["title"]: schema, **schema.get("$defs", {})}
    return {f"{part}.{name}" for part, record in parts.items() for name in record["properties"]}


# --- open data ---------------------------------------------------------------------------------------------------


def test_every_record_is_as_its_schema_says(released: Path) -> None:
    site = released / "site"
    schemas = {name: read_json(site / f"api/v1/schema/{name}.json") for name in SCHEMAS}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    records = sorted(site.glob("api/v1/??/**/*.json"))
    assert [path.relative_to(site / "api/v1").as_posix() for path in records] == [
        "en/index.json", "en/voorkomen/index.json", "nl/index.json", "nl/voorkomen/index.json",
    ]  # fmt: skip
    for path in records:
        Draft202012Validator(schemas["page"]).validate(read_json(path))
    for name, folder in (
        ("index", "api/v1"),
        ("codes", "code"),
        ("code", "code/icpc/L95"),
        ("code", "code/icd10/Z91.81"),
    ):
        record = read_json(site / folder / "index.json")
        Draft202012Validator(schemas[name]).validate(record)
        assert record["$schema"] == schemas[name]["$id"] == f"{URL}api/v1/schema/{name}.json"


def test_a_schema_wants_every_field_and_accepts_those_of_later_versions(released: Path) -> None:
    for name, path in (("index", "api/v1/index"), ("page", "api/v1/nl/index"), ("codes", "code/index")):
        record, schema = (
            read_json(released / f"site/{path}.json"),
            read_json(released / f"site/api/v1/schema/{name}.json"),
        )
        assert Draft202012Validator(schema).is_valid({**record, "more": 1})
        for field in record:
            less = {key: value for key, value in record.items() if key != field}
            assert not Draft202012Validator(schema).is_valid(less), field


def test_the_description_is_openapi(released: Path) -> None:
    validate_openapi(read_json(released / "site/api/v1/openapi.json"))


def test_the_description_leads_to_real_answers(released: Path) -> None:
    """Each path, filled in, is a file; each example is one; each schema in it is the one beside the data."""
    site = released / "site"
    described = read_json(site / "api/v1/openapi.json")
    assert [server["url"] for server in described["servers"]] == [URL.removesuffix("/")]
    values = {"language": "nl", "identifier": "voorkomen/index", "system": "icpc", "code": "L95"}
    for path, answers in described["paths"].items():
        asked = answers["get"]
        assert {item["name"] for item in asked["parameters"]} == set(re.findall(r"\{(\w+)\}", path))
        assert (site / path.format(**values).lstrip("/")).is_file(), path
        for content in asked["responses"]["200"]["content"].values():
            for example in content.get("examples", {}).values():
                assert (site / example["externalValue"].removeprefix(URL)).is_file()
    schemas = described["components"]["schemas"]
    for name in SCHEMAS:
        own = read_json(site / f"api/v1/schema/{name}.json")
        assert own["properties"].keys() == schemas[own["title"]]["properties"].keys()


def test_every_field_says_what_it_holds(released: Path) -> None:
    schemas = read_json(released / "site/api/v1/openapi.json")["components"]["schemas"]
    fields = [(name, field, held) for name, record in schemas.items() for field, held in record["properties"].items()]
    assert [f"{name}.{field}" for name, field, held in fields if not held.get("description")] == []
    assert [name for name, record in schemas.items() if not record.get("description")] == []


def test_a_field_once_out_stays(released: Path) -> None:
    site = released / "site/api/v1/schema"
    names = {field for name in SCHEMAS for field in names_in(read_json(site / f"{name}.json"))}
    assert sorted(names) == FIELDS.read_text(encoding="utf-8").split(), (
        "a field may be added (here too), never taken away"
    )


def test_a_page_has_its_codes_in_its_record_and_in_the_index(released: Path) -> None:
    site = released / "site"
    pages = {page["identifier"]: page["code"] for page in read_json(site / "api/v1/index.json")["pages"]}
    assert [code["codeValue"] for code in pages["index"]] == ["L95"]
    assert [code["codeValue"] for code in pages["voorkomen/index"]] == ["L95", "Z91.81"]
    for language in ("nl", "en"):
        assert read_json(site / f"api/v1/{language}/voorkomen/index.json")["code"] == pages["voorkomen/index"]
    assert pages["voorkomen/index"][1] == {
        "@type": "MedicalCode",
        "codeValue": "Z91.81",
        "codingSystem": "ICD-10",
        "system": "icd10",
        "oids": ["2.16.840.1.113883.6.90"],
        "url": f"{URL}code/icd10/Z91.81/",
        "record": f"{URL}code/icd10/Z91.81/index.json",
    }


def test_a_record_of_a_code_has_the_leaflets_of_its_pages(released: Path) -> None:
    record = read_json(released / "site/code/icpc/L95/index.json")
    assert [page["identifier"] for page in record["pages"]] == ["voorkomen/index", "index"]
    index = {page["identifier"]: page["languages"] for page in read_json(released / "site/api/v1/index.json")["pages"]}
    for page in record["pages"]:
        assert page["languages"] == index[page["identifier"]]
    leaflets = [item["contentUrl"] for item in record["pages"][0]["languages"][0]["encoding"]]
    assert f"{URL}folders/nl/voorkomen.pdf" in leaflets


def test_a_record_holds_the_text_and_what_must_go_with_it(released: Path) -> None:
    project = read_project(released)
    record = read_json(released / "site/api/v1/nl/voorkomen/index.json")
    assert record["disclaimer"] == project.strings["nl"].disclaimer
    assert record["reviewState"] == "not-reviewed"
    assert record["reviewNotes"] == [project.strings["nl"].review_none]
    assert URL in record["creditText"]
    card = next(block for block in record["blocks"] if block["kind"] == "card")
    assert card["callLevel"] == "now"
    assert card["text"] == "Bel nu 112\nEen scheve mond? Bel 112."
    last = record["blocks"][-1]
    assert last["html"] == f'<ul><li><a href="{URL}">Alles over botontkalking</a></li></ul>'
    assert {item["contentUrl"] for item in record["encoding"]} >= {f"{URL}folders/nl/voorkomen.pdf"}
    for item in record["encoding"]:
        assert (released / "site" / item["contentUrl"].removeprefix(URL)).is_file()


# --- feeds -------------------------------------------------------------------------------------------------------


def test_pages_name_the_feeds_of_their_language(released: Path) -> None:
    html = (released / "site/en/voorkomen/index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert 'href="../wijzigingen.xml"' in html


# --- addresses ---------------------------------------------------------------------------------------------------


def test_the_release_wrote_its_addresses(released: Path) -> None:
    lines = (released / ADDRESSES_FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {len(lines) - 1} addresses, ")
    paths = [line.split(" ")[0] for line in lines[1:]]
    assert paths == sorted(paths)
    assert {"/", "/voorkomen/", "/en/voorkomen/", "/folders/nl/voorkomen.pdf", "/wijzigingen.xml", "/api/v1/index.json",
            "/api/v1/nl/voorkomen/index.json"} <= set(paths)  # fmt: skip
    assert not [path for path in paths if path.startswith(("/assets/", "/search/", "/v/", "/versie/", "/404", "/_"))]
    own = next(line for line in lines if line.startswith("/voorkomen/ "))
    assert {"in-het-kort", "hoe-lang"} <= set(own.split(" ")[1:])


def codes_of(root: Path) -> list[str]:
    return [str(problem) for problem in check_site(read_project(root), root / "site", site_url=URL)]


def test_a_page_that_goes_without_a_redirect_fails_by_name(root: Path) -> None:
    shutil.rmtree(root / "site/voorkomen")
    (found,) = [line for line in codes_of(root) if "ADDR001" in line]
    assert found == (
        "voorkomen/: ADDR001 no answer at '/voorkomen/'; expected a page, a file or a redirect "
        f"({ADDRESSES_FILE}); say where it is now: python hooks/cli.py redirect /voorkomen/ /…/"
    )


def rename_page(root: Path) -> None:
    """Give the page about prevention another address, in both languages."""
    for language in ("nl", "en"):
        shutil.move(root / f"docs/{language}/voorkomen", root / f"docs/{language}/bewegen")
        for path in (root / f"docs/{language}").rglob("*.md"):
            path.write_text(path.read_text("utf-8").replace("voorkomen/index.md", "bewegen/index.md"), encoding="utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("voorkomen/index.md", "bewegen/index.md"), encoding="utf-8")
    for name in ("pages.yml", "claims.yml", "codes.yml"):
        path = root / "docs/_data" / name
        path.write_text(path.read_text("utf-8").replace("voorkomen", "bewegen"), encoding="utf-8")
    stamp_translations(root)


def test_a_renamed_page_takes_everything_with_it(root: Path) -> None:
    rename_page(root)
    result = release(root, day=SECOND_DAY)
    assert result.returncode == 1
    assert "MOVE006 '/voorkomen/' was promised and is gone, and 14 more that go with it" in result.stdout
    written = redirect(root, "/voorkomen/", "/bewegen/")
    assert written.returncode == 0, written.stderr
    assert "/en/voorkomen/ → /en/bewegen/" in written.stdout
    again = release(root, day=SECOND_DAY)
    assert again.returncode == 0, again.stdout + again.stderr
    site = root / "site"
    stub = (site / "en/voorkomen/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../en/bewegen/">' in stub
    assert '<html lang="en"' in stub
    assert (site / "folders/nl/voorkomen.pdf").read_bytes() == (site / "folders/nl/bewegen.pdf").read_bytes()
    assert read_json(site / "api/v1/nl/voorkomen/index.json")["identifier"] == "bewegen/index"
    feed = {item["_botwijzer"]["print"]: item for item in read_json(site / "en/wijzigingen.json")["items"]}
    assert feed["gone"]["url"] == feed["gone"]["_botwijzer"]["replacedBy"] == feed["new"]["url"] == f"{URL}en/bewegen/"
    answer = (site / feed["gone"]["id"].removeprefix(URL) / "index.html").read_text(encoding="utf-8")
    assert 'href="../../../../en/bewegen/"' in answer
    assert "/voorkomen/ /bewegen/ 301" in (site / "_redirects").read_text("utf-8").splitlines()
    assert "/voorkomen/ /bewegen/;" in (site / "nginx-redirects.map").read_text("utf-8").splitlines()


def test_a_heading_that_goes_needs_a_redirect_too(root: Path) -> None:
    for language in ("nl", "en"):
        replace_in(root, f"docs/{language}/voorkomen/index.md", {"{#hoe-lang}": "{#hoe-lang-per-dag}"})
    stamp_translations(root)
    result = release(root, day=SECOND_DAY)
    assert "MOVE007 the heading '#hoe-lang' of '/voorkomen/' was promised and is gone, and in 1" in result.stdout
    assert "redirect '/voorkomen/#hoe-lang' '/voorkomen/#…'" in result.stdout
    assert redirect(root, "/en/voorkomen/#hoe-lang", "/en/#onderwerpen").returncode == 0
    assert redirect(root, "/voorkomen/#hoe-lang", "/voorkomen/#hoe-lang-per-dag").returncode == 0
    again = release(root, day=SECOND_DAY)
    assert again.returncode == 0, again.stdout + again.stderr
    assert '<span id="hoe-lang"></span><h2 id="hoe-lang-per-dag"' in (root / "site/voorkomen/index.html").read_text(
        "utf-8"
    )
    assert '<p class="bw-moved" id="hoe-lang">' in (root / "site/en/voorkomen/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/voorkomen/", "/en/", "a redirect away from '/voorkomen/', which is there"),
        ("/oud/", "/nergens/", "a redirect to '/nergens/', which does not exist"),
        ("/oud/", "/oud/", "would lead to itself"),
        ("/oud/?x=1", "/", "holds a query"),
        ("/oud/", "/?lang=nl&x=1#in-het-kort", "holds a query"),
        ("/oud/", "https://elsewhere.example/", "is on another host"),
        ("/oud/", "//elsewhere.example/", "is on another host"),
        ("//elsewhere.example/oud/", "/", "is on another host"),
        ("/oud pad/", "/", "is no address"),
        ("oud/", "/", "is no address"),
        ("", "/", "is no address"),
        ("/../oud/", "/", "begins with a dot"),
        ("/oud/", "/../../etc/passwd", "begins with a dot"),
        ("/oud/", "/voorkomen/../", "begins with a dot"),
        ("/.well-known/x.json", "/", "begins with a dot"),
        ("/الوقاية/", "/", "letters that no address of this site has"),
        ("/oud/#vóór", "/", "is no address"),
        ("/oud/\n", "/", "is no address"),
        ("/" + "a/" * 5_000 + "?", "/", "holds a query"),
        ("/voorkomen/index.html", "/", "ends in index.html"),
        ("/voorkomen", "/", "write '/voorkomen/'"),
        ("/oud/", "/voorkomen", "write '/voorkomen/'"),
        ("/oud/", "/folders/nl/oud.pdf", "which does not exist"),
        ("/oud/", "/insluiten/nl/oud/", "which does not exist"),
        ("/code/icpc/L95/", "/code/icpc/L96/", "which does not exist"),
        ("/folders/nl/voorkomen.pdf", "/voorkomen/", "which is there"),
        ("/api/v1/nl/voorkomen/index.json", "/voorkomen/", "which is there"),
        ("/oud/", "/voorkomen/#nergens", "which does not exist"),
        ("/voorkomen/#hoe-lang", "/", "which is there"),
        ('/oud/">', "/", "an address is written as"),
    ],
)  # fmt: skip
def test_the_command_refuses(old: str, new: str, words: str, root: Path) -> None:
    before = (root / "docs/_data/redirects.yml").read_bytes()
    result = redirect(root, old, new)
    assert result.returncode == 2
    assert words in result.stderr
    assert (root / "docs/_data/redirects.yml").read_bytes() == before


def test_the_command_makes_no_chains(root: Path) -> None:
    assert redirect(root, "/oudst/", "/voorkomen/").returncode == 0
    refused = redirect(root, "/ouder/", "/oudst/")
    assert refused.returncode == 2
    assert "expected '/voorkomen/', where it ends" in refused.stderr


@pytest.mark.parametrize(
    ("file", "broken", "found"),
    [
        ("redirects.yml", b"redirects:\n<<<<<<< HEAD\n- {old: /oud/, new: /voorkomen/}\n", "redirects.yml:3: YAML001"),
        ("history/addresses.txt", b"\xef\xbb\xbf/\n", "addresses.txt:1: FILE005"),
        ("history/addresses.txt", b"/" + b"a" * 20_000 + b"\n", "addresses.txt:1: FILE008"),
        ("history/addresses.txt", b"/\n/en/\n", "addresses.txt:1: HIST010"),
        ("languages.yml", b"languages: []\n", "languages.yml:1: YAML003"),
        ("codes.yml", b"codes: [\n", "codes.yml:2: YAML001"),
    ],
)  # fmt: skip
def test_nothing_is_written_over_what_could_not_be_read(file: str, broken: bytes, found: str, root: Path) -> None:
    path, redirects, promises = root / "docs/_data" / file, root / "docs/_data/redirects.yml", root / ADDRESSES_FILE
    path.write_bytes(broken)
    before = redirects.read_bytes(), promises.read_bytes()
    promise = [sys.executable, str(root / "hooks/cli.py"), "promise"]
    for result in (
        redirect(root, "/nog-ouder/", "/voorkomen/"),
        subprocess.run(promise, cwd=root, capture_output=True, text=True, check=False, timeout=60),
    ):
        assert result.returncode == 2
        assert "correct first" in result.stderr
        assert f"docs/_data/{file}".removesuffix(file.rpartition("/")[2]) + found in result.stderr
    assert (redirects.read_bytes(), promises.read_bytes()) == before


def test_a_list_that_lacks_an_old_address_is_not_written(root: Path) -> None:
    before = (root / ADDRESSES_FILE).read_bytes()
    unread = replace(read_project(root), addresses={"/verdwenen/": frozenset()})
    shutil.rmtree(root / "site/voorkomen")
    with pytest.raises(ValueError, match="would lack /voorkomen/"):
        write_addresses(unread, root / "site", site_url=URL)
    assert (root / ADDRESSES_FILE).read_bytes() == before


def test_a_list_that_is_gone_or_shorter_is_an_error(root: Path) -> None:
    path = root / ADDRESSES_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("/folders/nl/voorkomen.pdf\n", ""), encoding="utf-8")
    shorter = [problem.code for problem in read_project(root).problems]
    path.unlink()
    assert (shorter, [problem.code for problem in read_project(root).problems]) == (["HIST010"], ["HIST009"])


def test_the_script_with_a_hash_is_promised_and_kept(root: Path) -> None:
    """The practice page hands its name out with an integrity hash."""
    (kept,) = (root / "docs/_data/history/insluiten").glob("*.js")
    assert f"/insluiten/{kept.name}" in read_project(root).addresses
    assert kept.read_bytes() == (root / "overrides/insluiten/botwijzer.js").read_bytes()
    shutil.rmtree(kept.parent)
    promise = [sys.executable, str(root / "hooks/cli.py"), "promise"]
    result = subprocess.run(promise, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert f"commit docs/_data/history/insluiten/{kept.name}" in result.stdout
    assert kept.is_file()


def test_a_copy_of_before_gives_way_to_that_of_the_new_place(root: Path) -> None:
    """Publishing again over a site that is there: what is left of an earlier one is no answer."""
    for old, new in (
        ("/folders/nl/oud.pdf", "/folders/nl/voorkomen.pdf"),
        ("/folders/oud.json", "/folders/index.json"),
    ):
        assert redirect(root, old, new).returncode == 0
        (root / f"site{old}").write_bytes(b"of before")
    replace_in(root, "docs/_data/redirects.yml", {"/folders/nl/oud.pdf": "/folders/en/stoppen.pdf"})
    project = read_project(root)
    project.addresses["/stoppen/"] = frozenset()
    (root / "site/folders/en/stoppen.pdf").write_bytes(b"of before")
    write_redirects(project, root / "site", site_url=URL)
    fresh = (root / "site/folders/nl/voorkomen.pdf").read_bytes()
    assert (root / "site/folders/en/stoppen.pdf").read_bytes() == fresh
    assert (root / "site/folders/oud.json").read_bytes() == b"of before"  # may be a file of today: a rule says so


def test_a_publication_that_breaks_off_is_no_whole_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("botwijzer.publish.site.write_search_indexes", breaks)
    with pytest.raises(KeyboardInterrupt):
        write_derived(read_project(root), root / "site", site_url=URL, report_address="meld@praktijk.test")
    assert not (root / "site/release.json").exists()


def test_a_heading_moves_in_every_language(root: Path) -> None:
    for language in ("nl", "en"):
        replace_in(root, f"docs/{language}/voorkomen/index.md", {"{#hoe-lang}": "{#hoe-lang-per-dag}"})
    result = redirect(root, "/voorkomen/#hoe-lang", "/voorkomen/#hoe-lang-per-dag")
    assert result.returncode == 0, result.stderr
    assert "/en/voorkomen/#hoe-lang → /en/voorkomen/#hoe-lang-per-dag" in result.stdout


def test_a_site_in_a_folder_redirects_inside_it(root: Path, tmp_path: Path) -> None:
    assert redirect(root, "/oud/", "/voorkomen/").returncode == 0
    site = tmp_path / "made"
    site.mkdir()
    assert write_redirects(read_project(root), site, site_url="https://praktijk.test/bot/") == ["oud/index.html"]
    assert "/bot/oud/ /bot/voorkomen/ 301" in (site / "_redirects").read_text("utf-8").splitlines()
    assert "/bot/api/*" in (site / "_headers").read_text("utf-8").splitlines()
    stub = (site / "oud/index.html").read_text("utf-8")
    assert 'content="0; url=../voorkomen/"' in stub
    assert 'href="https://praktijk.test/bot/voorkomen/"' in stub


def test_others_may_read_the_data(released: Path) -> None:
    lines = (released / "site/_headers").read_text(encoding="utf-8").splitlines()
    for path in ("/api/*", "/code/*", "/insluiten/*", "/folders/*", "/wijzigingen.xml", "/en/wijzigingen.json"):
        assert lines[lines.index(path) + 1] == "  Access-Control-Allow-Origin: *"
