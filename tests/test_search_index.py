"""The search index: entries, plain text, stems, concepts of the termbase, everyday words and alarm signs."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from botwijzer.model.built_page import BuiltPage, read_built_pages
from botwijzer.model.project import read_project
from botwijzer.model.records import PageKind, Term, TermLanguage
from botwijzer.publish.search_index import render_search_index
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html lang="{language}"><head><title>T – Site</title>
<meta name="description" content="Korte samenvatting."><link rel="canonical" href="https://x.example/{path}">{head}</head>
<body><nav>Menu</nav><main><article><h1>Botontkalking</h1><p class="bw-lead">Korte samenvatting.</p>
<p data-disclaimer="short">Geen advies.</p><div class="bw-text">{text}</div>
<div class="bw-end"><p>Nagekeken</p></div></article></main></body></html>"""


def page(text: str, *, path: str = "a/", language: str = "nl", head: str = "") -> BuiltPage:
    html = PAGE.format(text=text, path=path, language=language, head=head)
    return BuiltPage(f"{path}index.html", html)


def index_of(*pages: BuiltPage, language: str = "nl", **options: Any) -> tuple[dict[str, Any], list[str]]:
    index, texts = render_search_index(list(pages), language=language, **options)
    return json.loads(index), json.loads(texts)


def locations_of(*pages: BuiltPage) -> list[str]:
    return [entry[0] for entry in index_of(*pages)[0]["entries"]]


def stems_of(data: dict[str, Any], distances: list[int]) -> list[str]:
    """Return the forms behind a list of distances, as the index writes them."""
    return [data["words"][number] for number in itertools.accumulate(distances)]


def entries_of(text: str) -> list[tuple[str, str, str]]:
    data, texts = index_of(page(text))
    return [(entry[0], entry[1], shown) for entry, shown in zip(data["entries"], texts, strict=True)]


def term(*, identifier: str, preferred: str, admitted: tuple[str, ...] = (), search: tuple[str, ...] = ()) -> Term:
    words = TermLanguage(
        preferred=preferred, admitted=admitted, search=search, abbreviations=(), forbidden=(), definition="Uitleg."
    )
    return Term(id=identifier, languages={"nl": words})


def test_a_page_and_each_section_is_an_entry() -> None:
    text = '<p>Inleiding.</p><h2 id="een">Een</h2><p>Tekst.</p><h3 id="twee">Twee</h3><p>Meer.</p><h4 id="x">X</h4>Y'
    assert entries_of(text) == [
        ("a/", "Botontkalking", "Korte samenvatting.\nInleiding."),
        ("#een", "Een", "Tekst."),
        ("#twee", "Twee", "Meer.\nX\nY"),
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
    assert entries_of('<h2 id="een">Een</h2><h3>Los</h3><p>Tekst.</p>')[1] == ("#een", "Een", "Los\nTekst.")


def test_only_articles_of_the_language_under_their_own_address() -> None:
    found = locations_of(
        page("nl"),
        page("en", path="en/a/", language="en"),
        page("nl", path="b/", head='<meta name="robots" content="noindex">'),
        BuiltPage("c/index.html", '<html lang="nl"><meta http-equiv="refresh" content="0; url=../a/"></html>'),
    )
    assert found == ["a/"]


def test_the_home_page_has_the_empty_location() -> None:
    assert locations_of(page('<h2 id="x">X</h2>', path="")) == ["", "#x"]


def test_entries_name_the_concepts_of_the_termbase_and_everyday_words() -> None:
    terms = (
        term(identifier="osteoporosis", preferred="botontkalking", search=("osteroporose", "broze botten")),
        term(identifier="fracture", preferred="ingezakte wervel", admitted=("wervelbreuk",)),
    )
    text = (
        '<p>Ingezakte wervels.</p><h2 id="a">Een wervelbreuk</h2><p>Een wervelbreuk.</p>'
        '<h2 id="b">Broze botten</h2><p>Nooit sjouwen.</p>'
    )
    data, _ = index_of(page(text), terms=terms, lay_words=(("tillen", "sjouwen"),))
    assert data["concepts"] == [
        "botontkalking|osteroporose|broze botten", "ingezakte wervel|wervelbreuk", "tillen|sjouwen",
    ]  # fmt: skip
    assert data["terms"] == 2
    # In another form; and a search word alone names nothing.
    assert [entry[3] for entry in data["entries"]] == [[0, 1], [1], [2]]


def test_a_translation_has_the_dutch_names_of_a_concept() -> None:
    concept = Term(
        id="osteoporosis",
        languages={
            "nl": TermLanguage(
                preferred="botontkalking",
                admitted=(),
                search=("broze botten",),
                abbreviations=(),
                forbidden=(),
                definition=".",
            ),
            "en": TermLanguage(
                preferred="osteoporosis", admitted=(), search=(), abbreviations=(), forbidden=(), definition="."
            ),
        },
    )
    data, _ = index_of(page("", path="en/a/", language="en"), language="en", terms=(concept,))
    assert data["concepts"] == ["osteoporosis|botontkalking|broze botten"]


def test_forms_of_one_stem_stand_together_and_small_words_are_in_no_text() -> None:
    data, _ = index_of(page("<p>De pil. Twee pillen.</p>"), stop_words=("de",))
    assert "pil| len" in data["words"]
    assert "de" not in stems_of(data, data["entries"][0][2])
    assert "pil| len" in stems_of(data, data["entries"][0][2])


def test_endings_are_learned_from_the_forms() -> None:
    text = "<p>zalf zalfs, berg bergs, hond honds, arm armoede</p>"
    assert index_of(page(text))[0]["endings"] == ["", "s"]


def test_alarm_signs_come_from_the_cards_of_the_call_page() -> None:
    text = '<div class="admonition call-now"><p>Scheve mond?</p></div><p>Anders niet.</p>'
    data, _ = index_of(page(text), kind_of=lambda _: PageKind.CALL)
    assert stems_of(data, data["entries"][0][5]) == ["scheve", "mond"]
    # On any other page they are text like any.
    assert index_of(page(text))[0]["entries"][0][5] == []


def test_an_emergency_has_its_stems_and_groups_of_everyday_words_and_no_medical_name() -> None:
    text = '<div class="admonition call-now"><ul><li>Benauwd</li><li>Ingezakte wervel</li></ul></div>'
    terms = (term(identifier="fracture", preferred="ingezakte wervel"),)
    data, _ = index_of(page(text), kind_of=lambda _: PageKind.CALL, terms=terms, lay_words=(("benauwd", "ademnood"),))
    (first, second) = data["entries"][0][6]
    assert (stems_of(data, first[0]), first[1]) == (["benauwd"], [1])
    assert (stems_of(data, second[0]), second[1]) == (["ingezakte", "wervel"], [])
    assert index_of(page(text))[0]["entries"][0][6] == []


def test_a_page_has_the_words_of_its_questions_in_order_small_ones_too() -> None:
    asked = {"a": ("hoe vaak de pil", "pillen vergeten"), "b": ("iets anders",)}
    data, _ = index_of(page("<p>De pil.</p>"), page("", path="b/"), asked=asked, stop_words=("de", "hoe"))
    questions = [[data["words"][number] for number in stems] for stems in data["entries"][0][7]]
    assert questions == [["hoe", "vaak", "de", "pil| len"], ["pil| len", "vergeten"]]
    assert [len(entry[7]) for entry in data["entries"]] == [2, 1]


def test_stems_that_stand_everywhere_have_the_lowest_numbers() -> None:
    text = "".join(f'<h2 id="s{number}">S</h2><p>Woord{number} overal.</p>' for number in range(40))
    assert index_of(page(text))[0]["words"][0] == "overal"


def test_pages_about_the_site_weigh_less() -> None:
    assert index_of(page(""), kind_of=lambda _: PageKind.ABOUT)[0]["entries"][0][4] < 1
    assert index_of(page(""))[0]["entries"][0][4] == 1


def test_the_description_for_browsers_keeps_words_from_servers(built_site: Path) -> None:
    for language in read_project(ROOT).released:
        root = ET.parse(built_site / f"search/opensearch-{language.code}.xml").getroot()  # noqa: S314  (our own file)
        (url,) = root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
        home = "/" if language.code == "nl" else f"/{language.code}/"
        assert url.attrib["template"].endswith(f"{home}#q={{searchTerms}}")
        assert "?" not in url.attrib["template"]


def test_the_built_site(built_site: Path) -> None:
    project, pages = read_project(ROOT), read_built_pages(built_site)
    assert not (built_site / "search/search_index.json").exists(), "one index of all languages"
    targets = {page.address.removeprefix("/"): page for page in pages}
    for language in project.released:
        text = (built_site / f"search/{language.code}.json").read_text(encoding="utf-8")
        data = json.loads(text)
        texts = json.loads((built_site / f"search/{language.code}-text.json").read_text(encoding="utf-8"))
        assert len(texts) == len(data["entries"])
        strings = project.strings[language.code]
        address, found = "", set()
        for (location, title, *_), shown in zip(data["entries"], texts, strict=True):
            if location.startswith("#"):
                assert location[1:] in targets[address].targets
            else:
                address = location
                found.add(address)
                assert targets[address].language == language.code
            assert title
            for shared in (strings.disclaimer_short, strings.review_none, strings.sources_note, strings.print_address):
                assert shared not in shown
        assert len(found) == sum(1 for item in project.pages if item.language == language.code)
        assert len(data["ways"]) == 3
        # Every page has questions: its key was found, that of an index page too.
        assert [entry[0] for entry in data["entries"] if not entry[0].startswith("#") and not entry[7]] == []


def test_everyday_words_are_words_of_one_language_each_once(built_site: Path) -> None:
    for language, everyday in read_project(ROOT).everyday.items():
        assert all(len(group) > 1 for group in everyday.groups), language
        data = json.loads((built_site / f"search/{language}.json").read_text(encoding="utf-8"))
        keys = {key for entry in data["entries"] for key in entry[3]}
        # A group none of whose words stands on a page leads nowhere.
        idle = [group[0] for number, group in enumerate(everyday.groups, data["terms"]) if number not in keys]
        assert idle == [], language


def test_a_dutch_word_that_is_another_word_in_the_language_of_the_page() -> None:
    dutch = term(identifier="post", preferred="huisartsenpost", search=("hap", "spoedpost"))
    turkish = dutch.languages["nl"].model_copy(update={"preferred": "nöbetçi doktor", "search": ()})
    both = Term(id="post", languages=dutch.languages | {"tr": turkish})
    data, _ = index_of(page("<p>hap</p>", language="tr"), language="tr", terms=[both], lay_words=[("hap", "tablet")])
    assert data["concepts"] == ["nöbetçi doktor|huisartsenpost|spoedpost", "hap|tablet"]
