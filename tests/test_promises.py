"""What was promised answers for ever: a page, a heading and a code that go, from the finding to the redirect that works."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from botwijzer.model.address_owners import extract_owners, today_addresses
from botwijzer.model.addresses import ADDRESSES_FILE
from botwijzer.model.embeds import SCRIPT_HISTORY
from botwijzer.model.project import read_project
from project_copy import copy_base
from promised_site import (
    EXTRA,
    rebuild,
    remove_code,
    remove_page,
    rename_heading,
    run_command,
)
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# What the page had: two languages, each with a record, an embed page, oEmbed and leaflets in three forms; one in two languages.
OF_THE_PAGE = 2 + 2 + 2 + 2 + 2 * 3 + 1
PAGE_COMMAND = "python hooks/cli.py redirect /over/vragen/ /…/"


@pytest.fixture
def promised(promised_project: Path) -> Path:
    return promised_project


@pytest.fixture
def moved(moved_project: Path) -> Path:
    return moved_project


@pytest.fixture
def root(promised: Path, tmp_path: Path) -> Path:
    return shutil.copytree(promised, tmp_path / "project", ignore=shutil.ignore_patterns("site"))


def redirects(root: Path) -> dict[str, str]:
    return {item.old: item.new for item in read_project(root).redirects}


# --- the promise -------------------------------------------------------------------------------------------------


def test_what_is_promised_is_known_before_a_build(promised: Path) -> None:
    """Every address that the site has belongs to a page or a code, or is one of the few files about all of them."""
    project = read_project(promised)
    others = {re.sub("-[0-9a-f]{10}", "-…", path) for path in project.addresses.keys() - today_addresses(project)}
    assert sorted(others) == [
        "/api/v1/index.json", "/api/v1/openapi.json", "/api/v1/schema/code.json", "/api/v1/schema/codes.json",
        "/api/v1/schema/index.json", "/api/v1/schema/page.json",
        "/en/wijzigingen.json", "/en/wijzigingen.xml", "/folders/index.json", "/insluiten/botwijzer-….js", "/insluiten/botwijzer.js",
        "/wijzigingen.json", "/wijzigingen.xml",
    ]  # fmt: skip
    assert today_addresses(project) <= project.addresses.keys()
    owned = [address for address, item in extract_owners(project).items() if item.owner == "/over/vragen/"]
    assert len(owned) == OF_THE_PAGE
    assert project.addresses["/over/vragen/"] == {"in-het-kort", "lees-ook"}


def test_to_promise_twice_changes_nothing(promised: Path) -> None:
    before = (promised / ADDRESSES_FILE).read_bytes()
    again = run_command(promised, "promise")
    assert again.returncode == 0
    assert "promised already" in again.stdout
    assert (promised / ADDRESSES_FILE).read_bytes() == before


def test_what_went_stays_promised(moved: Path, promised: Path) -> None:
    assert run_command(moved, "promise").returncode == 0
    before, after = read_project(promised).addresses, read_project(moved).addresses
    assert before.keys() <= after.keys()
    assert "hoe-lang" in after["/voorkomen/"]


def test_a_folder_without_a_whole_site_is_no_promise(root: Path) -> None:
    before = (root / ADDRESSES_FILE).read_bytes()
    refused = run_command(root, "promise", "--site", "nergens")
    assert refused.returncode == 2
    assert "run make site first" in refused.stderr
    assert (root / ADDRESSES_FILE).read_bytes() == before


def test_a_language_that_is_a_draft_is_no_promise(promised: Path, tmp_path: Path) -> None:
    root = shutil.copytree(promised, tmp_path / "project")
    (root / ADDRESSES_FILE).unlink()
    shutil.rmtree(root / SCRIPT_HISTORY)
    languages = root / "docs/_data/languages.yml"
    text = languages.read_text(encoding="utf-8")
    languages.write_text(text.replace("released\n    address: you", "draft\n    address: you"), encoding="utf-8")
    assert run_command(root, "promise").returncode == 0
    addresses = read_project(root).addresses
    assert "/voorkomen/" in addresses
    assert [path for path in addresses if re.search(r"/(nl-)?en/", path) and "wijzigingen" not in path] == []


def test_the_promises_of_this_site_are_not_those_of_a_small_project(tmp_path: Path) -> None:
    assert read_project(copy_base(tmp_path)).addresses == {}
    assert read_project(ROOT).addresses["/behandeling/denosumab/"] >= {"stoppen"}


# --- a page, a heading and a code that go ------------------------------------------------------------------------


def test_each_is_one_finding_by_name_with_its_command(root: Path) -> None:
    remove_page(root)
    rename_heading(root)
    remove_code(root)
    result = run_command(root, "check")
    assert result.returncode == 1
    lines = [line for line in result.stdout.splitlines() if " MOVE" in line]
    assert len(lines) == 3
    code, page, heading = lines
    assert "'/code/icd10/M80.0/' was promised and is gone, and 5 more that go with it" in code
    assert "python hooks/cli.py redirect /code/icd10/M80.0/ /code/…/" in code
    assert f"'/over/vragen/' was promised and is gone, and {OF_THE_PAGE - 1} more that go with it" in page
    assert page.endswith(PAGE_COMMAND)
    assert heading.startswith("docs/nl/voorkomen/index.md: MOVE007 the heading '#hoe-lang'")
    assert heading.endswith("python hooks/cli.py redirect '/voorkomen/#hoe-lang' '/voorkomen/#…'")


def test_after_the_commands_everything_promised_answers(moved: Path) -> None:
    result = run_command(moved, "check")
    assert result.returncode == 0, result.stdout
    result = run_command(moved, "check-site")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "target", "title"),
    [
        ("over/vragen/index.html", "voorkomen/#vragen-voor-uw-gesprek", "Voorkomen"),
        ("en/over/vragen/index.html", "en/voorkomen/#vragen-voor-uw-gesprek", "Prevention"),
        ("insluiten/en/over/vragen/index.html", "insluiten/en/voorkomen/", "Prevention"),
        ("code/icd10/M80.0/index.html", "code/icpc/L95/", "ICPC-1 L95"),
        ("code/icd10/m800/index.html", "code/icpc/L95/", "ICPC-1 L95"),
    ],
)
def test_a_stub_is_whole(moved: Path, file: str, target: str, title: str) -> None:
    stub = (moved / "site" / file).read_text(encoding="utf-8")
    link = "../" * file.count("/") + target
    page = target.partition("#")[0]
    assert '<meta name="robots" content="noindex">' in stub
    assert f'<link rel="canonical" href="https://botwijzer.example/{page}">' in stub
    assert f'<meta http-equiv="refresh" content="0; url={link}">' in stub
    assert f'<a href="{link}">{title}</a>' in stub
    arrived = (moved / "site" / page / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' not in arrived  # no chain


def test_hosts_get_the_same_ways(moved: Path) -> None:
    site = moved / "site"
    ways = {tuple(line.split()) for line in (site / "_redirects").read_text("utf-8").splitlines()}
    for old, new in redirects(moved).items():
        assert "#" in old or (old, new, "301") in ways
    nginx = (site / "nginx-redirects.map").read_text(encoding="utf-8").splitlines()
    assert "/over/vragen/ /voorkomen/#vragen-voor-uw-gesprek;" in nginx
    # nginx takes plain keys as one whatever their capitals, and two of one refuse to start.
    assert r"~^/code/icd10/M80\.0/$ /code/icpc/L95/;" in nginx
    assert r"~^/code/icd10/m80\.0/$ /code/icpc/L95/;" in nginx


def test_files_are_those_of_the_new_place(moved: Path) -> None:
    site = moved / "site"
    for old, new in (
        ("folders/nl-en/over-vragen.pdf", "folders/nl-en/voorkomen.pdf"),
        ("folders/nl/over-vragen-groot.pdf", "folders/nl/voorkomen-groot.pdf"),
        ("oembed/en/over/vragen.json", "oembed/en/voorkomen.json"),
        ("api/v1/nl/over/vragen.json", "api/v1/nl/voorkomen/index.json"),
        ("code/icd10/M80.0/index.json", "code/icpc/L95/index.json"),
        ("code/icd10/M80.0/feed.xml", "code/icpc/L95/feed.xml"),
    ):
        assert (site / old).read_bytes() == (site / new).read_bytes(), old


def test_an_old_heading_stays_in_the_embed_page_too(moved: Path) -> None:
    for page in ("voorkomen", "en/voorkomen", "insluiten/en/voorkomen"):
        html = (moved / "site" / page / "index.html").read_text(encoding="utf-8")
        assert '<span id="hoe-lang"></span><h2 id="hoe-lang-per-dag"' in html
    record = json.loads((moved / "site/api/v1/nl/voorkomen/index.json").read_text(encoding="utf-8"))
    assert "hoe-lang" not in json.dumps(record).replace("hoe-lang-per-dag", "")


# --- where things go ---------------------------------------------------------------------------------------------


def test_what_the_new_page_lacks_goes_to_what_is_most_like_it(root: Path) -> None:
    remove_page(root)
    # The home page has no leaflets.
    assert run_command(root, "redirect", "/over/vragen/", "/").returncode == 0
    ways = redirects(root)
    assert ways["/en/over/vragen/"] == "/en/"
    assert ways["/folders/nl/over-vragen-groot.pdf"] == "/"
    assert ways["/folders/nl-en/over-vragen.pdf"] == "/en/"
    assert ways["/oembed/en/over/vragen.json"] == "/oembed/en/index.json"
    assert ways["/insluiten/en/over/vragen/"] == "/insluiten/en/"
    assert ways["/api/v1/nl/over/vragen.json"] == "/api/v1/nl/index.json"
    assert run_command(root, "check").returncode == 0


def test_a_page_may_lead_to_what_is_no_page(root: Path) -> None:
    remove_page(root)
    assert run_command(root, "redirect", "/over/vragen/", "/code/").returncode == 0
    assert set(redirects(root).values()) == {"/code/"}
    assert len(redirects(root)) == OF_THE_PAGE
    rebuild(root)


def test_leaflets_that_go_alone_lead_to_their_page(root: Path) -> None:
    for language in ("nl", "en"):
        page = root / "docs" / language / EXTRA
        text = page.read_text(encoding="utf-8")
        page.write_text(
            text.replace("leaflet: true\nleaflet_number: 102\n", "").replace("leaflet: true\n", ""), "utf-8"
        )
    found = [line for line in run_command(root, "check").stdout.splitlines() if "MOVE" in line]
    assert len(found) == 1
    assert "'/folders/nl/over-vragen-boekje.pdf' was promised and is gone, and 6 more that go with it" in found[0]
    assert run_command(root, "redirect", "/folders/nl/over-vragen-boekje.pdf", "/over/vragen/").returncode == 0
    ways = redirects(root)
    assert len(ways) == 7
    assert ways["/folders/nl/over-vragen.pdf"] == "/over/vragen/"
    assert ways["/folders/en/over-vragen.pdf"] == "/en/over/vragen/"
    rebuild(root)


def test_a_page_in_one_language_takes_what_it_has_in_that_language(root: Path) -> None:
    (root / "docs/en" / EXTRA).unlink()
    english = root / "docs/en/index.md"
    english.write_text(
        english.read_text("utf-8").replace("- [Questions](over/vragen.md): what you ask.\n", ""), "utf-8"
    )
    assert run_command(root, "redirect", "/en/over/vragen/", "/en/voorkomen/").returncode == 0
    ways = redirects(root)
    assert len(ways) == 1 + 3 + 1 + 3  # the page; its leaflets, and that beside the Dutch; record, embed, oEmbed
    assert ways["/folders/nl-en/over-vragen.pdf"] == "/folders/nl-en/voorkomen.pdf"


def test_a_page_that_comes_back_ends_its_redirect(root: Path, promised: Path) -> None:
    remove_page(root)
    assert run_command(root, "redirect", "/over/vragen/", "/voorkomen/").returncode == 0
    assert run_command(root, "redirect", "/over/vragen-oud/", "/voorkomen/").returncode == 0
    for path in (f"docs/nl/{EXTRA}", f"docs/en/{EXTRA}", "docs/nl/index.md", "docs/en/index.md", "mkdocs.yml"):
        shutil.copy(promised / path, root / path)
    assert "MOVE004 a redirect away from '/over/vragen/', which is there" in run_command(root, "check").stdout
    written = run_command(root, "redirect", "/over/ouder/", "/over/vragen/")
    assert written.returncode == 0, written.stderr
    assert "/over/vragen/: redirect removed (led to /voorkomen/)" in written.stdout
    assert redirects(root) == {"/over/ouder/": "/over/vragen/", "/over/vragen-oud/": "/voorkomen/"}
    assert run_command(root, "check").returncode == 0


def test_a_wrong_redirect_is_corrected_with_what_went_along(root: Path) -> None:
    remove_page(root)
    assert run_command(root, "redirect", "/over/vragen/", "/").returncode == 0
    again = run_command(root, "redirect", "/over/vragen/", "/")
    assert (again.returncode, "leads to '/' already" in again.stderr) == (2, True)
    corrected = run_command(root, "redirect", "/over/vragen/", "/voorkomen/")
    assert corrected.returncode == 0, corrected.stderr
    assert "/over/vragen/ → /voorkomen/ (was /)" in corrected.stdout
    assert "/folders/nl-en/over-vragen.pdf → /folders/nl-en/voorkomen.pdf (was /en/)" in corrected.stdout
    assert len(redirects(root)) == OF_THE_PAGE
    assert run_command(root, "check").returncode == 0


def test_what_was_said_of_one_language_stays_when_the_page_is_corrected(root: Path) -> None:
    remove_page(root)
    assert run_command(root, "redirect", "/over/vragen/", "/").returncode == 0
    assert run_command(root, "redirect", "/en/over/vragen/", "/en/voorkomen/#in-het-kort").returncode == 0
    assert run_command(root, "redirect", "/over/vragen/", "/voorkomen/").returncode == 0
    assert redirects(root)["/en/over/vragen/"] == "/en/voorkomen/#in-het-kort"
    assert redirects(root)["/over/vragen/"] == "/voorkomen/"


def test_a_redirect_whose_address_answers_again_is_removed(root: Path, promised: Path) -> None:
    remove_page(root)
    assert run_command(root, "redirect", "/over/vragen/", "/voorkomen/").returncode == 0
    refused = run_command(root, "redirect", "--remove", "/over/vragen/")
    assert (refused.returncode, "'/over/vragen/' was promised and would have no answer" in refused.stderr) == (2, True)
    assert len(redirects(root)) == OF_THE_PAGE
    for path in (f"docs/nl/{EXTRA}", f"docs/en/{EXTRA}", "docs/nl/index.md", "docs/en/index.md", "mkdocs.yml"):
        shutil.copy(promised / path, root / path)
    found = [line for line in run_command(root, "check").stdout.splitlines() if " MOVE004 " in line]
    command = re.search(r"redirect --remove '(\S+)'$", found[0])
    assert command
    removed = run_command(root, "redirect", "--remove", command[1])
    assert removed.returncode == 0, removed.stderr
    assert "/en/over/vragen/: redirect removed (led to /en/voorkomen/)" in removed.stdout
    assert redirects(root) == {}
    assert run_command(root, "check").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--remove", "/nergens/"), "'/nergens/' is not redirected"),
        (("--remove", "/oud/", "/"), "or --remove"),
        (("/oud/",), "or --remove"),
    ],
)
def test_what_the_command_cannot_remove(root: Path, arguments: tuple[str, ...], words: str) -> None:
    refused = run_command(root, "redirect", *arguments)
    assert refused.returncode == 2
    assert words in refused.stderr


def test_a_redirect_that_nobody_was_promised_can_go(root: Path) -> None:
    assert run_command(root, "redirect", "/oud/", "/voorkomen/").returncode == 0
    assert run_command(root, "redirect", "--remove", "/oud/").returncode == 0
    assert redirects(root) == {}


def test_what_led_to_a_heading_of_a_page_that_went_leads_on(root: Path) -> None:
    assert run_command(root, "redirect", "/eerder/", "/over/vragen/#lees-ook").returncode == 0
    remove_page(root)
    written = run_command(root, "redirect", "/over/vragen/", "/voorkomen/")
    assert written.returncode == 0, written.stderr
    assert redirects(root)["/eerder/"] == "/voorkomen/"
    assert "/eerder/ → /voorkomen/ (was /over/vragen/#lees-ook)" in written.stdout
