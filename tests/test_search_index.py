"""The search index: entries, plain text, keys of the termbase; and the vendored search engine is what was vendored."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from botwijzer.model.built_page import BuiltPage, read_built_pages
from botwijzer.model.project import read_project
from botwijzer.model.records import Term, TermLanguage
from botwijzer.publish.search_index import render_search_index
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VENDORED = ROOT / "overrides/assets/botwijzer/vendor/minisearch"
PAGE = """<!doctype html><html lang="{language}"><head><title>T – Site</title>
<meta name="description" content="Korte samenvatting."><link rel="canonical" href="https://x.example/{path}">{head}</head>
<body><nav>Menu</nav><main><article><h1>Botontkalking</h1><p class="bw-lead">Korte samenvatting.</p>
<p data-disclaimer="short">Geen advies.</p><div class="bw-text">{text}</div>
<div class="bw-end"><p>Nagekeken</p></div></article></main></body></html>"""


def page(text: str, *, path: str = "a/", language: str = "nl", head: str = "") -> BuiltPage:
    html = PAGE.format(text=text, path=path, language=language, head=head)
    return BuiltPage(f"{path}index.html", html)


def index_of(*pages: BuiltPage, language: str = "nl", terms: tuple[Term, ...] = ()) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(render_search_index(list(pages), language=language, terms=terms))
    return data


def entries_of(text: str) -> list[tuple[str, str, str]]:
    return [(entry["location"], entry["title"], entry["text"]) for entry in index_of(page(text))["entries"]]


def term(*, identifier: str, preferred: str, admitted: tuple[str, ...] = (), search: tuple[str, ...] = ()) -> Term:
    words = TermLanguage(
        preferred=preferred, admitted=admitted, search=search, abbreviations=(), forbidden=(), definition="Uitleg."
    )
    return Term(id=identifier, languages={"nl": words})


def test_a_page_and_each_section_is_an_entry() -> None:
    text = '<p>Inleiding.</p><h2 id="een">Een</h2><p>Tekst.</p><h3 id="twee">Twee</h3><p>Meer.</p><h4 id="x">X</h4>Y'
    assert entries_of(text) == [
        ("a/", "Botontkalking", "Korte samenvatting.\nInleiding."),
        ("a/#een", "Een", "Tekst."),
        ("a/#twee", "Twee", "Meer.\nX\nY"),
    ]


def test_tags_do_not_glue_words_and_do_not_part_them() -> None:
    text = (
        "<ul><li>melk</li><li>kaas</li></ul><p>een<br>twee, <strong>wervel</strong>breuk\nen <em>meer</em>.</p>"
        "<table><tr><th>Wat</th><td>1000 mg</td></tr></table>"
    )
    assert entries_of(text)[0][2].split("\n")[1:] == [
        "melk",
        "kaas",
        "een",
        "twee, wervelbreuk en meer.",
        "Wat",
        "1000 mg",
    ]


def test_signs_that_a_reader_does_not_see_are_gone() -> None:
    assert entries_of("<p>bot\u00adont\u200bkalking&nbsp;is&amp;blijft &lt;b&gt;</p>")[0][2].endswith(
        "\nbotontkalking is&blijft <b>"
    )


def test_what_stands_around_the_text_is_left_out() -> None:
    text = (
        "<section>Kader</section><aside>Terzijde</aside><p hidden>Weg</p><p data-search-exclude>Ook weg</p>"
        '<h2 id="lees-ook">Lees ook</h2><ul><li>Andere pagina</li></ul>'
    )
    assert entries_of(text) == [("a/", "Botontkalking", "Korte samenvatting.")]


def test_a_heading_without_id_is_text_of_its_section() -> None:
    assert entries_of('<h2 id="een">Een</h2><h3>Los</h3><p>Tekst.</p>')[1] == ("a/#een", "Een", "Los\nTekst.")


def test_only_articles_of_the_language_under_their_own_address() -> None:
    data = index_of(
        page("nl"),
        page("en", path="en/a/", language="en"),
        page("nl", path="b/", head='<meta name="robots" content="noindex">'),
        BuiltPage("c/index.html", '<html lang="nl"><meta http-equiv="refresh" content="0; url=../a/"></html>'),
    )
    assert [entry["location"] for entry in data["entries"]] == ["a/"]


def test_the_home_page_has_the_empty_location() -> None:
    assert [entry["location"] for entry in index_of(page('<h2 id="x">X</h2>', path=""))["entries"]] == ["", "#x"]


def test_entries_name_the_concepts_of_the_termbase() -> None:
    terms = (
        term(identifier="osteoporosis", preferred="botontkalking", search=("osteroporose", "broze botten")),
        term(identifier="fracture", preferred="ingezakte wervel", admitted=("wervelbreuk",)),
    )
    text = '<p>Ingezakte wervels.</p><h2 id="a">Een wervelbreuk</h2><p>Een wervelbreuk.</p><h2 id="b">Broze botten</h2>'
    data = index_of(page(text), terms=terms)
    assert data["concepts"] == ["botontkalking osteroporose broze botten", "ingezakte wervel wervelbreuk"]
    # In another form; once, for the title; and a search word alone names nothing.
    assert [(entry.get("title_keys"), entry.get("keys")) for entry in data["entries"]] == [
        ([0], [1]),
        ([1], None),
        (None, None),
    ]


def test_the_built_site(built_site: Path) -> None:
    project, pages = read_project(ROOT), read_built_pages(built_site)
    assert not (built_site / "search/search_index.json").exists(), "one index of all languages"
    targets = {page.address.removeprefix("/"): page for page in pages}
    for language in project.released:
        text = (built_site / f"search/{language.code}.json").read_text(encoding="utf-8")
        entries = json.loads(text)["entries"]
        found = {entry["location"] for entry in entries if "#" not in entry["location"]}
        assert len(found) == sum(1 for item in project.pages if item.language == language.code)
        strings = project.strings[language.code]
        for entry in entries:
            address, _, fragment = entry["location"].partition("#")
            assert targets[address].language == language.code
            assert not fragment or fragment in targets[address].targets
            assert entry["title"]
            for shared in (strings.disclaimer_short, strings.review_none, strings.sources_note, strings.print_address):
                assert shared not in entry["text"]


def test_vendored_files_are_what_was_vendored() -> None:
    sums = (VENDORED / "SHA256SUMS").read_text(encoding="utf-8").split("\n")[:-1]
    expected = {name: digest for digest, name in (line.split("  ") for line in sums)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDORED.iterdir()
        if path.name != "SHA256SUMS"
    }
    assert found == expected
