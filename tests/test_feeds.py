"""What releases changed, as the feeds and the answers about papers tell it: planted releases of the small project."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import html

from botwijzer.model.project import read_project
from botwijzer.model.releases import RELEASES_FILE
from botwijzer.publish.restamp import write_restamps
from botwijzer.publish.versions import write_versions
from planted_releases import (
    ATOM,
    FIRST,
    FOURTH,
    LEAFLET,
    SECOND,
    THIRD,
    URL,
    Planted,
    check_atom,
    check_json,
    kinds,
    says,
)
from project_copy import copy_base, stamp_translations
from small_site import copy_small_project
from test_released_papers import ENGLISH, PAGE, SECOND_DAY, release, replace_in

if TYPE_CHECKING:
    from pathlib import Path


NEW_PAGE = "docs/{}/voorkomen/bewegen.md"


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    project = Planted(copy_base(tmp_path / "project"))
    project.release(FIRST)
    return project


def test_an_empty_feed_says_so(planted: Planted) -> None:
    assert planted.items() == []
    feed = json.loads((planted.root / "site/wijzigingen.json").read_text(encoding="utf-8"))
    assert feed["description"] == planted.strings.feed_empty


def test_a_changed_dose_asks_to_print_at_once(planted: Planted) -> None:
    planted.replace("Bij botontkalking helpt bewegen.", "Bij botontkalking helpt veel bewegen.")
    planted.replace("30 minuten per dag", "40 minuten per dag")
    planted.release(SECOND)
    (item,) = planted.items()
    assert kinds([item]) == [("changed", "now", "2026-10-01")]
    assert says(item) == planted.strings.feed_print_now
    content = item["content_html"]
    order = ["Beweeg 30 minuten per dag.", "Beweeg 40 minuten per dag.", "helpt bewegen.", "helpt veel bewegen."]
    assert sorted(order, key=content.index) == order
    assert planted.strings.disclaimer_short in content
    assert item["url"] == f"{URL}voorkomen/"
    assert f'href="{URL}voorkomen/"' in content


def test_an_entry_has_the_new_leaflet_when_it_was_made(planted: Planted) -> None:
    planted.replace("Begin rustig.", "Begin heel rustig.")
    replace_in(planted.root, ENGLISH, {"Start slowly.": "Start very slowly."})
    planted.release(SECOND)
    (item,) = planted.items()
    assert item["attachments"] == [{"url": URL + LEAFLET, "mime_type": "application/pdf", "size_in_bytes": 4}]
    assert f'<a href="{URL}{LEAFLET}">{planted.strings.version_new_leaflet}</a>' in item["content_html"]
    (entry,) = check_atom(planted.root / "site/wijzigingen.xml")
    (link,) = entry.findall(f"{ATOM}link[@rel='enclosure']")
    assert (link.get("href"), link.get("type"), link.get("length")) == (URL + LEAFLET, "application/pdf", "4")
    (english,) = planted.items("en")
    assert "attachments" not in english
    assert "folders/" not in english["content_html"]


def test_other_words_ask_to_print_before_the_next_hand_out(planted: Planted) -> None:
    planted.replace("Begin rustig.", "Begin heel rustig.")
    planted.release(SECOND)
    (item,) = planted.items()
    assert kinds([item]) == [("changed", "again", "2026-10-01")]
    assert says(item) == planted.strings.feed_print_again


def test_a_spelling_fix_asks_for_nothing(planted: Planted) -> None:
    blocks = read_project(planted.root).by_key["voorkomen/index"]["nl"].blocks
    old = next(block.hash for block in blocks if block.text == "Begin rustig.")
    planted.replace("Begin rustig.", "Begin  rustig!")
    project = read_project(planted.root)
    page = project.by_key["voorkomen/index"]["nl"]
    new = next(block.hash for block in page.blocks if block.text == "Begin rustig!")
    write_restamps(project, page, {old: new}, reason="punctuation", on=SECOND)
    planted.release(SECOND)
    (item,) = planted.items()
    assert kinds([item]) == [("changed", "nothing", "2026-10-01")]
    assert says(item) == planted.strings.feed_print_nothing


def test_a_link_that_leads_elsewhere_asks_for_nothing(planted: Planted) -> None:
    planted.replace("(../index.md)", "(../index.md#onderwerpen)")
    planted.release(SECOND)
    assert kinds(planted.items()) == [("changed", "nothing", "2026-10-01")]


def test_a_release_of_the_same_texts_is_no_line(planted: Planted) -> None:
    before = (planted.root / RELEASES_FILE).read_bytes()
    assert planted.release(SECOND) == []
    assert (planted.root / RELEASES_FILE).read_bytes() == before


def test_a_wrong_dose_taken_back_is_an_entry_and_an_answer(planted: Planted) -> None:
    """The page has the words of its first release again: no paper is new, and yet everything changed."""
    right = {form: planted.version(*form) for form in (("page", "nl"), ("leaflet", "nl"), ("leaflet", "nl", "en"))}
    planted.replace("30 minuten per dag", "80 minuten per dag")
    planted.release(SECOND)
    wrong = {form: planted.version(*form) for form in right}
    planted.replace("80 minuten per dag", "30 minuten per dag")
    assert planted.release(THIRD) == [RELEASES_FILE]
    planted.replace("Begin rustig.", "Begin heel rustig.")
    planted.release(FOURTH)
    items = planted.items()
    assert kinds(items) == [
        ("changed", "again", "2026-12-01"),
        ("changed", "now", "2026-11-01"),
        ("changed", "now", "2026-10-01"),
    ]
    assert "Beweeg 80 minuten per dag.<br>" in items[1]["content_html"]
    # Nobody takes the wrong dose for the words of today.
    assert [planted.strings.feed_later in item["content_html"] for item in items] == [False, True, True]
    for form, version in wrong.items():
        verdict = planted.verdict(version)
        assert verdict.state == "changed", form
        days = {(change.old, change.new): change.on for change in verdict.changes}
        assert days["Beweeg 80 minuten per dag.", "Beweeg 30 minuten per dag."] == THIRD, form
        assert days["Begin rustig.", "Begin heel rustig."] == FOURTH, form
    for form, version in right.items():
        days = {(change.old, change.new): change.on for change in planted.verdict(version).changes}
        assert days == {("Begin rustig.", "Begin heel rustig."): FOURTH}, form


def test_an_id_is_one_entry_whatever_comes_back_and_how_often(planted: Planted) -> None:
    first = planted.version()
    ids: list[str] = []
    for day in (SECOND, SECOND, SECOND, SECOND, SECOND, THIRD):
        is_first = planted.version() == first
        planted.replace(*("30 minuten per", "40 minuten per") if is_first else ("40 minuten per", "30 minuten per"))
        planted.release(day)
        items = planted.items()
        assert [item["id"] for item in items[1:]] == ids, "an entry keeps its id"
        ids = [item["id"] for item in items]
    path = f"{URL}versie/nl/voorkomen/"
    second = ids[-1].removeprefix(path).rstrip("/")
    assert ids[::-1] == [
        f"{path}{second}/",
        f"{path}{first}/",
        f"{path}{second}/#2026-10-01",
        f"{path}{first}/#2026-10-01",
        f"{path}{second}/#2026-10-01-2",
        f"{path}{first}/#2026-11-01",
    ]


def remove_page(root: Path) -> None:
    for path in (PAGE, ENGLISH):
        (root / path).unlink()
    for front in (root / "docs").glob("??/index.md"):
        text = re.sub(r"^- \[.*\n", "- Niets.\n", front.read_text("utf-8"), flags=re.MULTILINE)
        front.write_text(text, encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = re.sub(r"  - Voorkomen:\n( +- .*\n)", "", settings.read_text("utf-8"))
    settings.write_text(text, encoding="utf-8")
    stamp_translations(root)


def test_a_page_that_is_gone_is_an_entry(planted: Planted) -> None:
    versions = planted.version(), planted.version("leaflet", "nl", "en")
    kept = {path: (planted.root / path).read_text("utf-8") for path in (PAGE, ENGLISH)}
    remove_page(planted.root)
    planted.release(SECOND)
    gone = next(item for item in planted.items() if item["_botwijzer"]["print"] == "gone")
    assert kinds([gone]) == [("gone", "gone", "2026-10-01")]
    assert gone["title"] == "Voorkomen"
    assert says(gone) == planted.strings.feed_gone
    assert gone["url"] == gone["id"] == f"{URL}versie/nl/voorkomen/{versions[0]}/"
    assert gone["_botwijzer"]["replacedBy"] is None
    assert "attachments" not in gone
    assert [planted.verdict(version).state for version in versions] == ["gone", "gone"]

    replace_in(planted.root, "docs/_data/redirects.yml", {"[]": "\n  - {old: /voorkomen/, new: /#onderwerpen}"})
    gone = next(item for item in planted.items() if item["_botwijzer"]["print"] == "gone")
    assert gone["url"] == gone["_botwijzer"]["replacedBy"] == f"{URL}#onderwerpen"
    link = f'<a href="{URL}#onderwerpen">{planted.strings.version_instead}: Alles over botontkalking</a>'
    assert link in gone["content_html"]

    replace_in(planted.root, "docs/_data/redirects.yml", {"\n  - {old: /voorkomen/, new: /#onderwerpen}": "[]"})
    for path, text in kept.items():
        (planted.root / path).write_text(text, encoding="utf-8")
    planted.release(THIRD)
    items = [item for item in planted.items() if item["_botwijzer"]["identifier"] == "voorkomen/index"]
    assert kinds(items) == [("back", "again", "2026-11-01"), ("gone", "gone", "2026-10-01")]
    assert says(items[0]) == planted.strings.feed_back
    assert items[0]["id"] == f"{gone['id']}#2026-11-01"
    assert [planted.verdict(version).state for version in versions] == ["current", "current"]


def test_a_page_that_comes_back_with_another_dose_is_urgent(planted: Planted) -> None:
    text = (planted.root / PAGE).read_text("utf-8"), (planted.root / ENGLISH).read_text("utf-8")
    remove_page(planted.root)
    planted.release(SECOND)
    for path, old in zip((PAGE, ENGLISH), text, strict=True):
        (planted.root / path).write_text(old, encoding="utf-8")
    planted.replace("30 minuten per dag", "40 minuten per dag")
    planted.release(THIRD)
    item = next(item for item in planted.items() if item["_botwijzer"]["change"] == "back")
    assert (item["_botwijzer"]["print"], says(item)) == ("now", planted.strings.feed_print_now)
    assert "Beweeg 40 minuten per dag." in item["content_html"]


def test_a_new_page_is_new(planted: Planted) -> None:
    for language, path in (("nl", PAGE), ("en", ENGLISH)):
        text = (planted.root / path).read_text("utf-8").replace("leaflet: true\nleaflet_number: 101\n", "")
        (planted.root / NEW_PAGE.format(language)).write_text(text, encoding="utf-8")
    planted.release(SECOND)
    for language in ("nl", "en"):
        (item,) = planted.items(language)
        assert kinds([item]) == [("new", "new", "2026-10-01")]
        assert item["_botwijzer"]["outdatedBefore"] is None
        assert says(item) == read_project(planted.root).strings[language].feed_new
        assert item["url"].endswith("/voorkomen/bewegen/")


def test_nothing_in_a_text_breaks_or_injects(planted: Planted) -> None:
    wild = 'Begin <script>alert(1)</script> & "rustig" \']]> &lt;b&gt; \\<i\\> مرحبا <!-- x.'
    project = read_project(planted.root)
    block = next(item for item in project.by_key["voorkomen/index"]["nl"].blocks if item.text == "Begin rustig.")
    title = project.by_key["voorkomen/index"]["nl"].blocks[0]
    planted.replace("Begin rustig.", "Begin heel rustig.")
    planted.release(SECOND)
    path = planted.root / "docs/_data/history/texts/nl.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        if line["hash"] in {block.hash, title.hash}:
            line["text"] = wild
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (item,) = planted.items()
    (entry,) = check_atom(planted.root / "site/wijzigingen.xml")
    assert item["title"] == entry.findtext(f"{ATOM}title") == wild
    for content in (item["content_html"], str(entry.findtext(f"{ATOM}content"))):
        tree = html.fromstring(content)
        assert {element.tag for element in tree.iter()} <= {"div", "p", "strong", "ul", "li", "em", "br", "a"}
        assert wild in str(tree.xpath("string()"))
        assert {name for element in tree.iter() for name in element.attrib} <= {"lang", "dir", "href"}


def test_a_feed_of_a_language_that_reads_from_the_right_says_so(planted: Planted) -> None:
    replace_in(planted.root, "docs/_data/languages.yml", {"direction: ltr": "direction: rtl"})
    planted.replace("Begin rustig.", "Begin heel rustig.")
    planted.release(SECOND)
    (item,) = planted.items()
    assert item["content_html"].startswith('<div lang="nl" dir="rtl">')


def test_the_answer_about_a_paper_leads_to_what_took_the_place_of_its_page(tmp_path: Path) -> None:
    planted = Planted(copy_small_project(tmp_path))
    planted.release(FIRST)
    version = planted.version()
    remove_page(planted.root)
    replace_in(planted.root, "docs/_data/redirects.yml", {"[]": "\n  - {old: /voorkomen/, new: /#onderwerpen}"})
    planted.release(SECOND)
    site = tmp_path / "site"
    write_versions(read_project(planted.root), site, site_url=URL, report_address="")
    page = (site / f"versie/nl/voorkomen/{version}/index.html").read_text("utf-8")
    assert planted.strings.version_gone in page
    assert f'href="../../../../#onderwerpen">{planted.strings.version_instead}: Alles over botontkalking</a>' in page


def test_a_release_that_takes_a_paper_back_or_fails(tmp_path: Path) -> None:
    root = copy_small_project(tmp_path)
    assert release(root).returncode == 0
    replace_in(root, PAGE, {"Begin rustig.": "Begin heel rustig."})
    stamp_translations(root)
    assert release(root).returncode == 0
    replace_in(root, PAGE, {"Begin heel rustig.": "Begin rustig."})
    stamp_translations(root)
    before = (root / RELEASES_FILE).read_bytes()
    shutil.copy(root / "overrides/components/disclaimer.html", tmp_path)
    replace_in(root, "overrides/components/disclaimer.html", {'data-disclaimer="full"': ""})
    assert release(root, day=SECOND_DAY).returncode == 1
    assert (root / RELEASES_FILE).read_bytes() == before
    shutil.copy(tmp_path / "disclaimer.html", root / "overrides/components")
    result = release(root, day=SECOND_DAY)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "New in the history: 0 papers, released on 2026-12-01." in result.stdout
    items = check_json(root / "site/wijzigingen.json")
    assert kinds(items) == [("changed", "again", "2026-12-01"), ("changed", "again", "2026-11-01")]
    assert items[0]["attachments"][0]["url"] == URL + LEAFLET
    assert (root / "site" / LEAFLET).stat().st_size == items[0]["attachments"][0]["size_in_bytes"]
