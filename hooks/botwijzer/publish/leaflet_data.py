"""Everything that a leaflet carries, as the template reads it. Words come from the built page and the fixed texts only."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING, Any

from botwijzer.model.editions import LINKS_SECTION, Edition, LeftOut, leaflet_edition, left_out
from botwijzer.model.leaflet_blocks import Node, extract_leaflet_blocks
from botwijzer.model.page import language_path
from botwijzer.publish.furniture import render_date, review_notes
from botwijzer.publish.leaflet_code import render_code
from botwijzer.publish.leaflet_nodes import plain, render_nodes, render_pairs
from botwijzer.publish.paper import version_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.leaflet_forms import Form
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

Json = dict[str, Any]

# What the sheet for telling back asks, and the section of a medicine page that answers it (docs/_data/pages.yml).
_TALK_SECTIONS = {"talk_use": "hoe-gebruikt-u-het", "talk_late": "vergeten-of-te-laat"}
_TALK_CARDS = ("call-now", "call-today", "call-week")
# More would take the place of what a patient reads.
_MOST_PUBLISHERS = 8
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class LeafletPage:
    """A page in one language, as written and as built."""

    source: SourcePage
    built: BuiltPage
    strings: Strings
    direction: str


@dataclass(frozen=True)
class Leaflet:
    """What is printed: an edition, its pages by language, and whether it is only a proof (no code, not to hand out)."""

    edition: Edition
    pages: tuple[LeafletPage, ...]
    number: int
    is_proof: bool
    leaving: LeftOut

    @cached_property
    def trees(self) -> tuple[tuple[Node, ...], ...]:
        """The blocks to print, by language; every form of the leaflet has the same."""
        return tuple(extract_leaflet_blocks(page.built, leaving=self.leaving) for page in self.pages)

    @property
    def name(self) -> str:
        """Number and languages: ``110-nl``, ``110-nl-tr``."""
        return "-".join((str(self.number), *self.edition.languages))


def read_leaflet(
    project: Project, edition: Edition, built: Mapping[tuple[str, str], BuiltPage], *, is_proof: bool
) -> Leaflet:
    """Put together what an edition needs. ``built``: (key, language) → built page."""
    pages = tuple(
        LeafletPage(
            source=project.by_key[edition.key][language],
            built=built[edition.key, language],
            strings=project.strings[language],
            direction=project.languages[language].direction,
        )
        for language in edition.languages
    )
    front = project.by_key[edition.key][project.source_language].front
    leaving = left_out(project, edition.key, edition.languages)
    return Leaflet(edition, pages, (front.leaflet_number or 0) if front else 0, is_proof, leaving)


def leaflet_data(project: Project, leaflet: Leaflet, form: Form, *, site_url: str) -> Json:
    """Return the template's data. ``site_url`` ends in a slash. Raises ``ShapeError`` where two languages differ."""
    links = not leaflet.is_proof
    trees = leaflet.trees
    first = leaflet.pages[0]
    title = [page.source.front.title for page in leaflet.pages if page.source.front]
    summary = [page.source.front.summary for page in leaflet.pages if page.source.front]
    data: Json = {
        "form": form.name,
        "size": form.sizes[0],
        "languages": [{"code": page.source.language, "dir": page.direction} for page in leaflet.pages],
        "title_text": " – ".join(title),
        "description": " – ".join(summary),
        "keywords": [leaflet.name, leaflet.edition.id],
        "title": [plain(text) for text in title],
        "summary": None,
        "head": _head(project, leaflet, form),
        "footer": _footer(leaflet, first),
        "notes": [_notes(project, leaflet, page, form, site_url=site_url) for page in leaflet.pages],
        "sources": _sources(project, leaflet),
        "practice": [plain(page.strings.leaflet_practice) for page in leaflet.pages],
        "space": [plain(page.strings.leaflet_notes) for page in leaflet.pages],
        **_check(leaflet, site_url=site_url),
    }
    if form.name == "talk":
        return data | _talk(first, links=links)
    blocks = render_pairs(*trees, links=links) if len(trees) > 1 else render_nodes(trees[0], links=links)
    return data | {"blocks": blocks}


def _head(project: Project, leaflet: Leaflet, form: Form) -> list[list[Json]]:
    strings = leaflet.pages[0].strings
    names = [
        {"t": project.languages[page.source.language].name, "l": page.source.language, "d": page.direction}
        for page in leaflet.pages
    ]
    kind = strings.form_talk if form.name == "talk" else strings.leaflet_name
    spoken = [part for name in names for part in (name, {"t": " + "})][:-1]
    return [[*plain(f"{kind} · "), *_filled(strings.leaflet_number, number=leaflet.name)], spoken]


def _filled(text: str, **values: str) -> list[Json]:
    """Return a fixed text with its places filled in; what is filled in keeps its own direction."""
    return [
        part
        for words, name, _, _ in Formatter().parse(text)
        for part in (*plain(words), *(plain(values[name], d="ltr") if name else ()))
    ]


def _proof(strings: Strings) -> list[Json]:
    return [*plain(f"{strings.leaflet_proof}. ", b=1), *plain(strings.leaflet_proof_text)]


def _footer(leaflet: Leaflet, page: LeafletPage) -> list[Json]:
    strings, front = page.strings, page.source.front
    runs = _filled(strings.leaflet_number, number=leaflet.name)
    runs += [*plain(" · "), *_filled(strings.leaflet_version, version=leaflet.edition.id)]
    if front:
        runs += plain(f" · {render_date(front.updated, strings)}")
    if front and front.next_review:
        day = render_date(front.next_review, strings)
        runs += plain(f" · {strings.leaflet_next_review.format(date=day)}")
    return runs


def _notes(project: Project, leaflet: Leaflet, page: LeafletPage, form: Form, *, site_url: str) -> list[list[Json]]:
    """Return what must stand on every leaflet: what it leaves out, the disclaimer, the review state, other forms."""
    strings = page.strings
    address = site_url + language_path(project, page.source.language, page.source.key)
    notes = []
    if titles := _left_out_titles(leaflet, page):
        notes.append([*plain(f"{strings.leaflet_more} ", b=1), *plain(" · ".join(titles) + ".")])
    notes.append([*plain(f"{strings.disclaimer_title}. ", b=1), *plain(strings.disclaimer)])
    notes += [plain(note) for note in review_notes(project, page.source, strings)]
    sentence = strings.leaflet_accessible if form.name == "booklet" else strings.leaflet_forms
    notes.append([*plain(f"{sentence} "), _address(address)])
    if len(leaflet.pages) > 1:
        notes.insert(0, plain(strings.leaflet_both))
    return notes


def _left_out_titles(leaflet: Leaflet, page: LeafletPage) -> list[str]:
    sections = leaflet.leaving.sections - {LINKS_SECTION}
    return [block.text.rstrip(".!") for block in page.source.blocks if block.heading_id in sections]


def _address(address: str) -> Json:
    return {"t": address.removeprefix("https://"), "d": "ltr"}


def _sources(project: Project, leaflet: Leaflet) -> list[Json]:
    """Return who published what the printed blocks rest on, most used first; the page has them all, with titles."""
    page = leaflet.pages[0]
    blocks = leaflet_edition(project, page.source.key, leaflet.edition.languages).blocks[0]
    used: Counter[str] = Counter()
    for claim in {claim for block in blocks for claim in block.claims if claim in project.claims}:
        ids = (source for source in project.claims[claim].sources if source in project.sources)
        # Where a copy was seen stands on the page, in brackets.
        used.update({_BRACKETS.sub("", project.sources[source].publisher) for source in ids})
    publishers = sorted(used, key=lambda name: (-used[name], name))[:_MOST_PUBLISHERS]
    if not publishers:
        return []
    runs = plain(f"{page.strings.sources_title}: ", b=1)
    for number, publisher in enumerate(publishers, 1):
        runs.append({"t": publisher, **({"d": "ltr"} if page.direction == "rtl" else {})})
        runs += plain(". " if number == len(publishers) else "; ")
    return [*runs, *plain(page.strings.leaflet_sources)]


def _check(leaflet: Leaflet, *, site_url: str) -> Json:
    """Return code and words about whether the paper is current; a proof has neither code nor address."""
    if leaflet.is_proof:
        return {"code": None, "check": [_proof(page.strings) for page in leaflet.pages]}
    address = version_address(site_url, leaflet.edition.id)
    code = render_code(address)
    alternative = leaflet.pages[0].strings.leaflet_code.format(address=address)
    check = [
        [*plain(f"{page.strings.leaflet_check} "), _address(address) | {"h": address, "b": 1}] for page in leaflet.pages
    ]
    return {"code": {"svg": code.svg, "width": code.width, "alt": alternative}, "check": check}


def _talk(page: LeafletPage, *, links: bool) -> Json:
    """Return the three questions, and the parts of the page that answer them."""
    strings = page.strings
    nodes = extract_leaflet_blocks(page.built)
    answers: dict[str, list[Node]] = {key: _section(nodes, section) for key, section in _TALK_SECTIONS.items()}
    answers["talk_call"] = [node for node in nodes if node.kind == "card" and node.style in _TALK_CARDS]
    asked = {key: parts for key, parts in answers.items() if parts}
    title = page.source.front.title if page.source.front else ""
    blocks: list[Json] = []
    for key, parts in asked.items():
        blocks += [{"k": "h", "level": 2, "c": [plain(getattr(strings, key))]}, *render_nodes(parts, links=links)]
    return {
        "title_text": f"{strings.talk_title} – {title}",
        "title": [plain(strings.talk_title)],
        "summary": plain(title),
        "intro": plain(strings.talk_intro),
        "questions": [plain(getattr(strings, key)) for key in asked],
        "key": plain(strings.talk_key),
        "blocks": blocks,
    }


def _section(nodes: Sequence[Node], name: str) -> list[Node]:
    inside, result = False, []
    for node in nodes:
        if node.kind == "heading" and node.style == "2":
            inside = node.id == name
        elif inside:
            result.append(node)
    return result
